import type { Speaker } from './speaker.ts'
import { type Rules, sources, type Topic } from './topic-sources.ts'

export type { Topic } from './topic-sources.ts'

/**
 * Everything that `topic` names: a rule, an article statement, a correction, a law, a road, an error code, a reason, a
 * permission, a package of the catalogue, or a word in either language. Empty when it names nothing.
 */
export function explainTopic(topic: string, rules: Rules, speaker: Speaker): Topic[] {
  const asked = normalise(topic)
  const found = sources
    .flatMap((source) => source(rules, speaker))
    .filter(({ id, words = [] }) => [id, ...words].some((word) => normalise(word) === asked))
  return found.map((entry) => entry.topic())
}

/** Ids and words that can be asked about, those most like `topic` first. */
export function topicsLike(topic: string, rules: Rules, speaker: Speaker, count = 5): string[] {
  const asked = normalise(topic)
  const all = [
    ...new Set(sources.flatMap((source) => source(rules, speaker)).flatMap(({ id, words = [] }) => [id, ...words])),
  ]
  return all
    .map((word) => ({ word, distance: likeness(asked, normalise(word)) }))
    .filter(({ distance }) => distance < 0.5)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ word }) => word)
}

const normalise = (word: string) =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')

/** 0 for the same word, 1 for nothing in common: edit distance over length, and nearer where one holds the other. */
function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 1
  if (a.includes(b) || b.includes(a))
    return 0.2 + 0.2 * (1 - Math.min(a.length, b.length) / Math.max(a.length, b.length))
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return (row[b.length] ?? 0) / Math.max(a.length, b.length)
}
