/** Letters of the longest known word that is looked for inside of another. */
const LONGEST = 16

/**
 * What it costs to read letters as one word; the cheapest reading of all wins, so only the differences mean something.
 * A long known word is cheap, two letters explain little, and every letter without a meaning costs more than one with
 * it. Found by trying: the examples of the rungs are the readings that they must give, and `npm run eval` has the rest.
 */
const costOf = (length: number) => (length > 3 ? 1 : length === 3 ? 1.5 : 2.2) - length / 50
const unknownCost = (length: number) => 0.6 + 1.1 * length

/**
 * Makes the function that segments a word of joined words, `pinjamancepat` into `pinjaman` and `cepat`: of all ways the
 * cheapest, so that `incredible` is one word and not `in`, `credi` and `ble`.
 */
export function segmenter(known: { has: (word: string) => boolean }): (word: string) => string[] {
  return (word) => {
    if (known.has(word)) return [word]
    const best = new Float64Array(word.length + 1).fill(Number.POSITIVE_INFINITY)
    const from = new Int32Array(word.length + 1)
    const isKnown = new Array<boolean>(word.length + 1).fill(true)
    best[0] = 0
    const offer = (start: number, end: number, cost: number, isWord: boolean) => {
      const total = (best[start] ?? 0) + cost
      if (total >= (best[end] ?? 0)) return
      best[end] = total
      from[end] = start
      isKnown[end] = isWord
    }
    // Where unexplained letters that end here had best begin: each of them costs the same.
    let began = 0
    const lead = (start: number) => (best[start] ?? 0) - unknownCost(start)
    for (let start = 0; start < word.length; start++) {
      if (isKnown[start] && lead(start) < lead(began)) began = start
      offer(began, start + 1, unknownCost(start + 1 - began), false)
      const last = Math.min(start + LONGEST, word.length)
      for (let end = start + 2; end <= last; end++) {
        if (known.has(word.slice(start, end))) offer(start, end, costOf(end - start), true)
      }
    }
    const tokens: string[] = []
    for (let end = word.length; end > 0; end = from[end] ?? 0) tokens.push(word.slice(from[end], end))
    return tokens.reverse()
  }
}
