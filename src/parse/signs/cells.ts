import { type Line, textOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'

/**
 * A name by itself, and in no sentence: a value, a cell, a folder, a component, a process. What was used once has times
 * in quotes.
 */
const NAME = /(?<![\w.$@&-]|\/\/|(?<!package)=)([A-Za-z]\w*(?:\.\w+)+)(?![\w.$@=&]|,? [a-z]+ | \w+=")/g
const LOG = /^[\W\d]*(\d-\d\d[ T][\d:.]+ |time=)/

/** Keeps what may be names of apps, with their lines; of a log, which tells what is over, none. */
export function keepCells(cells: Map<string, number>, line: Line) {
  const text = textOf(line)
  if (cells.size > MOST_PACKAGES || LOG.test(text)) return
  for (const [, name = ''] of text.matchAll(NAME)) if (!cells.has(name)) cells.set(name, line.number)
}
