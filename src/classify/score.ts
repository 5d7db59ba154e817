import { LONGEST_LABEL } from '../model/lengths.ts'
import type { Sign, Signals } from '../model/signal.ts'
import type { App } from '../model/snapshot.ts'
import type { SignalSense } from '../model/vocabulary.ts'
import { endFirst, type Hit, type WordReader } from './words.ts'

/** What is known of an app before it is judged. */
export type Subject = Pick<
  App,
  'packageName' | 'labels' | 'components' | 'providers' | 'queries' | 'requestedPermissions'
>

/** What names and labels say in words. */
export function signsOfWords(app: Subject, { structures, levels }: Signals, reader: WordReader): Sign[] {
  const inName = reader.ofName(app.packageName)
  const inLabel = merged(labelsOf(app).map(reader.ofLabel))
  if (inName.length + inLabel.length === 0) return []
  const name = capped(inName, 'name', levels)
  const label = capped(inLabel, 'label', levels)
  return [
    ...weighed(name, label, levels),
    ...structures.flatMap((structure) => {
      const best = matchOf(structure, inName) ?? matchOf(structure, inLabel)
      return best === undefined ? [] : [sign('structure', structure, structure.points, best.join(' + '))]
    }),
  ]
}

/**
 * What name and label come to together. A maker that writes one word in both says it once and a half; a word that
 * speaks against a lender is heard once, and hardly where it stands in the name alone and the label speaks of lending.
 */
function weighed(name: Earned[], label: Earned[], { again, doubt }: Signals['levels']): Sign[] {
  const isPlainLender = label.some(({ points }) => points > 0) && label.every(({ points }) => points > 0)
  const share = ({ signal, points }: Earned) => {
    const other = label.find((one) => one.signal === signal)
    if (points < 0) return other !== undefined ? 0 : isPlainLender && !signal.firm ? doubt : 1
    return other !== undefined && signal.sense !== 'loan' && signal.sense !== 'later' ? again : 1
  }
  return [
    ...name.map((one) => sign('name', one.signal, one.points * share(one), one.words)),
    ...label.map((one) => sign('label', one.signal, one.points, one.words)),
  ].filter(({ points }) => points !== 0)
}

/** Every name that the app shows, once. */
export const labelsOf = ({ labels }: Pick<App, 'labels'>) => [
  ...new Set(
    [labels?.default, labels?.zh, labels?.en].flatMap((label) => (label ? label.slice(0, LONGEST_LABEL) : [])),
  ),
]

/** A sign counts once, in however many languages it stands. */
function merged(lists: Hit[][]): Hit[] {
  const [only = []] = lists
  if (lists.length < 2) return only
  const bySignal = new Map<Hit['signal'], Hit>()
  for (const hit of lists.flat()) {
    const known = bySignal.get(hit.signal)
    bySignal.set(
      hit.signal,
      known === undefined
        ? hit
        : { ...hit, words: [...new Set([...known.words, ...hit.words])], joined: endFirst(known.joined, hit.joined) },
    )
  }
  return [...bySignal.values()]
}

interface Earned {
  signal: Hit['signal']
  points: number
  words: string
}

/** Points up to the cap of each sense, so that a name stuffed with words of one kind does not outweigh a negative. */
function capped(hits: Hit[], place: 'name' | 'label', { caps }: Signals['levels']): Earned[] {
  const left: Partial<Record<SignalSense, number>> = { ...caps }
  return [...hits]
    .sort((a, b) => (b.signal[place] ?? 0) - (a.signal[place] ?? 0))
    .map(({ signal, words }) => {
      const full = signal[place] ?? 0
      const points = full < 0 ? full : Math.min(full, left[signal.sense] ?? full)
      if (full > 0) left[signal.sense] = (left[signal.sense] ?? full) - points
      return { signal, points, words: words.join(', ') }
    })
    .filter(({ points }) => points !== 0)
}

function matchOf({ all, distinct, joined }: Signals['structures'][number], hits: Hit[]): string[] | undefined {
  if (distinct === undefined && hits.length < all.length) return undefined
  const of = (sense: SignalSense) =>
    hits.filter((hit) => hit.signal.sense === sense && isJoined(hit, joined)).flatMap(({ words }) => words)
  if (distinct !== undefined) {
    const words = [...new Set(all.flatMap(of))]
    return words.length >= distinct ? words : undefined
  }
  const found = all.map((sense) => of(sense)[0])
  return found.every((word) => word !== undefined) ? (found as string[]) : undefined
}

const isJoined = (hit: Hit, joined: 'any' | 'end' | undefined) =>
  joined === undefined || (joined === 'any' ? hit.joined !== undefined : hit.joined === joined)

/** What the app is built of and asks for. */
export function signsOfManifest(app: Subject, signals: Signals, reader: WordReader, lends: (name: string) => boolean) {
  const classNames = [...(app.components ?? []), ...(app.providers ?? [])]
  // Of a table of names, nothing but the names is known.
  if (classNames.length === 0 && !app.requestedPermissions?.length && !app.queries?.length)
    return { alone: [], beside: [] }
  const own = new Set(classNames.length > 0 ? reader.piecesOf(app.packageName) : [])
  const isOf = (name: string) => (prefix: string) => name === prefix || name.startsWith(`${prefix}.`)
  const libraries = signals.classes.flatMap(({ prefixes }) => prefixes)
  // What a library calls its screens says nothing of the app that it is built into.
  const screens = classNames.filter((name) => !libraries.some(isOf(name)))
  const piecesOfScreens = new Set(screens.flatMap(reader.piecesOf))
  const classes = signals.classes.flatMap((signal) => {
    const { prefixes, words, atLeast } = signal
    const library = classNames.find((name) => prefixes.some(isOf(name)))
    const shown = words.filter((word) => piecesOfScreens.has(word) && !own.has(word))
    const match = library ?? (shown.length >= atLeast && shown.length > 0 ? shown.join(', ') : undefined)
    return match === undefined ? [] : [{ signal, sign: sign('class', signal, signal.points, match) }]
  })
  const manifests = signals.manifests.flatMap((signal) => {
    const { queries, permissions } = signal
    const found =
      queries === undefined
        ? (app.requestedPermissions ?? []).map(({ name }) => name.replace('android.permission.', ''))
        : (app.queries ?? []).filter((name) => name !== app.packageName)
    const wanted = queries === undefined ? permissions : queries
    const match = [...new Set(found)].filter((name) => (queries?.length === 0 ? lends(name) : wanted?.includes(name)))
    if (match.length < signal.atLeast) return []
    const kind = queries === undefined ? ('permission' as const) : ('query' as const)
    return [{ signal, sign: sign(kind, signal, signal.points, match.join(', ')) }]
  })
  const both = [...classes, ...manifests]
  return {
    alone: both.filter(({ signal }) => !signal.support).map((one) => one.sign),
    beside: both.filter(({ signal }) => signal.support).map((one) => one.sign),
  }
}

export const sign = (
  kind: Sign['kind'],
  { id, at, meaning }: Pick<Sign, 'id' | 'at' | 'meaning'>,
  points: number,
  match: string,
): Sign => ({ id, at, kind, points: Math.round(points * 100) / 100, match, meaning })
