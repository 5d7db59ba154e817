import type { Artifact } from '../model/snapshot.ts'
import type { Line } from './line.ts'

/** Takes lines. While `skipTo` is set, only lines that start with one of its needles matter. */
export interface LineSink {
  line: (line: Line) => void
  skipTo?: Buffer[] | undefined
}

export interface LineReader {
  write: (chunk: Buffer) => void
  end: () => void
  facts: Pick<Artifact, 'encoding' | 'lineEnding' | 'lines'> & { doubledReturns: number }
}

const LF = 0x0a
const CR = 0x0d
/** A longer line is no line of a dump; what is beyond is dropped, so that a file of garbage stays small in memory. */
const LONGEST_LINE = 8 * 1024 * 1024
/** Enough of a file to tell UTF-16 without a mark: every second byte of ASCII text is 0. */
const HEAD = 64

/**
 * Cuts chunks of bytes into lines at LF. Any CR and blanks before the LF are trimmed; no other character ends a line,
 * so text of an app cannot forge one. UTF-16 is transcoded line by line, so that offsets stay those of the file.
 * A chunk may be reused by the caller after `write` returns.
 */
export function lineReader(sink: LineSink): LineReader {
  const facts: LineReader['facts'] = { encoding: 'utf-8', lineEnding: 'none', lines: 0, doubledReturns: 0 }
  const line: Line = { bytes: Buffer.alloc(0), start: 0, end: 0, number: 0, offset: 0, unit: 1 }
  let head: Buffer | undefined = Buffer.alloc(0)
  let carry: Buffer[] = []
  let carried = 0
  let dropped = 0
  let offset = 0
  let lineFeeds = 0
  let returns = 0

  function emit(bytes: Buffer, start: number, end: number, lineOffset: number) {
    let trimmed = end
    let crs = 0
    for (; trimmed > start; trimmed--) {
      const byte = bytes[trimmed - 1]
      if (byte === CR) crs++
      else if (byte !== 0x20 && byte !== 0x09) break
    }
    if (crs > 0) returns++
    if (crs > 1) facts.doubledReturns++
    facts.lines++
    line.bytes = bytes
    line.start = start
    line.end = trimmed
    line.number = facts.lines
    line.offset = lineOffset
    sink.line(line)
  }

  /** Jumps over whole lines up to one that starts with a needle; counts what it jumps over. */
  function skip(chunk: Buffer, from: number, limit: number, needles: Buffer[]): number {
    let to = limit
    for (const needle of needles) {
      let hit = chunk.indexOf(needle, from)
      while (hit !== -1 && hit < to && hit > from && chunk[hit - 1] !== LF) hit = chunk.indexOf(needle, hit + 1)
      if (hit !== -1 && hit < to) to = hit
    }
    for (let at = chunk.indexOf(LF, from); at !== -1 && at < to; at = chunk.indexOf(LF, at + 1)) {
      facts.lines++
      lineFeeds++
    }
    return to
  }

  function keep(rest: Buffer) {
    if (rest.length === 0) return
    const room = LONGEST_LINE - carried
    const kept = rest.length > room ? rest.subarray(0, room) : rest
    dropped += rest.length - kept.length
    carry.push(Buffer.from(kept))
    carried += kept.length
  }

  function finishCarried(last: Buffer) {
    const bytes = Buffer.concat([...carry, last])
    const length = carried + dropped
    carry = []
    carried = 0
    dropped = 0
    emit(bytes, 0, bytes.length, offset - length)
  }

  function writeUtf8(chunk: Buffer) {
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
    while (at < limit) {
      if (sink.skipTo !== undefined) {
        at = skip(chunk, at, limit, sink.skipTo)
        if (at === limit) break
      }
      const lf = chunk.indexOf(LF, at)
      lineFeeds++
      emit(chunk, at, lf, offset + at)
      at = lf + 1
    }
    keep(chunk.subarray(at))
    offset += chunk.length
  }

  function writeUtf16(chunk: Buffer) {
    const littleEndian = facts.encoding === 'utf-16le'
    const bytes = carry.length > 0 ? Buffer.concat([...carry, chunk]) : chunk
    let base = offset - carried - dropped
    let at = 0
    for (let i = carried & ~1; i + 1 < bytes.length; i += 2) {
      if (bytes[littleEndian ? i : i + 1] !== LF || bytes[littleEndian ? i + 1 : i] !== 0) continue
      lineFeeds++
      emitUtf16(bytes.subarray(at, i), base + at)
      at = i + 2
      base += dropped
      dropped = 0
    }
    const rest = bytes.subarray(at)
    // Whole code units only, so that what follows stays aligned.
    const excess = Math.max(0, rest.length - LONGEST_LINE) & ~1
    carry = [rest.subarray(0, LONGEST_LINE), rest.subarray(LONGEST_LINE + excess)].map((part) => Buffer.from(part))
    carried = rest.length - excess
    dropped += excess
    offset += chunk.length
  }

  function emitUtf16(bytes: Buffer, lineOffset: number) {
    const even = bytes.subarray(0, bytes.length & ~1)
    const text = facts.encoding === 'utf-16le' ? even : Buffer.from(even).swap16()
    const utf8 = Buffer.from(text.toString('utf16le'))
    emit(utf8, 0, utf8.length, lineOffset)
  }

  const dispatch = (chunk: Buffer) => (facts.encoding === 'utf-8' ? writeUtf8(chunk) : writeUtf16(chunk))

  function begin(first: Buffer) {
    head = undefined
    const { encoding, mark } = encodingOf(first)
    facts.encoding = encoding
    line.unit = encoding === 'utf-8' ? 1 : 2
    offset = mark
    dispatch(first.subarray(mark))
  }

  return {
    facts,
    write(chunk) {
      if (head === undefined) return dispatch(chunk)
      head = Buffer.concat([head, chunk])
      if (head.length >= HEAD) begin(head)
    },
    end() {
      if (head !== undefined) begin(head)
      if (carried > 0) {
        if (facts.encoding === 'utf-8') finishCarried(Buffer.alloc(0))
        else emitUtf16(Buffer.concat(carry), offset - carried - dropped)
      }
      if (facts.doubledReturns > 0) facts.lineEnding = 'mixed'
      else if (lineFeeds > 0) facts.lineEnding = returns === 0 ? 'lf' : returns >= lineFeeds / 2 ? 'crlf' : 'mixed'
    },
  }
}

function encodingOf(head: Buffer): { encoding: Artifact['encoding']; mark: number } {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 }
  const sample = head.subarray(0, HEAD & ~1)
  const zeros = [0, 0]
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1
  })
  const half = sample.length / 2
  const [even = 0, odd = 0] = zeros
  if (half >= 4 && odd >= half * 0.8 && even === 0) return { encoding: 'utf-16le', mark: 0 }
  if (half >= 4 && even >= half * 0.8 && odd === 0) return { encoding: 'utf-16be', mark: 0 }
  return { encoding: 'utf-8', mark: 0 }
}
