import { Readable } from 'node:stream'
import { crc32 as crc32OfNode, createGunzip, createInflateRaw, inflateRawSync } from 'node:zlib'
import type { Chunks } from '../../model/dump.ts'

/** What inflates to no more is inflated at once: most of what lies in a bug report is some kB. */
const AT_ONCE = 256 * 1024
/** Bytes that are inflated at a time: each turn costs more than what a smaller one would save. */
const PIECE = 1024 * 1024

const BEHIND = 'bytes behind the end'
/** What `info` makes of the answer, which the types of Node do not know. */
interface Inflated {
  buffer: Buffer
  engine: { bytesWritten: number }
}

/** CRC-32 of bytes that follow others. */
export const crc32 = (bytes: Uint8Array, before = 0): number => crc32OfNode(bytes, before)

/** A stream that was cut before its end. */
export const isCut = (error: unknown) => (error as { code?: unknown }).code === 'Z_BUF_ERROR'

/** What stands behind a member, whose checksum was compared, is none. */
export const isBehind = (error: unknown) => (error as { message?: unknown }).message === 'incorrect header check'

/** A raw deflate stream (RFC 1951) held in memory. @throws where it is damaged or gives more than `most` bytes */
export const inflatedAtOnce = async (packed: Uint8Array, most: number): Promise<Uint8Array> =>
  inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })

/**
 * A raw deflate stream, given in pieces. While a chunk is looked at, the next one inflates.
 *
 * @throws where it is damaged, or ends before its pieces do
 */
export async function* inflated(pieces: Chunks, packed: number, size: number): AsyncGenerator<Uint8Array> {
  if (size <= AT_ONCE && packed <= AT_ONCE) {
    const parts: Uint8Array[] = []
    for await (const piece of pieces) parts.push(piece)
    const all = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
    const { buffer, engine } = inflateRawSync(all, { maxOutputLength: size + 1, info: true }) as unknown as Inflated
    yield buffer
    if (engine.bytesWritten < all.length) throw new RangeError(BEHIND)
    return
  }
  const source = Readable.from(pieces)
  const inflate = createInflateRaw({ chunkSize: PIECE })
  source.on('error', (error) => inflate.destroy(error))
  try {
    yield* source.pipe(inflate)
    if (inflate.bytesWritten < packed) throw new RangeError(BEHIND)
  } finally {
    source.destroy()
    inflate.destroy()
  }
}

/**
 * All members of a gzip file (RFC 1952).
 *
 * @param taken told before each chunk, and at the end, how many bytes of the input belong to members
 * @throws what `isCut` and `isBehind` tell, and where it is damaged
 */
export async function* gunzipped(pieces: Chunks, taken: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const inflate = createGunzip({ chunkSize: AT_ONCE })
  const source = Readable.from(pieces)
  source.on('error', (error) => inflate.destroy(error))
  try {
    for await (const chunk of source.pipe(inflate)) {
      taken(inflate.bytesWritten)
      yield chunk as Uint8Array
    }
    taken(inflate.bytesWritten)
  } finally {
    source.destroy()
    inflate.destroy()
  }
}
