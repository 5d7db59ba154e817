import {
  AuditError,
  explainProblem,
  messageAt,
  type Problem,
  type Speaker,
  visible,
  widthsFor,
  wrap,
} from '../../internal.ts'
import { bounded } from '../../model/text/bounded.ts'
import type { Io } from '../io.ts'
import { columnsOf } from './color.ts'
import type { Telling } from './telling.ts'

/** In which words something is told, and where. */
type To = Pick<Telling, 'words' | 'io'>

/** Columns of an error, where the terminal has them. */
const WIDEST = 80

/** Says on standard error what went wrong. */
export async function sayProblem(problem: Problem, { words, io }: To): Promise<void> {
  io.stderr.write(await problemText(problem, words, io))
}

/** The same by its code. */
export const sayError = (
  {
    code,
    params,
    severity = 'error',
  }: { code: string; params: Record<string, string | number>; severity?: Problem['severity'] },
  to: To,
): Promise<void> => sayProblem(explainProblem(code, to.words, { params: bounded(params), severity }), to)

/** What a person can do something about, such as a phone that went away or a full disk; bugs pass as they are. */
export function problemIn(error: unknown): AuditError {
  if (error instanceof AuditError) return error
  throw error
}

/** An error as a person reads it: what happened, what to do, where to read more. */
async function problemText(
  problem: Problem,
  { say }: Pick<Speaker, 'say'>,
  io: Pick<Io, 'stdout' | 'env'>,
): Promise<string> {
  const { code, severity, message, path, remedy } = problem
  const columns = Math.min(columnsOf(io), WIDEST)
  const kind = say(severity === 'error' ? 'problem.error' : 'problem.note')
  const widthOf = await widthsFor(visible([message, path, ...remedy].join()))
  const lines = [
    ...wrap(visible(`${kind} [${code}] ${messageAt(problem, say)}`), columns, widthOf),
    `  ${say('problem.todo')}`,
    ...remedy.flatMap((step, index) =>
      wrap(visible(step), columns - 7, widthOf).map((part, row) =>
        row === 0 ? `    ${index + 1}. ${part}` : `       ${part}`,
      ),
    ),
    `  ${say('problem.more', { code })}`,
  ]
  return `${lines.join('\n')}\n`
}
