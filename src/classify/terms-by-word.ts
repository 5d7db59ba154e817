import { add } from '../model/multimap.ts'
import type { Signals } from '../model/rules/signal.ts'
import { lends } from './lends.ts'
import { folded, isPlain, legible, listOf } from './words-of.ts'

export type Term = Signals['terms'][number]

/** A short word of another language is too often a part of an ordinary one. */
const isWholeOnly = (word: string, lang: string) => word.length < (lang === 'en' ? 4 : 5)

export type TermsByWord = ReturnType<typeof termsByWord>

/** The terms by their words. `part`: those also inside of a word; `strong`: also beside letters of no word. */
export function termsByWord(terms: Term[]) {
  const whole = new Map<string, Term>()
  const part = new Map<string, Term>()
  const phrases = new Map<string, { rest: string[]; term: Term }[]>()
  const strong = new Set<string>()
  const put = (into: Map<string, Term>, word: string, term: Term, isBent = true) => {
    into.set(word, term)
    // What another term lists is that one's.
    if (isBent && !into.has(`${word}s`)) into.set(`${word}s`, term)
  }
  for (const term of terms) {
    const isTrade = !lends(term)
    for (const word of listOf(term.strong)) {
      put(whole, word, term)
      put(part, word, term)
      strong.add(word).add(`${word}s`)
    }
    for (const word of listOf(term.words)) {
      const isLong = word.length > 5
      // With an s a short word of lending is often another one: danas, paises.
      put(whole, word, term, isTrade || isLong)
      if (!isWholeOnly(word, term.lang)) put(part, word, term, isTrade || isLong)
      // To hear a trade too often accuses nobody.
      if (isTrade && isLong) strong.add(word).add(`${word}s`)
    }
    for (const word of listOf(term.whole)) put(whole, word, term, isTrade)
    for (const phrase of term.phrases ?? []) {
      const [first = '', ...rest] = legible(phrase).split(' ').map(folded)
      for (const form of first.length > 4 ? [first, `${first}s`] : [first]) {
        add(phrases, form, { rest, term })
        // Written as one it is a word like others.
        const glued = form + rest.join('')
        if (glued.length < 7 || !isPlain(glued)) continue
        if (!whole.has(glued)) whole.set(glued, term)
        if (!part.has(glued)) part.set(glued, term)
      }
    }
  }
  for (const list of phrases.values()) list.sort((a, b) => b.rest.length - a.rest.length)
  return { whole, part, phrases, strong }
}
