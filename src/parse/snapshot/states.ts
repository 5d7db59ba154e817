import { at, FARTHEST_ZONES } from '../../model/time.ts'
import type { AppOpsSection } from '../app-ops-section.ts'
import { definedOnly } from '../defined-only.ts'
import { sectionGaps } from '../gaps/section.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { printsAllPackages } from '../packages/scope.ts'
import type { FileFacts, Taken } from '../text/file-facts.ts'
import { mostOpen } from './most-open.ts'

/** A package section, with the local time of the phone at which it was made, where that is known. */
export interface State {
  file: FileFacts
  section: Taken<PackageSection>
  capturedAt?: string
  /** The time zone of the phone then, where that is known. */
  zone?: string
  /** The same text again, not known to be older: its app ops are of this state too. */
  twins: State[]
}

export interface States {
  /** What the answer rests on: one, or several where nobody can say which is the newest. */
  states: State[]
  /** Earlier ones, the newest first. */
  older: State[]
  /** The same, and those that say of the apps what the newest says. */
  past: State[]
  /** Dumps of single packages or of one permission. */
  filtered: State[]
  /** Sections that name no package, beside others that do. */
  unused: PackageSection[]
}

/**
 * The states of one phone. Only states that are whole and that tell their time can replace one another: a text of an
 * app that looks like the head of a later report tears the record that it stands in.
 */
export function statesOf(files: FileFacts[]): States {
  const clockOf = new Map(
    files.flatMap(({ capture, artifact: { capturedAt } }) =>
      capture !== undefined && capturedAt !== undefined ? [[capture, capturedAt]] : [],
    ),
  )
  const zones = new Map(
    files.flatMap(({ capture, properties }) => {
      const zone = properties.get(ZONE)
      return capture !== undefined && zone !== undefined ? [[capture, zone]] : []
    }),
  )
  const all = files.flatMap((file) =>
    file.packages
      .filter(({ packages, headers, headings }) => packages.length > 0 || headers > 0 || headings.size > 0)
      .map((section): State => {
        const capturedAt = section.capturedAt ?? file.artifact.capturedAt ?? clockOf.get(file.capture ?? '')
        const zone = zones.get(file.capture ?? '') ?? file.properties.get(ZONE)
        return { file, section, ...definedOnly({ capturedAt, zone }), twins: [] }
      }),
  )
  const filtered = all.filter(({ section }) => printsAllPackages(section) === 'filtered')
  const whole = all.filter((state) => !filtered.includes(state))
  // A section that names nobody says nothing where another does.
  const byAge = whole
    .filter(({ section }) => section.packages.length > 0)
    .sort(({ capturedAt: a = '' }, { capturedAt: b = '' }) => (a < b ? 1 : a > b ? -1 : 0))
  const speaking = distinct(byAge)
  const empty = whole.filter((state) => !speaking.includes(state)).slice(0, speaking.length > 0 ? 0 : 1)
  const [newest, ...others] = speaking
  const isKnown = speaking.every(
    ({ file, section, capturedAt }) =>
      capturedAt !== undefined && file.failure === undefined && sectionGaps(section, false).length === 0,
  )
  const isOver = (state: State) => newest !== undefined && isBefore(state, newest)
  const replaces = isKnown && newest !== undefined && others.length > 0 && others.every(isOver)
  const listing = filtered.filter(({ section }) => section.packages.length > 0 || all.length === 1)
  return {
    states: replaces ? [newest] : [...speaking, ...empty],
    older: replaces ? others : [],
    past: isKnown ? byAge.filter(isOver) : [],
    filtered: listing,
    unused: all.filter((state) => ![...speaking, ...empty, ...listing].includes(state)).map(({ section }) => section),
  }
}

/** The same text twice is one state. */
function distinct(states: State[]): State[] {
  if (states.length < 2) return states
  const seen = new Map<string, State>()
  for (const state of states) {
    const text = wordsOf(state.section)
    const first = seen.get(text)
    if (first === undefined) seen.set(text, state)
    else if (!isBefore(state, first)) first.twins.push(state)
  }
  return [...seen.values()]
}

/** Everything that a section says, without where it stands. */
const wordsOf = ({ packages, hidden, sharedUsers, contactGrants, packagesEnded, sharedUsersEnded }: PackageSection) =>
  JSON.stringify(
    [packages, hidden, sharedUsers, contactGrants, packagesEnded, sharedUsersEnded],
    (key, value: unknown) =>
      key === 'evidence' ? undefined : value instanceof Map || value instanceof Set ? [...value] : value,
  )

/**
 * The app ops that were taken with a state: those of the same report, of the same capture, or loose ones where the
 * phone has no other state. Ops of another state close nothing.
 */
export function appOpsFor(
  one: State,
  { states, filtered }: Pick<States, 'states' | 'filtered'>,
  files: FileFacts[],
): AppOpsSection | undefined {
  const loose = files.filter(({ packages }) => packages.length === 0).flatMap(({ appOps }) => appOps)
  const isAlone = states.length === 1 || states.length + filtered.length === 1
  const takenWith = (state: State) => {
    const { file, section } = state
    const ofReport = file.appOps.filter(({ report }) => report === section.report)
    const ofFile = states.filter((other) => other.file === file).length < 2 ? file.appOps : []
    const ofCapture = files.filter((one) => isOfCapture(one, state)).flatMap(({ appOps }) => appOps)
    return [ofReport, ofFile, ofCapture, isAlone ? loose : []].find(({ length }) => length > 0) ?? []
  }
  return mostOpen([...new Set([one, ...one.twins].flatMap(takenWith))])
}

/** The properties of the phone; where they disagree, those of its newest state. */
export function propertiesOf(files: FileFacts[], { past, states }: Pick<States, 'past' | 'states'>) {
  const isOf = (file: FileFacts) => (state: State) => state.file === file || isOfCapture(file, state)
  const newness = (file: FileFacts) => (states.some(isOf(file)) ? 1 : -1 - past.findIndex(isOf(file)))
  return new Map(files.toSorted((a, b) => newness(a) - newness(b)).flatMap((file) => [...file.properties]))
}

/** What files say of the phone beside its apps. What was taken with an earlier state of the phone is over. */
export const stillTrue = <Found extends { report: number }>(
  files: FileFacts[],
  said: (file: FileFacts) => Found[],
  { past, states }: Pick<States, 'past' | 'states'>,
): Found[] =>
  files.flatMap((file) =>
    said(file).filter(({ report }) => !past.some(isTakenWith(file, report)) || states.some(isTakenWith(file, report))),
  )

/** Whether a state is of the same report, or of the same capture, as what stands in a file. */
const isTakenWith = (file: FileFacts, report: number) => (state: State) =>
  state.file === file ? state.section.report === report : isOfCapture(file, state)

const isOfCapture = ({ capture }: FileFacts, { file }: State) => capture !== undefined && capture === file.capture

const ZONE = 'persist.sys.timezone'

/** Whether a state is surely the earlier one: in another zone a clock may show a time of yesterday. */
function isBefore(one: State, other: State): boolean {
  if (one.capturedAt === undefined || other.capturedAt === undefined) return false
  const isMoved = one.zone !== undefined && other.zone !== undefined && one.zone !== other.zone
  return at(other.capturedAt) - at(one.capturedAt) > (isMoved ? FARTHEST_ZONES : 0)
}
