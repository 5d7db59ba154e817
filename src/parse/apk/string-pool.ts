import { type Bytes, type Chunk, inMemory, UnreadableError, u8, u16, u32 } from './chunk.ts'

export const STRING_POOL = 0x0001

/** The string of an index; undefined for one that the pool does not have, such as the -1 of "none". */
export type StringPool = (index: number) => string | undefined

const UTF8_FLAG = 1 << 8
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true })

/** Reads strings when they are asked for; styles are of no interest here. @throws UnreadableError, then or later */
export function stringPool({ bytes, headerSize }: Chunk): StringPool {
  const count = u32(bytes, 8)
  const flags = u32(bytes, 16)
  const start = u32(bytes, 20)
  if (headerSize + count * 4 > bytes.length) throw new UnreadableError(`a pool of ${count} strings does not fit`)
  const known = new Map<number, string>()
  // Strings of a forged pool may overlap, and be far longer together than the pool is.
  let left = bytes.length * 2
  return (index) => {
    if (index >= count) return undefined
    const at = start + u32(bytes, headerSize + index * 4)
    const text = known.get(at)
    if (text !== undefined) return text
    const [from, length] = flags & UTF8_FLAG ? utf8At(bytes, at) : utf16At(bytes, at)
    left -= length
    if (length > bytes.length - from || left < 0) throw new UnreadableError(`string ${index} is longer than its pool`)
    const decoded = (flags & UTF8_FLAG ? utf8 : utf16).decode(inMemory(bytes.subarray(from, from + length)))
    known.set(at, decoded)
    return decoded
  }
}

/** Where the bytes of a string begin and how many they are. The length in UTF-16 units stands before that in bytes. */
function utf8At(bytes: Bytes, at: number): [from: number, length: number] {
  const second = at + (u8(bytes, at) & 0x80 ? 2 : 1)
  const length = u8(bytes, second)
  return length & 0x80 ? [second + 2, ((length & 0x7f) << 8) | u8(bytes, second + 1)] : [second + 1, length]
}

function utf16At(bytes: Bytes, at: number): [from: number, length: number] {
  const length = u16(bytes, at)
  return length & 0x8000 ? [at + 4, ((length & 0x7fff) * 0x10000 + u16(bytes, at + 2)) * 2] : [at + 2, length * 2]
}
