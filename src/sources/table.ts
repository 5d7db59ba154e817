import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { AuditError } from '../errors.ts'
import { APP_PACKAGE, isPackageName } from '../model/phone/package-name.ts'
import { jsonIn } from '../model/text/json.ts'
import { type Message, message, type ParamsOf, type WordKey } from '../model/words.ts'
import { cannotOpen } from './cannot-open.ts'
import type { FileContext } from './files.ts'
import { writtenIn } from './written.ts'

/** An app as a table names it. */
export interface ListedApp {
  package: string
  label?: string
  permissions?: string[]
  components?: string[]
  providers?: string[]
  queries?: string[]
}

/** A row that was read, or why not, by a key of `words.yaml`. Lines are counted from 1. */
export type Row = { line: number; app: ListedApp } | ({ line: number } & Message)

/**
 * The rows of a table of apps, in their order and some at a time: CSV whose first line names the columns, or one JSON
 * object a line. What it is, its first character tells.
 *
 * @param path a file, or `-` for standard input
 * @throws AuditError E301; E321 for a table without a column named `package`
 */
export async function* rowsOf(path: string, { cwd, stdin }: FileContext): AsyncGenerator<Row[]> {
  const chunks = path === '-' ? stdin : createReadStream(resolve(cwd, path), { highWaterMark: 1 << 18 })
  try {
    const { head, lines } = await withHead(linesIn(writtenIn(chunks)))
    if (/^\s*\{/.test(head)) yield* jsonRows(lines)
    else yield* csvRows(lines, head, path)
  } catch (cause) {
    if (cause instanceof AuditError || (cause as NodeJS.ErrnoException).code === undefined) throw cause
    throw cannotOpen(resolve(cwd, path), path, cause)
  }
}

/** Lines as they come, some at a time. */
type Lines = AsyncGenerator<string[], void>

/** The first line that says something, of those that come together, and all lines. */
async function withHead(lines: Lines): Promise<{ head: string; lines: Lines }> {
  let first = await lines.next()
  while (!first.done && first.value.length === 0) first = await lines.next()
  const together = first.done ? [] : first.value
  async function* all(): Lines {
    yield together
    yield* lines
  }
  return { head: together.find((line) => line.trim() !== '') ?? '', lines: all() }
}

const LONGEST_ROW = 1_000_000
const lists = ['permissions', 'components', 'providers', 'queries'] as const
const bad = <Key extends WordKey>(line: number, key: Key, ...params: ParamsOf<Key>): Row => ({
  line,
  ...message(key, ...params),
})

/** The lines of a text without their ends. One that never ends is cut. */
async function* linesIn(texts: AsyncGenerator<string>): Lines {
  let rest = ''
  for await (const text of texts) {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_ROW) {
      lines.push(rest)
      rest = ''
    }
    yield lines
  }
  yield [rest]
}

async function* csvRows(all: Lines, head: string, file: string): AsyncGenerator<Row[]> {
  const { parse } = await import('csv-parse/sync')
  const delimiter = EXCEL.exec(head)?.[1] ?? ['\t', ',', ';'].find((mark) => head.includes(mark)) ?? ','
  const options = { delimiter, trim: true, relax_quotes: true, relax_column_count: true }
  const cellsOf = (text: string): string[][] => {
    try {
      return parse(text, options)
    } catch {
      return []
    }
  }
  let columns: Map<string, number> | undefined
  const gather = recordsOf()
  const rowsOfRecords = (records: TextRecord[]): Row[] => {
    const whole = cellsOf(records.map(({ text }) => text).join('\n'))
    // A record that is not well formed spoils those beside it: then each is read alone.
    const apart = whole.length === records.length ? whole : records.map(({ text }) => only(cellsOf(text)))
    return records.flatMap(({ line, isOpen }, at) => {
      const cells = apart[at]
      if (columns === undefined && cells !== undefined) {
        if (EXCEL.test(cells.join(delimiter))) return []
        columns = columnsIn(cells)
        if (columns.has('package')) return []
      }
      if (!columns?.has('package')) throw noTable(file, head)
      return [isOpen || cells === undefined ? bad(line, 'row.quotes') : rowOfCells(cells, columns, line)]
    })
  }
  for await (const lines of all) yield rowsOfRecords(gather(lines))
  yield rowsOfRecords(gather([], true))
  if (columns === undefined) throw noTable(file, head)
}

/** By this line before all others Excel knows what stands between cells. */
const EXCEL = /^sep=(.)$/i

/** What columns are called elsewhere; blanks, `_` and `-` do not count. */
const NAMES = new Map([
  ['packagename', 'package'],
  ['包名', 'package'],
  ['应用包名', 'package'],
  ['appname', 'label'],
  ['应用名', 'label'],
  ['应用名称', 'label'],
])

/** Columns by their names; of two of one name the first, and a name of ours before one of others. */
function columnsIn(cells: string[]): Map<string, number> {
  const names = cells.map((cell) => cell.toLowerCase())
  const columns = new Map<string, number>()
  for (const [nth, name] of names.entries()) {
    const other = NAMES.get(name.replaceAll(/[\s_-]/g, ''))
    const called = other === undefined || names.includes(other) ? name : other
    columns.set(columns.has(called) ? `${called} ${nth}` : called, nth)
  }
  return columns
}

const only = <T>(list: T[]) => (list.length === 1 ? list[0] : undefined)

interface TextRecord {
  line: number
  text: string
  /** A quote in it has no other end. */
  isOpen: boolean
}

/** How many lines a cell may have. */
const TALLEST_CELL = 20
const NAME_CELL = new RegExp(String.raw`(^|[,;\t])[^\S\t]*"?${APP_PACKAGE}"?\s*([,;\t]|$)`)
const hasOpenQuote = (text: string) => text.includes('"') && (text.match(/"/g)?.length ?? 0) % 2 === 1

/** Makes what joins the lines of a cell that stands in quotes. A quote that never closes takes no rows below it. */
function recordsOf(): (lines: string[], isLast?: boolean) => TextRecord[] {
  let line = 0
  let open: { line: number; parts: string[] } | undefined
  return (lines, isLast = false) => {
    const records: TextRecord[] = []
    const put = (text: string, at: number, isOpen = false) => {
      if (text.trim() !== '' || isOpen) records.push({ line: at, text: isOpen ? '' : text, isOpen })
    }
    /** The first line is broken, and those after it are rows of their own. */
    const giveUp = () => {
      if (open === undefined) return
      const { line: from, parts } = open
      open = undefined
      put('', from, true)
      for (const [at, part] of parts.slice(1).entries()) put(part, from + 1 + at, hasOpenQuote(part))
    }
    for (const text of lines) {
      line++
      if (open !== undefined && (NAME_CELL.test(text) || open.parts.length >= TALLEST_CELL)) giveUp()
      if (open !== undefined) {
        open.parts.push(text)
        if (!hasOpenQuote(text)) continue
        put(open.parts.join('\n'), open.line)
        open = undefined
      } else if (hasOpenQuote(text)) open = { line, parts: [text] }
      else put(text, line)
    }
    if (isLast) giveUp()
    return records
  }
}

const noTable = (file: string, head: string) =>
  new AuditError('E321', {
    file,
    encoding: head.includes('\ufffd') ? 'UTF-8' : undefined,
    sample: '{"package": "com.example.app"}',
  })

function rowOfCells(cells: string[], columns: Map<string, number>, line: number): Row {
  if (cells.length > columns.size)
    return bad(line, 'row.cells', { n: String(cells.length), wanted: String(columns.size) })
  const cell = (name: string) => cells[columns.get(name) ?? -1] ?? ''
  const label = cell('label')
  const app: ListedApp = { package: cell('package') }
  if (label !== '') app.label = label
  for (const name of lists) {
    const parts = cell(name)
      .split(/[\s;]+/)
      .filter((part) => part !== '')
    if (parts.length > 0) app[name] = parts
  }
  return checked(app, line)
}

async function* jsonRows(all: Lines): AsyncGenerator<Row[]> {
  let line = 0
  for await (const lines of all)
    yield lines.flatMap((text) => {
      line++
      return text.trim() === '' ? [] : [rowOfJson(text.replace(/^\uFEFF/, ''), line)]
    })
}

function rowOfJson(text: string, line: number): Row {
  const value = jsonIn(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(line, 'row.json')
  const { package: name, label, ...rest } = value as Record<string, unknown>
  if (typeof name !== 'string') return bad(line, 'row.noPackage')
  if (label !== undefined && label !== null && typeof label !== 'string') return bad(line, 'row.type', { key: 'label' })
  const app: ListedApp = { package: name.trim(), ...(typeof label === 'string' && label !== '' && { label }) }
  for (const key of lists) {
    const list = rest[key] ?? []
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) return bad(line, 'row.type', { key })
    if (list.length > 0) app[key] = list
  }
  return checked(app, line)
}

function checked(app: ListedApp, line: number): Row {
  if (app.package === '') return bad(line, 'row.noPackage')
  // The name is printed as it is: it must be one.
  if (!isPackageName(app.package)) return bad(line, 'row.noName', { package: app.package.slice(0, 60) })
  if (app.label?.includes('\uFFFD')) return bad(line, 'row.encoding')
  return { line, app }
}
