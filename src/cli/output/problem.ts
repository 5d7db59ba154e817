import { type Problem, type Speaker, visible, widthsFor, wrap } from '../../internal.ts'
import type { Io } from '../io.ts'
import { columnsOf } from './color.ts'

/** Columns of an error, where the terminal has them. */
const WIDEST = 80

/** An error as a person reads it: what happened, what to do, where to read more. */
export async function problemText(
  { code, severity, message, path, line, remedy }: Problem,
  { say }: Pick<Speaker, 'say'>,
  io: Pick<Io, 'stdout' | 'env'>,
): Promise<string> {
  const columns = Math.min(columnsOf(io), WIDEST)
  const kind = say(severity === 'error' ? 'problem.error' : 'problem.note')
  const told = line === null ? message : say('join.beside', { text: message, beside: `${path}:${line}` })
  const widthOf = await widthsFor(visible([message, path, ...remedy].join()))
  const lines = [
    ...wrap(visible(`${kind} [${code}] ${told}`), columns, widthOf),
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
