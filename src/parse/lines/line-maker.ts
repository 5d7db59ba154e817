import { stands } from './landmarks.ts'
import type { Line } from './line.ts'
import type { LineSink } from './line-sink.ts'
import { mentionsIn } from './mention.ts'
import { clean, quotedEnd, returnedEnd, writtenFeed } from './odd-lines.ts'

const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
/** The byte order mark of UTF-8. Where files were joined it stands before any line. */
const MARK = Uint8Array.of(0xef, 0xbb, 0xbf)
/** Where a page begins, in the text of a printed document. */
const FORM_FEED = 0x0c

export const lengthOfMark = (bytes: Uint8Array, at: number, end: number) => {
  if (bytes[at] === FORM_FEED) return 1
  return bytes[at] === MARK[0] && stands(bytes, at, end, MARK) ? MARK.length : 0
}

/**
 * Makes lines of the bytes before a line feed, from which any returns and blanks at the end are trimmed.
 *
 * @param counts of the whole text; added to here
 */
export function lineMaker(sink: LineSink, counts: { lines: number; doubledReturns: number }) {
  let returned = 0
  const line: Line = {
    bytes: new Uint8Array(),
    start: 0,
    end: 0,
    number: 0,
    offset: 0,
    margin: 0,
    unit: 1,
    repaired: false,
    written: undefined,
    mentions: 0,
  }

  /** @param offset of `from` in the original text */
  function emit(bytes: Uint8Array, from: number, end: number, offset: number, mentions: number, isOdd: boolean) {
    const mark = lengthOfMark(bytes, from, end)
    const start = from + mark
    const trimmed = trim(bytes, start, end)
    line.number = ++counts.lines
    line.margin = 0
    line.written = undefined
    if (isOdd) return emitOdd(bytes, start, trimmed, offset + mark)
    line.bytes = bytes
    line.start = start
    line.end = trimmed
    line.offset = offset + mark
    line.mentions = mentions
    // Of an indent it may hide a part.
    line.repaired = mark > 0 && bytes[start] === SPACE
    sink.line(line)
  }

  function trim(bytes: Uint8Array, start: number, end: number): number {
    let to = end
    let returns = 0
    for (; to > start; to--) {
      const byte = bytes[to - 1]
      if (byte === CR) returns++
      else if (byte !== SPACE && byte !== TAB) break
    }
    if (returns > 0) returned++
    if (returns > 1) counts.doubledReturns++
    return to
  }

  /** A line with a mark that no dump prints, or with a lost line feed: a return or letters, and then an indent. */
  function emitOdd(bytes: Uint8Array, start: number, end: number, offset: number) {
    const feed = writtenFeed(bytes, start, end)
    let at = start
    do {
      const { to, next } = feed ? quotedEnd(bytes, at, end, feed) : returnedEnd(bytes, at, end)
      line.bytes = bytes
      line.start = at
      line.end = to
      while (line.end > at && bytes[line.end - 1] === CR) line.end--
      line.margin = at - start
      line.offset = offset + line.margin * line.unit
      line.repaired = at !== start || to !== end
      line.written = undefined
      clean(line)
      line.mentions = mentionsIn(line.bytes, line.start, line.end)
      sink.line(line)
      at = next
    } while (at < end)
  }

  return {
    emit,
    /** How many lines a return ends. */
    returned: () => returned,
    /** @param unit original bytes per code unit of the lines to come */
    measureIn(unit: Line['unit']) {
      line.unit = unit
    },
  }
}
