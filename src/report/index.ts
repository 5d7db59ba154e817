import type { Report } from '../model/report.ts'
import { json } from './json.ts'
import type { Style } from './style.ts'
import { text } from './text.ts'

export { visible } from './escape.ts'
export { pad, widthOf, wrap } from './layout.ts'
export type { Style, Words } from './style.ts'

/** Every format; `--format` offers exactly these. */
export const reporters = { text, json } satisfies Record<string, (report: Report, style: Style) => string>
export type Format = keyof typeof reporters
