import { type Line, textOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'

/**
 * A name by itself, and in no sentence: a value, a cell, a folder, a process, an app before its component. What was
 * used once has times in quotes. A name of two parts is one of a list; elsewhere it is a file, or a host.
 */
const NAME =
  /(?<![\w.$@&]-?|\/\/|\.\w+\/|(?<!package)=)((?<!\w[/ ]+)|[a-z]\w*\.)[A-Za-z]\w*(\.\w+)+(?![\w.$@=&]| [a-z]+ | \w+=")/g
const LOG = /^[\s\d[/-]*(\d[-/]\d\d[ T][\d:.+Z\]]+ |time=|[A-Z][/(])/

/** Keeps what may be names of apps, with their lines; of a log, which tells what is over, none. */
export function keepCells(cells: Map<string, number>, line: Line) {
  const text = textOf(line)
  if (cells.size > MOST_PACKAGES || LOG.test(text)) return
  for (const [name] of text.matchAll(NAME)) if (!cells.has(name)) cells.set(name, line.number)
}
