import type { Idle } from './idle.ts'
import type { Landmarks } from './landmarks.ts'
import type { Line } from './line.ts'

/** Takes lines. While `skipTo` is set, only lines that start as it says matter. */
export interface LineSink {
  line: (line: Line) => void
  skipTo?: Landmarks | undefined
  /** While set: such a line is only counted, unless it names the permission or is odd. */
  idle?: Idle | undefined
  /** Number of the last line that was only counted. */
  passed?: number
}
