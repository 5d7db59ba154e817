import { late } from '../model/late.ts'
import { lazy } from '../model/lazy.ts'
import { LONGEST_PACKAGE_NAME } from '../model/phone/package-name.ts'
import type { Signals } from '../model/rules/signal.ts'
import type { BesideKind } from '../model/vocabulary.ts'
import { lends, saysWhat } from './lends.ts'
import { type Found, plainWords } from './plain-words.ts'
import { type Term, termsByWord } from './terms-by-word.ts'
import { textReader } from './text-reader.ts'
import { folded, isPlain, legible, wordsOf } from './words-of.ts'
import { writtenWords } from './written-words.ts'

/** A word that was found, and where. */
export interface WordMatch extends Found {
  place: 'name' | 'label'
  /** The one sign of the app whose name it is a part of: the two say one thing. */
  inSign?: BesideKind | undefined
}

/** Makes the reader of names and labels. The longest term wins, and every letter counts once. */
export function wordReader({ terms, general }: Pick<Signals, 'terms' | 'general'>) {
  const byWord = termsByWord(terms)
  const { whole, phrases } = byWord
  const { foundIn, holdsLending, wordsIn } = plainWords(byWord, general)
  const inLetters = writtenWords(terms, foundIn)
  const texts = lazy(() => textReader(terms, general()))

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
      const phrase = phrases.get(bare)?.find(
        ({ rest, term }) =>
          isWritten(term) &&
          rest.every((one, next) => {
            const is = folded(words[at + 1 + next] ?? '')
            return one === '*'
              ? is !== '' && foundIn(is).length === 0
              : is === one || (is === `${one}s` && (whole.get(is) ?? whole.get(one)) === whole.get(one))
          }),
      )
      if (phrase !== undefined) {
        const said = words.slice(at, at + 1 + phrase.rest.length).map(folded)
        take({ word: said.join(' '), term: phrase.term, part: 'whole' })
        // A loan of what nobody knows is a loan.
        if (!phrase.rest.includes('*')) {
          at += phrase.rest.length
          continue
        }
      }
      if (written.length > 0) written.forEach(take)
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
  const mayLend = (word: string) => whole.has(word) || phrases.has(word) || holdsLending(word)

  return {
    wordsIn,
    ofName: (packageName: string) => read(namesOf(packageName), 'name'),
    /** Whether a name holds a word of money or lending; a trade alone is none. */
    isWorthALook(packageName: string) {
      const words = namesOf(packageName)
      return words.some(mayLend) && read(words, 'name').some(speaks)
    },
    ofLabel(label: string) {
      const whole = legible(label)
      const inTexts = /^[\0-\u02ff]*$/.test(whole) ? [] : texts()(whole.toLowerCase())
      const inWords = read(wordsOf(whole), 'label')
      const isSaid = inWords.some(({ part, term }) => part !== 'edge' && saysWhat(term))
      return [
        ...inWords,
        ...(isSaid ? [] : read(joinedIn(whole), 'label').filter(({ part }) => part === 'whole')),
        ...inTexts.map(({ term, text }): WordMatch => ({ term, word: text, place: 'label', part: 'whole' })),
      ]
    },
  }
}

/** What capitals part, as one word from each of them to a later one: `LOAN` in `LOANapp`, `XiaoDai`. */
const joinedIn = (label: string) =>
  (label.match(PARTED()) ?? []).flatMap((name) => {
    const parts = name.split(CAPITAL())
    return parts.flatMap((_, from) =>
      parts.slice(from, from + MOST_PARTS).map((_, n, some) =>
        some
          .slice(0, n + 1)
          .join('')
          .toLowerCase(),
      ),
    )
  })
/** A word of lending has no more capitals. */
const MOST_PARTS = 4
const PARTED = late(String.raw`\p{L}\p{Ll}*\p{Lu}\p{L}*`, 'gu')
const CAPITAL = late(String.raw`(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{Lu}{2})(?=\p{Ll})`, 'u')

/** Whether it speaks for a lender, or makes a name worth a look at what stands beside it. */
const speaks = ({ term }: WordMatch) => lends(term) && term.sense !== 'speed'

/** Ends of web addresses that are also words of money: at the head of a name they say where its maker is. */
const DOMAIN = /^([a-z]{2}|info|online|money|finance|fund|financial|capital|express)\./
