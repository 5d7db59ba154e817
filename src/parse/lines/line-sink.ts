import type { Landmarks } from './landmarks.ts'
import type { Line } from './line.ts'

/** Tells of a line of bytes, without its line end, that it is no matter. */
export type IdleTest = (bytes: Uint8Array, at: number, end: number) => boolean

/** Takes lines. While `skipTo` is set, only lines that start as it says matter. */
export interface LineSink {
  line: (line: Line) => void
  skipTo?: Landmarks | undefined
  /** While set: a line of which it says so is only counted, unless it names the permission or is odd. */
  isIdle?: IdleTest | undefined
  /** Number of the last line that was only counted. */
  passed?: number
}
