import { ofText } from '#platform/bytes.ts'
import { landmarkAt, landmarks } from '../lines/landmarks.ts'
import { type Line, standsAt, textOf } from '../lines/line.ts'
import { packages, type Section, sections } from '../sections/index.ts'
import {
  begin,
  DASHES,
  DUMPSTATE,
  endedTooSoon,
  LANDMARKS,
  leave,
  SERVICE,
  SETTINGS,
  SHARED_USERS,
  type TextState,
} from './text-state.ts'

const byService = new Map(sections.flatMap((section) => (section.service ? [[section.service, section]] : [])))
const byTitle = landmarks(
  sections.flatMap((section) => (section.title ? [[ofText(section.title), section] as const] : [])),
)
/** `------ SYSTEM LOG (logcat -v threadtime -d) ------` */
const COMMAND = /^------ [A-Z].*\) ------$/
/** What logcat prints before each of its buffers. */
const LOGS = [ofText('--------- beginning of '), ofText('--------- switch to ')]
const FINGERPRINT = ofText('Build fingerprint: ')
/** How a dump says that it ends too early: too slow, or failed (AOSP `dumpsys.cpp`; `Binder.java`, `doDump`). */
const GIVEN_UP = [
  '*** SERVICE',
  'Exception occurred while dumping:',
  'Security exception:',
  'Error with service ',
  'Error dumping service ',
].map(ofText)
/** No tag of an app is as long as this. */
const REFUSED = /: Shell does not have permission to access user \d+$/

/** What stands at column 0 and is of no section: how it begins, and who reads it. Tells whether it did. */
const HEADINGS = landmarks<(state: TextState, line: Line) => boolean>([
  [SERVICE, serviceHeading],
  [SETTINGS, settingsHeading],
  [DASHES, dumpstateHeading],
  [DUMPSTATE, reportHeading],
  [SHARED_USERS, strangeHeading],
  ...GIVEN_UP.map((said) => [said, givenUp] as const),
  [FINGERPRINT, headerLine],
])

export const heading = (state: TextState, line: Line) =>
  landmarkAt(HEADINGS, line.bytes, line.start, line.end)?.(state, line) === true

/**
 * `DUMP OF SERVICE CRITICAL package:`. Without the colon somebody's script wrote it (ISDi, `android_scan.sh`), which
 * may have asked for one package alone: then its packages are read as those of a text without services.
 */
function serviceHeading(state: TextState, line: Line): boolean {
  const [, name = '', colon = ''] =
    /^DUMP OF SERVICE (?:CRITICAL |HIGH |NORMAL )?([\w.\-/$]+)(:?)$/.exec(textOf(line)) ?? []
  const section = byService.get(name)
  const isBare = section === packages && colon === ''
  return enter(state, isBare ? undefined : section, name !== '' && !isBare)
}

/** `DUMP OF SETTINGS secure`; what stands in the other tables is no matter. */
function settingsHeading(state: TextState, line: Line): boolean {
  return enter(state, textOf(line, SETTINGS.length) === 'secure' ? byService.get('settings') : undefined, true)
}

function enter(state: TextState, section: Section | undefined, isOthers: boolean): true {
  leave(state, 'proven')
  state.inServices = true
  if (section) begin(state, section)
  else {
    state.isOthers = isOthers
    state.skipTo = LANDMARKS
  }
  return true
}

/** `------ SYSTEM PROPERTIES (getprop) ------`; false where the line is no heading of dumpstate. */
function dumpstateHeading(state: TextState, line: Line): boolean {
  const named = landmarkAt(byTitle, line.bytes, line.start, line.end)
  if (named) return enter(state, named, false)
  const isLog = LOGS.some((divider) => standsAt(line, 0, divider))
  if (!state.inServices && isLog) leave(state, 'eof')
  if (!state.inServices || (state.isOthers && isLog)) return isLog
  const ended = durationIn(line)
  const ending = ended !== undefined && byService.get(ended.service) !== state.section ? 'eof' : 'proven'
  if (ended) durationLine(state, ended)
  state.isOthers = COMMAND.test(textOf(line))
  leave(state, ending)
  return true
}

/**
 * dumpsys closes a section with a line that names it; another name means that lines between are lost. From 8.0 on it
 * tells the time.
 */
function durationIn(line: Line): { service: string; endedAt: string | undefined } | undefined {
  const [, service, endedAt] = DURATION.exec(textOf(line)) ?? []
  return service === undefined ? undefined : { service, endedAt }
}
const DURATION = /^-+ \S+ was the duration of dumpsys ([\w.\-/$]+)(?:, ending at: ([-\d]{10} [:\d]{8}))?/

function durationLine(state: TextState, { service, endedAt = '' }: NonNullable<ReturnType<typeof durationIn>>) {
  const { facts, section, reportedAt = '' } = state
  // A maker may draw a line among the packages, with nobody's text behind it.
  const isElsewhere = state.isOthers || (section !== undefined && section !== packages)
  if (service === packages.service && isElsewhere) endedTooSoon(state)
  state.isTimed ||= section !== packages && facts.packages.length === 0
  // Nothing ends before its report begins: the head of that was text of an app.
  if (endedAt === '' || endedAt >= reportedAt) return
  state.reportedAt = undefined
  facts.clock = undefined
}

/** `== dumpstate: 2026-05-04 17:40:17`: a bug report begins. */
function reportHeading(state: TextState, line: Line): true {
  leave(state, 'proven')
  state.inServices = true
  state.inHeader = true
  if (state.kinds.size > 0) state.report++
  const [local] = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.exec(textOf(line)) ?? []
  state.reportedAt = local
  if (local !== undefined) state.facts.clock = { local }
  state.kinds.add('bugreport')
  return true
}

/** Inside of what is somebody else's only a dump of packages that text of an app has ended goes on so. */
function strangeHeading(state: TextState): boolean {
  const isStrange = state.isOthers && !state.isTimed
  if (isStrange) endedTooSoon(state)
  return isStrange
}

/** A section ends too early, or a shell may not look into every profile, which is said of the next command. */
function givenUp(state: TextState, line: Line): boolean {
  const isOne = state.inServices || state.parser !== undefined
  if (isOne) leave(state, REFUSED.test(textOf(line)) ? 'eof' : 'timeout')
  return isOne
}

/** `Build fingerprint: 'google/cheetah/...'` in the head of a bug report. */
function headerLine({ inHeader, facts }: TextState, line: Line): false {
  if (inHeader) facts.fingerprint ??= textOf(line, FINGERPRINT.length).replace(/'/g, '')
  return false
}
