import { type Line, textOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'

/** Keeps what may be names of apps, with their lines: a line, a value or a cell that is nothing else. */
export function keepCells(cells: Map<string, number>, line: Line) {
  if (cells.size > MOST_PACKAGES) return
  const text = textOf(line)
  for (const [, name = ''] of text.matchAll(/(?:^[\s*-]*|["'|,;\t>] ?)([A-Za-z]\w*(?:\.\w+)+) *(?=$|["'|,;\t<])/g))
    if (!cells.has(name)) cells.set(name, line.number)
}
