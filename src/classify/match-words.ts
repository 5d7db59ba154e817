import type { Signals } from '../model/signal.ts'
import type { SignalSense } from '../model/vocabulary.ts'
import { type Found, found, type Matcher, NONE } from './matcher.ts'
import type { WordMatch } from './word-reader.ts'

/** What the words of names and labels mean. */
export const wordMatcher: Matcher<'words'> =
  ({ signals: { levels } }) =>
  ({ inName, inLabel }) =>
    inName.length + inLabel.length === 0
      ? NONE
      : weighed(capped(inName, 'name', levels), capped(inLabel, 'label', levels), levels)

/** Words that mean more together. */
export const structureMatcher: Matcher<'structures'> =
  ({ signals: { structures } }) =>
  ({ inName, inLabel }) =>
    inName.length + inLabel.length === 0
      ? NONE
      : structures.flatMap((structure) => {
          const words = wordsOf(structure, inName) ?? wordsOf(structure, inLabel)
          return words === undefined ? [] : [found('structure', structure, structure.points, words.join(' + '))]
        })

/**
 * What name and label come to together. A maker that writes one word in both says it once and a half; a word that
 * speaks against a lender is heard once, and hardly where it stands in the name alone and the label speaks of lending.
 */
function weighed(name: Earned[], label: Earned[], { again, doubt }: Signals['levels']): Found<'name' | 'label'>[] {
  const isPlainLender = label.some(({ points }) => points > 0) && label.every(({ points }) => points > 0)
  const share = ({ signal, points }: Earned) => {
    const other = label.find((one) => one.signal === signal)
    if (points < 0) return other !== undefined ? 0 : isPlainLender && !signal.firm ? doubt : 1
    return other !== undefined && signal.sense !== 'loan' && signal.sense !== 'later' ? again : 1
  }
  return [
    ...name.map((one) => found('name', one.signal, one.points * share(one), one.words)),
    ...label.map((one) => found('label', one.signal, one.points, one.words)),
  ].filter(({ match }) => match.points !== 0)
}

interface Earned {
  signal: WordMatch['signal']
  points: number
  words: string
}

/** Points up to the cap of each sense, so that a name stuffed with words of one kind does not outweigh a negative. */
function capped(matches: WordMatch[], place: 'name' | 'label', { caps }: Signals['levels']): Earned[] {
  const left: Partial<Record<SignalSense, number>> = { ...caps }
  return [...matches]
    .sort((a, b) => (b.signal[place] ?? 0) - (a.signal[place] ?? 0))
    .map(({ signal, words }) => {
      const full = signal[place] ?? 0
      const points = full < 0 ? full : Math.min(full, left[signal.sense] ?? full)
      if (full > 0) left[signal.sense] = (left[signal.sense] ?? full) - points
      return { signal, points, words: words.join(', ') }
    })
    .filter(({ points }) => points !== 0)
}

function wordsOf({ all, distinct, joined }: Signals['structures'][number], matches: WordMatch[]): string[] | undefined {
  if (distinct === undefined && matches.length < all.length) return undefined
  const of = (sense: SignalSense) =>
    matches.filter((match) => match.signal.sense === sense && isJoined(match, joined)).flatMap(({ words }) => words)
  if (distinct !== undefined) {
    const words = [...new Set(all.flatMap(of))]
    return words.length >= distinct ? words : undefined
  }
  const found = all.map((sense) => of(sense)[0])
  return found.every((word) => word !== undefined) ? (found as string[]) : undefined
}

const isJoined = (match: WordMatch, joined: 'any' | 'end' | undefined) =>
  joined === undefined || (joined === 'any' ? match.joined !== undefined : match.joined === joined)
