import { late } from '../model/late.ts'
import { LONGEST_PACKAGE_NAME } from '../model/lengths.ts'
import { add } from '../model/multimap.ts'
import type { GeneralWords, Signals } from '../model/signal.ts'
import { containsAny } from './contains-any.ts'
import { lazy } from './lazy.ts'
import { lends } from './lends.ts'
import { remembered } from './remembered.ts'
import { segmenter } from './segment.ts'
import { textReader } from './text-reader.ts'
import { folded, legible, listOf, wordsOf } from './words-of.ts'

type Term = Signals['terms'][number]

/** A word that was found, and where. */
export interface WordMatch {
  term: Term
  word: string
  place: 'name' | 'label'
  /** `joined`: written as one with explained words. `edge`: at an end of a word whose rest nobody explains. */
  part: 'whole' | 'joined' | 'edge'
}

export interface WordReader {
  ofName: (packageName: string) => WordMatch[]
  ofLabel: (label: string) => WordMatch[]
  /** Whether a name holds a word of money or lending; a trade alone is none. */
  isWorthALook: (packageName: string) => boolean
}

type Found = Pick<WordMatch, 'term' | 'word' | 'part'>

/** A short word of another language is too often a part of an ordinary one. */
const isWholeOnly = (word: string, lang: string) => word.length < (lang === 'en' ? 4 : 6)

/** Makes the reader of names and labels. The longest term wins, and every letter counts once. */
export function wordReader({ terms, general }: Pick<Signals, 'terms' | 'general'>): WordReader {
  const { whole, part, phrases, strong } = indexed(terms)
  const marked = lazy(() => markedIn(terms))
  const texts = lazy(() => textReader(terms, general().han))
  const parts = (isWanted: (term: Term) => boolean) =>
    [...part].flatMap(([word, term]) => (isWanted(term) ? [word] : [])).filter(isPlain)
  // A word that is made of terms alone may hold short ones too.
  const holdsLending = lazy(() =>
    containsAny([
      ...parts(lends),
      ...[...whole].flatMap(([word, term]) => (word.length > 3 && lends(term) && isPlain(word) ? [word] : [])),
    ]),
  )
  const holdsTrade = lazy(() => containsAny(parts((term) => !lends(term))))
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
    return text.length > 3 && whole.has(text) && !isLending(text) && tokens.some(isLending)
  }

  function partOf(term: Term, tokens: string[], at: number): WordMatch['part'] | undefined {
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
    const rest = others.reduce((sum, { length }) => sum + length, 0)
    // At the head a trade has its ending there, and a lender the one of its brand: kirjaston, loanly.
    const least = at > 0 ? 2 : lends(term) ? 1 : 0
    return isStrong && rest > least ? 'joined' : 'edge'
  }

  /** In the middle, a word on one side of it bears it, and on the other side stands more than two letters. */
  const isBorne = (tokens: string[], at: number) => {
    const [left, right] = [tokens.slice(0, at), tokens.slice(at + 1)]
    const bears = (side: string[]) => side.every((text) => text.length > 2 && (known().get(text)?.length ?? 0) > 0)
    const isLong = (side: string[]) => side.join('').length > 2
    return (bears(left) && isLong(right)) || (bears(right) && isLong(left))
  }

  /** What is written with marks or in letters of its own: without its grammar, or at the end of a longer word. */
  function inLetters(word: string): Found[] {
    const { words, ends } = marked()
    const stem = isPlain(word) ? word : word.replace(GRAMMAR(), '')
    const term = words.get(word) ?? words.get(stem)
    if (term !== undefined) return [{ word, term, part: 'whole' }]
    for (const form of [word, stem]) {
      const [end, ended] = ends.find(([one]) => form.length > one.length + 2 && form.endsWith(one)) ?? []
      if (end === undefined || ended === undefined) continue
      const head = form.slice(0, -end.length)
      const written = inLetters(head)
      const before = written.length > 0 ? written : foundIn(folded(head))
      // Дребеденьги keeps a budget: money alone says nothing.
      return before.length > 0 || saysWhat(ended) ? [...before, { word: end, term: ended, part: 'joined' }] : []
    }
    return []
  }

  function read(words: string[], place: WordMatch['place']): WordMatch[] {
    const matches: WordMatch[] = []
    const take = (found: Found) => {
      if ((found.term.place ?? place) === place) matches.push({ ...found, place })
    }
    const isOneWord = place === 'label' && words.length === 1
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? ''
      const written = place === 'label' ? inLetters(word) : []
      const bare = folded(word)
      // No English word has marks: Vietnamese loạn is chaos. A trade may: it is written alike in many languages.
      const isWritten = (term: Term) => bare === word || term.lang !== 'en' || !lends(term)
      const phrase = phrases
        .get(bare)
        ?.find(
          ({ rest, term }) => isWritten(term) && rest.every((one, next) => folded(words[at + 1 + next] ?? '') === one),
        )
      if (phrase !== undefined) {
        take({ word: [bare, ...phrase.rest].join(' '), term: phrase.term, part: 'whole' })
        at += phrase.rest.length
      } else if (written.length > 0) written.forEach(take)
      else if (bare.length > 2 && isPlain(bare)) {
        for (const found of foundIn(bare)) {
          // A label of one word of money and no more is a brand: Cred, Dana.
          const isBrand = isOneWord && found.word === bare && !saysWhat(found.term)
          if (isWritten(found.term) && !isBrand) take(found)
        }
      }
    }
    return matches
  }

  const namesOf = (packageName: string) =>
    packageName.length > LONGEST_PACKAGE_NAME ? [] : wordsOf(packageName.replace(DOMAIN, ''))
  const mayLend = (word: string) => whole.has(word) || phrases.has(word) || holdsLending()(word)

  return {
    ofName: (packageName) => read(namesOf(packageName), 'name'),
    isWorthALook: (packageName) => {
      const words = namesOf(packageName)
      return words.some(mayLend) && read(words, 'name').some(speaks)
    },
    ofLabel: (label) => {
      const whole = legible(label)
      const inTexts = /^[\0-\u02ff]*$/.test(whole) ? [] : texts()(whole.toLowerCase())
      return [
        ...read(wordsOf(whole), 'label'),
        ...inTexts.map(({ term, text }): WordMatch => ({ term, word: text, place: 'label', part: 'whole' })),
      ]
    },
  }
}

/** Whether it speaks for a lender, or makes a name worth a look at what stands beside it. */
const speaks = ({ term }: WordMatch) => lends(term) && term.sense !== 'speed'

/** Whether it says alone what an app does: a trade, or a loan. */
const saysWhat = (term: Term) => !lends(term) || term.sense === 'loan' || term.sense === 'later'

/** Ends of web addresses that are also words of money: at the head of a name they say where its maker is. */
const DOMAIN = /^([a-z]{2}|online|money|finance|fund|financial|capital|express)\./

/** What stands between a trade and what it is about: `guiadeprestamos`. */
const BETWEEN = /^(d[aeio]|de[ls]|d[ao]s|du|para|per|cha|of|for|to)$/

/**
 * What a script writes as one with a word: the article, "and", "in", "my" or "your" of Arabic and Hebrew, and endings.
 * A short word of Cyrillic has none here: займи is no loan.
 */
const GRAMMAR = late(
  [
    '^(?:[وبف]?ال|لل)|[یک]$|^[בהוכלמש](?=.{4})',
    String.raw`(?<=[\u0400-\u052f]{5})(?:ами|ах|ам|ом|ем|ов|ів|ою|ой|ата|ите|ът|лар|лер|ға|ге|а|я|у|ы|и|і|е)$`,
    String.raw`(?<=[\u0561-\u0587\u10d0-\u10ff]{4})(?:երի|եր|ը|ի|ով|ების|ები|ის|ით|ი|ა|ს)$`,
    String.raw`(?<=[\u0900-\u0dff]{2})(?:ों|ाचे|ाची|ের|র|ে|তে|ની|નો|ને|ದ|ಗಳು|ా?లు|ను|കൾ|ை|கள்|ක්)$`,
  ].join('|'),
  'gu',
)

const isPlain = (word: string) => /^[a-z]+$/.test(word)

/** The terms by their words. `part`: those also inside of a word; `strong`: also beside letters of no word. */
function indexed(terms: Term[]) {
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

/**
 * The terms by their words that are written with marks or in other letters, and stand in labels alone. `ends`: the
 * strong ones, also at the end of a longer word.
 */
function markedIn(terms: Term[]) {
  const of = (list: 'marked' | 'strong') =>
    terms.flatMap((term) => listOf(term[list] && legible(term[list])).map((word) => [word, term] as const))
  const ends = of('strong').filter(([word]) => !isPlain(word))
  return { words: new Map([...of('marked'), ...ends]), ends }
}

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
