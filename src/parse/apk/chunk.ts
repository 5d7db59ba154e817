/** The bytes are not what the format says. The one thing that the readers of this folder throw. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
}

/** Bytes of a file: all in memory, or there when they are touched (`lazy-bytes.ts`). */
export interface Bytes {
  readonly length: number
  at(index: number): number | undefined
  subarray(from: number, to: number): Bytes
}

/** One chunk of AOSP's `ResourceTypes.h`: `bytes` runs from its header to its end, `offset` is its place. */
export interface Chunk {
  type: number
  headerSize: number
  offset: number
  bytes: Bytes
}

const HEADER = 8

export function u8(bytes: Bytes, at: number): number {
  const byte = bytes.at(at)
  if (byte === undefined) throw new UnreadableError(`nothing at byte ${at}`)
  return byte
}
export const u16 = (bytes: Bytes, at: number) => u8(bytes, at) | (u8(bytes, at + 1) << 8)
export const u32 = (bytes: Bytes, at: number) => u16(bytes, at) + u16(bytes, at + 2) * 0x10000

/** A copy, where they are not in memory as they are. */
export function inMemory(bytes: Bytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : Uint8Array.from({ length: bytes.length }, (_, at) => u8(bytes, at))
}

/** @throws UnreadableError when the chunk does not lie within `bytes` */
export function chunkAt(bytes: Bytes, at: number, base = 0): Chunk {
  const headerSize = u16(bytes, at + 2)
  const size = u32(bytes, at + 4)
  if (headerSize < HEADER || size < headerSize || size > bytes.length - at)
    throw new UnreadableError(`a chunk of ${size} bytes at ${base + at}, where ${bytes.length - at} are left`)
  return { type: u16(bytes, at), headerSize, offset: base + at, bytes: bytes.subarray(at, at + size) }
}

/** More than the file of any app has; a forged one of a few kilobytes can unpack to millions. */
const MOST_CHUNKS = 250_000

/** How many chunks may still be read of one file. */
export const chunkCount = () => ({ left: MOST_CHUNKS })

/**
 * The chunks that lie behind the header of `parent`, one after another up to its end.
 *
 * @param count what is left for the whole file
 * @throws UnreadableError
 */
export function* chunksIn({ headerSize, offset, bytes }: Chunk, count: { left: number }): Generator<Chunk> {
  for (let at = headerSize; at < bytes.length; ) {
    if (count.left-- === 0) throw new UnreadableError(`more than ${MOST_CHUNKS} chunks`)
    const chunk = chunkAt(bytes, at, offset)
    yield chunk
    at += chunk.bytes.length
  }
}
