import type { Hints, Levels, StructureSignal, WordSignal } from './signal.ts'
import { speakingSenses } from './vocabulary.ts'

/** The words that may earn points in a package name, without those that hold another: a first look at a name. */
export function hintsOf(
  words: Pick<WordSignal, 'sense' | 'name' | 'words'>[],
  structures: Pick<StructureSignal, 'all' | 'distinct' | 'points'>[],
  { possible }: Pick<Levels, 'possible'>,
): Hints {
  // What a word earns besides where it is joined to something else.
  const joined = (sense: WordSignal['sense']) =>
    structures
      .filter(({ all, distinct }) => distinct === undefined && all.length === 1 && all[0] === sense)
      .reduce((sum, { points }) => sum + points, 0)
  const heard = words.filter(({ sense, name }) => name !== undefined && speakingSenses.includes(sense))
  const isEnough = ({ sense, name = 0 }: (typeof heard)[number]) => name + joined(sense) >= possible
  const alone = shortest(heard.filter(isEnough))
  const beside = shortest(heard.filter((signal) => !isEnough(signal)))
  return { alone: alone.join(' '), beside: beside.filter((word) => !alone.includes(word)).join(' ') }
}

function shortest(signals: Pick<WordSignal, 'words'>[]): string[] {
  const words = signals
    .flatMap((signal) => signal.words.map(longestPart))
    .filter((word) => /^[a-z]{3,}$/.test(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const found: string[] = []
  for (const word of words) if (!found.some((hint) => word.includes(hint))) found.push(word)
  return found
}

/** Of a phrase all words must be there, so the one that is rarest by chance is enough. */
const longestPart = (phrase: string) =>
  phrase.split(' ').reduce((longest, word) => (word.length >= longest.length ? word : longest), '')
