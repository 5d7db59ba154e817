import type { Report } from '../model/report.ts'
import type { Style } from './style.ts'

export { visible } from './escape.ts'
export { type WidthOf, widthsFor, wrap } from './layout.ts'
export type { Style, Words } from './style.ts'

export type Reporter = (report: Report, style: Style) => string | Promise<string>

/** Every format; `--format` offers exactly these. A reporter is loaded when it is asked for. */
export const reporters = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
} satisfies Record<string, () => Promise<Reporter>>
export type Format = keyof typeof reporters
