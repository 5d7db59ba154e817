import { joined } from '#platform/bytes.ts'
import type { Chunks } from '../model/dump.ts'

/** The encoding that a byte order mark tells; Notepad, spreadsheets and `>` of PowerShell write UTF-16. */
const encodingOf = ([first, second]: Uint8Array) =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'

/** The text of a file that a person wrote or a program saved for one, without its mark. */
export const written = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes)

/** The same of a stream, piece by piece as it comes. The two bytes of a mark may come one at a time. */
export async function* writtenIn(chunks: Chunks): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      head = joined([head, chunk])
      if (head.length < 2) continue
      decoder = new TextDecoder(encodingOf(head))
      yield decoder.decode(head, { stream: true })
    } else yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? written(head)
}
