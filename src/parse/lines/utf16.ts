import { copyOf, fromUtf16, joined } from '#platform/bytes.ts'
import { LF } from './ascii.ts'
import { asciiAt, LEAST_ASCII } from './encoding.ts'
import type { lineMaker } from './line-maker.ts'
import { LONGEST_LINE, type Reading } from './reading.ts'

/** Reads lines of two bytes a code unit. */
export function utf16Reader(text: Reading, { emitOdd }: ReturnType<typeof lineMaker>) {
  /** The line that a chunk ends in, until its end comes. */
  let carry: Uint8Array = new Uint8Array()
  let dropped = 0

  function emit(bytes: Uint8Array, offset: number) {
    const utf8 = fromUtf16(bytes, text.encoding === 'utf-16le' ? 'utf-16le' : 'utf-16be')
    emitOdd(utf8, 0, utf8.length, offset)
  }

  function turnBack(bytes: Uint8Array, from: number): Uint8Array {
    text.facts.garbled = true
    carry = new Uint8Array()
    dropped = 0
    text.offset = from
    text.encoding = 'utf-8'
    return bytes
  }

  return {
    /** @returns what is of one byte a character again */
    write(chunk: Uint8Array, isEnd: boolean): Uint8Array | undefined {
      const littleEndian = text.encoding === 'utf-16le'
      const bytes = carry.length > 0 ? joined([carry, chunk]) : chunk
      let at = 0
      let base = text.offset - carry.length - dropped
      const scanFrom = Math.max(0, carry.length - LEAST_ASCII) & ~1
      for (let i = scanFrom; i + 1 < bytes.length; i += 2) {
        const low = bytes[littleEndian ? i : i + 1] as number
        const isNarrow = bytes[littleEndian ? i + 1 : i] === 0
        if (isNarrow ? low !== LF : low === 0 || !asciiAt(bytes, i, isEnd && i === at)) continue
        if (dropped > 0) text.facts.garbled = true
        if (isNarrow) text.lineFeeds++
        if (isNarrow || i > at) emit(bytes.subarray(at, i), base + at)
        base += dropped
        dropped = 0
        if (!isNarrow) return turnBack(bytes.subarray(i), base + i)
        at = i + 2
      }
      const rest = bytes.subarray(at)
      // Whole code units only, so that what follows stays aligned.
      const excess = Math.max(0, rest.length - LONGEST_LINE) & ~1
      carry = copyOf(
        excess === 0 ? rest : joined([rest.subarray(0, LONGEST_LINE), rest.subarray(LONGEST_LINE + excess)]),
      )
      dropped += excess
      text.offset += chunk.length
      return undefined
    },
    end() {
      if (carry.length > 0) emit(carry, text.offset - carry.length - dropped)
    },
  }
}
