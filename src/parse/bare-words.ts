/** Colours of a terminal, marks and blanks of a page, and characters that nobody sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away
const DRESS = /\x1b\[[\d;]*[A-Za-z]|<[^<>]{1,99}>|[^\t\P{Cc}]|\p{Cf}/gu

/** A text without what programs put around its words. */
export const bareWords = (text: string) => text.replace(DRESS, '').replaceAll('&nbsp;', ' ').normalize('NFKC')
