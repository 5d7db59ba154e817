import { widthsFor, wrap } from '../../internal.ts'
import type { Io } from '../io.ts'

/** A wait shorter than this needs no words. */
const PATIENCE = 500

export interface Progress {
  /** What is waited for now. */
  say: (text: string) => Promise<void>
  /** Leaves the line empty, for something else to be written. */
  clear: () => void
  end: () => void
}

/** One line on standard error that rewrites itself; nothing at all where nobody watches. */
export function progress({ stderr, env }: Pick<Io, 'stderr' | 'env'>, quiet = false): Progress {
  if (quiet || env['CI'] || stderr.isTTY !== true) return { say: async () => {}, clear: () => {}, end: () => {} }
  let isDue = false
  let line = ''
  let shown = 0
  const clear = () => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  const show = async () => {
    const widthOf = await widthsFor(line)
    const [text = ''] = wrap(line, (stderr.columns || 80) - 1, widthOf)
    if (!isDue) return
    clear()
    stderr.write(text)
    shown = widthOf(text)
  }
  const timer = setTimeout(() => {
    isDue = true
    if (line !== '') void show()
  }, PATIENCE)
  return {
    async say(text) {
      const isSame = text === line && shown > 0
      line = text
      if (isDue && !isSame) await show()
    },
    clear,
    end() {
      clearTimeout(timer)
      isDue = false
      clear()
    },
  }
}
