import type { Line } from './lines/line.ts'

/**
 * How a section ended. `proven`: its end was printed (duration line, the next service). `timeout`: dumpsys says that
 * it was cut. `eof`: the text just stopped, which proves nothing.
 */
export type Ending = 'proven' | 'timeout' | 'eof'

/** Reads the lines of one section. */
export interface SectionParser {
  line: (line: Line) => void
  /** Of what cannot be told before. */
  end?: (ending: Ending) => void
}

/** What was skipped without being understood: counts by `kind: word`. */
export type Skipped = Map<string, number>

export const skipOne = (skipped: Skipped, kind: string, word: string) => {
  const key = `${kind}: ${word}`
  // An endless variety of words must not become an endless memory.
  if (skipped.has(key) || skipped.size < 500) skipped.set(key, (skipped.get(key) ?? 0) + 1)
}
