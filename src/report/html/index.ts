import type { ErrorRecord } from '../../model/ndjson.ts'
import type { Report } from '../../model/report.ts'
import { factsOf, languageOfTag } from '../../model/vocabulary.ts'
import type { Edition, Style, Words } from '../style.ts'
import { manyPhones, type Phone } from './batch.ts'
import { onePhone } from './document.ts'
import { embed } from './embedded.ts'
import { framed } from './frame.ts'
import { h, type Markup } from './markup.ts'
import { listCss } from './sheet.ts'

export { embeddedReports } from './embedded.ts'

/** One phone as a page that needs nothing else, first in the language of the report, then in others that are known. */
export const html = (report: Report, { words, draft, others = [] }: Style): Promise<string> =>
  page(
    [{ report, words, ...(draft && { draft }) }, ...others].map((edition) => ({
      ...edition,
      reports: [edition.report],
      body: onePhone(edition),
    })),
  )

/** Several phones as one page, for each language all reports in the same order; `failed` could not be audited. */
export const htmlBatch = (editions: { phones: Phone[]; failed?: ErrorRecord[]; words: Words }[]): Promise<string> =>
  page(
    editions.flatMap(({ phones, failed = [], words }) => {
      const reports = phones.map((phone) => phone.report)
      const [report] = reports
      return report ? [{ report, words, reports, body: manyPhones(phones, failed, words) }] : []
    }),
    listCss,
  )

interface Side extends Edition {
  reports: Report[]
  body: Markup
}

/** The languages follow radio buttons by rules of the style sheet alone. */
async function page(sides: Side[], css = ''): Promise<string> {
  const [first] = sides
  if (first === undefined) return ''
  return framed({
    lang: first.report.run.lang,
    titles: sides.map(({ words, report }) => `${words('page.title')} ${report.run.startedAt.slice(0, 10)}`),
    skips: sides.map(({ words }) => words('page.skip')),
    version: first.report.tool.version,
    id: sides.every(({ reports }) => reports.length === 1) ? first.report.run.id : '',
    main: h`${sides.length > 1 ? sides.map(radio) : ''}
<div class="top"><div class="brand"><b lang="zh-CN">贷查</b> daicha</div>${sides.length > 1 ? h`<div class="sw">${sides.map(label)}</div>` : ''}</div>
${sides.map(({ body }) => body)}`,
    data: h`${sides.flatMap(({ reports }) => reports.map((report) => h`${embed(report)}\n`))}`,
    css,
  })
}

const idOf = ({ report }: Side) => `l-${languageOfTag(report.run.lang)}`

const radio = (side: Side, at: number) =>
  h`<input class="lr" type="radio" name="lang" id="${idOf(side)}"${at === 0 ? h` checked` : ''} lang="${side.report.run.lang}">`

const label = (side: Side) =>
  h`<label for="${idOf(side)}" lang="${side.report.run.lang}">${factsOf(languageOfTag(side.report.run.lang)).name}</label>`
