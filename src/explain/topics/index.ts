import { lendersCalledLike, lendersNamed, namesOf, TELLING } from '../../model/lender-names.ts'
import { nearest, normalise } from '../../model/nearest.ts'
import type { Speaker } from '../speaker.ts'
import { entriesOf } from './entries.ts'
import { lenderTopic } from './lender.ts'
import type { Group, Rules, Topic } from './topic.ts'

export type { Rules as TopicRules, Topic } from './topic.ts'

/** What names a thing of a report, or a mark in a dump: in a sentence it may stand for anything. */
const NAMES: Group[] = ['apps', 'answers', 'marks']
const QUESTIONS: Group[] = ['questions', 'phones']

/** Whoever asks 怎么办 asks it of something. */
const WHERE_TO_BEGIN = 'first-steps'

/** What is in the words of more than these says nothing of any of them: call, with, 没有. */
const MOST_TOLD = 3

/**
 * Everything that `topic` names: a rule, an article statement, a correction, a law, a route, an error code, a reason, a
 * permission, an app of the catalogue by package, name, loan feature or lender, or a word in either language. Empty
 * when it names nothing.
 */
export function explainTopic(topic: string, rules: Rules, speaker: Speaker): Topic[] {
  const asked = normalise(topic)
  const isAsked = (word: string) => normalise(word) === asked
  const all = entriesOf(rules, speaker)
  const called = all.filter(({ id, words = [] }) => [id, ...words].some(isAsked))
  const found = [
    ...(called.length > 0 ? called : all.filter(({ places }) => places?.().some(isAsked))).map((entry) =>
      entry.topic(),
    ),
    ...lendersNamed(topic, rules.lenders).map((rule) => lenderTopic(rule, rules, speaker)),
  ]
  if (found.length > 0) return found
  return all.flatMap(({ brands = [], topic: told }) => {
    const brand = brands.find(isAsked)
    if (brand === undefined) return []
    const { title, ...rest } = told()
    return [{ ...rest, title: `${brand}  ${title}` }]
  })
}

/**
 * What has `asked` in one of its words, its title or its name; then what has a word that stands in `asked`, as 投诉 does
 * in 怎么投诉. Whoever may hurt themselves has that page first. Empty for what is too short to tell anything.
 */
export function searchTopics(asked: string, rules: Rules, speaker: Speaker): Topic[] {
  const part = normalise(asked)
  if (!tells(part)) return []
  const all = entriesOf(rules, speaker).map(({ id, group, words = [], places, brands = [], topic }) => ({
    id,
    group,
    words: [id, ...words, ...(places?.() ?? []), ...brands].map(normalise),
    topic,
  }))
  const holds = (word: string) => stands(part, word)
  const held = (word: string) => tells(word) && stands(word, part)
  const byWord = all.filter(({ words }) => words.some(holds))
  // The title of a code is an example of its error, which says nothing of what was asked.
  const byTitle = all.filter(
    (entry) => entry.group !== 'codes' && !byWord.includes(entry) && holds(normalise(entry.topic().title)),
  )
  const apps = lendersCalledLike(asked, rules.lenders).map((rule) => lenderTopic(rule, rules, speaker))
  const found = [...byWord.map(({ topic }) => topic()), ...apps]
  // One word of Latin letters is misspelt rather than a sentence.
  const isSentence = /\s|\p{Script=Han}/u.test(asked.trim())
  const standing =
    found.length > 0 || !isSentence ? [] : all.flatMap((entry) => ({ ...entry, words: entry.words.filter(held) }))
  const meant = meantOf(standing.filter(({ words }) => words.length > 0))
  const topics = [...found, ...[...meant, ...byTitle].map(({ topic }) => topic())]
  const [urgent, others] = [topics.filter(isUrgent), topics.filter((one) => !isUrgent(one))]
  const isMeant = meant.length > 0 || topics.length <= MOST_TOLD
  return isMeant ? [...urgent, ...others] : [...others, ...urgent]
}

/** What whoever may hurt themselves reads before all else. */
export const isUrgent = ({ id }: Topic) => id === 'too-much'

/** What stands in a sentence, questions first, then what says most. 印度 stands in 印度尼西亚, which is what was meant. */
function meantOf<Entry extends { id: string; words: string[]; group: Group }>(standing: Entry[]): Entry[] {
  const isMeant = (one: Entry) =>
    !standing.some((other) => isWithin(one.words, other.words) && !isWithin(other.words, one.words))
  const meant = standing.filter(isMeant)
  const told = meant.filter(({ id, group }) => !NAMES.includes(group) && id !== WHERE_TO_BEGIN)
  const saysMost = ({ group, words }: Entry) =>
    Number(QUESTIONS.includes(group)) + Math.max(...words.map((word) => word.length)) / 100
  return (told.length > 0 ? told : meant).sort((one, other) => saysMost(other) - saysMost(one))
}

const isWithin = (words: string[], others: string[]) =>
  words.every((word) => others.some((other) => other.includes(word)))

const LATIN = /[a-z\d]/
const ENDS_SHORT = /-[a-z]{1,2}$/

/** However short its syllables are: tố cáo. */
const tells = (word: string) => TELLING().test(word.replaceAll('-', ''))

/**
 * A word of Latin letters begins where no other goes on, and ends so where its last part is short: 'other' does not
 * stand in 'mother', nor 'cannot go on' in 'cannot go online'.
 */
function stands(word: string, text: string): boolean {
  const at = text.indexOf(word)
  if (at < 0) return false
  const goesOn =
    (at > 0 && LATIN.test(word.charAt(0)) && LATIN.test(text.charAt(at - 1))) ||
    (ENDS_SHORT.test(word) && LATIN.test(text.charAt(at + word.length)))
  return !goesOn || stands(word, text.slice(at + 1))
}

/** All that can be asked about but the catalogue, by group. */
export function topicIndex(rules: Rules, speaker: Speaker): Map<Group, { id: string; title: string }[]> {
  const groups = new Map<Group, { id: string; title: string }[]>()
  for (const { id, group, topic } of entriesOf(rules, speaker)) {
    const known = groups.get(group) ?? []
    // Countries say the same thing each in its own way, under one id.
    if (!known.some((one) => one.id === id)) groups.set(group, [...known, { id, title: topic().title }])
  }
  return groups
}

/** Ids and words that can be asked about, those most like `topic` first; for a code, the codes of its kind. */
export function topicsLike(topic: string, rules: Rules, speaker: Speaker): string[] {
  const all = entriesOf(rules, speaker)
  const [kind] = /^E\d/i.exec(topic.trim()) ?? []
  const words = all.flatMap(({ id, words = [], places, brands = [] }) => [
    id,
    ...words,
    ...(places?.() ?? []),
    ...brands,
  ])
  const lenders = rules.lenders.flatMap((rule) => [rule.id, ...rule.packages, ...namesOf(rule)])
  const near = nearest(topic, [...new Set([...words, ...lenders])], 5)
  if (near.length > 0 || kind === undefined) return near
  return all.map(({ id }) => id).filter((id) => id.startsWith(kind.toUpperCase()))
}
