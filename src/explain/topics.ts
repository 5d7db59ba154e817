import { nearest, normalise } from '../model/nearest.ts'
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
  const all = [
    ...new Set(sources.flatMap((source) => source(rules, speaker)).flatMap(({ id, words = [] }) => [id, ...words])),
  ]
  return nearest(topic, all, count)
}
