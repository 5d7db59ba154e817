import { isText } from './apart.ts'

/** Data said shorter, of which the page holds much: each name of a field once, and each value of a field of few. */

/** Shorter lists and objects of fewer fields stay as they are; so does a column with fewer values. */
const LEAST_ENTRIES = 5
const LEAST_FIELDS = 40
const LEAST_BESIDE = 100
const OFTEN = 10
/** Stands for the first of the values, and those behind it for the others. */
const FIRST_LETTER = 'A'.charCodeAt(0)

type Fields = Record<string, unknown>
/** `beside` are fields of texts of many entries: those of one entry stand together, as they are often alike. */
interface Table {
  '#columns': Fields
  beside: string[]
  texts: string
}

/** No other object has names like these. */
type Shorter = Table | { '#each': unknown[]; of: string } | { '#names': string; values: unknown[] }

export function tabled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(tabled)
    return list.length >= LEAST_ENTRIES && list.every(isEntry) ? tableOf(list) : list
  }
  if (typeof value !== 'object' || value === null) return value
  const fields = mapped(value, tabled)
  const names = Object.keys(fields)
  return names.length >= LEAST_FIELDS && names.every(isPlain)
    ? { '#names': dotted(names).join(' '), values: Object.values(fields) }
    : fields
}

/** The value that `tabled` was made of. */
export function untabled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untabled)
  if (typeof value !== 'object' || value === null) return value
  const whole = mapped(value, untabled) as Shorter
  if ('#columns' in whole) return rowsOf(whole)
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

const mapped = (fields: object, put: (value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, put(value)]))

/** Stands between texts. */
const BETWEEN = '^'

/** `null`, or an empty text, where an entry has it not. */
function tableOf(entries: Fields[]): Table {
  const names = [...new Set(entries.flatMap(Object.keys))]
  const columns = names.map((name) => [name, lettered(entries.map((entry) => entry[name] ?? null))] as const)
  const isMany = entries.length >= LEAST_BESIDE
  const beside = columns.flatMap(([name, column]) =>
    isMany && Array.isArray(column) && column.every(isBare) ? [name] : [],
  )
  return {
    beside,
    texts: entries.flatMap((entry) => beside.map((name) => entry[name] ?? '')).join(BETWEEN),
    '#columns': Object.fromEntries(columns.filter(([name]) => !beside.includes(name))),
  }
}

const isBare = (value: unknown) =>
  value === null || (typeof value === 'string' && value !== '' && !value.includes(BETWEEN))

function lettered(column: unknown[]): unknown {
  const texts = column.map((value) => JSON.stringify(value))
  const each = [...new Set(texts)]
  if (each.length > column.length / OFTEN) return column
  return {
    '#each': each.map((text) => JSON.parse(text)),
    of: texts.map((text) => String.fromCharCode(FIRST_LETTER + each.indexOf(text))).join(''),
  }
}

function rowsOf({ '#columns': columns, beside, texts }: Table): Fields[] {
  const all = texts.split(BETWEEN).map((text) => text || null)
  const own = beside.map((name, nth) => [name, all.filter((_, at) => at % beside.length === nth)])
  const fields = [...Object.entries(columns), ...own] as [string, unknown[]][]
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
