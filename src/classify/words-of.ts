import { late } from '../model/late.ts'

/** Words between signs and digits and at capitals inside: `TimelyLoan`, `mAadhaar`; in lower case. */
export const wordsOf = (text: string) =>
  (text.match(/^[\0-\x7f]*$/.test(text) ? ASCII_WORD : WORD()) ?? []).map((word) => word.toLowerCase())

const ASCII_WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g
const WORD = late(String.raw`\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:\p{Ll}|\p{Lo}|\p{Lm}|\p{M})+`, 'gu')
const MARK = late(String.raw`\p{M}`, 'gu')

/**
 * A label as an eye reads it: without letters that nobody sees, lines through others and blanks between all of a word,
 * and with plain letters for what only looks different: `L_O_A_N`, `Ca$h`, `L0AN`, `Ｌｏａｎ`, and `lоan` with a Cyrillic
 * о.
 */
export const legible = (label: string) =>
  /^[a-z]{2,}(?: [a-z]{2,})*$/.test(label)
    ? label
    : (/^[\0-\x7f]*$/.test(label)
        ? label
        : label
            .replace(/[™℠]/g, ' ')
            .normalize('NFKC')
            .replace(UNSEEN(), '')
            .replace(VARIANT, plainVariant)
            .replace(MIXED(), ofOneScript)
      )
        .replace(SPACED(), (letters) => letters.replace(/[ ._·*-]/g, ''))
        .replace(/[0135$@](?<=[a-z].)(?=[a-z])/gi, (sign, at: number, whole: string) => {
          const letter = swap(sign, '0135$@', 'oiessa')
          return /^[A-Z].[A-Z]/.test(whole.slice(at - 1)) ? letter.toUpperCase() : letter
        })

const swap = (text: string, from: string, to: string) => text.replace(/./gsu, (one) => to[from.indexOf(one)] ?? one)

/**
 * What is not shown, and marks that are of no letter of their own: a line through each. Vowel signs of Arabic and the
 * dot below of Hindi are often left out; between Arabic letters, a non-joiner parts words.
 */
const UNSEEN = late(
  String.raw`[\p{Cf}\p{DI}\u0300-\u036f\u0640\u064b-\u0652\u0670\u093c\u0a3c](?<!\p{Script=Arabic}\u200c)`,
  'gu',
)

/** Letters that are typed one for another in Arabic, Persian, Urdu and Russian. */
const VARIANT = /[آأإةہۃكىيё]/g
const plainVariant = (letter: string) => swap(letter, 'آأإةہۃكىيё', 'اااهههکییе')

const LATIN = String.raw`a-z\u00c0-\u024f\u1e00-\u1eff`
const OTHER = String.raw`\u0370-\u052f`
/** Three letters or more, each parted from the next by a blank or a sign. */
const SPACED = late('(?<!L)(?:L[ ._·*-]){2,}L(?!L)'.replaceAll('L', String.raw`[${LATIN}${OTHER}\u2e80-\ud7ff]`), 'gi')
/** Latin letters in one word with Greek or Cyrillic ones. */
const MIXED = late(`(?<![${LATIN}${OTHER}])(?:[${LATIN}]+[${OTHER}]|[${OTHER}]+[${LATIN}])[${LATIN}${OTHER}]*`, 'gi')
const ONE_SCRIPT = late(String.raw`^([${LATIN}]+|[\u0400-\u052f]+)$`, 'i')
/** Cyrillic that looks like Latin, and Greek, which matters among Latin letters alone. */
const PLAIN = 'acehiopxyABCEHIKMOPTXYaenikvoptuxABEHIKMNOPTXYZ'
const LOOKALIKE = 'асеһіорхуАВСЕНІКМОРТХУαεηικνορτυχΑΒΕΗΙΚΜΝΟΡΤΧΥΖ'
/** Where the letters of one script all look like those of the other, the other. */
const ofOneScript = (word: string) =>
  [swap(word, LOOKALIKE, PLAIN), swap(word, PLAIN, LOOKALIKE)].find((one) => ONE_SCRIPT().test(one)) ?? word

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

export const isPlain = (word: string) => /^[a-z]+$/.test(word)
