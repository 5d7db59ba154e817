import type { Report } from '../model/report.ts'
import { json } from './json.ts'
import type { Style } from './style.ts'
import { text } from './text.ts'

export { visible } from './escape.ts'
export { plainWidth, type WidthOf, widthsFor, wrap } from './layout.ts'
export type { Style } from './style.ts'

export type Reporter = (report: Report, style: Style) => string | Promise<string>

/** Every format; `--format` offers exactly these. */
export const reporters = { text, json } satisfies Record<string, Reporter>
export type Format = keyof typeof reporters
