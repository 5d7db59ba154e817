import { definedOnly } from '../../model/defined-only.ts'
import { compareTexts } from '../../model/text/order.ts'
import { at, FARTHEST_ZONES } from '../../model/text/time.ts'
import { asciiDigits } from '../digits.ts'
import { sectionGaps } from '../gaps/section.ts'
import { nameOf } from '../packages/package-record.ts'
import type { PackageSection } from '../packages/package-section.ts'
import type { FileFacts, Taken } from '../text/file-facts.ts'

/** A package section, with the local time of the phone at which it was made, where that is known. */
export interface State {
  file: FileFacts
  section: Taken<PackageSection>
  capturedAt?: string
  /** The time zone of the phone then, where that is known. */
  zone?: string
  /** Its clock was days off the one of the computer that read it. */
  isFarOff?: true
  /** The same text again, not known to be older: its app ops are of this state too. */
  twins: State[]
}

export type States = ReturnType<typeof statesOf>

/**
 * The states of one phone. Only states that are whole and that tell their time can replace one another: a text of an
 * app that looks like the head of a later report tears the record that it stands in.
 */
export function statesOf(files: FileFacts[]) {
  const clockOf = clocksOf(files)
  const all = files
    .flatMap((file) =>
      file.packages
        .filter(({ packages, headers, headings }) => packages.length > 0 || headers > 0 || headings.size > 0)
        .map((section): State => ({ file, section, ...clockOf(file, section), twins: [] })),
    )
    .sort(({ capturedAt: a = '' }, { capturedAt: b = '' }) => compareTexts(b, a))
  const whole = all.filter(({ section }) => section.scope !== 'filtered')
  const speaking = distinct(all.filter(({ section }) => speaksForAll(section)))
  const [newest] = speaking
  const isKnown = speaking.every(
    (state) =>
      tellsTime(state) &&
      (state === newest || state.twins.every(tellsTime)) &&
      state.file.failure === undefined &&
      sectionGaps(state.section, false).length === 0 &&
      (newest === undefined || namesTheSame(state.section, newest.section)),
  )
  const past = all.filter(
    (state) =>
      isKnown && newest !== undefined && isBefore(state, newest) && tellsTime(state) && !holdsUnread(state.file),
  )
  const ofPast = new Set(past)
  const isPast = (state: State) => ofPast.has(state)
  const states = (newest === undefined ? whole.slice(0, 1) : speaking).filter((state) => !isPast(state))
  const filtered = all.filter(
    (state) =>
      state.section.scope === 'filtered' && !isPast(state) && (state.section.packages.length > 0 || all.length === 1),
  )
  const counted = new Set([...states, ...filtered])
  const takesOf = (some: Iterable<State>) => new Set([...some].map(({ file }) => takeOf(file)))
  const [taken, takenBefore] = [takesOf(counted), takesOf(past)]
  return {
    /** What the answer rests on: one, or several where nobody can say which is the newest. */
    states,
    /** Earlier ones, the newest first. */
    older: speaking.filter(isPast),
    /** All that is earlier, the newest first: also what says of the apps what the newest says, or of single apps. */
    past,
    /** Dumps of single packages or of one permission. */
    filtered,
    /** Sections that name no package, beside others that do. */
    unused: all.filter((state) => !counted.has(state) && !isPast(state)).map(({ section }) => section),
    /** The files but for those that hold nothing or were taken with nothing but what is earlier. */
    current: files.filter((file) => !takenBefore.has(takeOf(file)) || taken.has(takeOf(file))),
    clockOf,
  }
}

/** A section that names nobody says nothing where another does. */
export const speaksForAll = (section: PackageSection) => section.scope !== 'filtered' && section.packages.length > 0

/** Whether two lists have most of their apps in common: what text of an app cut in two has not. */
function namesTheSame({ packages: one }: PackageSection, { packages: other }: PackageSection): boolean {
  const names = new Set(one.map(nameOf))
  const both = new Set(other.map(nameOf).filter((name) => names.has(name)))
  return both.size * 2 >= Math.max(names.size, other.length)
}

/** Whether it is known when a state was; where an app was installed or updated later, the clock was off. */
const tellsTime = ({ section, capturedAt, isFarOff }: State) =>
  capturedAt !== undefined &&
  !isFarOff &&
  !section.packages.some(({ keys, users }) =>
    [keys.get('firstInstallTime'), keys.get('lastUpdateTime'), ...users.map((user) => user.firstInstallTime)].some(
      (time = '') => at(asciiDigits(time)) - at(capturedAt) > FARTHEST_ZONES,
    ),
  )

/** What nobody could read may be of another phone. */
const holdsUnread = ({ sign }: FileFacts) => sign > 0

/** When something was made: what a clock of the phone showed, and the zone that it was in. */
type Made = Pick<State, 'capturedAt' | 'zone' | 'isFarOff'>

/** When a section was made, or a file that has none: by the head of its report, or the clock of its file or capture. */
function clocksOf(files: FileFacts[]) {
  const byCapture = (said: (file: FileFacts) => string | undefined) =>
    new Map(
      files.flatMap((file): [string, string][] => {
        const is = said(file)
        return file.capture === undefined || is === undefined ? [] : [[file.capture, is]]
      }),
    )
  const times = byCapture(({ artifact }) => artifact.capturedAt)
  const farOff = byCapture(({ artifact, failure }) => failure && artifact.capturedAt)
  const zones = byCapture(({ properties }) => properties.get(ZONE))
  return ({ capture = '', command, artifact, properties }: FileFacts, { capturedAt }: Made = artifact): Made =>
    definedOnly({
      capturedAt: capturedAt ?? (command && times.get(capture)),
      zone: zones.get(capture) ?? properties.get(ZONE),
      isFarOff: farOff.has(capture) || undefined,
    })
}

/** Makes the function that says whether a file was surely made after all that the answer rests on. */
export const laterThan =
  ({ states, clockOf }: States) =>
  (file: FileFacts): boolean =>
    states.length > 0 && states.every((state) => isBefore(state, clockOf(file)))

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
const wordsOf = ({ packages, hidden, sharedUsers, contactGrants, ended }: PackageSection) =>
  JSON.stringify(
    [packages, hidden, sharedUsers, contactGrants, ended.has('packages'), ended.has('shared')],
    (key, value: unknown) =>
      key === 'evidence' ? undefined : value instanceof Map || value instanceof Set ? [...value] : value,
  )

/** Whether the phone has no other state, so that what tells of no time is of this one. */
export const isAlone = ({ states, past, filtered }: States) =>
  states.length + past.length === 1 || states.length + past.length + filtered.length === 1

/** The properties of the phone; where they disagree, those of its newest state. */
export function propertiesOf(files: FileFacts[], { past, states }: Pick<States, 'past' | 'states'>) {
  const ages = new Map(
    [...[...past].reverse(), ...states].map(({ file }, at) => [takeOf(file), at < past.length ? at - past.length : 1]),
  )
  const newness = (file: FileFacts) => ages.get(takeOf(file)) ?? 0
  return new Map([...files].sort((a, b) => newness(a) - newness(b)).flatMap((file) => [...file.properties]))
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

/** Whether a state is of the same report, or the answer of the same capture, as what stands in a file. */
const isTakenWith = (file: FileFacts, report: number) => (state: State) =>
  state.file === file ? state.section.report === report : file.command !== undefined && isOfCapture(file, state)

/** What a file was taken with: the others of its capture, or nothing. */
const takeOf = (file: FileFacts) => file.capture ?? file

export const isOfCapture = ({ capture }: FileFacts, { file }: State) =>
  capture !== undefined && capture === file.capture

const ZONE = 'persist.sys.timezone'

/** Whether a state is surely the earlier one: in another zone a clock may show a time of yesterday. */
function isBefore(one: Made, other: Made): boolean {
  if (one.capturedAt === undefined || other.capturedAt === undefined) return false
  const isMoved = one.zone !== undefined && other.zone !== undefined && one.zone !== other.zone
  return at(other.capturedAt) - at(one.capturedAt) > (isMoved ? FARTHEST_ZONES : 0)
}
