import { lendersNamed, namesOf } from '../model/lender-names.ts'
import { nearest, normalise } from '../model/nearest.ts'
import type { Speaker } from './speaker.ts'
import { lenderTopic, type Rules, sources, type Topic } from './topic-sources.ts'

export type { Topic } from './topic-sources.ts'

/**
 * Everything that `topic` names: a rule, an article statement, a correction, a law, a road, an error code, a reason, a
 * permission, an app of the catalogue by package, name, loan feature or lender, or a word in either language. Empty when
 * it names nothing.
 */
export function explainTopic(topic: string, rules: Rules, speaker: Speaker): Topic[] {
  const asked = normalise(topic)
  const isAsked = (word: string) => normalise(word) === asked
  const all = sources.flatMap((source) => source(rules, speaker))
  const found = [
    ...all.filter(({ id, words = [] }) => [id, ...words].some(isAsked)).map((entry) => entry.topic()),
    ...lendersNamed(topic, rules.lenders).map((rule) => lenderTopic(rule, rules, speaker)),
  ]
  if (found.length > 0) return found
  return all.filter(({ brands = [] }) => brands.some(isAsked)).map((entry) => entry.topic())
}

/** Ids and words that can be asked about, those most like `topic` first. */
export function topicsLike(topic: string, rules: Rules, speaker: Speaker, count = 5): string[] {
  const all = sources.flatMap((source) => source(rules, speaker))
  const words = all.flatMap(({ id, words = [], brands = [] }) => [id, ...words, ...brands])
  const lenders = rules.lenders.flatMap((rule) => [rule.id, ...rule.packages, ...namesOf(rule)])
  return nearest(topic, [...new Set([...words, ...lenders])], count)
}
