import { lazy } from '../model/lazy.ts'
import type { GeneralWords } from '../model/rules/signal.ts'
import { remembered } from '../model/text/remembered.ts'
import { containsAny } from './contains-any.ts'
import { lends } from './lends.ts'
import { segmenter } from './segment.ts'
import type { Term, TermsByWord } from './terms-by-word.ts'

/** `joined`: written as one with explained words. `edge`: at an end of a word whose rest nobody explains. */
export interface Found {
  term: Term
  word: string
  part: 'whole' | 'joined' | 'edge'
}

/** Finds the terms in a word of plain letters: it is one, or is written as one with others. */
export function plainWords({ whole, part, strong }: TermsByWord, general: () => GeneralWords) {
  // A word that is made of terms alone may hold short ones too.
  const holdsLending = lazy(() =>
    containsAny([...wordsOf(part, lends), ...wordsOf(whole, lends).filter(({ length }) => length > 3)]),
  )
  const holdsTrade = lazy(() => containsAny(wordsOf(part, (term) => !lends(term))))
  // Few words are looked up in them, so they are searched as they are: a set of all takes longer to make.
  const ordinary = lazy(() => ` ${general().ordinary} ${general().inside} `)
  const known = lazy(() => knownWords(general(), whole.keys()))
  const segment = lazy(() => segmenter(known()))

  const foundIn = remembered((word): Found[] => {
    const exact = whole.get(word)
    if (exact !== undefined) return [{ word, term: exact, part: 'whole' }]
    if (!(holdsLending()(word) || holdsTrade()(word)) || ordinary().includes(` ${word} `)) return []
    const tokens = segment()(word)
    const isTerms = tokens.every((text, at) => {
      const term = whole.get(text)
      if (term === undefined) return at > 0 && at < tokens.length - 1 && BETWEEN.test(text)
      return lends(term) || text.length > 3
    })
    return tokens.flatMap((text, at): Found[] => {
      const term = isTerms || isTradeBeside(tokens, text) ? whole.get(text) : part.get(text)
      const how = term === undefined ? undefined : isTerms ? 'whole' : partOf(term, tokens, at)
      return term === undefined || how === undefined ? [] : [{ word: text, term, part: how }]
    })
  })

  /** In a name written as one, a trade is heard where a word of lending stands beside it: `lend`, `my`, `drill`. */
  function isTradeBeside(tokens: string[], text: string) {
    const isLending = (token: string) => {
      const term = whole.get(token)
      return term !== undefined && lends(term)
    }
    return text.length > 2 && whole.has(text) && !isLending(text) && tokens.some(isLending)
  }

  function partOf(term: Term, tokens: string[], at: number): Found['part'] | undefined {
    const explains = (text: string) =>
      whole.has(text) ||
      known()
        .get(text)
        ?.some((one) => one === 'en' || one === 'any' || one === term.lang) === true
    const others = tokens.filter((_, index) => index !== at)
    // One letter explains something only at the head: eloan, icredit.
    if (others.every((text) => explains(text) && (text.length > 1 || text === tokens[0]))) return 'joined'
    const isStrong = strong.has(tokens[at] ?? '')
    if (at > 0 && at < tokens.length - 1) return isStrong && isBorne(tokens, at) ? 'joined' : undefined
    // German and Dutch verbs end so: spielend, abholender.
    if (at > 0 && !isStrong && term.lang === 'en' && term.sense === 'loan') return undefined
    const rest = others.reduce((sum, { length }) => sum + length, 0)
    // At the head a trade has its ending there, and English that of a brand: kirjaston, loanly. 网 and 大夫 are no loan.
    const least = at > 0 ? 2 : !lends(term) ? 0 : term.lang === 'en' ? 1 : 2
    return isStrong && rest > least ? 'joined' : 'edge'
  }

  /** In the middle, a word on one side of it bears it, and on the other side stands more than two letters. */
  const isBorne = (tokens: string[], at: number) => {
    const [left, right] = [tokens.slice(0, at), tokens.slice(at + 1)]
    const bears = (side: string[]) => side.every((text) => text.length > 2 && (known().get(text)?.length ?? 0) > 0)
    const isLong = (side: string[]) => side.join('').length > 2
    return (bears(left) && isLong(right)) || (bears(right) && isLong(left))
  }

  /** The words that a name is made of; nothing where some of it is no word. */
  function wordsIn(name: string): string[] | undefined {
    const words = segment()(name)
    return words.every((word) => known().has(word)) ? words : undefined
  }

  return {
    foundIn,
    wordsIn,
    /** Whether letters of lending stand in it somewhere. */
    holdsLending: (word: string) => holdsLending()(word),
  }
}

function wordsOf(terms: Map<string, Term>, isWanted: (term: Term) => boolean): string[] {
  const words: string[] = []
  terms.forEach((term, word) => {
    if (isWanted(term)) words.push(word)
  })
  return words
}

/** What stands between a trade and what it is about: `guiadeprestamos`. */
const BETWEEN = /^(d[aeio]|de[ls]|d[ao]s|du|para|per|cha|of|for|to)$/

/** Every word that names are split into, with the languages in which it is common enough to explain others. */
function knownWords({ inside, common }: GeneralWords, terms: Iterable<string>): Map<string, readonly string[]> {
  const known = new Map<string, readonly string[]>()
  for (const word of inside.split(' ')) known.set(word, NOWHERE)
  for (const word of terms) known.set(word, NOWHERE)
  for (const [lang, words] of Object.entries(common)) {
    const alone = [lang]
    for (const word of words.split(' ')) {
      const others = known.get(word)
      known.set(word, others === undefined || others === NOWHERE ? alone : [...others, lang])
    }
  }
  return known
}

const NOWHERE: readonly string[] = []
