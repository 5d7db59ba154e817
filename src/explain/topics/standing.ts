import { TELLING } from '../../model/lender-names.ts'
import { spelt, withoutMarks } from '../../model/nearest.ts'

const LETTER = String.raw`[a-z\d\p{Script=Cyrillic}]`
const MARK = String.raw`\p{Script=Inherited}`
const LATIN = new RegExp(LETTER, 'u')
const ENDS_SHORT = /-[a-z]{1,2}$/
/** What is longer than a few letters may have another ending: publicar fotos, publicando fotos. */
const LONG = 4

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
 * is not 'đi tù'. A phrase of three words may have another in it, one with a star some, and one that is said `freely`
 * other endings.
 */
export const isSaid = (word: string, sentence: string, freely: boolean) =>
  mayBeSaid(word, sentence) && patternOf(word, freely).test(sentence)

const mayBeSaid = (word: string, sentence: string) =>
  withoutMarks(sentence).includes(withoutMarks(spelt(word).split(/[-*]/)[0] ?? ''))

/** A sentence without phrases that say something else than their words do: to die laughing. */
export const without = (phrases: string[], sentence: string) =>
  phrases
    .filter((phrase) => mayBeSaid(phrase, sentence))
    .reduce((left, phrase) => left.replace(patternOf(phrase, true), '-\n-'), sentence)

function patternOf(word: string, freely: boolean): RegExp {
  const written = spelt(word)
  const parts = written.split('-')
  const ending = (part: string) =>
    freely && withoutMarks(part).length >= LONG ? String.raw`[^-\p{Script=Han}]{0,3}` : ''
  const between = parts.length > 2 ? '-(?:[^-]+-)?' : '-'
  const said = (phrase: string) => {
    const words = phrase.split('-')
    return words.map((part, at) => letters(part) + (at < words.length - 1 ? ending(part) : '')).join(between)
  }
  const isWhole = parts.length > 1 && (!freely || ENDS_SHORT.test(withoutMarks(written)))
  const pattern = [
    LATIN.test(written.charAt(0)) ? `(?<!${LETTER}${MARK}*)` : '',
    written.split('-*-').map(said).join('-(?:.{1,18}-)?'),
    isWhole ? `(?!${LETTER})` : '',
  ]
  return new RegExp(pattern.join(''), 'u')
}

/** Each with its own accents or with none; one that has none may have any. A star is a few letters of any kind. */
const letters = (part: string) =>
  part.replace(/(\P{Script=Inherited})(\p{Script=Inherited}*)/gu, (_, letter: string, marks: string) => {
    if (letter === '*') return '.{0,4}'
    const plain = letter.replace(/[$()*+./?[\\\]^{|}]/, String.raw`\$&`)
    return plain + (marks === '' ? `${MARK}*` : `(?:${marks})?(?!${MARK})`)
  })
