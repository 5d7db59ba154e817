import { joined, latin1In, ofText, placeOf } from '#platform/bytes.ts'
import { late } from '../../model/late.ts'
import { CR, SPACE, TAB } from './ascii.ts'
import { stands } from './landmarks.ts'
import { type Line, textOf } from './line.ts'
import { PACKAGE_HEADER } from './record-header.ts'

const TAB_STOP = 8
/** Marks of pages, chats and terminals begin with them, and so does much else. */
const LEADS = [0x1b, 0xc2, 0xe2, 0xe3]
/** A line that holds one of them is looked at again. */
export const ODD = [TAB, ...LEADS]
/** The blanks of a letter and a page; colours, and what nobody sees. */
const MARK = late(String.raw`(\p{Zs}+)|\x1b\[[\d;]*m(?:\x1b\[K)?|\p{Cf}+`, 'gu')
/** Bytes of such a mark where a line begins. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells
const PASTED = /\n *(?:\x1b\[|\xc2\xa0|\xe2\x80)/
/** How JSON, YAML and Python part the lines of a text that they quote; before a record, as a log quotes much else. */
const WRITTEN = /(\\n|(["']), ?\2)$/
const WRITTEN_RETURN = ofText('\\r')
/** Of what shows that a text was pasted, but for the blanks of an indent. */
export const LONGEST_PASTED = PACKAGE_HEADER.length + 4

/** Whether there are lines that are indented as a letter or a page does it, or that a program quoted. */
export const isPasted = (bytes: Uint8Array): boolean =>
  PASTED.test(latin1In(bytes, 0, bytes.length)) || writtenFeed(bytes, 0, bytes.length) !== undefined

/** What a program wrote for the line feeds of a dump that it quotes. */
export function writtenFeed(bytes: Uint8Array, from: number, end: number): Uint8Array | undefined {
  const part = bytes.subarray(from, end)
  for (let at = placeOf(part, PACKAGE_HEADER); at !== -1; at = placeOf(part, PACKAGE_HEADER, at + 1)) {
    const [feed] = WRITTEN.exec(latin1In(part, Math.max(0, at - 4), at)) ?? []
    if (feed !== undefined) return ofText(feed)
  }
  return undefined
}

/** Where the line ends that a program quoted, and where the next begins. */
export function quotedEnd(
  bytes: Uint8Array,
  from: number,
  end: number,
  feed: Uint8Array,
): { to: number; next: number } {
  const at = placeOf(bytes.subarray(from, end), feed)
  if (at === -1) return { to: end, next: end }
  let to = from + at
  while (to - 2 >= from && stands(bytes, to - 2, end, WRITTEN_RETURN)) to -= 2
  return { to, next: from + at + feed.length }
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

/** Takes away what no dump prints, and writes blanks for what a line begins with. A tab may stand for any number. */
export function clean(line: Line) {
  const part = line.bytes.subarray(line.start, line.end)
  if (LEADS.some((lead) => part.includes(lead))) unmark(line)
  let at = line.start
  while (line.bytes[at] === SPACE) at++
  if (at < line.end && line.bytes[at] === TAB) untab(line)
}

function unmark(line: Line) {
  const text = textOf(line)
  let first = 0
  const plain = text.replace(MARK(), (mark: string, blanks: string | undefined, at: number) => {
    if (at === first) first += mark.length
    return ' '.repeat(blanks?.length ?? 0)
  })
  if (plain === text) return
  const leading = text.slice(0, first)
  const length = ofText(leading).length
  const indent = plain.search(/[^ ]|$/)
  // A prompt stands at column 0.
  line.repaired ||= indent > 0 && (/[^ \u00a0]/.test(leading) || text.includes('\x1b'))
  line.margin += first - indent
  line.offset += ((line.unit === 1 ? length : first) - indent) * line.unit
  line.written = line.bytes.subarray(line.start + length, line.end)
  line.bytes = ofText(plain)
  line.start = 0
  line.end = line.bytes.length
  while (line.bytes[line.end - 1] === SPACE) line.end--
}

function untab(line: Line) {
  let column = 0
  let at = line.start
  for (; at < line.end; at++) {
    if (line.bytes[at] === SPACE) column++
    else if (line.bytes[at] === TAB) column += TAB_STOP - (column % TAB_STOP)
    else break
  }
  line.repaired = true
  line.offset += (at - line.start - column) * line.unit
  line.bytes = joined([new Uint8Array(column).fill(SPACE), line.bytes.subarray(at, line.end)])
  line.start = 0
  line.end = line.bytes.length
}
