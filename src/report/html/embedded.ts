import type { Report } from '../../model/report.ts'
import { languageTags } from '../../model/vocabulary.ts'
import { safeJson } from '../escape.ts'
import type { Markup } from './markup.ts'

/** The report as data that no browser runs. `<` is escaped, so nothing in it can end the element. */
export const embed = (report: Report): Markup => ({
  markup: `<script type="application/json" class="daicha-report" lang="${report.run.lang}">${safeJson(report, 0).replaceAll('<', '\\u003c')}</script>`,
})

const EMBEDDED = /<script type="application\/json" class="daicha-report" lang="([\w-]+)">([^<]*)<\/script>/g

/**
 * The JSON of every report that an HTML page of ours holds, with its language. A page of one phone holds it once in
 * each language; a page of several phones holds all of the first language, then all of the next.
 */
export const embeddedReports = (html: string): { lang: Report['run']['lang']; json: string }[] =>
  [...html.matchAll(EMBEDDED)].flatMap(([, tag, json = '']) =>
    languageTags.filter((lang) => lang === tag).map((lang) => ({ lang, json })),
  )
