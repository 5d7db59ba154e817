import { LONGEST_LABEL } from '../model/lengths.ts'
import type { MatchKind, SignalKind, SignalMatch, Signals, signalKinds } from '../model/signal.ts'
import type { App } from '../model/snapshot.ts'
import { languages } from '../model/vocabulary.ts'
import type { NameLists } from './name-lists.ts'
import type { WordMatch, WordReader } from './word-reader.ts'

/** What is known of an app: its name is enough. */
export type Known = Pick<App, 'packageName'> & Partial<App>

/** What the matchers of one rule set share. */
export interface Context {
  signals: Signals
  /** Whether the catalogue is sure that a package lends. */
  lends: (packageName: string) => boolean
  names: NameLists
  reader: WordReader
}

/** An app, and the words that more than one matcher looks at. */
export interface Traits {
  app: Known
  inName: WordMatch[]
  inLabel: WordMatch[]
  /** The label and its head, bare, of every language. */
  labelParts: string[]
}

export interface Found<Kind extends MatchKind = MatchKind> {
  match: SignalMatch & { kind: Kind }
  /** Counts only beside another signal. */
  support: boolean
}

/** Makes the function that finds the signals of one kind in an app. */
export type Matcher<Kind extends SignalKind> = (
  context: Context,
) => (traits: Traits) => readonly Found<(typeof signalKinds)[Kind]['matches'][number]>[]

export const NONE: readonly never[] = []

/** Of a name or a catalogue entry as much as a match tells. */
type Told = Pick<SignalMatch, 'id' | 'at' | 'meaning'>

export const matched = <Kind extends MatchKind>(
  kind: Kind,
  { id, at, meaning }: Told,
  points: number,
  match: string,
): SignalMatch & { kind: Kind } => ({ id, at, kind, points: Math.round(points * 100) / 100, match, meaning })

export const found = <Kind extends MatchKind>(
  kind: Kind,
  signal: Told & { support?: boolean },
  points: number,
  match: string,
): Found<Kind> => ({ match: matched(kind, signal, points, match), support: signal.support ?? false })

/** Every name that the app shows, once. */
export const labelsOf = ({ labels }: Known) => [
  ...new Set(
    (['default', ...languages] as const).flatMap((language) => labels?.[language]?.slice(0, LONGEST_LABEL) || []),
  ),
]
