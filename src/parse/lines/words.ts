const [LF, SPACE] = [10, 32]

/** Of a word in ASCII, or where a line begins. */
const LETTER = /[\w.,:" \n]/
/** So many in a row noise seldom has; a wide letter, as those of Chinese, says as much as three of them. */
const LETTERS = 7
/** Any characters of a text, whatever marks nobody sees stand between them. */
const CHARACTERS = 12

const letter = Uint8Array.from({ length: 128 }, (_, byte) => Number(LETTER.test(String.fromCharCode(byte))))

/** Where words stand next in what is no text, those of UTF-16 as well; the length of the bytes where none does. */
export function wordsIn(bytes: Uint8Array, from: number): number {
  let letters = 1
  let characters = 0
  /** Bytes that a character of UTF-8 still lacks, and what it will say. */
  let lacks = 0
  let says = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === 0) continue
    if (byte < 0x80) {
      if (lacks > 0 || byte === LF) letters = characters = lacks = 0
      letters = (letters + 1) * (letter[byte] as number)
      if (byte >= SPACE) characters++
    } else if (byte >= 0xc0) {
      if (lacks > 0) letters = characters = 0
      lacks = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
      says = lacks > 1 ? 3 : 0
    } else if (lacks === 0) letters = characters = 0
    else if (--lacks === 0) {
      letters += says
      characters++
    }
    if (letters >= LETTERS || characters === CHARACTERS) return at
  }
  return bytes.length
}
