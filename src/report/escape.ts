/**
 * Characters that would act instead of show: controls, the C1 range, line and paragraph separators, and the marks that
 * turn or hide text (Unicode bidirectional formatting, zero-width characters).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be shown
const ACTING = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Text of a stranger for a terminal: what would act is shown as `\u001b`. */
export const visible = (text: string) => text.replace(ACTING, escaped)

/** JSON of a document with the same characters escaped, so that showing it is harmless too. */
export const safeJson = (value: unknown) => JSON.stringify(value, null, 2).replace(ACTING, (character) => (character === '\n' ? character : escaped(character)))
