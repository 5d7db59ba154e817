import { late } from '../model/late.ts'

/** Words between signs and digits and at capitals inside: `TimelyLoan`, `mAadhaar`; in lower case. */
export const wordsOf = (text: string) =>
  (text.match(/^[\0-\x7f]*$/.test(text) ? ASCII_WORD : WORD()) ?? []).map((word) => word.toLowerCase())

const ASCII_WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g
const WORD = late(String.raw`\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:\p{Ll}|\p{Lo}|\p{Lm}|\p{M})+`, 'gu')
const MARK = late(String.raw`\p{M}`, 'gu')

/**
 * A label as an eye reads it: without letters that nobody sees and blanks between all of a word, and with plain letters
 * for what only looks different: `L O A N`, `Ca$h`, `Ca5h`, `Ｌｏａｎ`, and `lоan` with a Cyrillic о.
 */
export const legible = (label: string) =>
  (/^[\0-\x7f]*$/.test(label)
    ? label
    : label.normalize('NFKC').replace(UNSEEN(), '').replace(VARIANT, plainVariant).replace(MIXED, ofOneScript)
  )
    .replace(SPACED, (letters) => letters.replace(/[ .-]/g, ''))
    .replace(/[035$@](?<=[a-z].)(?=[a-z])/gi, (sign) => swap(sign, '035$@', 'oessa'))

const swap = (text: string, from: string, to: string) => text.replace(/./gsu, (one) => to[from.indexOf(one)] ?? one)

/** Vowel signs of Arabic are seldom written; between its letters, a non-joiner parts words. */
const UNSEEN = late(String.raw`[\p{Cf}\u0640\u064b-\u0652\u0670](?<!\p{Script=Arabic}\u200c)`, 'gu')

/** Letters that are typed one for another in Arabic, Persian, Urdu and Russian. */
const VARIANT = /[آأإةہۃكىيё]/g
const plainVariant = (letter: string) => swap(letter, 'آأإةہۃكىيё', 'اااهههکییе')

/** Three letters or more, each parted from the next by a blank, a dot or a dash. */
const SPACED = /(?<![a-z\u0370-\u052f])(?:[a-z\u0370-\u052f][ .-]){2,}[a-z\u0370-\u052f](?![a-z\u0370-\u052f])/gi

const MIXED = /(?<![a-z\u0370-\u052f])([a-z]+[\u0370-\u052f]|[\u0370-\u052f]+[a-z])[a-z\u0370-\u052f]*/gi
/** Cyrillic that looks like Latin, and Greek, which matters among Latin letters alone. */
const LATIN = 'acehiopxyABCEHIKMOPTXYaenikvoptuxABEHIKMNOPTXYZ'
const LOOKALIKE = 'асеһіорхуАВСЕНІКМОРТХУαεηικνορτυχΑΒΕΗΙΚΜΝΟΡΤΧΥΖ'
/** Where the letters of one script all look like those of the other, the other. */
const ofOneScript = (word: string) =>
  [swap(word, LOOKALIKE, LATIN), swap(word, LATIN, LOOKALIKE)].find((one) =>
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
        .replace(/[\u0111\u0142\u00f8\u0131\u0257]/g, (letter) => swap(letter, 'đłøıɗ', 'dloid'))
