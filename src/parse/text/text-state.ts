import { ofText } from '#platform/bytes.ts'
import type { Interest } from '../interest.ts'
import { landmarks } from '../lines/landmarks.ts'
import type { LineSink } from '../lines/line-sink.ts'
import { PACKAGE_HEADER } from '../lines/record-header.ts'
import { MOST_DUMPS } from '../phone-limits.ts'
import type { Ending, SectionParser, Skipped } from '../section.ts'
import type { Section } from '../sections/index.ts'
import type { SectionText } from '../sections/kind.ts'
import { newSeeker, type Seeker } from '../signs/seeker.ts'
import type { FileFacts, Text } from './file-facts.ts'
import { noFacts } from './file-facts.ts'
import type { Frame } from './frame.ts'

export const SERVICE = ofText('DUMP OF SERVICE ')
/** What ISDi writes before `settings list`. */
export const SETTINGS = ofText('DUMP OF SETTINGS ')
export const DASHES = ofText('------')
export const DUMPSTATE = ofText('== dumpstate: ')
export const FIRST_HEADING = 'Database versions:'
export const SHARED_USERS = ofText('Shared users:')
/** What matters inside of what is somebody else's. */
const LANDMARKS = landmarks([SERVICE, SETTINGS, DASHES, DUMPSTATE, PACKAGE_HEADER, SHARED_USERS, ofText(FIRST_HEADING)])

/** Where in a text the router stands, and what it fills. */
export interface TextState extends SectionText, Pick<LineSink, 'skipTo'> {
  facts: ReturnType<typeof noFacts>
  kinds: Set<string>
  section: Section | undefined
  parser: SectionParser | undefined
  /** The line that began the section, where no heading of a service or of dumpstate did. */
  heading: string | undefined
  /** All lines of the section are moved by a margin; not known before the first that begins with a blank. */
  isMoved: boolean | undefined
  /** What stands around its lines, where something does. */
  frame: Frame | undefined
  /** `Packages:` stood in the text since a dump began. */
  hasPackages: boolean
  /** Services before the packages told how long they took: so does that of the packages where it ends. */
  isTimed: boolean
  /** Inside a service or a command of dumpstate whose text is no matter here: it may print what it likes. */
  isOthers: boolean
  /** Between `== dumpstate:` and the first section of a bug report. */
  inHeader: boolean
  /** Several reports or dumps may stand in one text. */
  report: number
  /** Local time of the report. */
  reportedAt: string | undefined
  /** Mentions in no section at all. */
  beside: FileFacts['unexplained']
  seeker: Seeker
  /** Sections that were begun. */
  begun: number
}

export const startOfText = ({ path, command }: Text, interest: Interest, skipped: Skipped): TextState => ({
  path,
  command,
  inServices: false,
  before: '',
  interest,
  skipped,
  facts: noFacts(),
  kinds: new Set(),
  section: undefined,
  parser: undefined,
  heading: undefined,
  isMoved: undefined,
  frame: undefined,
  hasPackages: false,
  isTimed: false,
  isOthers: false,
  inHeader: false,
  report: 0,
  reportedAt: undefined,
  beside: { count: 0, line: 0 },
  seeker: newSeeker(),
  begun: 0,
  skipTo: undefined,
  idle: undefined,
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

/** What follows is no matter here, up to the next landmark. */
export function passOver(state: TextState) {
  state.skipTo = LANDMARKS
}
