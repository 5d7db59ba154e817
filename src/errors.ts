import * as Exit from './model/exit.ts'
import type { ProblemPlaces } from './model/word-keys.ts'

/** Errors that a person can act on. Their words are in `rules/guidance/problems.yaml`. */
// biome-ignore format: a hundred a line
export type ProblemCode =
  | `E1${'01' | '02' | '03' | '04' | '08' | '10' | '11' | '12' | '13' | '14' | '15' | '16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '31' | '32'}`
  | `E2${'01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '12' | '13' | '14' | '18' | '30' | '31' | '32' | '33' | '34' | '35' | '40' | '41' | '42'}`
  | `E3${'01' | '09' | '10' | '11' | '21' | '22' | '31' | '32' | '36' | '37' | '40' | '41' | '42' | '43' | '45' | '48' | '71' | '72'}`
  | `E4${'01' | '02' | '03' | '04' | '05' | '06' | '07' | '08'}`
  | `E5${'01' | '02' | '03' | '04' | '06' | '07' | '08' | '09' | '10' | '11'}`

/** Exit codes by the hundreds: of what was asked for, of a phone, of its files, of a change to it, of what is written. */
const EXITS = [undefined, Exit.usage, Exit.phone, Exit.nothingAudited, Exit.unchanged, Exit.usage] as const
const OTHER_EXITS: { [Code in ProblemCode]?: number } = {
  E121: Exit.nothingAudited,
  E230: Exit.usage,
  E235: Exit.usage,
  E322: Exit.partial,
  E332: Exit.partial,
  E341: Exit.partial,
  E406: Exit.usage,
  E407: Exit.usage,
  E503: Exit.failing,
}

/** A code, and values for every place of its title; places in remedies may stay open. */
type ErrorArguments = {
  [Code in ProblemCode]: [
    code: Code,
    params: Record<ProblemPlaces[Code], string> & Record<string, string>,
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
    super(`${code} ${Object.values(params).join(' ')}`, options)
    this.name = 'AuditError'
    this.code = code
    this.params = params
  }

  get exit(): number {
    return OTHER_EXITS[this.code] ?? EXITS[Number(this.code[1])] ?? Exit.bug
  }
}

/** What the system says of a failed call: `ENOENT`, `EACCES`, or the message. */
export const causeOf = (error: unknown) =>
  error instanceof Error ? ((error as Error & { code?: string }).code ?? error.message) : String(error)
