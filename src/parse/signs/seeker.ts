import type { Column } from './stated.ts'

/** What is found in what nobody reads. */
export interface Found {
  /** The first line that looks like one of a dump; -1 where this program wrote it, else 0. */
  sign: number
  /** The code of an archive in a mail, a page or the like. */
  carriesPacked?: string | undefined
}

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
