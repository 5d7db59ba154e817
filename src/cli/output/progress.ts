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

/** One line on standard error that rewrites itself, each second too; nothing at all where nobody watches. */
export function progress({ stderr, env }: Pick<Io, 'stderr' | 'env'>, quiet = false): Progress {
  if (quiet || env['CI'] || stderr.isTTY !== true) return { say() {}, clear() {}, end() {} }
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
