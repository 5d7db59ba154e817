import type { Despair } from '../../model/rules/rule.ts'
import { normalise } from '../../model/text/nearest.ts'

/** The page for whoever may hurt themselves. */
export const TOO_MUCH = 'too-much'

/** Of scripts that part their words, without their marks. */
const LETTER = '[a-zа-яєіґ]'
const PARTED = new RegExp(LETTER, 'u')
/** What may stand between two things that are said together: three or four words, of one part of a sentence. */
const BETWEEN = String.raw`(?:\p{Script=Han}{0,4}|[^\p{Script=Han}.,;:!?،。，；\n]{0,18})`

/** Whether somebody says that they think of dying, or only that they have had enough. */
export function despairIn(asked: string, languages: Despair[]): 'said' | 'hinted' | undefined {
  const unless = new RegExp(anyOf(languages.flatMap((one) => one.unless)), 'gu')
  const sentence = once(asked).replace(unless, '\n')
  const isSaid = ({ alone, death, together }: Despair) =>
    says(anyOf(alone), sentence) ||
    says(`^${anyOf(death)}$`, sentence) ||
    together.some(([first, then]) => says(anyOf(first) + BETWEEN + anyOf(then), sentence))
  if (languages.some(isSaid)) return 'said'
  const isOfOthers = says(anyOf(languages.flatMap(({ others }) => others)), sentence)
  const isHinted = ({ hint, death }: Despair) => says(anyOf(isOfOthers ? hint : [...hint, ...death]), sentence)
  return languages.some(isHinted) ? 'hinted' : undefined
}

/** A letter that is doubled is the same as one: dieee, kil myself. */
const once = (text: string) => normalise(text).replace(/(\p{L})\1+/gu, '$1')

const says = (source: string, sentence: string) => new RegExp(source, 'u').test(sentence)

/** One of none is never said. */
const anyOf = (phrases: string[]) => (phrases.length > 0 ? `(?:${phrases.map(pattern).join('|')})` : '(?!)')

function pattern(phrase: string): string {
  const written = once(phrase)
  const said = written
    .replace(/[.?]/g, String.raw`\$&`)
    .replaceAll('-*-', String.raw`-(?:[^.!?\n]{1,18}-)?`)
    .replaceAll('*', `${LETTER}*`)
  return (
    (PARTED.test(written.charAt(0)) ? `(?<!${LETTER})` : '') +
    said +
    (PARTED.test(written.slice(-1)) ? `(?!${LETTER})` : '')
  )
}
