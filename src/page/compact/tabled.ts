import { eachValue } from '../../model/parts.ts'
import { isText } from './apart.ts'

/** Data said shorter, of which the page holds much: each name of a field once, and each value of a field of few. */

/** Shorter lists and objects of fewer fields stay as they are; so does a column with fewer values. */
const LEAST_ENTRIES = 5
const LEAST_FIELDS = 40
const OFTEN = 10
/** Stands for the first of the values, and those behind it for the others. */
const FIRST_LETTER = 'A'.charCodeAt(0)

type Fields = Record<string, unknown>

/** No other object has names like these. */
type Shorter =
  | { '#columns': Fields }
  | { '#each': unknown[]; of: string }
  | { '#texts': string }
  | { '#names': string; values: unknown[] }

export function tabled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(tabled)
    return list.length >= LEAST_ENTRIES && list.every(isEntry) ? tableOf(list) : list
  }
  if (typeof value !== 'object' || value === null) return value
  const fields = eachValue(value as Fields, tabled)
  const names = Object.keys(fields)
  return names.length >= LEAST_FIELDS && names.every(isPlain)
    ? { '#names': dotted(names).join(' '), values: Object.values(fields) }
    : fields
}

/** The value that `tabled` was made of. */
export function untabled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untabled)
  if (typeof value !== 'object' || value === null) return value
  const whole = eachValue(value as Fields, untabled) as Shorter
  if ('#columns' in whole) return rowsOf(whole['#columns'] as Record<string, unknown[]>)
  if ('#texts' in whole) return whole['#texts'].split(BETWEEN).map((text) => text || null)
  if ('#each' in whole) return [...whole.of].map((letter) => whole['#each'][letter.charCodeAt(0) - FIRST_LETTER])
  if ('#names' in whole)
    return Object.fromEntries(undotted(whole['#names'].split(' ')).map((name, at) => [name, whole.values[at]]))
  return whole
}

/** Parts between dots, none of them empty. */
const isPlain = (name: string) => /^[^\s.]+(\.[^\s.]+)*$/.test(name)

const isEntry = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isText(value) &&
  Object.keys(value).length > 0 &&
  !Object.values(value).includes(null)

/** `null` where an entry has it not. */
function tableOf(entries: Fields[]): Shorter {
  const names = [...new Set(entries.flatMap(Object.keys))]
  return {
    '#columns': Object.fromEntries(
      names.map((name) => [name, shortColumn(entries.map((entry) => entry[name] ?? null))]),
    ),
  }
}

/** Stands between texts, of which an empty one stands for `null`. */
const BETWEEN = '^'

const isBare = (value: unknown) =>
  value === null || (typeof value === 'string' && value !== '' && !value.includes(BETWEEN))

function shortColumn(column: unknown[]): Shorter | unknown[] {
  const texts = column.map((value) => JSON.stringify(value))
  const each = [...new Set(texts)]
  if (each.length <= column.length / OFTEN)
    return {
      '#each': each.map((text) => JSON.parse(text)),
      of: texts.map((text) => String.fromCharCode(FIRST_LETTER + each.indexOf(text))).join(''),
    }
  return column.every(isBare) ? { '#texts': column.join(BETWEEN) } : column
}

function rowsOf(columns: Record<string, unknown[]>): Fields[] {
  const fields = Object.entries(columns)
  const [[, first = []] = []] = fields
  return first.map((_, at) =>
    Object.fromEntries(fields.flatMap(([name, column]) => (column[at] === null ? [] : [[name, column[at]]]))),
  )
}

/** Names of parts between dots: a dot stands for each part that the name before begins with. */
export function dotted(names: string[]): string[] {
  let before: string[] = []
  return names.map((name) => {
    const parts = name.split('.')
    let shared = 0
    while (shared < parts.length - 1 && parts[shared] === before[shared]) shared++
    before = parts
    return '.'.repeat(shared) + parts.slice(shared).join('.')
  })
}

export function undotted(names: string[]): string[] {
  let before: string[] = []
  return names.map((name) => {
    const [shared = ''] = /^\.*/.exec(name) ?? []
    before = [...before.slice(0, shared.length), ...name.slice(shared.length).split('.')]
    return before.join('.')
  })
}
