/** Colours of a terminal, marks and blanks of a page, and characters that nobody sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken away
const DRESS = /\x1b\[[\d;]*[A-Za-z]|<(?!http)[^<>]{1,99}>|[^\t\P{Cc}]|\p{Cf}/gu

/** A character by number, as pages, JSON, URLs and mails do: `&#61;`, `&#x3D;`, `\u003d`, `%3D`, `%253D`, `=3D`. */
const NUMBERED = /&#x?[\da-f]{2,4};|(?:\\u00|%(?:25)*)[0-7][\da-f]|=3[\da-f]/gi
// A group of a pattern takes a hundred times the room of what it finds: a line may be a whole file.
const numbered = (sign: string) =>
  String.fromCharCode(Number(sign.endsWith(';') ? `0${sign.slice(2, -1)}` : `0x${sign.slice(-2)}`))

/** Every letter with a blank behind it: what shows UTF-16 as if it were none makes blanks of its zeros. */
const SPACED = /^ ?((?:. ){9,}.?)$/

/** A text without what programs put around its words. */
export const bareWords = (text: string) =>
  text
    .replace(SPACED, (_, letters) => letters.replace(/(.) /g, '$1'))
    .replace(DRESS, '')
    .replaceAll('&nbsp;', ' ')
    .replace(NUMBERED, numbered)
    .normalize('NFKC')
