import { joined, ofText } from '#platform/bytes.ts'
import type { Chunks } from '../model/dump.ts'

/** The encoding that a byte order mark tells; Notepad, spreadsheets and `>` of PowerShell write UTF-16. */
const encodingOf = ([first, second]: Uint8Array, unmarked = 'utf-8') =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : unmarked

/** The text of a file that a person wrote or a program saved for one, without its mark. */
export const written = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes)

/** The bytes of a text that is taken apart byte by byte, as mails are: in UTF-16 there is no line in them. */
export const inBytes = (bytes: Uint8Array) => (encodingOf(bytes, '') === '' ? bytes : ofText(written(bytes)))

/** Where the text of a file has its first letter of another encoding, which is lost; -1 for none. */
export function lostIn(bytes: Uint8Array): number {
  try {
    new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    return -1
  } catch {
    return written(bytes).indexOf('\ufffd')
  }
}

/**
 * The same of a stream, piece by piece as it comes. The two bytes of a mark may come one at a time.
 *
 * @param unmarked the encoding without a mark, by the first piece
 */
export async function* writtenIn(
  chunks: Chunks,
  unmarked: (head: Uint8Array) => string = () => 'utf-8',
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head: Uint8Array = new Uint8Array()
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      head = joined([head, chunk])
      if (head.length < 2) continue
      decoder = new TextDecoder(encodingOf(head, unmarked(head)))
      yield decoder.decode(head, { stream: true })
    } else yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? written(head)
}
