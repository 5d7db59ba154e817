const table = (is: (byte: number) => boolean) => Uint8Array.from({ length: 256 }, (_, byte) => Number(is(byte)))

const LETTER = table((byte) => /[\w.,:" ]/.test(String.fromCharCode(byte)))
/** Of a character of three bytes in UTF-8. */
const WIDE = table((byte) => byte >> 4 === 0xe || byte >> 6 === 2)
/** So many in a row noise seldom has, and all that anybody looks for. */
const LETTERS = 7
const WIDES = 9

/** Where words stand next in what is no text, those of UTF-16 as well; the length of the bytes where none does. */
export function wordsIn(bytes: Uint8Array, from: number): number {
  let letters = 0
  let wides = 0
  let at = from
  for (; at < bytes.length && letters < LETTERS && wides < WIDES; at++) {
    const byte = bytes[at] as number
    if (byte !== 0) letters = (letters + 1) * (LETTER[byte] as number)
    wides = (wides + 1) * (WIDE[byte] as number)
  }
  return letters < LETTERS && wides < WIDES ? at : at - 1
}
