import { type Problem, type Speaker, visible, widthsFor, wrap } from '../../internal.ts'

/** An error as a person reads it: what happened, what to do, where to read more. */
export async function problemText(
  { code, severity, message, path, line, remedy }: Problem,
  { say }: Pick<Speaker, 'say'>,
): Promise<string> {
  const kind = say(severity === 'error' ? 'problem.error' : 'problem.note')
  const told = line === null ? message : say('join.beside', { text: message, beside: `${path}:${line}` })
  const widthOf = await widthsFor(visible([message, path, ...remedy].join()))
  const lines = [
    ...wrap(visible(`${kind} [${code}] ${told}`), 80, widthOf),
    `  ${say('problem.todo')}`,
    ...remedy.flatMap((step, index) =>
      wrap(visible(step), 73, widthOf).map((part, row) => (row === 0 ? `    ${index + 1}. ${part}` : `       ${part}`)),
    ),
    `  ${say('problem.more', { code })}`,
  ]
  return `${lines.join('\n')}\n`
}
