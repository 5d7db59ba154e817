import type { Evidence, Report } from '../src/internal.ts'

/** Every statement of a report that points at a line. */
export const evidenceOf = ({ apps, findings }: Report): Evidence[] => [
  ...findings.flatMap(({ evidence }) => evidence),
  ...apps.flatMap(({ contacts, routes }) => [...contacts.evidence, ...routes.map(({ evidence }) => evidence)]),
]

/**
 * What is not true of a piece of evidence: its columns and its bytes must both show the text it claims, and that is the
 * whole line unless the line names other apps. `bytes` is the file, or the entry of the archive, that it names.
 */
export function lies(
  { path, line, column, endColumn, byteOffset, byteLength, text }: Evidence,
  bytes: Buffer,
): string[] {
  const decode = decoderFor(bytes)
  const printed = decode(bytes).split('\n')[line - 1] ?? ''
  const whole = printed.replace(/^[ \t]+|[ \t\r]+$/g, '')
  const namesOthers = /\w\.[a-z]/i.test(whole.replace(text, ''))
  const claims = {
    'the line': namesOthers && whole.includes(text) ? text : whole,
    'the columns': printed.slice(column - 1, endColumn - 1),
    'the bytes': decode(bytes.subarray(byteOffset, byteOffset + byteLength)),
  }
  return Object.entries(claims).flatMap(([where, shown]) =>
    shown === text
      ? []
      : [`${path}:${line}: ${where} say ${JSON.stringify(shown)}, the report says ${JSON.stringify(text)}`],
  )
}

/** By the mark, or by the zero that every second byte of ASCII is in UTF-16. */
function decoderFor(bytes: Buffer): (bytes: Buffer) => string {
  const [first, second] = bytes
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
  const little = (first === 0xff && second === 0xfe) || (second === 0 && first !== 0)
  const decoder = new TextDecoder(big ? 'utf-16be' : little ? 'utf-16le' : 'utf-8')
  return (part) => decoder.decode(part)
}
