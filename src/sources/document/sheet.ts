import type { Source } from '../source.ts'
import { walked } from './markup.ts'
import { limited, MOST_BLANKS } from './paragraphs.ts'

/** A text or a value; not the formula that leads there. */
const SAID = /^[tv]$/
/** How a word is spoken. */
const SPOKEN = 'rPh'

/** The words of a workbook, which its sheets name by number (ECMA-376, `sst`). */
export function wordsOf(xml: string): string[] {
  const words: string[] = []
  said(xml, 'si', (word) => words.push(word))
  return words
}

/**
 * The rows that a sheet shows, each in a line.
 *
 * @throws AuditError E309, E337 for what is too long to be held
 */
export function rowsOf(xml: string, source: Source, words: string[]): string {
  const counted = limited(source, xml.length)
  const lines: string[] = []
  let cells: string[] = []
  const meant: Record<string, (value: string) => string> = {
    s: (value) => words[Number(value)] ?? '',
    b: (value) => String(value === '1'),
  }
  const cellEnds = (value: string, type: string, place: string) => {
    // A program leaves out cells that are empty.
    for (let gap = Math.min(columnOf(place) - cells.length, MOST_BLANKS); gap > 0; gap--) cells.push('')
    cells.push(counted(meant[type]?.(value) ?? value))
  }
  said(xml, 'c', cellEnds, () => {
    lines.push(cells.join('\t'), '\n')
    cells = []
  })
  return lines.join('')
}

/** How many columns stand before a cell by its place, `A1`. */
const columnOf = (place: string) =>
  [...place.replace(/\d.*/, '')].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1

type Each = (text: string, type: string, place: string) => void

function said(xml: string, element: string, each: Each, rowEnds = () => {}) {
  let tag = ''
  let type = ''
  let place = ''
  let text = ''
  let shown = 0
  walked(
    xml,
    { xmlMode: true },
    {
      open(name) {
        tag = name
        if (name === element) type = place = text = ''
        if (SAID.test(name)) shown++
        if (name === SPOKEN) shown--
      },
      attribute(name, value) {
        if (tag === element && name === 't') type = value
        if (tag === element && name === 'r') place = value
      },
      text(piece) {
        if (shown > 0) text += piece
      },
      close(name) {
        if (SAID.test(name)) shown--
        if (name === SPOKEN) shown++
        if (name === element) each(text, type, place)
        if (name === 'row') rowEnds()
      },
    },
  )
}
