import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { AuditError, causeOf } from '../errors.ts'

/** No path is longer. A file without line ends must not fill the memory. */
const LONGEST = 64 * 1024

/**
 * The lines of a file, those that arrive together at once, so that a slow writer gets its answers as it goes. Nothing is
 * read ahead of the reader. With `separator` NUL, a line end is part of a name. What is longer than `longest` is cut.
 *
 * @throws AuditError E301 when the list cannot be read
 */
export async function* linesOf(
  source: string | Readable,
  shown: string,
  separator: '\n' | '\0' = '\n',
  longest = LONGEST,
): AsyncGenerator<string[]> {
  const { StringDecoder } = await import('node:string_decoder')
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const named = (line: string) => (separator === '\n' ? line.replace(/\r$/, '') : line)
  try {
    for await (const chunk of typeof source === 'string' ? createReadStream(source) : source) {
      const parts = (rest + decoder.write(chunk as Buffer)).split(separator)
      rest = parts.pop()?.slice(0, longest) ?? ''
      if (parts.length > 0) yield parts.map(named)
    }
  } catch (cause) {
    throw new AuditError('E301', { file: shown, detail: causeOf(cause) }, { cause })
  }
  const last = rest + decoder.end()
  if (last !== '') yield [named(last)]
}
