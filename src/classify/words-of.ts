import { late } from '../model/late.ts'

/** Words between signs and digits and at capitals inside: `TimelyLoan`, `mAadhaar`; in lower case. */
export const wordsOf = (text: string) =>
  (text.match(/^[\0-\x7f]*$/.test(text) ? ASCII_WORD : WORD()) ?? []).map((word) => word.toLowerCase())

const ASCII_WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g
const WORD = late(String.raw`\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:\p{Ll}|\p{Lo}|\p{Lm}|\p{M})+`, 'gu')
const MARK = late(String.raw`\p{M}`, 'gu')

/** What stands between blanks. */
export const listOf = (list: string | undefined): string[] => list?.match(/\S+/g) ?? []

/** Without diacritics: `préstamo` is `prestamo`, `vay tiền` is `vay tien`. */
export const folded = (word: string) =>
  /^[a-z]*$/.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(MARK(), '')
        .replace(/[\u0111\u0142\u00f8\u0131]/g, (letter) => ({ đ: 'd', ł: 'l', ø: 'o', ı: 'i' })[letter] ?? letter)
