import type { Lexicon } from '../model/signal.ts'

/** A part of a word, and what stands on its sides. */
export interface Token {
  text: string
  /** A word of the lexicon or of a signal; otherwise letters that nobody explained. */
  known: boolean
  syllable: boolean
}

/** Letters of the longest known word that is looked for inside of another. */
const LONGEST = 16

/**
 * What it costs to read letters as one word; the cheapest reading of all wins, so only the differences mean something. A
 * long known word is cheap, two letters explain little, and every letter without a meaning costs more than one with it.
 * Found by trying: `test/classify/words.test.ts` has the readings that they must give, and `npm run eval` the rest.
 */
const costOf = (length: number, syllable: boolean) =>
  (length > 3 ? 1 : length === 3 ? 1.5 : 2.2) + (syllable ? 0.4 : 0) - length / 50
const unknownCost = (length: number) => 0.6 + 1.1 * length

/**
 * Makes the function that segments a word of joined words, `pinjamancepat` into `pinjaman` and `cepat`: of all ways the
 * cheapest, so that `incredible` is one word and not `in`, `credi` and `ble`.
 */
export function segmenter({ ordinary, syllables }: Lexicon, terms: Iterable<string>): (word: string) => Token[] {
  const known = new Set([...Object.values(ordinary).flatMap((words) => words.split(' ')), ...terms])
  const sounds = new Set(syllables.split(' '))

  return (word) => {
    if (known.has(word)) return [{ text: word, known: true, syllable: false }]
    const best = new Float64Array(word.length + 1).fill(Number.POSITIVE_INFINITY)
    const from = new Int32Array(word.length + 1)
    const how = new Int8Array(word.length + 1)
    best[0] = 0
    const offer = (start: number, end: number, cost: number, kind: number) => {
      const total = (best[start] ?? 0) + cost
      if (total >= (best[end] ?? 0)) return
      best[end] = total
      from[end] = start
      how[end] = kind
    }
    // Where unexplained letters that end here had best begin: each of them costs the same.
    let began = 0
    const lead = (start: number) => (best[start] ?? 0) - unknownCost(start)
    for (let start = 0; start < word.length; start++) {
      if (how[start] !== UNKNOWN && lead(start) < lead(began)) began = start
      offer(began, start + 1, unknownCost(start + 1 - began), UNKNOWN)
      const last = Math.min(start + LONGEST, word.length)
      for (let end = start + 2; end <= last; end++) {
        const length = end - start
        const part = word.slice(start, end)
        if (known.has(part)) offer(start, end, costOf(length, false), KNOWN)
        else if (sounds.has(part)) offer(start, end, costOf(length, true), SYLLABLE)
      }
    }
    const tokens: Token[] = []
    for (let end = word.length; end > 0; end = from[end] ?? 0) {
      const text = word.slice(from[end], end)
      tokens.push({ text, known: how[end] !== UNKNOWN, syllable: how[end] === SYLLABLE || sounds.has(text) })
    }
    return tokens.reverse()
  }
}

const UNKNOWN = 0
const KNOWN = 1
const SYLLABLE = 2
