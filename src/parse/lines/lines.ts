import { copyOf, fromUtf16, joined, ofText, placeOf } from '#platform/bytes.ts'
import type { Artifact } from '../../model/snapshot.ts'
import { archiveWatch } from './archives.ts'
import { asciiAt, encodingOf, LEAST_ASCII, utf16In } from './encoding.ts'
import { type Form, formOf, SAMPLE } from './form.ts'
import { isLandmark, type Landmarks } from './landmarks.ts'
import { lengthOfMark, lineMaker } from './line-maker.ts'
import type { LineSink } from './line-sink.ts'
import { mentionsIn, nextName } from './mention.ts'
import { lostFeed, pasteWatch } from './odd-lines.ts'

/** What a text was like, besides its lines. */
interface TextFacts extends Pick<Artifact, 'encoding' | 'lineEnding' | 'lines'> {
  doubledReturns: number
  /** Another encoding begins inside, a line was too long to be kept, or a name stands in the wrong encoding. */
  garbled: boolean
  form: Form
}

export interface LineReader {
  write: (chunk: Uint8Array) => void
  end: () => void
  facts: TextFacts
}

const LF = 0x0a
const CR = 0x0d
const TAB = 0x09
/** A longer line is no line of a dump; what is beyond is dropped, so that a file of garbage stays small in memory. */
const LONGEST_LINE = 8 * 1024 * 1024
/** Of a text that was pasted, so much is looked at. */
const LETTER = 64 * 1024
/** What no service but that of the packages prints: where another does, a dump stands in it that somebody put there. */
const RECORD = ofText('Package [')
const NAME_IN_UTF16 = ofText('READ_CONTACTS'.replace(/./g, '$&\0'))

/**
 * Cuts chunks of bytes into lines at LF. Any CR and blanks before the LF are trimmed; no other character ends a line,
 * so text of an app cannot forge one. UTF-16 is transcoded line by line, so that offsets stay those of the file.
 * A chunk may be reused by the caller after `write` returns.
 */
export function lineReader(sink: LineSink): LineReader {
  const facts: TextFacts = {
    encoding: 'utf-8',
    lineEnding: 'none',
    lines: 0,
    doubledReturns: 0,
    garbled: false,
    form: 'text',
  }
  const { emit, returned, measureIn } = lineMaker(sink, facts)
  let encoding: Artifact['encoding'] = 'utf-8'
  let head: Uint8Array | undefined = new Uint8Array()
  let carry: Uint8Array[] = []
  let carried = 0
  let dropped = 0
  let offset = 0
  let lineFeeds = 0
  /** Its blanks are others: no line can be told by its first bytes. */
  let pasted = false

  /** Jumps over whole lines up to a landmark; counts what it jumps over. */
  function skip(chunk: Uint8Array, from: number, limit: number, byFirst: Landmarks): number {
    let skipped = 0
    let at = from
    while (at < limit) {
      const lf = chunk.indexOf(LF, at)
      const start = at + lengthOfMark(chunk, at, lf)
      if (isLandmark(byFirst, chunk, start, lf)) break
      skipped++
      at = lf + 1
    }
    facts.lines += skipped
    lineFeeds += skipped
    return at
  }

  function keep(rest: Uint8Array) {
    if (rest.length === 0) return
    const room = LONGEST_LINE - carried
    const kept = rest.length > room ? rest.subarray(0, room) : rest
    dropped += rest.length - kept.length
    carry.push(copyOf(kept))
    carried += kept.length
  }

  function finishCarried(last: Uint8Array) {
    const bytes = joined([...carry, last])
    const length = carried + dropped
    if (dropped > 0) facts.garbled = true
    carry = []
    carried = 0
    dropped = 0
    emit(bytes, 0, bytes.length, offset - length, mentionsIn(bytes, 0, bytes.length), true)
  }

  /** @returns what is of the other encoding */
  function writeUtf8(chunk: Uint8Array): Uint8Array | undefined {
    const zero = chunk.indexOf(0)
    const turn = zero === -1 ? undefined : utf16In(chunk, 0)
    if (turn === undefined) {
      if (zero !== -1 && placeOf(chunk, NAME_IN_UTF16) !== -1) facts.garbled = true
      walkUtf8(chunk)
      return undefined
    }
    walkUtf8(chunk.subarray(0, turn.end))
    if (carried > 0) finishCarried(new Uint8Array())
    offset += turn.start - turn.end
    facts.garbled = true
    turnTo(turn.encoding)
    return chunk.subarray(turn.start)
  }

  function walkUtf8(chunk: Uint8Array) {
    let at = 0
    if (carried + dropped > 0) {
      const lf = chunk.indexOf(LF)
      if (lf === -1) {
        keep(chunk)
        offset += chunk.length
        return
      }
      lineFeeds++
      finishCarried(chunk.subarray(0, lf))
      at = lf + 1
    }
    const limit = chunk.lastIndexOf(LF) + 1
    let name = -1
    let record = -1
    let stop = 0
    let tab = -1
    let cr = -1
    while (at < limit) {
      const isSkipping = sink.skipTo !== undefined && !pasted
      if (sink.skipTo !== undefined && !pasted) {
        if (record < at) {
          record = placeOf(chunk, RECORD, at)
          if (record === -1) record = chunk.length
          stop = Math.min(limit, chunk.lastIndexOf(LF, record) + 1)
        }
        at = skip(chunk, at, stop, sink.skipTo)
        if (at === limit) break
      }
      const lf = chunk.indexOf(LF, at)
      lineFeeds++
      // Nothing else that stands in lines that are jumped over is looked for.
      if (!isSkipping && name < at) name = nextName(chunk, at)
      const mentions = isSkipping || name < lf ? mentionsIn(chunk, at, lf) : 0
      if (tab < at) tab = next(chunk, TAB, at)
      if (cr < at) cr = next(chunk, CR, at)
      if (sink.isIdle !== undefined && lf < name && lf < tab && lf < cr && !pasted && sink.isIdle(chunk, at, lf)) {
        sink.passed = ++facts.lines
        at = lf + 1
        continue
      }
      const isOdd = pasted || tab < lf || (cr < lf && lostFeed(chunk, at, lf) < lf)
      emit(chunk, at, lf, offset + at, mentions, isOdd)
      at = lf + 1
    }
    keep(chunk.subarray(at))
    offset += chunk.length
  }

  /** @returns what is of one byte a character again */
  function writeUtf16(chunk: Uint8Array, isEnd = false): Uint8Array | undefined {
    const littleEndian = encoding === 'utf-16le'
    const bytes = carry.length > 0 ? joined([...carry, chunk]) : chunk
    let at = 0
    let base = offset - carried - dropped
    const scanFrom = Math.max(0, carried - LEAST_ASCII) & ~1
    for (let i = scanFrom; i + 1 < bytes.length; i += 2) {
      const low = bytes[littleEndian ? i : i + 1] as number
      const isNarrow = bytes[littleEndian ? i + 1 : i] === 0
      if (isNarrow ? low !== LF : low === 0 || !asciiAt(bytes, i, isEnd && i === at)) continue
      if (dropped > 0) facts.garbled = true
      if (isNarrow) lineFeeds++
      if (isNarrow || i > at) emitUtf16(bytes.subarray(at, i), base + at)
      base += dropped
      dropped = 0
      if (!isNarrow) return turnBack(bytes.subarray(i), base + i)
      at = i + 2
    }
    const rest = bytes.subarray(at)
    // Whole code units only, so that what follows stays aligned.
    const excess = Math.max(0, rest.length - LONGEST_LINE) & ~1
    carry = [rest.subarray(0, LONGEST_LINE), rest.subarray(LONGEST_LINE + excess)].map((part) => copyOf(part))
    carried = rest.length - excess
    dropped += excess
    offset += chunk.length
    return undefined
  }

  function emitUtf16(bytes: Uint8Array, lineOffset: number) {
    const utf8 = fromUtf16(bytes, encoding === 'utf-16le' ? 'utf-16le' : 'utf-16be')
    emit(utf8, 0, utf8.length, lineOffset, mentionsIn(utf8, 0, utf8.length), true)
  }

  function turnBack(bytes: Uint8Array, from: number): Uint8Array {
    facts.garbled = true
    carry = []
    carried = 0
    dropped = 0
    offset = from
    turnTo('utf-8')
    return bytes
  }

  function turnTo(next: Artifact['encoding']) {
    encoding = next
    measureIn(next === 'utf-8' ? 1 : 2)
  }

  const holdsArchive = archiveWatch()
  const isPasted = pasteWatch()
  function dispatch(chunk: Uint8Array) {
    if (facts.form !== 'opaque' && holdsArchive(chunk, facts.form)) facts.form = 'opaque'
    if (offset < LETTER) pasted ||= isPasted(chunk.subarray(0, LETTER))
    write(chunk)
  }

  /** As often as the encoding changes: what a text alternates between is not called by one another. */
  function write(chunk: Uint8Array, isEnd = false) {
    let rest: Uint8Array | undefined = chunk
    while (rest !== undefined) rest = encoding === 'utf-8' ? writeUtf8(rest) : writeUtf16(rest, isEnd)
  }

  function begin(first: Uint8Array) {
    head = undefined
    const { encoding: found, mark } = encodingOf(first)
    facts.encoding = found
    facts.form = formOf(first, found !== 'utf-8')
    turnTo(found)
    offset = mark
    dispatch(first.subarray(mark))
  }

  return {
    facts,
    write(chunk) {
      if (head === undefined) return dispatch(chunk)
      if (head.length === 0 && chunk.length >= SAMPLE) return begin(chunk)
      head = joined([head, chunk])
      if (head.length >= SAMPLE) begin(head)
    },
    end() {
      if (head !== undefined) begin(head)
      if (encoding !== 'utf-8') write(new Uint8Array(), true)
      if (carried > 0) {
        if (encoding === 'utf-8') finishCarried(new Uint8Array())
        else emitUtf16(joined(carry), offset - carried - dropped)
      }
      facts.lineEnding = endingOf(lineFeeds, returned(), facts.doubledReturns)
    },
  }
}

/** Where a byte stands next; the length of the bytes where it does not. */
function next(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at === -1 ? bytes.length : at
}

/** How most lines end. */
function endingOf(lineFeeds: number, returned: number, doubled: number): Artifact['lineEnding'] {
  if (doubled > 0) return 'mixed'
  if (lineFeeds === 0) return 'none'
  return returned === 0 ? 'lf' : returned >= lineFeeds / 2 ? 'crlf' : 'mixed'
}
