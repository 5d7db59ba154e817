import { joined } from '#platform/bytes.ts'
import type { Artifact } from '../../model/phone/snapshot.ts'
import { encodingOf } from './encoding.ts'
import { formOf, SAMPLE } from './form.ts'
import { BEGINNING, holdsPacked, packedAs } from './kinds.ts'
import { lineMaker } from './line-maker.ts'
import type { LineSink } from './line-sink.ts'
import { isPasted, LONGEST_PASTED } from './odd-lines.ts'
import { newReading, type Reading } from './reading.ts'
import { utf8Reader } from './utf8.ts'
import { utf16Reader } from './utf16.ts'
import { watchFor } from './watch.ts'

/** Of a text that was pasted, so much is looked at. */
const LETTER = 64 * 1024

/**
 * Cuts chunks of bytes into lines at LF. Any CR and blanks before the LF are trimmed; no other character ends a line,
 * so text of an app cannot forge one. UTF-16 is transcoded line by line, so that offsets stay those of the file.
 * A chunk may be reused by the caller after `write` returns.
 */
export function lineReader(sink: LineSink) {
  const text = newReading()
  const { facts } = text
  const maker = lineMaker(sink, text)
  const utf8 = utf8Reader(sink, text, maker)
  const utf16 = utf16Reader(text, maker)
  const packs = watchFor(BEGINNING, (bytes) => holdsPacked(bytes, facts.form === 'known'))
  const pastes = watchFor(LONGEST_PASTED, isPasted)
  let head: Uint8Array | undefined = new Uint8Array()

  /** As often as the encoding changes: what a text alternates between is not called by one another. */
  function read(chunk: Uint8Array, isEnd = false) {
    let rest: Uint8Array | undefined = chunk
    while (rest !== undefined) rest = text.encoding === 'utf-8' ? utf8.write(rest) : utf16.write(rest, isEnd)
  }

  function write(chunk: Uint8Array) {
    if (!facts.packed && facts.form !== 'around' && packs(chunk)) facts.form = 'around'
    if (text.offset < LETTER) text.pasted ||= pastes(chunk.subarray(0, LETTER))
    read(chunk)
  }

  function begin(first: Uint8Array) {
    head = undefined
    const { encoding, mark } = encodingOf(first)
    facts.encoding = encoding
    facts.form = formOf(first, encoding !== 'utf-8')
    facts.packed = packedAs(first)
    text.encoding = encoding
    text.offset = mark
    write(first.subarray(mark))
  }

  return {
    facts,
    write(chunk: Uint8Array) {
      if (head === undefined) return write(chunk)
      if (head.length === 0 && chunk.length >= SAMPLE) return begin(chunk)
      head = joined([head, chunk])
      if (head.length >= SAMPLE) begin(head)
    },
    end() {
      if (head !== undefined) begin(head)
      if (text.encoding !== 'utf-8') read(new Uint8Array(), true)
      utf8.end()
      utf16.end()
      facts.lineEnding = endingOf(text)
    },
  }
}

/** How most lines end. */
function endingOf({ lineFeeds, returned, facts }: Reading): Artifact['lineEnding'] {
  if (facts.doubledReturns > 0) return 'mixed'
  if (lineFeeds === 0) return 'none'
  return returned === 0 ? 'lf' : returned >= lineFeeds / 2 ? 'crlf' : 'mixed'
}
