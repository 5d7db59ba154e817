import type { Told } from './stated.ts'

/** What is found in what nobody reads. */
export interface Found {
  /** The first line that looks like one of a dump; -1 where this program wrote it, else 0. */
  sign: number
  /** The code of an archive in a mail, a page or the like. */
  carriesPacked?: string | undefined
}

/** Goes through a text, or what a text carries in a code, line by line. */
export interface Seeker extends Told {
  /** Of codes in codes. */
  depth: number
  isRtf: boolean
  /** The same, in the encoding of a country: a line of it was met. */
  other?: Seeker
  /** What its lines carry, by the code. */
  inner: (Inner | undefined)[]
}

interface Inner extends Seeker {
  /** Its first bytes, and the last line as far as it came. */
  head: string
  line: string
}

export const newSeeker = (depth = 0): Seeker => ({ depth, open: undefined, isRtf: false, column: undefined, inner: [] })

/** Whether any line may go on with what those before it said. */
export const goesOn = ({ open, column, isRtf, other }: Seeker): boolean =>
  (open ?? column) !== undefined || isRtf || (other !== undefined && goesOn(other))
