import { joined, ofText, placeOf } from '#platform/bytes.ts'
import type { openZip } from '#platform/zip.ts'

type Zip = Awaited<ReturnType<typeof openZip>>
type Listed = Pick<Awaited<ReturnType<Zip['entries']>>[number], 'offset' | 'packed'>

/** The end of the directory without its comment, and what stands before it in a large zip. */
const END = ofText('PK\x05\x06')
const END_SIZE = 22
const END64_SIZE = 76
/** Sizes and a checksum behind a file whose header does not have them. */
const DESCRIPTOR = 24
/** Times, owners and a second name of a file, and a line that somebody wrote. */
const USUAL = 256
/** Nobody leaves so much. */
const MOST = 64 * 1024 ** 2
/** Headers stand near one another, and each reading takes longer than so many bytes of it. */
const PIECE = 16 * 1024

/**
 * What a zip holds besides the files that it lists: comments, extra fields, and whatever stands in no place at all.
 * Zeros fill up.
 *
 * @param files as the directory lists them
 */
export async function unlistedIn(zip: Zip, files: Listed[]): Promise<Uint8Array> {
  const { size, directory } = zip
  const read = inPieces(zip)
  const parts: Uint8Array[] = []
  let kept = 0
  const keep = async (from: number, to: number, usual: number) => {
    if (to - from > MOST || kept > MOST) throw new RangeError('too many bytes of no file')
    const bytes = to > from ? await read(from, to - from) : END
    let said = 0
    for (const byte of bytes) if (byte !== 0) said++
    if (said > usual) {
      parts.push(bytes, ofText('\n'))
      kept += bytes.length
    }
    return bytes
  }
  /** Keeps what stands behind the name in a header, whose lengths stand in it. @returns where it ends */
  const behindName = async (at: number, header: number, ...lengths: number[]) => {
    const bytes = await read(at, header)
    const [name = 0, ...others] = lengths.map((place) => (bytes[place] ?? 0) | ((bytes[place + 1] ?? 0) << 8))
    const from = at + header + name
    const to = others.reduce((sum, length) => sum + length, from)
    await keep(from, to, USUAL)
    return to
  }

  let end = 0
  for (const { offset, packed } of [...files].sort((a, b) => a.offset - b.offset)) {
    await keep(end, offset, DESCRIPTOR)
    end = packed + (await behindName(offset, 30, 26, 28))
  }
  await keep(end, directory, DESCRIPTOR)
  end = directory
  for (const _ of files) end = await behindName(end, 46, 28, 30, 32)
  const ending = end + placeOf(await keep(end, size, size), END)
  await keep(end, ending, END64_SIZE)
  await keep(ending + END_SIZE, size, USUAL)
  return joined(parts)
}

function inPieces({ size, read }: Zip): Zip['read'] {
  let from = 0
  let piece: Uint8Array = new Uint8Array()
  return async (at, length) => {
    if (at < from || at + length > from + piece.length) {
      from = at
      piece = await read(at, Math.max(0, Math.min(Math.max(length, PIECE), size - at)))
    }
    return piece.subarray(at - from, at - from + length)
  }
}
