import { add } from '../model/multimap.ts'
import type { Signals } from '../model/rules/signal.ts'
import { lends } from './lends.ts'
import { folded, isPlain, legible, listOf } from './words-of.ts'

export type Term = Signals['terms'][number]

/** A short word of another language is too often a part of an ordinary one. */
const isWholeOnly = (word: string, lang: string) => word.length < (lang === 'en' ? 4 : 5)

/** A word and its plural, as most of the languages make it. */
export const formsOf = (word: string) => (/^[a-z]{3,}[^s]$/.test(word) ? [word, `${word}s`] : [word])

export type TermsByWord = ReturnType<typeof termsByWord>

/** The terms by their words. `part`: those also inside of a word; `strong`: also beside letters of no word. */
export function termsByWord(terms: Term[]) {
  const whole = new Map<string, Term>()
  const part = new Map<string, Term>()
  const phrases = new Map<string, { rest: string[]; term: Term }[]>()
  const strong = new Set<string>()
  const put = (into: Map<string, Term>, word: string, term: Term) => {
    const [, plural = word] = formsOf(word)
    into.set(word, term)
    // What another term lists is that one's.
    if (!into.has(plural)) into.set(plural, term)
  }
  for (const term of terms) {
    for (const word of listOf(term.strong)) {
      put(whole, word, term)
      put(part, word, term)
      strong.add(word).add(`${word}s`)
    }
    for (const word of listOf(term.words)) {
      put(whole, word, term)
      // To hear a trade too often accuses nobody.
      if (!lends(term) && word.length > 5) strong.add(word).add(`${word}s`)
      if (!isWholeOnly(word, term.lang)) put(part, word, term)
    }
    for (const word of listOf(term.whole)) put(whole, word, term)
    for (const phrase of term.phrases ?? []) {
      const [first = '', ...rest] = legible(phrase).split(' ').map(folded)
      for (const form of formsOf(first)) add(phrases, form, { rest, term })
      // Written as one it is a word like others.
      const glued = phrase.replaceAll(' ', '')
      if (glued.length > 6 && isPlain(glued)) {
        if (!whole.has(glued)) put(whole, glued, term)
        if (!part.has(glued)) put(part, glued, term)
      }
    }
  }
  for (const list of phrases.values()) list.sort((a, b) => b.rest.length - a.rest.length)
  return { whole, part, phrases, strong }
}
