import { SLASH, SMALL_A, SMALL_Z, SPACE } from './ascii.ts'
import { type Landmarks, landmarkAt } from './landmarks.ts'
import type { Line } from './line.ts'

/** Takes lines. While `skipTo` is set, only lines that start as it says matter. */
export interface LineSink {
  line: (line: Line) => void
  skipTo?: Landmarks<true> | undefined
  /** While set: such a line is only counted, unless it names the permission or is odd. */
  idle?: Idle | undefined
  /** While set: of what is no text, only lines that hold words matter. */
  onlyWords?: boolean
  /** Number of the last line that was only counted. */
  passed?: number
}

/**
 * Lines that are no matter, because of how they begin: with so many blanks or more, and, where it says so, in an even
 * column with a letter or a path and with none of `without`.
 */
export type Idle = ReturnType<typeof idle>

/** All are of one shape, for which V8 compiles the loop over the lines. */
export const idle = (blanks: number, without?: Landmarks<true>) => ({ blanks, without })

export function isIdle({ blanks, without }: Idle, bytes: Uint8Array, from: number, end: number): boolean {
  let at = from
  while (at < end && bytes[at] === SPACE) at++
  const indent = at - from
  if (indent < blanks || at === end) return false
  if (without === undefined) return true
  const letter = (bytes[bytes[at] === SLASH ? at + 1 : at] as number) | SPACE
  if (indent % 2 === 1 || letter < SMALL_A || letter > SMALL_Z) return false
  return landmarkAt(without, bytes, at, end) === undefined
}
