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
