import { definedOnly } from './model/defined-only.ts'
import * as Exit from './model/exit.ts'
import type { ProblemPlaces } from './model/word-keys.ts'

/** Exit code of each error that a person can act on. Its words are in `rules/guidance/problems.yaml`. */
const problemExit = {
  E101: Exit.usage,
  E102: Exit.usage,
  E103: Exit.usage,
  E104: Exit.usage,
  E108: Exit.usage,
  E110: Exit.usage,
  E111: Exit.usage,
  E112: Exit.usage,
  E113: Exit.usage,
  E114: Exit.usage,
  E115: Exit.usage,
  E116: Exit.usage,
  E117: Exit.usage,
  E118: Exit.usage,
  E119: Exit.usage,
  E120: Exit.usage,
  E121: Exit.nothingAudited,
  E122: Exit.usage,
  E123: Exit.usage,
  E124: Exit.usage,
  E125: Exit.usage,
  E126: Exit.usage,
  E127: Exit.usage,
  E128: Exit.usage,
  E129: Exit.usage,
  E131: Exit.usage,
  E132: Exit.usage,
  E133: Exit.usage,
  E201: Exit.phone,
  E202: Exit.phone,
  E203: Exit.phone,
  E204: Exit.phone,
  E205: Exit.phone,
  E206: Exit.phone,
  E207: Exit.phone,
  E208: Exit.phone,
  E209: Exit.phone,
  E210: Exit.phone,
  E212: Exit.phone,
  E213: Exit.phone,
  E214: Exit.phone,
  E218: Exit.phone,
  E230: Exit.usage,
  E231: Exit.phone,
  E232: Exit.phone,
  E233: Exit.phone,
  E234: Exit.phone,
  E235: Exit.usage,
  E240: Exit.phone,
  E241: Exit.phone,
  E242: Exit.phone,
  E301: Exit.nothingAudited,
  E309: Exit.nothingAudited,
  E310: Exit.nothingAudited,
  E311: Exit.nothingAudited,
  E321: Exit.nothingAudited,
  E322: Exit.partial,
  E331: Exit.nothingAudited,
  E332: Exit.partial,
  E334: Exit.nothingAudited,
  E336: Exit.nothingAudited,
  E337: Exit.nothingAudited,
  E340: Exit.nothingAudited,
  E341: Exit.partial,
  E342: Exit.nothingAudited,
  E343: Exit.nothingAudited,
  E345: Exit.nothingAudited,
  E348: Exit.nothingAudited,
  E371: Exit.nothingAudited,
  E372: Exit.nothingAudited,
  E401: Exit.unchanged,
  E402: Exit.unchanged,
  E403: Exit.unchanged,
  E404: Exit.unchanged,
  E405: Exit.unchanged,
  E406: Exit.usage,
  E407: Exit.usage,
  E408: Exit.unchanged,
  E501: Exit.usage,
  E502: Exit.usage,
  E503: Exit.failing,
  E504: Exit.usage,
  E506: Exit.usage,
  E507: Exit.usage,
  E508: Exit.usage,
  E509: Exit.usage,
  E510: Exit.usage,
  E511: Exit.usage,
} as const
export type ProblemCode = keyof typeof problemExit

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
    super(`${code} ${Object.values(known).join(' ')}`, options)
    this.name = 'AuditError'
    this.code = code
    this.params = known
  }
}

export const exitOfError = ({ code }: AuditError): number => problemExit[code]

/** What the system says of a failed call: `ENOENT`, `EACCES`, or the message. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as Error & { code?: string; path?: string }
  // Node cannot name what is not UTF-8: it looked for something else.
  return code === 'ENOENT' && path?.includes('\ufffd') ? 'ENOENT.encoding' : (code ?? error.message)
}
