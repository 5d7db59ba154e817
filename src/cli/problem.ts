import { type Problem, type Speaker, visible, wrap } from '../index.ts'

/** An error as a person reads it: what happened, what to do, where to read more. */
export function problemText({ code, severity, message, path, line, remedy }: Problem, { say }: Pick<Speaker, 'say'>): string {
  const kind = say(severity === 'error' ? 'problem.error' : 'problem.note')
  const at = line === null ? '' : ` (${path}:${line})`
  const lines = [
    ...wrap(visible(`${kind} [${code}] ${message}${at}`), 80),
    `  ${say('problem.todo')}`,
    ...remedy.flatMap((step, index) => wrap(visible(step), 73).map((part, row) => (row === 0 ? `    ${index + 1}. ${part}` : `       ${part}`))),
    `  ${say('problem.more', { code })}`,
  ]
  return `${lines.join('\n')}\n`
}
