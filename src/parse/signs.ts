import { accessOfSetting } from '../model/special-access.ts'
import type { FileFacts } from './file-facts.ts'
import { type Line, textOf } from './line.ts'

/** What a dump says even where its letters, its blanks or its encoding were changed: a grant, a record, an access. */
const SIGNS = new RegExp(
  `permission\\.\\w+.{1,12}granted=(3d)?true|package.{1,6}\\[[\\w.]+].{1,6}\\([\\da-f]{5,}\\)|enabled (services:.{0,2}\\{\\{|device admins)|holders=\\w+\\.|(${[...accessOfSetting.keys()].join('|')})\\W.{0,60}\\w\\.\\w`,
  'i',
)
/** What this program wrote quotes dumps. */
const OURS = /daicha|贷查/
/** A line of a mail that carries a file, and what stands in so few bytes of a dump. */
const BASE64 = /^[A-Za-z0-9+/]{40,}={0,2}$/
const IN_BASE64 = /granted=|package \[/i

/** Keeps the first line that looks like one of a dump, of a text that nobody reads. */
export function seekSign(facts: Pick<FileFacts, 'sign'>, line: Line) {
  const text = textOf(line).replaceAll('\0', '').trim()
  if (OURS.test(text)) facts.sign = -1
  if (facts.sign === 0 && (BASE64.test(text) ? IN_BASE64.test(plain(text)) : SIGNS.test(text))) facts.sign = line.number
}

const plain = (text: string) => atob(text.slice(0, text.length & ~3)).replaceAll('\0', '')
