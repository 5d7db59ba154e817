import { AuditError, explainProblem, messageAt, type Problem, paragraph } from '../../internal.ts'
import { bounded } from '../../model/text/bounded.ts'
import { columnsOf } from './screen.ts'
import type { To } from './teller.ts'

/** Columns of an error, where the terminal has them. */
const WIDEST = 80

/** Says on standard error what went wrong: what happened, what to do, where to read more. */
export function sayProblem(problem: Problem, { words: { say }, io }: To): void {
  const { code, severity, remedy } = problem
  const columns = Math.min(columnsOf(io), WIDEST)
  const kind = say(severity === 'error' ? 'problem.error' : 'problem.note')
  io.stderr.write(
    [
      paragraph(`${kind} [${code}] ${messageAt(problem, say)}`, columns),
      `  ${say('problem.todo')}\n`,
      ...remedy.map((step, at) => paragraph(step, columns, 4, `${at + 1}. `)),
      `  ${say('problem.more', { code })}\n`,
    ].join(''),
  )
}

/** The same by its code. */
export const sayError = (
  {
    code,
    params,
    severity = 'error',
  }: { code: string; params: Record<string, string | number>; severity?: Problem['severity'] },
  to: To,
): void => sayProblem(explainProblem(code, to.words, { params: bounded(params), severity }), to)

/** What a person can do something about, such as a phone that went away or a full disk; bugs pass as they are. */
export function problemIn(error: unknown): AuditError {
  if (error instanceof AuditError) return error
  throw error
}
