import { ofText } from '#platform/bytes.ts'
import { SPACE } from '../lines/ascii.ts'
import { type Line, textOf } from '../lines/line.ts'
import { sections } from '../sections/index.ts'
import type { Frame, TextState } from './text-state.ts'

/** A line that tells a dump, with what may stand around it. */
const HEADING = new RegExp(
  `^(.{0,99}?)(?:${sections.flatMap(({ tellingLine }) => tellingLine?.source ?? []).join('|')})(.{0,9})$`,
)

/** No number, and no blanks, may be taken for two: a pattern that could would take for ever on some texts. */
const counted = (sample: string) =>
  sample.replace(/\s*\d+/g, (_, at: number) => (/\d/.test(sample[at - 1] ?? '') ? '\\s+\\d+' : '\\s*\\d+'))

/**
 * Takes away what stands around the lines of a text, as it stood around the first heading. Numbers count on, and blanks
 * that end a line may be lost. Such a text is read as well as it can be, and proves of nothing that it is not there.
 */
export function unframe(state: TextState, line: Line) {
  if (state.section === undefined && !state.inServices) state.frame ??= frameOf(textOf(line))
  if (state.frame === undefined) return
  const { before, after } = state.frame
  const text = textOf(line)
  const [taken] = before.exec(text) ?? []
  if (taken === undefined) return
  const bytes = ofText(taken).length
  line.margin += taken.length
  line.start += bytes
  line.offset += line.unit === 1 ? bytes : taken.length * line.unit
  line.written = undefined
  if (text.endsWith(after)) line.end = Math.max(line.start, line.end - ofText(after).length)
  // What was said or typed before a dump stands before its headings alone; of an indent it may hide a part.
  state.facts.repaired ||= line.bytes[line.start] === SPACE
}

function frameOf(text: string): Frame | undefined {
  const [, before = '', after = ''] = HEADING.exec(text) ?? []
  // What is no UTF-8 is of a length that its text does not tell.
  if (before + after === '' || before.includes('\ufffd')) return undefined
  const [, words = '', blanks = ''] = /^(.*?)(\s*)$/.exec(before) ?? []
  const sample = words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return { before: new RegExp(`^${counted(sample)}(?:${blanks}|$)`), after }
}
