import type { NdjsonRecord } from '../../model/ndjson.ts'
import type { Report } from '../../model/report.ts'
import { languageTags } from '../../model/vocabulary.ts'
import { safeJson } from '../escape.ts'
import { Markup } from './markup.ts'

/** Data that no browser runs. `<` is escaped, so nothing in it can end the element. */
export const embed = (data: Report | NdjsonRecord, lang: Report['run']['lang']): Markup =>
  new Markup(
    `<script type="application/json" class="daicha-report" lang="${lang}">${safeJson(data, 0).replaceAll('<', '\\u003c')}</script>`,
  )

const EMBEDDED = /<script type="application\/json" class="daicha-report" lang="([\w-]+)">([^<]*)<\/script>/g

/**
 * The JSON that an HTML page of ours holds, with its language: the report of one phone once in each, or the records of
 * several as a stream.
 */
export const embeddedReports = (html: string): { lang: Report['run']['lang']; json: string }[] =>
  [...html.matchAll(EMBEDDED)].flatMap(([, tag, json = '']) =>
    languageTags.filter((lang) => lang === tag).map((lang) => ({ lang, json })),
  )
