import { normalise } from '../../model/text/nearest.ts'

/** Of scripts that part their words, without their marks. */
const LETTER = '[a-zа-яєіґ]'
const PARTED = new RegExp(LETTER, 'u')
/** Chinese parts no words; whoever begins to speak of themselves says another thing. */
const SOME_HAN = String.raw`(?:(?!我)\p{Script=Han}){0,4}`
/** Words of these have endings that are many, and begin where no letter goes before. */
const BEGINS = /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Arabic}]/u
/** And, so, by, for, like, will, the: written as one with the word behind. */
const JOINED = '(?:[وفبلكس]?(?:ال)?)'

/** A letter that is doubled is the same as one: dieee, kil myself. A 2 behind a word says it twice: tiba2 of Malay. */
export const once = (text: string) =>
  normalise(text)
    .replace(/(?<![\p{L}\d])(\p{L}+)2(?![\p{L}\d])/gu, '$1-$1')
    .replace(/(\p{L})\1+/gu, '$1')

/**
 * Matches what of the phrases may stand in a text; both went through `once`, the phrases in the build. A star at an end
 * is any letters, between two words one or more others, within Chinese none or a few. One of none is never said.
 */
export function anyOf(phrases: string[], text: string): string {
  const near = phrases.filter((phrase) => phrase.split('*').every((part) => text.includes(part)))
  return near.length > 0 ? `(?:${near.map(pattern).join('|')})` : '(?!)'
}

function pattern(phrase: string): string {
  const said = phrase
    .replace(/[.?]/g, String.raw`\$&`)
    .replaceAll('-*-', String.raw`-(?:[^.!?\n]{1,18}-)?`)
    .replace(/(?<=\p{Script=Han})\*/gu, SOME_HAN)
    .replaceAll('*', `${LETTER}*`)
  return before(phrase.charAt(0)) + said + (PARTED.test(phrase.slice(-1)) ? `(?!${LETTER})` : '')
}

function before(first: string): string {
  if (PARTED.test(first)) return `(?<!${LETTER})`
  return BEGINS.test(first) ? String.raw`(?<![\p{L}\p{M}])${/\p{Script=Arabic}/u.test(first) ? JOINED : ''}` : ''
}
