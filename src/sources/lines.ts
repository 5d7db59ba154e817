import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { AuditError } from '../errors.ts'
import { encodingOfNames } from '../model/text/legible.ts'
import { cannotOpen } from './cannot-open.ts'
import { sizeOf } from './limits.ts'
import { writtenIn } from './written.ts'

const LINE_END = 0x0a

/**
 * By the first piece: `dir` in `cmd` writes names as Windows does in China. One name among many that is no UTF-8 is a
 * name of its own.
 */
function encodingOfLines(head: Uint8Array): string {
  const whole = head.subarray(0, head.lastIndexOf(LINE_END) + 1 || head.length)
  const lines = new TextDecoder().decode(whole, { stream: true }).split(/[\n\0]/)
  const foreign = lines.filter((line) => /[^\0-\x7f]/.test(line))
  const damaged = foreign.filter((line) => line.includes('\ufffd'))
  return damaged.length * 2 > foreign.length ? encodingOfNames(whole) : 'utf-8'
}

/** No path is longer. A file without line ends must not fill the memory. */
const LONGEST = 64 * 1024

/**
 * The lines of a file, those that arrive together at once, so that a slow writer gets its answers as it goes. Nothing
 * is read ahead of the reader. With `separator` NUL, a line end is part of a name.
 *
 * @throws AuditError E301 when the list cannot be read, E343 for a line that is longer than `longest` UTF-16 units
 */
export async function* linesOf(
  source: string | Readable,
  shown: string,
  separator: '\n' | '\0',
  longest = LONGEST,
): AsyncGenerator<string[]> {
  let rest: string[] = []
  let size = 0
  const named = (line: string) => (separator === '\n' ? line.replace(/\r$/, '') : line)
  try {
    const chunks = typeof source === 'string' ? createReadStream(source) : source
    for await (const text of writtenIn(chunks, encodingOfLines)) {
      const [first = '', ...others] = text.split(separator)
      rest.push(first)
      size += first.length
      if (size > longest) throw new AuditError('E343', { file: shown, limit: sizeOf(longest) })
      const last = others.pop()
      if (last === undefined) continue
      yield [rest.join(''), ...others].map(named)
      rest = [last]
      size = last.length
    }
  } catch (cause) {
    if (cause instanceof AuditError) throw cause
    throw cannotOpen(typeof source === 'string' ? source : shown, shown, cause)
  }
  const last = rest.join('')
  if (last !== '') yield [named(last)]
}
