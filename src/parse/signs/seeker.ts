import type { Column } from './stated.ts'

/** Goes through a text, or what a text carries in a code, line by line. */
export interface Seeker {
  /** Of codes in codes. */
  depth: number
  /** Lines that may still answer for a permission that was named. */
  asks: number
  isRtf: boolean
  /** Of a table, the column on contacts. */
  column: Column | undefined
  /** What its lines carry, by the code. */
  inner: (Inner | undefined)[]
}

interface Inner extends Seeker {
  /** Its first bytes, and the last line as far as it came. */
  head: string
  line: string
}

export const newSeeker = (depth = 0): Seeker => ({ depth, asks: 0, isRtf: false, column: undefined, inner: [] })
