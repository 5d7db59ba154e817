import { TELLING } from '../../model/rules/lender-names.ts'
import { spelt, withoutMarks } from '../../model/text/nearest.ts'

const LETTER = String.raw`[a-z\d\p{Script=Cyrillic}]`
const MARK = String.raw`\p{Script=Inherited}`
const LATIN = new RegExp(LETTER, 'u')
const ENDS_SHORT = /-[a-z]{1,2}$/
/** What is longer than a few letters may have another ending: publicar fotos, publicando fotos. */
const LONG = 4
const OTHER_ENDING = String.raw`[^-\p{Script=Han}]{0,3}`

/** However short its syllables are: tố cáo. */
export const tells = (word: string) => TELLING().test(word.replaceAll('-', ''))

/**
 * A word of Latin letters begins where no other goes on, and ends so where its last part is short: 'other' does not
 * stand in 'mother', nor 'cannot go on' in 'cannot go online'.
 */
export function stands(word: string, text: string): boolean {
  const at = text.indexOf(word)
  if (at < 0) return false
  const goesOn =
    (at > 0 && LATIN.test(word.charAt(0)) && LATIN.test(text.charAt(at - 1))) ||
    (ENDS_SHORT.test(word) && LATIN.test(text.charAt(at + word.length)))
  return !goesOn || stands(word, text.slice(at + 1))
}

/**
 * Whether a sentence says a word of ours, as it was spelt: whoever writes an accent means that one, so that 'đi từ đâu'
 * is not 'đi tù'. A phrase of three words may have another in it, and each other endings.
 */
export const isSaid = (word: string, sentence: string) =>
  withoutMarks(sentence).includes(withoutMarks(spelt(word).split('-')[0] ?? '')) && patternOf(word).test(sentence)

function patternOf(word: string): RegExp {
  const written = spelt(word)
  const parts = written.split('-')
  const withEnding = (part: string) => letters(part) + (withoutMarks(part).length >= LONG ? OTHER_ENDING : '')
  const said = [...parts.slice(0, -1).map(withEnding), letters(parts.at(-1) ?? '')]
  const begins = LATIN.test(written.charAt(0)) ? `(?<!${LETTER}${MARK}*)` : ''
  const ends = ENDS_SHORT.test(withoutMarks(written)) ? `(?!${LETTER})` : ''
  return new RegExp(begins + said.join(parts.length > 2 ? '-(?:[^-]+-)?' : '-') + ends, 'u')
}

/** Each with its own accents or with none; one that has none may have any. */
const letters = (part: string) =>
  part.replace(/(\P{Script=Inherited})(\p{Script=Inherited}*)/gu, (_, letter: string, marks: string) => {
    const plain = letter.replace(/[$()*+./?[\\\]^{|}]/, String.raw`\$&`)
    return plain + (marks === '' ? `${MARK}*` : `(?:${marks})?(?!${MARK})`)
  })
