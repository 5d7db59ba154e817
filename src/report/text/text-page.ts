import type { Report } from '../../model/report/report.ts'
import type { RunVerdict } from '../../model/vocabulary.ts'
import type { PlainKey } from '../../model/words.ts'
import { besideHeadline } from '../left-out.ts'
import type { Style, Words } from '../style.ts'
import { type Color, type Ink, inkFor } from './ink.ts'
import { widthOf, wrap } from './layout.ts'

/** Lines for a terminal, as they are written. */
export interface Page {
  lines: string[]
  width: number
  words: Words
  ink: Ink
}

export const openPage = async ({ color, columns, words }: Style): Promise<Page> => ({
  lines: [],
  width: columns,
  words,
  ink: await inkFor(color),
})

const INK: Record<RunVerdict, Color> = { act: 'red', check: 'yellow', clear: 'green', incomplete: 'magenta' }
export const blank = ({ lines }: Page) => lines.at(-1) !== '' && lines.length > 0 && lines.push('')

/** Text of any length at an indent, none deeper than the page; `first` stands before its first line. */
export function put(page: Page, content: string, indent = 2, first = '') {
  const hanging = Math.min(indent + widthOf(first), page.width)
  for (const [at, line] of wrap(content, page.width - hanging).entries())
    page.lines.push(`${' '.repeat(at === 0 ? indent : hanging)}${at === 0 ? first : ''}${line}`)
}

export const title = (page: Page, key: PlainKey) => heading(page, page.words(key))

export function heading(page: Page, text: string) {
  blank(page)
  for (const line of wrap(text, page.width - 2)) page.lines.push(`  ${page.ink('bold', line)}`)
}

/** Whom to call, before everything else. */
export function danger(page: Page, { emergency: { calls, hint } }: Report) {
  for (const call of calls) put(page, call.text)
  if (hint !== null) put(page, hint)
}

export function headline(page: Page, report: Report) {
  const { verdict } = report
  firstSentence(page, page.words(`verdict.${verdict}`), INK[verdict], report.headline)
  for (const line of besideHeadline(report, page.words)) put(page, line)
}

/** Behind a mark in colour, below which nothing stands. */
export function firstSentence({ ink, width, lines }: Page, mark: string, color: Color, sentence: string) {
  for (const [at, line] of wrap(sentence, width - widthOf(mark) - 1).entries())
    lines.push(`${at === 0 ? ink(color, ink('bold', mark)) : ' '.repeat(widthOf(mark))} ${ink('bold', line)}`)
}
