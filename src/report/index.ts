import type { Report } from '../model/report.ts'
import { json } from './json.ts'
import type { Style } from './style.ts'
import { text } from './text.ts'

export { visible } from './escape.ts'
export { plainWidth, type WidthOf, widthsFor, wrap } from './layout.ts'
export type { Edition, Style } from './style.ts'

export type Reporter = (report: Report, style: Style) => string | Promise<string>

/** Every format; `--format` offers exactly these. What few runs ask for is loaded when it is asked for. */
export const reporters = {
  text,
  json,
  html: async (report, style) => (await import('./html/index.ts')).html(report, style),
  markdown: async (report, style) => (await import('./markdown.ts')).markdown(report, style),
  csv: async (report, style) => (await import('./csv.ts')).csv([report], style),
} satisfies Record<string, Reporter>
export type Format = keyof typeof reporters
