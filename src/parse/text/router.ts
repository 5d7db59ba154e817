import { ofText } from '#platform/bytes.ts'
import { CAPITAL_P, SPACE } from '../lines/ascii.ts'
import { type Line, moveBack, standsAt, textOf } from '../lines/line.ts'
import { HEADER, PACKAGE_HEADER } from '../lines/record-header.ts'
import { looksLikeHeading, opensPackageSection } from '../packages/package-headings.ts'
import { accesses, packages } from '../sections/index.ts'
import { keepCells } from '../signs/cells.ts'
import { goesOn } from '../signs/seeker.ts'
import { seekSign } from '../signs/signs.ts'
import { bareLine, keepAbove, opensDump, strayRecord } from './bare-text.ts'
import { unframe } from './frame.ts'
import { heading } from './services.ts'
import { begin, type TextState } from './text-state.ts'

/**
 * A call in a stack trace, and how many more there are: what a command that failed prints behind a dump; and a version,
 * which is text of an app.
 */
const FREE = /^\s+(at \S+\(|\.\.\. \d|versionName=)/
/**
 * A line that states a grant, whatever stands before its indent and whatever a page made of its blanks, or an
 * item of a list of grants; no quotation of one.
 */
const STATEMENT =
  /(?:^|[:;\t]| {4})android\.permission\.READ_CONTACTS[:：](?:\s|&nbsp;)*granted=(?!false(?!.{0,99}true))|\s{4}android\.permission\.READ_CONTACTS\W{0,4}$/
/** `pm list permissions` tells who declares it. */
const DECLARED = /^\s*(\+ )?permission:[\w.]+$/
/** What may be a part of a list or a table, and no question, nor a sentence that goes on. */
const PART =
  /READ_CONTACTS([^\p{L}\p{N}_]*([\p{L}\p{N}_]+[^\p{L}\p{N}_]*)?$(?<![?？]\s*)|\W{1,4}\w+\.permission\.|.?\s*[:=：|\t])/u
const RECORD = new RegExp(HEADER)
/** Columns that `pm dump` moves a section by. */
const MARGIN = ofText('  ')
/** Lines of a text by which it is known, and characters of each: the services of a setting stand in one line. */
const FIRST_LINES = 3
const LONGEST_FIRST = 2000

/**
 * Hands a line of a text of any kind to the parser of its section: a bare capture, several after one another, a whole
 * `dumpsys` or a bug report. What stands at column 0 tells where a section begins and ends.
 */
export function route(state: TextState, line: Line) {
  unframe(state, line)
  read(state, line)
  // Which lines are no matter, is told by their column.
  if (state.frame !== undefined) state.idle = state.skipTo = undefined
  if (line.mentions > 0) account(state, line)
  if (isNobodys(state, line)) {
    seekSign(state, line)
    keepCells(state.facts.cells, line)
  }
  if (isPassedBy(state) && (line.repaired || !standsAt(line, 0, PACKAGE_HEADER)) && RECORD.test(textOf(line)))
    state.facts.sign ||= line.number
  state.onlyWords = !state.section && state.facts.firstLines.length === FIRST_LINES && !goesOn(state.seeker)
  if (line.repaired && state.section?.isOfRecords && !FREE.test(textOf(line))) state.facts.repaired = true
}

function read(state: TextState, line: Line) {
  const { bytes, start: at, end } = line
  if (at === end) {
    state.parser?.line(line)
    return
  }
  const { firstLines } = state.facts
  if (firstLines.length < FIRST_LINES) firstLines.push(textOf(line).trim().slice(0, LONGEST_FIRST))
  if (bytes[at] === SPACE) {
    if (bytes[at + 2] === CAPITAL_P && state.section !== packages && standsAt(line, 0, PACKAGE_HEADER))
      strayRecord(state, line)
    return indentedLine(state, line)
  }
  if (heading(state, line)) return
  if (state.inServices && !state.inHeader && state.parser === undefined && opensDump(state, line)) {
    state.inServices = false
    state.before = ''
  }
  if (!state.inServices) bareLine(state, line)
  else state.parser?.line(line)
}

/** Whether a line is of no dump: it is in none, or stands in one where its own lines do not, nor as the first does. */
function isNobodys({ section, inServices }: TextState, line: Line): boolean {
  if (section === undefined) return !inServices
  // Only services indent what they print.
  if (section.service && line.bytes[line.start] === SPACE) return false
  return section === packages || !(inServices || accesses.includes(section) || section.opens?.(textOf(line)))
}

/** Whether a line is in a service or a command whose text is no matter, or whose heading says nothing. */
const isPassedBy = ({ section, inServices }: TextState) => inServices && section === undefined

/**
 * A line that begins with a blank. `pm dump com.example.cash` prints the services of one package, each as a section
 * whose lines are moved by two columns (AOSP `ActivityManager.dumpService`).
 */
function indentedLine(state: TextState, line: Line) {
  if (state.isMoved === undefined && state.section === packages) {
    const isMoved = state.inServices && opensPackageSection(textOf(line, MARGIN.length))
    if (isMoved) {
      state.inServices = false
      begin(state, packages)
    }
    state.isMoved = isMoved
  }
  const isMoved = state.isMoved && standsAt(line, 0, MARGIN)
  if (isMoved) moveBack(line, MARGIN.length)
  if (state.section === undefined && !state.inServices) keepAbove(state, line)
  state.parser?.line(line)
  // Which lines are no matter, is told by their column.
  if (isMoved) state.idle = undefined
}

/** Counts a mention of the permission to read contacts that no parser could give to anybody. */
function account(state: TextState, line: Line) {
  const { facts, section, beside } = state
  // Outside of a dump a name alone is no statement: a log, a list of permissions, a manifest. Beside one it may be a
  // part of it that was wrapped, or that something was put before.
  const text = textOf(line)
  if (DECLARED.test(text)) return
  const isOutside = isNobodys(state, line) && !(section === packages && looksLikeHeading(text))
  const isStatement = (section === packages && !isOutside) || STATEMENT.test(text)
  const found = isStatement ? facts.unexplained : beside
  if (!isStatement && !(isOutside && PART.test(text))) return
  if (found.count === 0) found.line = line.number
  found.count += line.mentions
}
