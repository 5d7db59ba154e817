import type { SignalMatch, Signals } from '../model/signal.ts'
import type { LenderClass } from '../model/vocabulary.ts'
import { type Context, type Found, type Known, labelsOf, type Traits } from './matcher.ts'
import { matchers } from './matchers.ts'
import { partsOf } from './name-lists.ts'
import { scoreOf } from './score.ts'
import { merged, wordReader } from './word-reader.ts'

export interface Scored {
  class: LenderClass
  /** Points of all matches; the catalogue adds none. */
  score: number
  /** The weightiest first. */
  basis: SignalMatch[]
}

/**
 * Makes the function that tells by signals alone whether an app lends. It may be handed a match that counts only beside
 * another.
 */
export function bySignals({
  signals,
  names,
  lends,
}: Omit<Context, 'reader'>): (app: Known, beside?: SignalMatch) => Scored {
  const { levels } = signals
  const reader = wordReader(signals)
  const context = { signals, names, lends, reader }
  const { lookalikes, ...others } = matchers
  const matchLookalikes = lookalikes(context)
  const matchOthers = Object.values(others).map((make) => make(context))

  return (app, beside) => {
    const labels = labelsOf(app)
    const traits: Traits = {
      app,
      inName: reader.ofName(app.packageName),
      inLabel: merged(labels.map(reader.ofLabel)),
      labelParts: [...new Set(labels.flatMap(partsOf))],
    }
    const [lookalike] = matchLookalikes(traits)
    if (lookalike !== undefined) return { class: 'none', score: 0, basis: [lookalike.match] }
    const found = matchOthers.flatMap((match): readonly Found[] => match(traits))
    const basis = found.filter(({ support }) => !support).map(({ match }) => match)
    if (basis.some(({ points }) => points > 0)) {
      for (const { match, support } of found) if (support) basis.push(match)
      if (beside !== undefined) basis.push(beside)
    }
    const score = scoreOf(basis, levels)
    return { class: classOf(score, levels), score, basis: basis.sort((a, b) => b.points - a.points) }
  }
}

const classOf = (score: number, { likely, possible }: Signals['levels']): LenderClass =>
  score >= likely ? 'likely' : score >= possible ? 'possible' : 'none'
