import { CR, FORM_FEED, SPACE, TAB } from './ascii.ts'
import { stands } from './landmarks.ts'
import { newLine } from './line.ts'
import type { LineSink } from './line-sink.ts'
import { mentionsIn } from './mention.ts'
import { clean, quotedEnd, returnedEnd, writtenFeed } from './odd-lines.ts'
import type { Reading } from './reading.ts'

/** The byte order mark of UTF-8. Where files were joined it stands before any line. */
const MARK = Uint8Array.of(0xef, 0xbb, 0xbf)

/** Of such a mark, or of what begins a page in the text of a printed document. */
export const lengthOfMark = (bytes: Uint8Array, at: number, end: number) => {
  if (bytes[at] === FORM_FEED) return 1
  return bytes[at] === MARK[0] && stands(bytes, at, end, MARK) ? MARK.length : 0
}

/** Where a line ends without the returns and blanks behind it. */
function trimmed(text: Reading, bytes: Uint8Array, start: number, end: number): number {
  let to = end
  let returns = 0
  for (; to > start; to--) {
    const byte = bytes[to - 1]
    if (byte === CR) returns++
    else if (byte !== SPACE && byte !== TAB) break
  }
  if (returns > 0) text.returned++
  if (returns > 1) text.facts.doubledReturns++
  return to
}

/** Makes lines of the bytes before a line feed, from which any returns and blanks at the end are trimmed. */
export function lineMaker(sink: LineSink, text: Reading) {
  const { facts } = text
  const line = newLine()

  /** @param offset of `from` in the original text */
  function begin(bytes: Uint8Array, from: number, end: number, offset: number) {
    const mark = lengthOfMark(bytes, from, end)
    line.number = ++facts.lines
    line.unit = text.encoding === 'utf-8' ? 1 : 2
    line.bytes = bytes
    line.start = from + mark
    line.end = trimmed(text, bytes, line.start, end)
    line.offset = offset + mark
    line.margin = 0
    // Of an indent it may hide a part.
    line.repaired = mark > 0 && bytes[line.start] === SPACE
    line.written = undefined
  }

  return {
    emit(bytes: Uint8Array, from: number, to: number, offset: number, mentions: number) {
      begin(bytes, from, to, offset)
      line.mentions = mentions
      sink.line(line)
    },

    /** A line with a mark that no dump prints, or with a lost line feed: a return or letters, and then an indent. */
    emitOdd(bytes: Uint8Array, from: number, to: number, offset: number) {
      begin(bytes, from, to, offset)
      const { start, end } = line
      const behindMark = line.offset
      const feed = writtenFeed(bytes, start, end)
      for (let at = start; at === start || at < end; ) {
        const { to, next } = feed ? quotedEnd(bytes, at, end, feed) : returnedEnd(bytes, at, end)
        line.bytes = bytes
        line.start = at
        line.end = to
        while (line.end > at && bytes[line.end - 1] === CR) line.end--
        line.margin = at - start
        line.offset = behindMark + line.margin * line.unit
        line.repaired = at !== start || to !== end
        line.written = undefined
        clean(line)
        line.mentions = mentionsIn(line.bytes, line.start, line.end)
        sink.line(line)
        at = next
      }
    },
  }
}
