/** Exit code of each error that a person can act on. Its words are in `rules/guidance/problems.yaml`. */
export const problemExit = {
  E101: 2,
  E102: 2,
  E103: 2,
  E104: 2,
  E108: 2,
  E110: 2,
  E201: 4,
  E202: 4,
  E203: 4,
  E204: 4,
  E205: 4,
  E206: 4,
  E207: 4,
  E208: 4,
  E209: 4,
  E210: 4,
  E212: 4,
  E213: 4,
  E301: 3,
  E309: 3,
  E310: 3,
  E311: 3,
  E321: 3,
  E322: 5,
  E331: 3,
  E332: 5,
  E336: 3,
  E337: 3,
  E341: 5,
  E342: 3,
  E343: 3,
  E501: 2,
  E502: 2,
  E504: 2,
  E506: 2,
  E507: 2,
  E508: 2,
  E509: 2,
} as const
export type ProblemCode = keyof typeof problemExit

/** Something that a person can act on. Whatever else is thrown is a bug. */
export class AuditError extends Error {
  readonly code: ProblemCode
  readonly params: Record<string, string>

  constructor(code: ProblemCode, params: Record<string, string>, options?: ErrorOptions) {
    super(`${code} ${Object.values(params).join(' ')}`, options)
    this.name = 'AuditError'
    this.code = code
    this.params = params
  }

  get exit(): number {
    return problemExit[this.code]
  }
}

/** What the system says of a failed call: `ENOENT`, `EACCES`, or the message. */
export const causeOf = (error: unknown) =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
