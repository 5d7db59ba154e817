import { accessOfSetting } from '../model/special-access.ts'
import { bareWords } from './bare-words.ts'
import { type Line, textOf } from './line.ts'
import type { TextState } from './text-state.ts'

/** What a dump says even where its letters, its blanks or its encoding were changed: a grant, a record, an access, an op. */
const SIGNS = new RegExp(
  `permission\\.\\w+.{1,12}granted\\W(3d)?true|package.{1,6}\\[[\\w.]+].{1,6}\\([\\da-f]{5,}\\)|enabled.{0,9}(services.{1,12}\\w\\.\\w|device.{1,9}admins)|holders\\W(3d)?\\w+\\.\\w|_(contacts|accounts|call_log|sms|storage)\\W{1,4}(mode\\W(3d)?0|(mode\\W(3d)?)?(allow|foreground))\\b|(${[...accessOfSetting.keys()].join('|')})\\W.{0,60}\\w\\.\\w`,
  'i',
)
/** What this program wrote quotes dumps: its name as a value, or where more is told. A text that speaks of it is not ours. */
const OURS = /[:=] ?"daicha[ "./]|(More|详细): daicha explain [\w.-]|^- daicha \d+\.\d+\.\d|^daicha: \[/
/** Part of a file that a mail or a page carries; it goes on in the next line. */
const BASE64 = /[A-Za-z0-9+/]{40,}/g
const LONGEST_SIGN = 200
const LONGEST_WORD = 40

/** Most lines of a log that lies beside a dump are not worth a look. */
const NOTABLE = /granted|package|enabled|holders|default|daicha|allow|foreground|mode|[^\t -~]/i

/** Keeps the first line that looks like one of a dump, of a text that nobody reads. */
export function seekSign(state: Pick<TextState, 'facts' | 'carried'>, line: Line) {
  const { facts } = state
  const said = textOf(line)
  if (!NOTABLE.test(said) && said.length - said.lastIndexOf(' ') < LONGEST_WORD) return
  const text = bareWords(said)
  if (OURS.test(text)) facts.sign = -1
  if (facts.sign !== 0) return
  const carried = text.match(BASE64)?.map((part) => bareWords(atob(part.slice(0, part.length & ~3))))
  state.carried = carried ? `${state.carried.slice(-LONGEST_SIGN)}${carried.join('')}` : ''
  if (SIGNS.test(text) || SIGNS.test(state.carried)) facts.sign = line.number
}
