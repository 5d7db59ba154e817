import { spelt, withoutMarks } from '../../model/text/nearest.ts'
import type { Speaker } from '../speaker.ts'
import { TOO_MUCH } from './despair.ts'
import { tells } from './standing.ts'
import type { TopicRules } from './topic.ts'
import { asInLists } from './written.ts'

const MOST = 3
/** A page that has less than this of what the best one has was not meant. */
const SHARE = 0.5
/** What one word says that stands in a few pages alone. */
const LEAST = 1.6

/** Kinds and states of apps, marks and exit codes: nobody asks for them in a sentence. */
const NAMES = /^(state|class|kind|flag|exit|run|perm)\b|^narrowed$/

/** The pages that speak most of what a question speaks of, also in their text; none where none speaks of it. */
export function topicsNear(
  asked: string,
  { topics, han }: TopicRules,
  { text }: Speaker,
): { id: string; title: string }[] {
  const pages = topics
    .filter(({ id }) => id !== TOO_MUCH && !NAMES.test(id))
    .map(({ id, words, title, text }) => ({
      id,
      title,
      named: wordsOf([...words, ...Object.values(title)]),
      told: wordsOf(Object.values(text)),
      score: 0,
    }))
  for (const word of wordsOf([asInLists(han)(asked)])) {
    const named = pages.filter((page) => page.named.some((other) => isLike(word, other)))
    const told = pages.filter((page) => !named.includes(page) && page.told.some((other) => isLike(word, other)))
    const says = Math.log(pages.length / (named.length + told.length))
    for (const page of named) page.score += says
    for (const page of told) page.score += says / 2
  }
  const best = pages.sort((one, other) => other.score - one.score).slice(0, MOST)
  const least = Math.max(LEAST, (best[0]?.score ?? 0) * SHARE)
  return best.filter(({ score }) => score >= least).map(({ id, title }) => ({ id, title: text(title) }))
}

/** Words that are long enough to tell, as their language parts them: Chinese and Thai write no blanks. */
const wordsOf = (texts: string[]) => {
  const parts = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(texts.map(spelt).join('\n'))]
  return [...new Set(parts.map(({ segment }) => withoutMarks(segment)))].filter(tells)
}

/** The same, or with another ending. */
const isLike = (word: string, other: string) =>
  word === other || (word.length > LONG && other.length > LONG && stem(word) === stem(other))

const LONG = 4
const stem = (word: string) => word.slice(0, Math.max(LONG, word.length - 3))
