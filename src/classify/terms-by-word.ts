import { add } from '../model/multimap.ts'
import type { Signals } from '../model/rules/signal.ts'
import { lends } from './lends.ts'
import { folded, isPlain, legible, listOf } from './words-of.ts'

export type Term = Signals['terms'][number]

/** A short word of another language is too often a part of an ordinary one. */
const isWholeOnly = (word: string, lang: string) => word.length < (lang === 'en' ? 4 : 6)

export type TermsByWord = ReturnType<typeof termsByWord>

/** The terms by their words. `part`: those also inside of a word; `strong`: also beside letters of no word. */
export function termsByWord(terms: Term[]) {
  const whole = new Map<string, Term>()
  const part = new Map<string, Term>()
  const phrases = new Map<string, { rest: string[]; term: Term }[]>()
  const strong = new Set<string>()
  for (const term of terms) {
    for (const word of listOf(term.strong)) {
      whole.set(word, term)
      part.set(word, term)
      strong.add(word)
    }
    for (const word of listOf(term.words)) {
      whole.set(word, term)
      // To hear a trade too often accuses nobody.
      if (!lends(term) && word.length > 5) strong.add(word)
      if (!isWholeOnly(word, term.lang)) part.set(word, term)
    }
    for (const word of listOf(term.whole)) whole.set(word, term)
    for (const phrase of term.phrases ?? []) {
      const [first = '', ...rest] = legible(phrase).split(' ').map(folded)
      add(phrases, first, { rest, term })
      // Written as one it is a word like others.
      const glued = phrase.replaceAll(' ', '')
      if (glued.length > 6 && isPlain(glued)) {
        if (!whole.has(glued)) whole.set(glued, term)
        if (!part.has(glued)) part.set(glued, term)
      }
    }
  }
  for (const list of phrases.values()) list.sort((a, b) => b.rest.length - a.rest.length)
  return { whole, part, phrases, strong }
}
