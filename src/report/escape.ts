/**
 * Characters that would act instead of show: controls with the C1 range, line and paragraph separators, and the format
 * characters that turn or hide text (bidirectional marks, zero-width characters).
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** `\u001b`, one for each UTF-16 unit, which is also how JSON writes it. */
const escaped = (character: string) =>
  character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Text of a stranger for a terminal: what would act is shown as `\u001b`. */
export const visible = (text: string) => text.replace(ACTING, escaped)

/** JSON of a document with the same characters escaped, so that showing it is harmless too. */
export const safeJson = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(ACTING, (character) => (character === '\n' ? character : escaped(character)))

/** The same in one line. */
export const jsonLine = (value: unknown) => `${JSON.stringify(value).replace(ACTING, escaped)}\n`
