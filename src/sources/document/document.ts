import type { Chunks, Dump } from '../../model/dump.ts'
import { PAGE } from '../../model/report/own-files.ts'
import { dumpsAmong } from '../container.ts'
import { archive, dumpsIn } from '../content.ts'
import { dumpOf } from '../dump.ts'
import { held } from '../limits.ts'
import type { Source } from '../source.ts'
import { written } from '../written.ts'
import { laidOut, permissionsIn } from './laid-out.ts'

/** Enough for the headings of a mail. */
const BEGINNING = 64 * 1024

/** A mail in parts, or in another code; one of plain text is read as it stands. */
const MAIL =
  /^(From \S+ .*\n)?([\w-]+:.*\n([ \t].*\n)*)*?(Content-Transfer-Encoding: *(base64|quoted-printable)|Content-Type: *(multipart|message)\/)/i
const HTML = /^\s*(<[!?][^>]*>\s*)*<(!doctype )?html\b/i
const MVT = /^\s*\[\s*\{\s*"(uid|package_name)":/

/**
 * The dumps in what people send to one another: a mail, a page that a browser or a terminal saved, what MVT made of an
 * acquisition. Every other file is a text.
 */
export async function* dumpsInDocument(source: Source, head: Uint8Array, chunks: Chunks): AsyncGenerator<Dump> {
  const { path } = source
  const begins = written(head.subarray(0, BEGINNING)).replaceAll('\r\n', '\n')
  if (MAIL.test(begins)) {
    const { partsOf } = await import('./mail.ts')
    const parts = await partsOf(await held(chunks, path), source)
    source.budget.entries(parts.length)
    yield* dumpsAmong(
      archive(source, () => parts, false),
      dumpsIn,
    )
  } else if (HTML.test(begins) && !PAGE.test(begins)) {
    const bytes = await held(chunks, path)
    const { textOf } = await import('./html.ts')
    const html = written(bytes)
    const text = isPlain(html) ? '' : textOf(html)
    const shown = permissionsIn(text)
    if (shown > 0) yield laidOut({ ...source, path: `${path}!text` }, text)
    if (shown === 0 || shown < permissionsIn(html)) yield dumpOf(source, () => [bytes])
  } else if (MVT.test(begins)) {
    const bytes = await held(chunks, path)
    const { dumpOfMvt } = await import('./mvt.ts')
    const text = dumpOfMvt(written(bytes))
    yield text === undefined ? dumpOf(source, () => [bytes]) : laidOut(source, text, { mvt: path })
  } else yield dumpOf(source, () => chunks)
}

/** A browser shows one text as it is: that is read as it stands, and can be clear. */
const isPlain = (html: string) =>
  /^<pre\b[^<>]*>[^<]*<\/pre>\s*(<\/body>\s*<\/html>\s*)?$/i.test(html.slice(html.lastIndexOf('<pre')))
