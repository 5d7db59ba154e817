import { type Line, textOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'

/**
 * A name by itself, and in no sentence: a value, a cell, a folder, a process, an app before its component. What was
 * used once has times in quotes. A name of two parts is one of a list; elsewhere it is a file, or a host.
 */
const NAME =
  /(?<![\w.$@&]-?|\/\/|\.\w+\/|(?<!package)=)((?<!\w[/ ]+)|[a-z]\w*\.)[A-Za-z]\w*(\.\w+){1,30}(?![\w.$@=&]| [a-z]+ | \w+=")/g
const LOG = /^[\s\d[/-]*(\d[-/]\d\d[ T][\d:.+Z\]]+ |time=|[A-Z][/(])/

/** Where a name stands: its first line, and each column or field that it fills. */
interface Cell {
  line: number
  fields: string[]
}

export type Cells = Map<string, Cell>

/** Keeps what may be names of apps, with their places; of a log, which tells what is over, none. */
export function keepCells(cells: Cells, line: Line) {
  const text = textOf(line)
  if (cells.size > MOST_PACKAGES || LOG.test(text)) return
  for (const { 0: name, index } of text.matchAll(NAME)) {
    const cell = cells.get(name) ?? { line: line.number, fields: [] }
    cells.set(name, cell)
    const field = fieldOf(text.slice(Math.max(0, index - NEAR), index), text.slice(index + name.length), text)
    if (field && !cell.fields.includes(field) && cell.fields.length < MOST_FIELDS) cell.fields.push(field)
  }
}

/** That one name fills. */
const MOST_FIELDS = 20
/** Names of fields, and columns before that of a name, are no longer. In UTF-16 units. */
const NEAR = 200

/** What fills a cell of a table or a text of JSON or XML is of its field or column; all of a list of JSON is of one. */
function fieldOf(before: string, after: string, text: string): string | undefined {
  if (!/(^|[,;\t|"'>])\s*$/.test(before) || !/^\s*($|[,;\t|"'<])/.test(after)) return undefined
  const [, field] = /([\w-]+)["']?\s*[:=>]\s*["']?\s*$/.exec(before) ?? []
  const isJson = /^\s*[[{]|:\s*\[/.test(text.slice(0, NEAR))
  return field ?? (isJson ? '1' : String(before.split(/[,;\t|]/).length))
}
