import { ofText } from '#platform/bytes.ts'
import type { Interest } from '../interest.ts'
import { beginnings, type Landmarks } from '../lines/landmarks.ts'
import type { Idle } from '../lines/line-sink.ts'
import { PACKAGE_HEADER } from '../lines/record-header.ts'
import { MOST_DUMPS } from '../phone-limits.ts'
import type { Ending, SectionParser } from '../section.ts'
import type { Section } from '../sections/index.ts'
import { newSeeker } from '../signs/seeker.ts'
import { noFacts, type Text } from './file-facts.ts'

export const SERVICE = ofText('DUMP OF SERVICE ')
/** What ISDi writes before `settings list`. */
export const SETTINGS = ofText('DUMP OF SETTINGS ')
export const DASHES = ofText('------')
export const DUMPSTATE = ofText('== dumpstate: ')
export const FIRST_HEADING = 'Database versions:'
export const SHARED_USERS = ofText('Shared users:')
/** What matters inside of what is somebody else's. */
export const LANDMARKS = beginnings([
  SERVICE,
  SETTINGS,
  DASHES,
  DUMPSTATE,
  PACKAGE_HEADER,
  SHARED_USERS,
  ofText(FIRST_HEADING),
])

/** What a chat, a logger or a viewer puts around each line: a time, a number, a name, a quotation or list mark. */
export interface Frame {
  before: RegExp
  after: string
}

/** Where in a text the router stands, and what it fills. */
export type TextState = ReturnType<typeof startOfText>

export const startOfText = ({ path, command }: Text, interest: Interest) => ({
  path,
  command,
  inServices: false,
  before: '',
  interest,
  facts: noFacts(),
  kinds: new Set<string>(),
  section: undefined as Section | undefined,
  parser: undefined as SectionParser | undefined,
  /** The line that began the section, where no heading of a service or of dumpstate did. */
  heading: undefined as string | undefined,
  /** All lines of the section are moved by a margin; not known before the first that begins with a blank. */
  isMoved: undefined as boolean | undefined,
  /** What stands around its lines, where something does. */
  frame: undefined as Frame | undefined,
  /** `Packages:` stood in the text since a dump began. */
  hasPackages: false,
  /** Services before the packages told how long they took: so does that of the packages where it ends. */
  isTimed: false,
  /** Inside a service or a command of dumpstate whose text is no matter here: it may print what it likes. */
  isOthers: false,
  /** Between `== dumpstate:` and the first section of a bug report. */
  inHeader: false,
  /** Several reports or dumps may stand in one text. */
  report: 0,
  /** Local time of the report. */
  reportedAt: undefined as string | undefined,
  /** Mentions in no section at all. */
  beside: { count: 0, line: 0 },
  seeker: newSeeker(),
  /** Sections that were begun. */
  begun: 0,
  skipTo: undefined as Landmarks<true> | undefined,
  idle: undefined as Idle | undefined,
  onlyWords: false,
  passed: 0,
})

export function begin(state: TextState, next: Section, heading?: string) {
  leave(state, 'eof')
  if (state.begun++ >= MOST_DUMPS) {
    state.facts.isCutShort = true
    return
  }
  const { inServices } = state
  const inReport = () => {
    const { report, reportedAt } = state
    // What was put behind a report is of another time.
    return { report, ...(inServices && reportedAt !== undefined && { capturedAt: reportedAt }) }
  }
  state.section = next
  state.heading = heading
  state.isMoved = undefined
  state.isOthers = false
  state.kinds.add(next.kind)
  state.parser = next.parser(state, state.facts, inReport)
  state.skipTo = undefined
}

export function leave(state: TextState, ending: Ending) {
  state.inHeader = false
  state.parser?.end?.(ending)
  if (ending === 'timeout' && state.section?.service) state.facts.cutIn = state.section
  state.parser = undefined
  state.section = undefined
  state.heading = undefined
  state.idle = undefined
  // Only what is somebody else's may be jumped over.
  state.skipTo = state.isOthers ? LANDMARKS : undefined
}

/** What only a dump of packages prints stands behind the end of one: that was text of an app. */
export function endedTooSoon({ facts: { packages } }: TextState) {
  const last = packages.at(-1)
  if (last?.ending === 'proven') last.torn = true
}
