import { AuditError } from '../../errors.ts'
import { sizeOf } from '../limits.ts'
import type { Source } from '../source.ts'
import { walked } from './markup.ts'

/** A paragraph, and a heading. */
const LINE = /^[ph]$/
const BREAK = /^(br|cr|line-break)$/
const CELL = /^(tc|table-cell)$/
const ROW = /^(tr|table-row)$/
/** What is not shown: what was deleted, stops of tabs, fields, and what only an old program shows. */
const HIDDEN = /^(delText|tracked-changes|tabs|instrText|Fallback)$/
/** More blanks than a dump has at the beginning of a line; files that say more are made to swell. */
export const MOST_BLANKS = 80
/** A document that is longer holds no export of a phone, or is made to harm. */
export const LONGEST = 64 * 1024 ** 2
/** Pieces that are joined at once: each takes more room than its letters do. */
const LOT = 4096

/**
 * Counts text as it is put together: words that are named by number may swell.
 *
 * @throws AuditError E309, E337 for what is too long to be held
 */
export function limited({ path: file, budget }: Pick<Source, 'path' | 'budget'>, from: number) {
  const meter = budget.meter()
  let size = 0
  return (text: string): string => {
    size += text.length
    if (size > LONGEST) throw new AuditError('E337', { file, limit: sizeOf(LONGEST) })
    meter(from, size)
    return text
  }
}

const upTo = (count: string) => Math.min(Number(count) || 1, MOST_BLANKS)

/** The lines that a part of a document shows, a row of a table in one; nothing of a part that has none. */
export function textOf(xml: string, source: Source): string {
  const lots: string[] = []
  let parts: string[] = []
  const counted = limited(source, xml.length)
  let tag = ''
  let hidden = 0
  /** In how many paragraphs: beside them stand the properties of the document. */
  let inside = 0
  /** Where the cell begins. */
  let begun = 0
  /** How many cells an empty one stands for. */
  let cells = 1
  const isAtEnd = () => ['\n', '\t', undefined].includes(parts.at(-1))
  const show = (text: string) => {
    if (hidden > 0 || inside === 0) return
    if (parts.length > LOT) {
      begun = begun < parts.length ? 0 : 1
      const last = parts.splice(-1)
      lots.push(parts.join(''))
      parts = last
    }
    parts.push(counted(text))
  }
  /** The end of a cell or a row is that of what is last in it. */
  const endsAs = (end: string) => {
    if (parts.length > begun && isAtEnd()) parts.pop()
    parts.push(end)
  }
  walked(
    xml,
    { xmlMode: true },
    {
      open(name) {
        tag = name
        if (HIDDEN.test(name)) hidden++
        if (CELL.test(name) || ROW.test(name)) begun = parts.length
        if (CELL.test(name)) cells = 1
        if (BREAK.test(name)) show('\n')
        if (name === 'tab') show('\t')
        if (name === 's') show(' ')
        if (!LINE.test(name)) return
        if (!isAtEnd()) show('\n')
        inside++
      },
      attribute(name, value) {
        if (tag === 's' && name === 'c') show(' '.repeat(upTo(value) - 1))
        if (CELL.test(tag) && name === 'number-columns-repeated') cells = upTo(value)
      },
      close(name) {
        if (LINE.test(name)) {
          show('\n')
          inside = Math.max(0, inside - 1)
        }
        if (CELL.test(name)) endsAs(parts.length > begun ? '\t' : '\t'.repeat(cells))
        if (ROW.test(name)) endsAs('\n')
        if (HIDDEN.test(name)) hidden = Math.max(0, hidden - 1)
      },
      text(text) {
        const isBetweenElements = text.includes('\n') && text.trim() === ''
        if (!isBetweenElements) show(text)
      },
    },
  )
  return [...lots, ...parts].join('')
}
