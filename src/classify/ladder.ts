import type { LoadedRung, Signals } from '../model/rules/signal.ts'
import type { BesideKind } from '../model/vocabulary.ts'
import type { WordMatch } from './word-reader.ts'

/** Makes the function that finds the rung that an app stands on: the first that holds. */
export const ladder =
  ({ rungs }: Pick<Signals, 'rungs'>) =>
  (words: WordMatch[], beside: ReadonlySet<BesideKind>): LoadedRung | undefined =>
    words.length === 0 && beside.size === 0 ? undefined : rungs.find((rung) => stands(rung, words, beside))

function stands(
  { all, not, beside: wanted, unless }: LoadedRung,
  words: WordMatch[],
  beside: ReadonlySet<BesideKind>,
): boolean {
  const others = words.filter(({ inSign }) => inSign === undefined || !wanted.includes(inSign))
  return (
    all.every((one) => meets(one, others)) &&
    !words.some(({ term, part }) => part !== 'edge' && not.includes(term.sense)) &&
    (wanted.length === 0 || wanted.some((kind) => beside.has(kind))) &&
    !unless.some((kind) => beside.has(kind))
  )
}

function meets({ sense, place, kinds = 1, absent, edge }: LoadedRung['all'][number], words: WordMatch[]): boolean {
  const hits = words.filter(
    (one) => sense.includes(one.term.sense) && (place ?? one.place) === one.place && (edge || one.part !== 'edge'),
  )
  if (absent) return hits.length === 0
  return new Set(hits.map(({ term }) => term.sense)).size >= kinds
}
