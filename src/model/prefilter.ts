import type { Levels, Prefilter, StructureSignal, WordSignal } from './signal.ts'

/** The words that earn points in a package name, without those that hold another: a first look at a name. */
export function prefilterOf(
  words: Pick<WordSignal, 'sense' | 'name' | 'words'>[],
  structures: Pick<StructureSignal, 'all' | 'distinct' | 'points'>[],
  { possible }: Pick<Levels, 'possible'>,
): Prefilter {
  // What a word earns besides where it is joined to something else.
  const joined = (sense: WordSignal['sense']) =>
    structures
      .filter(({ all, distinct }) => distinct === undefined && all.length === 1 && all[0] === sense)
      .reduce((sum, { points }) => sum + points, 0)
  const heard = words.flatMap(({ sense, name = 0, words }) =>
    name > 0 ? words.map((word) => ({ word, isEnough: name + joined(sense) >= possible })) : [],
  )
  const single = new Set(heard.map(({ word }) => word))
  // Of a phrase a part may count once more, by itself.
  const countsTwice = (word: string) => word.includes(' ') && word.split(' ').some((part) => single.has(part))
  const isAlone = ({ word, isEnough }: (typeof heard)[number]) => isEnough || countsTwice(word)
  const alone = shortest(heard.filter(isAlone))
  const beside = shortest(heard.filter((one) => !isAlone(one)))
  return { alone: alone.join(' '), beside: beside.filter((word) => !alone.includes(word)).join(' ') }
}

function shortest(heard: { word: string }[]): string[] {
  const words = heard
    .map(({ word }) => longestPart(word))
    .filter((word) => /^[a-z]+$/.test(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const found: string[] = []
  for (const word of words) if (!found.some((other) => word.includes(other))) found.push(word)
  return found
}

/** Of a phrase all words must be there, so the one that is rarest by chance is enough. */
const longestPart = (phrase: string) =>
  phrase.split(' ').reduce((longest, word) => (word.length >= longest.length ? word : longest), '')
