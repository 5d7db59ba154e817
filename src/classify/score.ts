import type { MatchKind, SignalMatch, Signals } from '../model/signal.ts'

/** What an app is built of and asks for: it can be called a calculator, and this does not change. */
const BUILT: MatchKind[] = ['class', 'query', 'permission']

/**
 * The sum of all points, to two places. Where the label says that it is something else, what its words say for a lender
 * has a limit; and what words say against one takes only so much from what the app is built of. How many points make a
 * lender, and how all weights were chosen, is written in `rules/signals/levels.yaml`.
 */
export function scoreOf(matches: SignalMatch[], { contested, floor }: Signals['levels']): number {
  const sum = (wanted: (match: SignalMatch) => boolean) =>
    matches.reduce((total, match) => (wanted(match) ? total + match.points : total), 0)
  const isBuilt = ({ kind }: SignalMatch) => BUILT.includes(kind)
  const good = sum((match) => !isBuilt(match) && match.points > 0)
  const isContested = matches.some(({ kind, points }) => kind === 'label' && points < 0)
  const words = (isContested ? Math.min(good, contested) : good) + sum(({ points }) => points < 0)
  const built = sum(isBuilt)
  const score = built > 0 ? Math.max(words, floor) + built : words
  return Math.round(score * 100) / 100
}
