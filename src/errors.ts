import { definedOnly } from './model/defined-only.ts'
import * as Exit from './model/exit.ts'
import type { ProblemPlaces } from './model/word-keys.ts'

/** Its words are in `rules/guidance/problems.yaml`. */
export type ProblemCode = keyof ProblemPlaces

/** How a command ends that an error ends, by the first digit of its code. */
const EXITS: Record<string, number> = {
  1: Exit.usage,
  2: Exit.phone,
  3: Exit.nothingAudited,
  4: Exit.unchanged,
  5: Exit.usage,
}

/** What was typed wrong beside a phone, what was read in part, and what does not hold. */
const OTHERS: Partial<Record<ProblemCode, number>> = {
  E230: Exit.usage,
  E235: Exit.usage,
  E332: Exit.partial,
  E341: Exit.partial,
  E406: Exit.usage,
  E407: Exit.usage,
  E503: Exit.failing,
}

/** A code, and values for every place of its title; places in remedies may stay open, and have none. */
type ErrorArguments = {
  [Code in ProblemCode]: [
    code: Code,
    params: Record<ProblemPlaces[Code], string> & Record<string, string | undefined>,
    options?: ErrorOptions,
  ]
}[ProblemCode]

/** Problems whose titles have no place. */
export type PlainProblem = {
  [Code in ProblemCode]: [ProblemPlaces[Code]] extends [never] ? Code : never
}[ProblemCode]

/** Something that a person can act on. Whatever else is thrown is a bug. */
export class AuditError extends Error {
  readonly code: ProblemCode
  readonly params: Record<string, string>

  constructor(...[code, params, options]: ErrorArguments) {
    const known = definedOnly(params) as Record<string, string>
    super([code, ...Object.values(known)].join(' '), options)
    this.name = 'AuditError'
    this.code = code
    this.params = known
  }
}

export const exitOfError = ({ code }: AuditError): number => OTHERS[code] ?? EXITS[code.charAt(1)] ?? Exit.bug

/** What the system says of a failed call: `ENOENT`, `EACCES`, or the message. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as Error & { code?: string; path?: string }
  // Node cannot name what is not UTF-8: it looked for something else.
  return code === 'ENOENT' && path?.includes('\ufffd') ? 'ENOENT.encoding' : (code ?? error.message)
}
