import { eachText } from '../model/parts.ts'

/**
 * What would act instead of show: controls with the C1 range, line and paragraph separators, the format characters that
 * turn or hide text (bidirectional marks, zero-width characters), and what a build server takes for a command in the
 * output of a step: `::error::` at the start of a line that may be indented, `##[error]` anywhere (GitHub
 * `actions/runner`, `ActionCommand.cs`), `##vso[` and `##teamcity[` of others.
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?<=^|\p{Zs})::|##(?=\w*\[)/gu

/** `\u001b`, one for each UTF-16 unit, which is also how JSON writes it. */
const escaped = (text: string) =>
  text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Text of a stranger for people: what would act is shown as `\u001b`. */
export const visible = (text: string) => text.replace(ACTING, escaped)

/** A report, or a part of one, in which every text is visible. */
export const inert = <T>(value: T): T => eachText(value, visible)

/** JSON of a document with the same escaped, so that showing it is harmless too and every value is kept. */
export const safeJson = (value: unknown, indent = 2) =>
  JSON.stringify(value, null, indent).replace(ACTING, (found) => (found === '\n' ? found : escaped(found)))

/** A file of it. */
export const json = (value: unknown) => `${safeJson(value)}\n`

/** The same in one line. */
export const jsonLine = (value: unknown) => `${safeJson(value, 0)}\n`
