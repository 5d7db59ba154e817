import type { Report } from '../model/report/report.ts'
import { inert, json } from './escape.ts'
import type { Style } from './style.ts'
import { shortText } from './text/short-text.ts'

export { MOST_SARIF_RESULTS } from './ci/most.ts'
export { jsonLine, safeJson, visible } from './escape.ts'
export type { Style } from './style.ts'
export { padded, widest, widthOf, wrap } from './text/layout.ts'

export type Reporter = (report: Report, style: Style) => string | Promise<string>

/** What is text is made of an inert report. JSON escapes as it is written, a page where a value is put into it. */
const ofInert =
  (make: Reporter): Reporter =>
  (report, style) =>
    make(inert(report), style)

/** Every format; `--format` offers exactly these. What few runs ask for is loaded when it is asked for. */
export const reporters = {
  /** The answer on one screen, or all of it: on request, and where every app is to be listed. */
  text: ofInert(async (report, style) =>
    style.full || report.run.options.allApps
      ? (await import('./text/full-text.ts')).fullText(report, style)
      : shortText(report, style),
  ),
  json,
  html: async (report: Report, { words, editions = [{ report, words }] }: Pick<Style, 'words' | 'editions'>) =>
    (await import('./html/index.ts')).html(editions),
  markdown: ofInert(async (report, style) => (await import('./markdown.ts')).markdown(report, style)),
  csv: ofInert(async (report, style) => (await import('./csv.ts')).csv(report, style)),
  ndjson: async (report) => (await import('./ndjson.ts')).ndjson(report),
  sarif: async (report, style) => (await import('./ci/sarif.ts')).sarif(report, style),
  junit: ofInert(async (report, style) => (await import('./ci/junit.ts')).junit(report, style)),
  gitlab: async (report, style) => (await import('./ci/gitlab.ts')).gitlab(report, style),
  github: ofInert(async (report, style) => (await import('./ci/github.ts')).github(report, style)),
  checkstyle: ofInert(async (report, style) => (await import('./ci/checkstyle.ts')).checkstyle(report, style)),
} satisfies Record<string, Reporter>
export type Format = keyof typeof reporters

/** Goes to the summary page of a step beside `github`. */
export const stepSummary = async (report: Report, style: Pick<Style, 'words'>) =>
  (await import('./ci/step-summary.ts')).stepSummary(inert(report), style)
