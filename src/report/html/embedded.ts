import type { NdjsonRecord } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'
import { safeJson } from '../escape.ts'
import { Markup } from './markup.ts'

/** Data that no browser runs. `<` is escaped, so nothing in it can end the element. */
export const embed = (data: Report | NdjsonRecord, lang: Report['run']['lang']): Markup =>
  new Markup(
    `<script type="application/json" class="daicha-report" lang="${lang}">${safeJson(data, 0).replaceAll('<', '\\u003c')}</script>`,
  )
