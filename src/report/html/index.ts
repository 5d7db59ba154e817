import type { Edition, Editions } from '../../model/report/edition.ts'
import type { ErrorRecord, NdjsonRecord } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'
import { factsOf, languageOfTag } from '../../model/vocabulary.ts'
import { safeJson } from '../escape.ts'
import type { Words } from '../style.ts'
import { manyPhones, type Phone } from './batch.ts'
import { onePhone } from './document.ts'
import { framed } from './frame.ts'
import { h, Markup } from './markup.ts'
import { listCss } from './sheet.ts'

/** One phone as a page that needs nothing else, in each of its languages. */
export const html = (editions: Editions): Promise<string> =>
  page(editions.map((edition) => ({ ...edition, body: onePhone(edition) })))

/**
 * Several phones as one page, for each language all reports in the same order; `failed` could not be audited.
 *
 * @param stream all of it as records, by which the page can be read again
 */
export const htmlBatch = (
  editions: { phones: Phone[]; failed?: ErrorRecord[]; words: Words }[],
  stream: NdjsonRecord[],
): Promise<string> =>
  page(
    editions.flatMap(({ phones, failed = [], words }) => {
      const [first] = phones
      return first ? [{ report: first.report, words, body: manyPhones(phones, failed, words) }] : []
    }),
    stream,
    listCss,
  )

interface Side extends Edition {
  body: Markup
}

/** The languages follow radio buttons by rules of the style sheet alone. */
async function page(sides: Side[], stream: NdjsonRecord[] = [], css = ''): Promise<string> {
  const [first] = sides
  if (first === undefined) return ''
  const { lang } = first.report.run
  const data =
    stream.length > 0
      ? stream.map((record) => embed(record, lang))
      : sides.map(({ report }) => embed(report, report.run.lang))
  return framed({
    lang,
    titles: sides.map(({ words, report }) => `${words('page.title')} ${report.run.startedAt.slice(0, 10)}`),
    version: first.report.tool.version,
    id: stream.length === 0 ? first.report.run.id : '',
    main: h`${sides.length > 1 ? sides.map(radio) : ''}
<div class="top"><div class="brand"><b lang="zh-CN">贷查</b> daicha</div>${sides.length > 1 ? h`<div class="sw">${sides.map(label)}</div>` : ''}</div>
${sides.map(({ body }) => body)}`,
    data: h`${data.map((one) => h`${one}\n`)}`,
    css,
  })
}

/** Data that no browser runs. `<` is escaped, so nothing in it can end the element. */
const embed = (data: Report | NdjsonRecord, lang: Report['run']['lang']): Markup =>
  new Markup(
    `<script type="application/json" class="daicha-report" lang="${lang}">${safeJson(data, 0).replaceAll('<', '\\u003c')}</script>`,
  )

const idOf = ({ report }: Side) => `l-${languageOfTag(report.run.lang)}`

const radio = (side: Side, at: number) =>
  h`<input class="lr" type="radio" name="lang" id="${idOf(side)}"${at === 0 ? h` checked` : ''} lang="${side.report.run.lang}">`

const label = (side: Side) =>
  h`<label for="${idOf(side)}" lang="${side.report.run.lang}">${factsOf(languageOfTag(side.report.run.lang)).name}</label>`
