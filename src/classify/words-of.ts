import { late } from '../model/late.ts'

/** Words between signs and digits and at capitals inside: `TimelyLoan`, `mAadhaar`; in lower case. */
export const wordsOf = (text: string) =>
  (text.match(/^[\0-\x7f]*$/.test(text) ? ASCII_WORD : WORD()) ?? []).map((word) => word.toLowerCase())

const ASCII_WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g
const WORD = late(String.raw`\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:\p{Ll}|\p{Lo}|\p{Lm}|\p{M})+`, 'gu')
const MARK = late(String.raw`\p{M}`, 'gu')

/**
 * A label as an eye reads it: without letters that nobody sees, and with plain ones for those that only look different:
 * `Ca$h`, `Ｌｏａｎ`, and `lоan` with a Cyrillic о.
 */
export const legible = (label: string) =>
  (/^[\0-\x7f]*$/.test(label)
    ? label
    : swap(label.normalize('NFKC').replace(UNSEEN(), ''), 'آأإةہۃكىيё', 'اااهههکییе').replace(BOTH, ofOneScript)
  ).replace(/(?<=[a-z])[0$@](?=[a-z])/gi, (sign) => swap(sign, '0$@', 'osa'))

const swap = (text: string, from: string, to: string) => text.replace(/./gsu, (one) => to[from.indexOf(one)] ?? one)

/** Vowel signs of Arabic are seldom written; between its letters, a non-joiner parts words. */
const UNSEEN = late(String.raw`(?!(?<=\p{Script=Arabic})\u200c)[\p{Cf}\u0640\u064b-\u0652\u0670]`, 'gu')

const BOTH = /[a-z\u0400-\u052f]+/gi
const LATIN = 'acehiopxyABCEHIKMOPTXY'
const CYRILLIC = 'асеһіорхуАВСЕНІКМОРТХУ'
const ofOneScript = (word: string) =>
  [word, swap(word, CYRILLIC, LATIN), swap(word, LATIN, CYRILLIC)].find((one) =>
    /^([a-z]+|[\u0400-\u052f]+)$/i.test(one),
  ) ?? word

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
