import { copyOf, joined, ofText, placeOf } from '#platform/bytes.ts'
import { stands } from './landmarks.ts'
import type { Line } from './line.ts'

const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const TAB_STOP = 8
/** The space that breaks no line: a letter and a page keep blanks by it. */
const NO_BREAK = Uint8Array.of(0xc2, 0xa0)
/** A line feed as programs write it in a text that they quote: JSON, YAML, Python. */
const WRITTEN = ofText('\\n')
/** The header of a record behind it: a log quotes much else. */
const WRITTEN_RECORD = ofText('\\n  Package [')
const WRITTEN_RETURN = ofText('\\r')
const PASTED = [Uint8Array.of(0x0a, ...NO_BREAK), Uint8Array.of(0x0a, SPACE, ...NO_BREAK), WRITTEN_RECORD]

/**
 * Looks for lines that are indented as a letter or a page does it, or that a program quoted, in the chunks of a text as
 * they pass.
 */
export function pasteWatch(): (chunk: Uint8Array) => boolean {
  let tail: Uint8Array = new Uint8Array()
  return (chunk) => {
    const seen = joined([tail, chunk])
    tail = copyOf(seen.subarray(1 - WRITTEN_RECORD.length))
    return PASTED.some((indent) => placeOf(seen, indent) !== -1)
  }
}

/** Whether a program wrote the line feeds of a dump as letters. */
export const isQuoted = (bytes: Uint8Array, from: number, end: number) =>
  placeOf(bytes.subarray(from, end), WRITTEN_RECORD) !== -1

/** Where the line ends that a program quoted, and where the next begins. */
export function quotedEnd(bytes: Uint8Array, from: number, end: number): { to: number; next: number } {
  const at = placeOf(bytes.subarray(from, end), WRITTEN)
  if (at === -1) return { to: end, next: end }
  let to = from + at
  while (to - 2 >= from && stands(bytes, to - 2, end, WRITTEN_RETURN)) to -= 2
  return { to, next: from + at + WRITTEN.length }
}

/** The next return that an indent follows; the end where there is none. Text of an app may hold other ones. */
export function lostFeed(bytes: Uint8Array, from: number, end: number): number {
  const part = bytes.subarray(from, end)
  for (let cr = part.indexOf(CR); cr !== -1; cr = part.indexOf(CR, cr + 1))
    if (part[cr + 1] === SPACE && part[cr + 2] === SPACE) return from + cr
  return end
}

/** The same, where a return ends the line. */
export function returnedEnd(bytes: Uint8Array, from: number, end: number): { to: number; next: number } {
  const to = lostFeed(bytes, from, end)
  return { to, next: to + 1 }
}

/** Whether a tab or a no-break space stands among the blanks that a line begins with. */
export function isTabbed({ bytes, start, end }: Line): boolean {
  let at = start
  while (at < end && bytes[at] === SPACE) at++
  return at < end && (bytes[at] === TAB || stands(bytes, at, end, NO_BREAK))
}

/** Writes blanks for what a line begins with. A tab may have stood for any number of them. */
export function untab(line: Line) {
  let column = 0
  let at = line.start
  for (; at < line.end; at++) {
    if (line.bytes[at] === SPACE) column++
    else if (line.bytes[at] === TAB) {
      column += TAB_STOP - (column % TAB_STOP)
      line.repaired = true
    } else if (!stands(line.bytes, at, line.end, NO_BREAK)) break
    else {
      column++
      at++
    }
  }
  line.offset += (at - line.start - column) * line.unit
  line.bytes = joined([new Uint8Array(column).fill(SPACE), line.bytes.subarray(at, line.end)])
  line.start = 0
  line.end = line.bytes.length
}
