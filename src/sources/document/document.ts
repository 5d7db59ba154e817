import type { Chunks, Dump } from '../../model/dump.ts'
import { dumpsAmong } from '../container.ts'
import { archive, dumpsIn } from '../content.ts'
import { dumpOf } from '../dump.ts'
import { held } from '../limits.ts'
import type { Packed, Source } from '../source.ts'
import { inBytes, written } from '../written.ts'
import { documentIs } from './kind.ts'
import { laidOut } from './laid-out.ts'
import { dumpsInPage } from './page.ts'

/** Where a workbook has its words, and what shows them. */
const WORDS = 'xl/sharedStrings.xml'
const OF_WORDS = /^xl\/(sharedStrings|worksheets\/[^/]+)\.xml$/

/**
 * The dumps in what people send to one another: a mail, a page that a browser or a terminal saved, what an office
 * program saved, what MVT made of an acquisition. Every other file is a text.
 */
export async function* dumpsInDocument(source: Source, head: Uint8Array, chunks: Chunks): AsyncGenerator<Dump> {
  const { path } = source
  const kind = documentIs(head)
  if (kind === 'mail') {
    const { partsOf } = await import('./mail.ts')
    const parts = await partsOf(inBytes(await held(chunks, path)), source)
    source.budget.entries(parts.length)
    yield* dumpsAmong(
      archive(source, () => parts, false),
      dumpsIn,
    )
  } else if (kind === 'html') {
    const { textOf } = await import('./html.ts')
    yield* dumpsInPage(source, await held(chunks, path), textOf)
  } else if (kind === 'office') {
    const { dumpsInOffice } = await import('./office.ts')
    yield* dumpsInOffice(source, chunks)
  } else if (kind === 'mvt') {
    const bytes = await held(chunks, path)
    const { dumpOfMvt } = await import('./mvt.ts')
    const text = dumpOfMvt(written(bytes))
    yield text === undefined ? dumpOf(source, () => [bytes]) : laidOut(source, text, { mvt: path })
  } else yield dumpOf(source, () => chunks)
}

/** What an archive holds. The sheets of a workbook name their words by number: those are read with each of them. */
export function withWords(parts: Packed[]): Packed[] {
  const list = parts.find(({ name }) => name === WORDS)
  if (list === undefined || !('content' in list)) return parts
  const { open } = list.content
  let words: Promise<string[]> | undefined
  const document: Source['document'] = async function* (source, _head, chunks) {
    const { dumpsInOffice, wordsIn } = await import('./office.ts')
    yield* dumpsInOffice(source, chunks, () => (words ??= wordsIn(open(), source.path)))
  }
  return parts.map((part) =>
    'content' in part && OF_WORDS.test(part.name) ? { ...part, content: { ...part.content, document } } : part,
  )
}
