/** What a browser begins a new line at. */
const LINE_END = /<(br|\/(p|div|tr|li))\b[^<>]*>\n?/gi
const SIGN = /&(#\d{1,6}|#x[\da-f]{1,5}|nbsp|lt|gt|quot|amp);/gi
const NAMED: Record<string, string> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', amp: '&' }

/**
 * What a page of HTML shows, or hides in a script or a comment: all that is no tag. A library that tells them apart is
 * too large here, so what is read so never shows that something is not there.
 */
export const shownBy = (html: string): string =>
  html
    .replace(LINE_END, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(SIGN, (_, sign: string) => NAMED[sign.toLowerCase()] ?? String.fromCharCode(Number(`0${sign.slice(1)}`)))
