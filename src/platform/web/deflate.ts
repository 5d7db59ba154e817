import { type Bits, CutError, DamagedError } from './bits.ts'

const WINDOW = 32 * 1024
const PART = 256 * 1024
const LONGEST = 258

/** A deflate stream (RFC 1951), to its end. */
export async function* inflated(from: Bits): AsyncGenerator<Uint8Array> {
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
  try {
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
          if (!(await from.ahead())) throw new CutError()
          const bytes = from.some(Math.min(left, LONGEST))
          out.set(bytes, to)
          to += bytes.length
          left -= bytes.length
        }
        continue
      }
      const [literals, distances] = kind === 1 ? FIXED : described(from)
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
    }
  } catch (error) {
    if (to > sent) yield part()
    throw error
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
