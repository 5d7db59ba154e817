/**
 * Whether a line begins another JSON value, behind lines that can be all of one: values stand behind one another, each
 * in one line or in many, and inside of one something is open at the end of the line before a brace.
 */
export const beginsValue = (line: string, before: string[]) =>
  line.startsWith('{') && before[0]?.startsWith('{') === true && !/[[{,:]\s*$/.test(before.at(-1) ?? '')

/** The values of a whole text. */
export function valuesIn(text: string): string[] {
  const values: string[] = []
  const lines: string[] = []
  for (const line of text.split('\n')) {
    if (beginsValue(line, lines)) values.push(lines.splice(0).join('\n'))
    lines.push(line)
  }
  return [...values, lines.join('\n')]
}
