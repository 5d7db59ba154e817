import { type Line, textOf } from '../lines/line.ts'
import { headerIn } from '../lines/record-header.ts'
import { packages, sections } from '../sections/index.ts'
import { isHeading, withLine } from '../sections/kind.ts'
import { begin, FIRST_HEADING, leave, type TextState } from './text-state.ts'

const PACKAGES = 'Packages:'

/** A line at column 0 of a text without service headings. */
export function bareLine(state: TextState, line: Line) {
  const text = textOf(line)
  const next = sections.find(({ opens }) => opens?.(text))
  const isNextDump = isSecondDump(state, text)
  if (next !== undefined && (next !== state.section || next.opensOnce || isNextDump)) {
    if (isNextDump) {
      leave(state, 'eof')
      state.report++
    }
    begin(state, next, text)
    if (next === packages) state.hasPackages = false
  }
  state.hasPackages ||= text === PACKAGES
  state.parser?.line(line)
  if (next === undefined && state.section !== packages) keepAbove(state, line)
  else state.before = ''
}

/** A line of no section may name the app of the next. */
export function keepAbove(state: TextState, line: Line) {
  if (isHeading(state.before)) state.before = withLine(state.before, textOf(line))
}

/** A heading comes again that a dump prints once: another dump begins. */
function isSecondDump({ section, heading, hasPackages, facts, report }: TextState, text: string) {
  if (section === packages) return text === heading || (text === PACKAGES && hasPackages)
  const before = facts.packages.at(-1)
  return before?.report === report && before.headings.has(text.slice(0, -1))
}

/**
 * Whether the answer of another command begins behind the services (`dumpsys > all.txt`, then `settings list secure >>
 * all.txt`); inside of another's text only the first heading of all tells.
 */
export function opensDump({ isOthers }: TextState, line: Line): boolean {
  const text = textOf(line)
  return isOthers ? text === FIRST_HEADING : sections.some(({ opens }) => opens?.(text))
}

/** A record where no section is: its heading is lost, and it is read as what it looks like. */
export function strayRecord(state: TextState, line: Line) {
  const header = headerIn(textOf(line, 2))
  if (state.isOthers && !(header?.isWhole && state.interest.wanted(header.name))) return
  state.inServices = false
  begin(state, packages)
}
