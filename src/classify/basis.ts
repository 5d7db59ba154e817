import type { LenderEntry } from '../model/rules/rule.ts'
import type { LoadedRung, SignalMatch } from '../model/rules/signal.ts'
import type { BesideKind } from '../model/vocabulary.ts'
import type { Beside } from './beside.ts'
import type { WordMatch } from './word-reader.ts'

/** A sign that the catalogue or a list of names gives. */
export interface Sign {
  kind: BesideKind
  match: SignalMatch
  /** The name that it is of, and where it stands. */
  of?: { place: WordMatch['place']; name: string }
}

/** The rung of an app, the words that were found, and what stands beside them. */
export function basisOf(
  rung: LoadedRung | undefined,
  found: WordMatch[],
  beside: Beside,
  known: Sign[],
): SignalMatch[] {
  const countsEdges = rung?.all.some(({ edge }) => edge) === true
  const words = new Map<string, SignalMatch>()
  for (const { term, word, place, part } of found)
    if (part !== 'edge' || countsEdges)
      words.set(`${place} ${word}`, { id: term.id, at: term.at, kind: place, match: word, meaning: term.meaning })
  return [
    ...(rung === undefined ? [] : [rungSign(rung)]),
    ...words.values(),
    ...beside.evidence.map(
      ({ rule: { id, at, kind, meaning }, found: shown }): SignalMatch => ({
        id,
        at,
        kind,
        match: shown.slice(0, MOST_SHOWN).join(', '),
        meaning,
      }),
    ),
    ...known.map(({ match }) => match),
  ]
}

/** Words of screens, and classes of a library, that stand for all of them. */
const MOST_SHOWN = 5

const rungSign = ({ id, at, apps, counts }: LoadedRung): SignalMatch => ({
  id,
  at,
  kind: 'rung',
  match: counts === undefined ? '' : matchOfCounts(counts),
  meaning: apps,
})

function matchOfCounts({ lenders, finance, ordinary }: NonNullable<LoadedRung['counts']>): string {
  const all = lenders + finance + ordinary
  return all === 0 ? '' : `${lenders}/${all}`
}

const placed = (rule: LenderEntry) => ({ id: `catalogue:${rule.id}`, at: rule.at ?? '', match: rule.id })
/** The app is signed as a catalogued one is. */
export const certificate = (rule: LenderEntry): SignalMatch => ({ ...placed(rule), kind: 'certificate' })

/** An entry that is no proof: of low confidence, or of an app with another certificate. */
export function entrySign(rule: LenderEntry): Sign {
  const kind = rule.confidence === 'low' ? 'low' : 'signer'
  return { kind, match: { ...placed(rule), kind } }
}
