import { ofText, placeOf } from '#platform/bytes.ts'
import { CR, LF } from './ascii.ts'
import { carriedLine } from './carried-line.ts'
import { utf16In } from './encoding.ts'
import { type Landmarks, landmarkAt } from './landmarks.ts'
import { lengthOfMark, type lineMaker } from './line-maker.ts'
import { isIdle, type LineSink } from './line-sink.ts'
import { mentionsIn, NAME_PART } from './mention.ts'
import { lostFeed, ODD } from './odd-lines.ts'
import type { Reading } from './reading.ts'
import { PACKAGE_HEADER } from './record-header.ts'
import { wordsIn } from './words.ts'

/**
 * Of a header, which no service but that of the packages prints: where another does, a dump stands in it that somebody
 * put there. Node finds up to six bytes in half the time of nine.
 */
const RECORD = PACKAGE_HEADER.subarray(-6)
const NAME_IN_UTF16 = ofText('READ_CONTACTS'.replace(/./g, '$&\0'))

/** Reads lines of one byte a character. */
export function utf8Reader(sink: LineSink, text: Reading, { emit, emitOdd }: ReturnType<typeof lineMaker>) {
  const { facts } = text
  const carry = carriedLine()

  /** @param offset of the end that comes now */
  function endCarried(last: Uint8Array, offset: number) {
    const { bytes, before, isCut } = carry.taken(last)
    if (isCut) facts.garbled = true
    emitOdd(bytes, 0, bytes.length, offset - before)
  }

  /** Where the first line begins that a chunk has for itself; what has no end goes on with the one before. */
  function endOfCarried(chunk: Uint8Array, offset: number): number {
    const lf = carry.isOpen() ? chunk.indexOf(LF) : -1
    if (lf === -1) return 0
    text.lineFeeds++
    endCarried(chunk.subarray(0, lf), offset)
    return lf + 1
  }

  function walk(chunk: Uint8Array) {
    const { offset } = text
    text.offset += chunk.length
    const rest = eachLine(chunk, endOfCarried(chunk, offset), offset)
    carry.add(chunk.subarray(rest))
  }

  /**
   * Hands on the lines that end in a chunk; tells where the rest begins. It is a loop alone, which V8 compiles while it
   * runs: what stood behind it could throw that away for each chunk.
   */
  function eachLine(chunk: Uint8Array, from: number, offset: number): number {
    const { pasted } = text
    let at = from
    const limit = chunk.lastIndexOf(LF) + 1
    let record = -1
    let name = -1
    let cr = -1
    let odd = -1
    let words = -1
    const nextOdd = soonest(chunk, ODD)
    while (at < limit) {
      if (facts.form !== 'text' && sink.onlyWords) {
        if (words < at) words = wordsIn(chunk, at)
        at = skip(text, chunk, at, chunk.lastIndexOf(LF, words) + 1)
        if (at === limit) return at
      }
      const skipTo = pasted ? undefined : sink.skipTo
      if (skipTo !== undefined) {
        if (record < at) record = orEnd(placeOf(chunk, RECORD, at), chunk)
        at = skip(text, chunk, at, Math.min(limit, chunk.lastIndexOf(LF, record) + 1), skipTo)
        if (at === limit) return at
      }
      const lf = chunk.indexOf(LF, at)
      text.lineFeeds++
      // Nothing else that stands in lines that are jumped over is looked for.
      if (skipTo === undefined && name < at) name = orEnd(placeOf(chunk, NAME_PART, at), chunk)
      if (cr < at) cr = orEnd(chunk.indexOf(CR, at), chunk)
      if (odd < at) odd = nextOdd(at)
      const mayMention = skipTo !== undefined || name < lf
      const isOdd = pasted || odd < lf || (cr < lf && lostFeed(chunk, at, lf) < lf)
      const idle = mayMention || isOdd || cr < lf ? undefined : sink.idle
      if (idle !== undefined && isIdle(idle, chunk, at, lf)) sink.passed = ++facts.lines
      else if (isOdd) emitOdd(chunk, at, lf, offset + at)
      else emit(chunk, at, lf, offset + at, mayMention ? mentionsIn(chunk, at, lf) : 0)
      at = lf + 1
    }
    return at
  }

  const end = () => {
    if (carry.isOpen()) endCarried(new Uint8Array(), text.offset)
  }

  return {
    /** @returns what is of the other encoding */
    write(chunk: Uint8Array): Uint8Array | undefined {
      const zero = chunk.indexOf(0)
      const turn = zero === -1 ? undefined : utf16In(chunk)
      if (turn === undefined) {
        if (zero !== -1 && placeOf(chunk, NAME_IN_UTF16) !== -1) facts.garbled = true
        walk(chunk)
        return undefined
      }
      walk(chunk.subarray(0, turn.end))
      end()
      text.offset += turn.start - turn.end
      facts.garbled = true
      text.encoding = turn.encoding
      return chunk.subarray(turn.start)
    },
    end,
  }
}

/** Jumps over whole lines up to a landmark; counts what it jumps over. */
function skip(text: Reading, chunk: Uint8Array, from: number, limit: number, byFirst?: Landmarks<true>): number {
  let skipped = 0
  let at = from
  while (at < limit) {
    const lf = chunk.indexOf(LF, at)
    const start = at + lengthOfMark(chunk, at, lf)
    if (byFirst && landmarkAt(byFirst, chunk, start, lf)) break
    skipped++
    at = lf + 1
  }
  text.facts.lines += skipped
  text.lineFeeds += skipped
  return at
}

/** Tells where one of some bytes stands next, from places that only grow. */
function soonest(bytes: Uint8Array, sought: readonly number[]): (from: number) => number {
  const places = sought.map(() => -1)
  return (from) =>
    sought.reduce((least, byte, n) => {
      if ((places[n] as number) < from) places[n] = orEnd(bytes.indexOf(byte, from), bytes)
      return Math.min(least, places[n] as number)
    }, bytes.length)
}

/** A place; the length of the bytes where there is none. */
const orEnd = (at: number, { length }: Uint8Array) => (at === -1 ? length : at)
