import { add } from '../../model/multimap.ts'
import { lendersCalledLike, lendersNamed, namesOf, TELLING } from '../../model/rules/lender-names.ts'
import { nearest, normalise, spelt } from '../../model/text/nearest.ts'
import { callFor } from '../emergency.ts'
import type { Speaker } from '../speaker.ts'
import { despairIn, TOO_MUCH } from './despair.ts'
import { entriesOf } from './entries.ts'
import { lenderTopic } from './lender.ts'
import { spokenIn } from './notions.ts'
import { isSaid, stands, tells } from './standing.ts'
import type { Group, Topic, TopicRules } from './topic.ts'
import { asInLists } from './written.ts'

export { topicsNear } from './nearby.ts'
export type { Topic, TopicRules } from './topic.ts'

/** What names a thing of a report, or a mark in a dump: in a sentence it may stand for anything. */
const NAMES: Group[] = ['apps', 'answers', 'marks']
const QUESTIONS: Group[] = ['questions', 'phones']

/** Whoever asks 怎么办 asks it of something, and who is afraid is so of something. */
const WHERE_TO_BEGIN = 'first-steps'

/** Whether an app is safe is asked of one by its name. */
const OF_AN_APP = 'safe-app'

/** What is asked more closely is told first: whether help that costs money is safe, who is afraid of the court. */
const GENERAL = [TOO_MUCH, OF_AN_APP]

/** How to look on the phone itself, which the pages of makers tell each for its own. */
const BY_HAND = 'manual'

type Entry = Omit<ReturnType<typeof entriesOf>[number], 'places' | 'brands'> & { words: string[]; isPlace: boolean }

/**
 * Everything that `topic` names: a rule, an article statement, a correction, a law, a route, an error code, a reason, a
 * permission, an app of the catalogue by package, name, loan feature or lender, or a word in either language. Empty
 * when it names nothing.
 */
export function explainTopic(topic: string, rules: TopicRules, speaker: Speaker): Topic[] {
  const asked = [topic, asInLists(rules.han)(topic)].map(normalise)
  const isAsked = (word: string) => asked.includes(normalise(word))
  const all = entriesOf(rules, speaker)
  const called = all.filter(({ id, words }) => [id, ...words].some(isAsked))
  const found = [
    ...(called.length > 0 ? called : all.filter(({ places }) => places().some(isAsked))).map((entry) => entry.topic()),
    ...lendersNamed(topic, rules.lenders).map((rule) => lenderTopic(rule, rules, speaker)),
  ]
  if (found.length > 0) return found
  return all.flatMap(({ brands, topic: told }) => {
    const brand = brands.find(isAsked)
    if (brand === undefined) return []
    const { title, ...rest } = told()
    return [{ ...rest, title: `${brand}  ${title}` }]
  })
}

/** Whether there is anything to tell of it. */
export const isExplained = (asked: string, rules: TopicRules, speaker: Speaker): boolean =>
  [explainTopic, searchTopics].some((find) => find(asked, rules, speaker).length > 0)

/**
 * What has `typed` in one of its words, its title or its name; then what has a word that stands in `typed`, as 投诉 does
 * in 怎么投诉. Whoever may hurt themselves has that page first, and who may only have had enough a line of whom to call.
 * Empty for what is too short to tell anything.
 */
export function searchTopics(typed: string, rules: TopicRules, speaker: Speaker): Topic[] {
  const asked = asInLists(rules.han)(typed)
  const despair = despairIn(asked, rules)
  const all = entriesOf(rules, speaker)
  const topics = tells(normalise(asked)) ? topicsOf(typed, all, rules, speaker) : []
  if (despair === undefined) return topics
  const others = topics.filter(({ id, isNamed }) => id !== TOO_MUCH && !isNamed)
  const help = all.filter(({ id }) => id === TOO_MUCH).map(({ topic }) => ({ ...topic(), isAnswer: true as const }))
  if (despair === 'said' || others.length === 0) return [...help, ...others]
  return [
    ...help.map((page) => ({ ...page, title: callFor('support', speaker).text, sections: [], see: [] })),
    ...others,
  ]
}

function topicsOf(typed: string, entries: ReturnType<typeof entriesOf>, rules: TopicRules, speaker: Speaker): Topic[] {
  const inLists = asInLists(rules.han)
  const asked = inLists(typed)
  const part = normalise(asked)
  const all: Entry[] = entries.map(({ words, places, brands, ...entry }) => ({
    ...entry,
    words: [entry.id, ...words, ...[...places(), ...brands].map(inLists)],
    isPlace: entry.id === 'elsewhere' || entry.id in speaker.guidance.all.countries,
  }))
  const holds = (word: string) => stands(part, normalise(word))
  const named = having(all, holds).filter(({ words }) => words.length > 0)
  // The title of a code is an example of its error, which says nothing of what was asked.
  const titled = all.filter(
    ({ id, group, topic }) =>
      group !== 'codes' && !named.some((one) => one.id === id) && holds(normalise(topic().title)),
  )
  const apps = lendersCalledLike(typed, rules.lenders).map((rule) => lenderTopic(rule, rules, speaker))
  const found = [...named.map(({ topic }) => topic()), ...apps]
  // One word of Latin letters is misspelt rather than a sentence.
  const isSentence = found.length === 0 && /\s|(?!\p{Script=Latin})\p{L}/u.test(asked.trim())
  const { standing, asks } = isSentence ? standingIn(asked, all, rules) : { standing: [], asks: false }
  const answers = standing.map(
    ({ topic }, at): Topic => ({ ...topic(), ...(asks ? at === 0 && { isAnswer: true } : { isNamed: true }) }),
  )
  const isOfAnApp = standing.some(({ id }) => id === OF_AN_APP)
  const ours = new Set(all.flatMap(({ words }) => words.map(normalise)))
  const isMeant = (name: string) => tells(name) && !ours.has(name) && stands(name, part)
  const known = isOfAnApp ? rules.lenders.filter((rule) => namesOf(rule).map(normalise).some(isMeant)) : []
  const ofApps = known.map((rule): Topic => ({ ...lenderTopic(rule, rules, speaker), isNamed: true }))
  return [...found, ...answers, ...ofApps, ...titled.map(({ topic }) => topic())]
}

/** With the words for which each was chosen. */
const having = (all: Entry[], isMeant: (word: string) => boolean) =>
  all.map((entry) => ({ ...entry, words: entry.words.filter(isMeant) }))

/** What stands in a sentence, or what it speaks of, questions first, then what says most; and whether it asks. */
function standingIn(asked: string, all: Entry[], rules: TopicRules): { standing: Entry[]; asks: boolean } {
  const { notions } = rules
  const sentence = spelt(asked)
  const spokenOf = spokenIn(asked, notions)
  const said: Said[] = having(all, (word) => tells(normalise(word)) && isSaid(word, sentence))
    .map((entry) => ({ entry, words: entry.words.map(normalise), spoken: spokenOf(entry.about) }))
    .filter(({ words, spoken }) => words.length + spoken.length > 0)
  // 印度 stands in 印度尼西亚, which is what was meant, and contacts in what was done with them.
  const isMeant = ({ entry: { group }, words, spoken }: Said) =>
    spoken.length > 0 ||
    !said.some(
      (other) =>
        (isWithin(words, other.words) && !isWithin(other.words, words)) ||
        (!QUESTIONS.includes(group) && isWithin(words, other.spoken)),
    )
  const meant = said.filter(isMeant)
  const told = meant.filter(({ entry: { id, group } }) => !NAMES.includes(group) && id !== WHERE_TO_BEGIN)
  // Of a phone that is named: iPhone 录屏.
  const isOfPhone = ({ entry: { group } }: Said) =>
    group === 'permissions' && told.some(({ entry }) => entry.group === 'phones')
  const isOnlyNamed = told.every((one) => isNamed(one, notions) || isOfPhone(one))
  const asks = told.length === 0 || !isOnlyNamed || asksBeside(sentence, told, rules)
  // The menus of one maker say the same for that phone.
  const byHand = told.find(({ entry: { id } }) => id === BY_HAND)
  const saysMost = ({ entry: { id, group }, words, spoken }: Said): number =>
    group === 'phones' && byHand
      ? saysMost(byHand) + 1 / 1000
      : (GENERAL.includes(id) ? -1 : Number(QUESTIONS.includes(group))) +
        Math.max(...[...words, ...spoken].map((word) => word.length)) / 100
  const standing = (told.length > 0 ? told : meant)
    .sort((one, other) => saysMost(other) - saysMost(one))
    .map(({ entry }) => entry)
  return { standing, asks }
}

/** Whom, where or which phone somebody names, and no more: 孩子, Peru, 苹果手机. */
const isNamed = ({ entry: { group, isPlace }, words, spoken }: Said, { kin = [] }: TopicRules['notions']) =>
  spoken.length === 0 &&
  (isPlace || group === 'phones' || words.every((word) => spokenIn(word, { kin })([['kin']]).length > 0))

/** Whether a sentence speaks of anything that pages are about besides what it names, or says nothing else. */
function asksBeside(sentence: string, named: Said[], { topics, notions }: TopicRules): boolean {
  const words = named.flatMap((one) => one.words).sort((one, other) => other.length - one.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, '.'), normalise(sentence))
  const asked = topics.flatMap(({ about, beside }) => [...about, ...beside].flat()).filter((id) => id !== 'kin')
  return !TELLING().test(rest) || spokenIn(rest, notions)(asked.map((id) => [id])).length > 0
}

interface Said {
  entry: Entry
  words: string[]
  spoken: string[]
}

const isWithin = (words: string[], others: string[]) =>
  words.every((word) => others.some((other) => other.includes(word)))

/** All that can be asked about but the catalogue, by group. */
export function topicIndex(rules: TopicRules, speaker: Speaker): Map<Group, Topic[]> {
  const groups = new Map<Group, Topic[]>()
  for (const { id, group, topic } of entriesOf(rules, speaker)) {
    // Countries say the same thing each in its own way, under one id.
    if (!groups.get(group)?.some((one) => one.id === id)) add(groups, group, topic())
  }
  return groups
}

/** Ids and words that can be asked about, those most like `topic` first; for a code, the codes of its kind. */
export function topicsLike(topic: string, rules: TopicRules, speaker: Speaker): string[] {
  const all = entriesOf(rules, speaker)
  const [kind] = /^E\d/i.exec(topic.trim()) ?? []
  const words = all.flatMap(({ id, words, places, brands }) => [id, ...words, ...places(), ...brands])
  const lenders = rules.lenders.flatMap((rule) => [rule.id, ...rule.packages, ...namesOf(rule)])
  const near = nearest(topic, [...new Set([...words, ...lenders])], 5)
  if (near.length > 0 || kind === undefined) return near
  return all.map(({ id }) => id).filter((id) => id.startsWith(kind.toUpperCase()))
}
