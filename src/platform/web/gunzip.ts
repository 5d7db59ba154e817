import type { Chunks } from '../../model/dump.ts'
import { joined } from './bytes.ts'
import { crc32 } from './crc32.ts'

class CutError extends Error {}
class DamagedError extends Error {}
class BehindError extends Error {}

export const isCut = (error: unknown) => error instanceof CutError
export const isBehind = (error: unknown) => error instanceof BehindError

/**
 * All members of a gzip file (RFC 1952), as Node reads them. The browser's own way knows one member only; and it cannot
 * be asked where a stream ends, nor can the small libraries, so that neither another member nor a checksum is found
 * behind it.
 */
export async function* gunzipped(pieces: Chunks, taken: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const source = (async function* () {
    yield* pieces
  })()
  try {
    const from = new Bits(source)
    do {
      await header(from)
      let crc = 0
      let size = 0
      for await (const part of inflated(from)) {
        crc = crc32(part, crc)
        size += part.length
        taken(from.taken)
        yield part
      }
      await from.ahead()
      from.skip(-from.at & 7)
      if (long(from) !== crc) throw new DamagedError()
      if (long(from) !== size % 2 ** 32) throw new DamagedError()
      taken(from.taken)
      // Zeros behind a member are padding, and what follows them is none.
    } while ((await from.ahead()) && from.peek(8) !== 0)
  } finally {
    await source.return()
  }
}

/** More than the codes of a block or the longest match can take. */
const AHEAD = 1024

/** Bytes that are read by bits, the lowest of each first. */
class Bits {
  /** The next bit. */
  at = 0
  private bytes: Uint8Array = new Uint8Array(0)
  private before = 0
  private isAll = false
  private readonly pieces: AsyncGenerator<Uint8Array>

  constructor(pieces: AsyncGenerator<Uint8Array>) {
    this.pieces = pieces
  }

  /** Sees to it that `AHEAD` bytes, or all, are there; whether there is any. */
  async ahead(): Promise<boolean> {
    if (this.isShort()) {
      const read = this.at >> 3
      const parts = [this.bytes.subarray(read)]
      for (let has = this.bytes.length - read; has < AHEAD && !this.isAll; ) {
        const { value, done } = await this.pieces.next()
        this.isAll = done === true
        if (value) parts.push(value)
        has += value?.length ?? 0
      }
      this.bytes = joined(parts)
      this.before += read
      this.at -= read * 8
    }
    return this.at < this.bytes.length * 8
  }

  isShort(): boolean {
    return this.at > (this.bytes.length - AHEAD) * 8 && !this.isAll
  }

  /** Bytes of which all bits or some are taken. */
  get taken(): number {
    return this.before + ((this.at + 7) >> 3)
  }

  /** The next, up to 16; zeros behind the end. */
  peek(count: number): number {
    const at = this.at >> 3
    const { bytes } = this
    const three = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)
    return (three >> (this.at & 7)) & ((1 << count) - 1)
  }

  skip(count: number): void {
    this.at += count
    if (this.at > this.bytes.length * 8) throw new CutError()
  }

  take(count: number): number {
    const bits = this.peek(count)
    this.skip(count)
    return bits
  }

  /** Whole bytes, up to so many, of those that are there. */
  some(most: number): Uint8Array {
    const at = this.at >> 3
    const bytes = this.bytes.subarray(at, at + most)
    this.at += bytes.length * 8
    return bytes
  }
}

const long = (from: Bits) => (from.take(16) | (from.take(16) << 16)) >>> 0

async function header(from: Bits): Promise<void> {
  let crc = 0
  async function byte(): Promise<number> {
    await from.ahead()
    const one = from.take(8)
    crc = crc32(Uint8Array.of(one), crc)
    return one
  }
  const short = async () => (await byte()) | ((await byte()) << 8)
  const skipped = async (count: number) => {
    for (let n = 0; n < count; n++) await byte()
  }
  const text = async () => {
    while ((await byte()) !== 0);
  }
  if ((await short()) !== 0x8b1f) throw new BehindError()
  const method = await byte()
  const flags = await byte()
  if (method !== 8 || flags & 0xe0) throw new DamagedError()
  await skipped(6)
  if (flags & 4) await skipped(await short())
  if (flags & 8) await text()
  if (flags & 16) await text()
  const sum = crc & 0xffff
  if (flags & 2 && (await short()) !== sum) throw new DamagedError()
}

const WINDOW = 32 * 1024
const PART = 256 * 1024
const LONGEST = 258

/** A deflate stream (RFC 1951), to its end. */
async function* inflated(from: Bits): AsyncGenerator<Uint8Array> {
  const out = new Uint8Array(WINDOW + PART + LONGEST)
  let to = 0
  let sent = 0
  /** What was not yet handed on; what a match can still reach stays. */
  function part(): Uint8Array {
    const made = out.slice(sent, to)
    if (to > WINDOW) {
      out.copyWithin(0, to - WINDOW, to)
      to = WINDOW
    }
    sent = to
    return made
  }
  for (let isLast = 0; !isLast; ) {
    await from.ahead()
    isLast = from.take(1)
    const kind = from.take(2)
    if (kind === 3) throw new DamagedError()
    if (kind === 0) {
      from.skip(-from.at & 7)
      let left = from.take(16)
      if (from.take(16) !== (left ^ 0xffff)) throw new DamagedError()
      while (left > 0) {
        if (to > WINDOW + PART) yield part()
        if (!(await from.ahead())) {
          yield part()
          throw new CutError()
        }
        const bytes = from.some(Math.min(left, LONGEST))
        out.set(bytes, to)
        to += bytes.length
        left -= bytes.length
      }
      continue
    }
    const [literals, distances] = kind === 1 ? FIXED : described(from)
    try {
      for (;;) {
        if (to > WINDOW + PART) yield part()
        if (from.isShort()) await from.ahead()
        const symbol = literals(from)
        if (symbol < 256) out[to++] = symbol
        else if (symbol === 256) break
        else {
          const length = lengthOf(symbol - 257, from)
          const distance = distanceOf(distances(from), from)
          if (distance > to) throw new DamagedError()
          for (const end = to + length; to < end; to++) out[to] = out[to - distance] as number
        }
      }
    } catch (error) {
      if (to > sent) yield part()
      throw error
    }
  }
  if (to > sent) yield part()
}

function lengthOf(code: number, from: Bits): number {
  if (code < 8) return code + 3
  if (code === 28) return LONGEST
  if (code > 28) throw new DamagedError()
  const extra = (code >> 2) - 1
  return ((4 + (code & 3)) << extra) + 3 + from.take(extra)
}

function distanceOf(code: number, from: Bits): number {
  if (code < 4) return code + 1
  if (code > 29) throw new DamagedError()
  const extra = (code >> 1) - 1
  return ((2 + (code & 1)) << extra) + 1 + from.take(extra)
}

type Code = (from: Bits) => number

/** In which order lengths of codes for lengths stand. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** The codes of a block that says its own. */
function described(from: Bits): [Code, Code] {
  const literals = from.take(5) + 257
  const distances = from.take(5) + 1
  const count = from.take(4) + 4
  if (literals > 286 || distances > 30) throw new DamagedError()
  const own = new Uint8Array(ORDER.length)
  for (const place of ORDER.slice(0, count)) own[place] = from.take(3)
  const next = codeOf(own, true)
  const lengths = new Uint8Array(literals + distances)
  for (let at = 0; at < lengths.length; ) {
    const symbol = next(from)
    if (symbol < 16) {
      lengths[at++] = symbol
      continue
    }
    if (symbol === 16 && at === 0) throw new DamagedError()
    const again = symbol === 16 ? (lengths[at - 1] as number) : 0
    const times = symbol === 16 ? 3 + from.take(2) : symbol === 17 ? 3 + from.take(3) : 11 + from.take(7)
    if (at + times > lengths.length) throw new DamagedError()
    lengths.fill(again, at, at + times)
    at += times
  }
  if (lengths[256] === 0) throw new DamagedError()
  return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))]
}

const MOST_BITS = 15

/**
 * A code by the lengths of its words, found by the bits that come; what is no word takes one bit. That of the lengths
 * of other codes has a word for all bits, or none at all, and then each bit is a length of 0.
 */
function codeOf(lengths: Uint8Array, isOfLengths = false): Code {
  const most = Math.max(...lengths)
  const counts = new Uint16Array(MOST_BITS + 1)
  for (const length of lengths) counts[length] = (counts[length] as number) + 1
  const firsts = [0, 0]
  let left = 1
  for (let length = 1; length <= most; length++) {
    const count = counts[length] as number
    left = left * 2 - count
    if (left < 0) throw new DamagedError()
    firsts.push(((firsts[length] as number) + count) * 2)
  }
  if (most > 0 && left > 0 && (isOfLengths || most !== 1)) throw new DamagedError()
  const table = new Uint16Array(1 << most)
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    const code = (firsts[length] as number)++
    let turned = 0
    for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit)
    for (let at = turned; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length
  }
  return (from) => {
    const found = table[from.peek(most)] as number
    from.skip(found & 15 || 1)
    if (found === 0 && !isOfLengths) throw new DamagedError()
    return found >> 4
  }
}

const FIXED: [Code, Code] = [
  codeOf(Uint8Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))),
  codeOf(new Uint8Array(32).fill(5)),
]
