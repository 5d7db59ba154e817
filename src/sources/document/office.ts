import { ofText } from '#platform/bytes.ts'
import type { Chunks, Dump } from '../../model/dump.ts'
import { dumpOf } from '../dump.ts'
import { held } from '../limits.ts'
import type { Source } from '../source.ts'
import { written } from '../written.ts'
import { isOfPhone, laidOut } from './laid-out.ts'
import { LONGEST, textOf } from './paragraphs.ts'
import { rowsOf, wordsOf } from './sheet.ts'

const BEGINNING = 4096
const SHEET = /<(\w+:)?worksheet\b/
const WORDS = /<(\w+:)?sst\b/

/**
 * What a part of a document shows. Of one that shows nothing no more is told than that it is there.
 *
 * @param words those of the workbook; without them they are a text like others, as are sheets
 */
export async function* dumpsInOffice(
  source: Source,
  chunks: Chunks,
  words?: () => Promise<string[]>,
): AsyncGenerator<Dump> {
  const { path } = source
  const xml = written(await held(chunks, path, LONGEST))
  const begins = xml.slice(0, BEGINNING)
  if (words && WORDS.test(begins)) {
    yield dumpOf(source, () => [])
    return
  }
  const isSheet = SHEET.test(begins)
  const text = isSheet ? rowsOf(xml, source, (await words?.()) ?? []) : textOf(xml, source)
  const whole = isSheet || xml.includes('<office:spreadsheet') ? unparted(text) : text
  const shown = { ...source, path: `${path}!text` }
  if (isOfPhone(whole)) yield laidOut(shown, whole)
  // Pictures, or what a program does not show: told as a document that nobody read.
  else if (isOfPhone(xml) || (text !== '' && text.trim() === '')) yield dumpOf(source, () => [ofText(xml)])
  else yield dumpOf(text === '' ? source : shown, () => [ofText(text)])
}

/** Rows of which no cell has a blank were lines, which somebody had parted at theirs; others begin in their column. */
const unparted = (rows: string) =>
  rows.replace(/^.+$/gm, (row) => {
    const line = row.trimEnd()
    return line.replace(line.includes(' ') ? /^\t+/ : /\t+/g, (tabs) => ' '.repeat(tabs.length))
  })

export const wordsIn = async (chunks: Chunks, path: string) => wordsOf(written(await held(chunks, path, LONGEST)))
