/** Of a word in ASCII, and of characters of three bytes. */
const LETTER = /[\w.,:" ]/
const WIDE = /[\x80-\xbf\xe0-\xef]/
/** So many in a row noise seldom has, and all that anybody looks for. */
const LETTERS = 7
const WIDES = 9

const [letter, wide] = [LETTER, WIDE].map((one) =>
  Uint8Array.from({ length: 256 }, (_, byte) => Number(one.test(String.fromCharCode(byte)))),
) as [Uint8Array, Uint8Array]

/** Where words stand next in what is no text, those of UTF-16 as well; the length of the bytes where none does. */
export function wordsIn(bytes: Uint8Array, from: number): number {
  let letters = 0
  let wides = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte > 0) letters = (letters + 1) * (letter[byte] as number)
    wides = (wides + 1) * (wide[byte] as number)
    if (letters === LETTERS || wides === WIDES) return at
  }
  return bytes.length
}
