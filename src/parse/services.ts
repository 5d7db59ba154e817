import { ofText } from '#platform/bytes.ts'
import { type Line, standsAt, textOf } from './line.ts'
import { sections } from './sections/index.ts'
import { begin, leave, passOver, type TextState } from './text-state.ts'

const byService = new Map(sections.flatMap((section) => (section.service ? [[section.service, section]] : [])))
const byTitle = sections.flatMap((section) =>
  section.title === undefined ? [] : [{ section, title: ofText(section.title) }],
)
/** `------ SYSTEM LOG (logcat -v threadtime -d) ------` */
const COMMAND = /^------ [A-Z].*\) ------$/
/** What logcat prints before each of its buffers. */
const LOGS = [ofText('--------- beginning of '), ofText('--------- switch to ')]
const FINGERPRINT = ofText('Build fingerprint: ')

/** `DUMP OF SERVICE CRITICAL package:` */
export function serviceHeading(state: TextState, line: Line) {
  leave(state, 'proven')
  state.inServices = true
  const [, name = ''] = /^DUMP OF SERVICE (?:CRITICAL |HIGH |NORMAL )?([\w.\-/$]+):$/.exec(textOf(line)) ?? []
  const next = byService.get(name)
  if (next) return begin(state, next)
  state.isOthers = name !== ''
  passOver(state)
}

/** `------ SYSTEM PROPERTIES (getprop) ------`; false where the line is no heading of dumpstate. */
export function dumpstateHeading(state: TextState, line: Line): boolean {
  const named = byTitle.find(({ title }) => standsAt(line, 0, title))
  if (named) {
    leave(state, 'proven')
    state.inServices = true
    begin(state, named.section)
    return true
  }
  if (!state.inServices) return false
  if (state.isOthers && LOGS.some((divider) => standsAt(line, 0, divider))) return true
  const ending = isDurationOfAnother(state, line) ? 'eof' : 'proven'
  state.isOthers = COMMAND.test(textOf(line))
  leave(state, ending)
  return true
}

/** dumpsys closes a section with a line that names it; another name means that lines between are lost. */
function isDurationOfAnother({ section }: TextState, line: Line): boolean {
  const [, name] = /^-+ \S+ was the duration of dumpsys ([\w.\-/$]+)/.exec(textOf(line)) ?? []
  return name !== undefined && byService.get(name) !== section
}

/** `== dumpstate: 2026-05-04 17:40:17`: a bug report begins. */
export function reportHeading(state: TextState, line: Line) {
  leave(state, 'proven')
  state.inServices = true
  state.inHeader = true
  if (state.kinds.size > 0) state.report++
  const [local] = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.exec(textOf(line)) ?? []
  state.reportedAt = local
  if (local !== undefined) state.facts.clock = { local }
  state.kinds.add('bugreport')
}

/** `Build fingerprint: 'google/cheetah/...'` in the head of a bug report. */
export function headerLine({ facts }: TextState, line: Line) {
  if (standsAt(line, 0, FINGERPRINT)) facts.fingerprint ??= textOf(line, FINGERPRINT.length).replace(/'/g, '')
}
