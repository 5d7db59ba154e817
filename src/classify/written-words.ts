import { late } from '../model/late.ts'
import { lazy } from '../model/lazy.ts'
import { saysWhat } from './lends.ts'
import type { Found } from './plain-words.ts'
import type { Term } from './terms-by-word.ts'
import { folded, isPlain, legible, listOf } from './words-of.ts'

/**
 * Finds the terms in a word that is written with marks or in letters of its own.
 *
 * @param foundIn in a word without them
 */
export function writtenWords(terms: Term[], foundIn: (word: string) => Found[]) {
  const marked = lazy(() => markedIn(terms))

  /** Without its grammar, or at the end of a longer word. */
  return function inLetters(word: string): Found[] {
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
}

/**
 * What a script writes as one with a word: the article, "and", "in", "my" or "your" of Arabic and Hebrew, and endings.
 * A short word of Cyrillic has none here: займи is no loan.
 */
const GRAMMAR = late(
  [
    '^(?:[وبف]?ال|لل)|[یک]$|^[בהוכלמש](?=.{4})',
    String.raw`(?<=[\u0400-\u052f]{5})(?:ами|ах|ам|ом|ем|ов|ів|ою|ой|ата|ите|ът|лар|лер|ға|ге|а|я|у|ы|и|і|е)$`,
    String.raw`(?<=[\u0561-\u0587\u10d0-\u10ff]{4})(?:երի|եր|ը|ի|ով|ების|ები|ის|ით|ი|ა|ს)$`,
    String.raw`(?<=[\u0900-\u0dff]{2})(?:ों|ाचे|ाची|ের|র|ে|তে|ની|નો|ને|ದ|ಗಳು|ా?లు|ను|കൾ|ை|கள்|ක්|ට)$`,
  ].join('|'),
  'gu',
)

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
