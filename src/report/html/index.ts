import type { ErrorRecord } from '../../model/ndjson.ts'
import type { Report } from '../../model/report.ts'
import { factsOf, languageOfTag } from '../../model/vocabulary.ts'
import type { Edition, Style, Words } from '../style.ts'
import { manyPhones, type Phone } from './batch.ts'
import { onePhone } from './document.ts'
import { embed } from './embedded.ts'
import { h, type Markup } from './markup.ts'
import { cssFor } from './sheet.ts'

export { embeddedReports } from './embedded.ts'

/** One phone as a page that needs nothing else, in the language of the report first and in the others, where they are known. */
export const html = (report: Report, { words, others = [] }: Style): Promise<string> =>
  page(
    [{ report, words }, ...others].map((edition) => ({
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
  )

interface Side extends Edition {
  reports: Report[]
  body: Markup
}

/**
 * The languages follow radio buttons by rules of the style sheet alone. The content policy allows that one sheet, by
 * its hash, and pictures inside the page: no script, no request.
 */
async function page(sides: Side[]): Promise<string> {
  const [first] = sides
  if (first === undefined) return ''
  const css = cssFor(sides.every(({ reports }) => reports.length === 1) ? first.report.run.id : '')
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(css)}'; img-src data:; base-uri 'none'; form-action 'none'`
  const titles = sides.map(({ words, report }) => `${words('page.title')} ${report.run.startedAt.slice(0, 10)}`)
  const document = h`<!DOCTYPE html>
<html lang="${first.report.run.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<meta name="generator" content="daicha ${first.report.tool.version}">
<title>${titles.join(' / ')}</title>
<link rel="icon" href="data:,">
<style>${{ markup: css }}</style>
</head>
<body>
<a class="skip" href="#main">${sides.map(({ words }) => words('page.skip')).join(' / ')}</a>
<main id="main">
${sides.length > 1 ? sides.map(radio) : ''}
<div class="top"><div class="brand"><b lang="zh-CN">贷查</b> daicha</div>${sides.length > 1 ? h`<div class="sw">${sides.map(label)}</div>` : ''}</div>
${sides.map(({ body }) => body)}
</main>
${sides.flatMap(({ reports }) => reports.map((report) => h`${embed(report)}\n`))}</body>
</html>
`
  return document.markup
}

const idOf = ({ report }: Side) => `l-${languageOfTag(report.run.lang)}`

const radio = (side: Side, at: number) =>
  h`<input class="lr" type="radio" name="lang" id="${idOf(side)}"${at === 0 ? h` checked` : ''} lang="${side.report.run.lang}">`

const label = (side: Side) =>
  h`<label for="${idOf(side)}" lang="${side.report.run.lang}">${factsOf(languageOfTag(side.report.run.lang)).name}</label>`

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
