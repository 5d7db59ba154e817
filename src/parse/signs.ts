import { accessOfSetting } from '../model/special-access.ts'
import { bareWords } from './bare-words.ts'
import { type Line, textOf } from './line.ts'
import type { TextState } from './text-state.ts'

/** What a dump says even where its letters, its blanks or its encoding were changed: a grant, a record, an access, an op. */
const SIGNS = new RegExp(
  `permission\\.\\w+.{0,12}granted\\W{0,4}true|permission\\.read_contacts: (?!prot|granted.false)[^=]{1,30}=|package.{1,6}\\[[\\w.]+].{1,6}\\([\\da-f]{5,}\\)|enabled.{0,9}(services.{1,12}\\w\\.\\w|device.{1,9}admins)|holders\\W\\w+\\.\\w|_(contacts|accounts|call_log|sms|storage)\\W{1,4}(mode\\W0|(mode\\W)?(allow|foreground))\\b|(${[...accessOfSetting.keys()].join('|')})\\W.{0,60}\\w\\.\\w`,
  'i',
)
/** A table of permissions that somebody made of a dump: the name, and a word for yes beside it or in the next line. */
const STATED =
  /(read_contacts|call_log|read_sms)\W{0,40}(granted\W{0,4})?(true|yes|allow(ed)?|granted(?!\W{1,4}(false|no)))\b/i
/** What this program wrote quotes dumps: its name as a value, or where more is told. A text that speaks of it is not ours. */
const OURS = /[:=] ?"daicha[ "./]|(More|详细): daicha explain [\w.-]|^- daicha \d+\.\d+\.\d|^daicha: \[/
/** Part of a file that a mail or a page carries; it goes on in the next line. */
const BASE64 = /[A-Za-z0-9+/]{40,}/g
/** An attachment: how a zip, gzip, 7z, RAR, xz or Zstandard begins in it. */
const PACKED = /^(UEsDB|H4sI|N3q8r|UmFyI|\/Td6W|KLUv\/)[\w+/]{40,}=*$/
const LONGEST_SIGN = 200
const LONG_WORD = /\S{40}/

/** Most lines of a log that lies beside a dump are not worth a look. */
const NOTABLE = /contacts|call_log|sms|granted|package|enabled|holders|default|daicha|allow|foreground|mode|[^\t -~]/i

/** Keeps the first line that looks like one of a dump, of a text that nobody reads. */
export function seekSign(state: Pick<TextState, 'facts' | 'before' | 'carried'>, line: Line) {
  const { facts } = state
  const said = textOf(line)
  if (!NOTABLE.test(said) && !LONG_WORD.test(said)) return
  const text = bareWords(said)
  if (OURS.test(text)) facts.sign = -1
  if (facts.sign !== 0) return
  if (PACKED.test(text)) facts.carriesPacked = true
  const carried = text.match(BASE64)?.map((part) => bareWords(atob(part.slice(0, part.length & ~3))))
  state.carried = carried ? `${state.carried.slice(-LONGEST_SIGN)}${carried.join('')}` : ''
  if (SIGNS.test(text) || STATED.test(`${state.before}\n${text}`) || SIGNS.test(state.carried)) facts.sign = line.number
  state.before = text.slice(-LONGEST_SIGN)
}
