import { widthOf, wrap } from '../../internal.ts'
import type { Io } from '../io.ts'

/** A wait shorter than this needs no words. */
const PATIENCE = 500

/** What is waited for, after so many whole seconds. */
type Line = (seconds: number) => string

export interface Progress {
  /** What is waited for now. */
  say: (line: string | Line) => void
  /** Leaves the line empty, for something else to be written. */
  clear: () => void
  end: () => void
}

type Watched = Pick<Io, 'stderr' | 'env'>

/** Whether somebody sees a line that rewrites itself. */
export const isWatched = ({ stderr, env }: Watched, quiet = false) => !quiet && !env['CI'] && stderr.isTTY === true

/** One line on standard error that rewrites itself, each second too; nothing at all where nobody watches. */
export function progress(io: Watched, quiet = false): Progress {
  if (!isWatched(io, quiet)) return { say() {}, clear() {}, end() {} }
  const { stderr } = io
  const started = performance.now()
  let isDue = false
  let line: Line = () => ''
  let written = ''
  let shown = 0
  const clear = () => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  const show = () => {
    const told = line(Math.floor((performance.now() - started) / 1000))
    const [text = ''] = wrap(told, (stderr.columns || 80) - 1)
    if (!isDue || (text === written && shown > 0)) return
    clear()
    stderr.write(text)
    written = text
    shown = widthOf(text)
  }
  let ticking: NodeJS.Timeout | undefined
  const timer = setTimeout(() => {
    isDue = true
    show()
    ticking = setInterval(show, 1000)
  }, PATIENCE)
  return {
    say(text) {
      line = typeof text === 'string' ? () => text : text
      if (isDue) show()
    },
    clear,
    end() {
      clearTimeout(timer)
      clearInterval(ticking)
      isDue = false
      clear()
    },
  }
}
