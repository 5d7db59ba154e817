import type { Artifact } from '../../model/phone/snapshot.ts'
import type { Form } from './form.ts'
import type { lineMaker } from './line-maker.ts'

type Encoding = Artifact['encoding']

/** A longer line is no line of a dump; what is beyond is dropped, so that a file of garbage stays small in memory. */
export const LONGEST_LINE = 8 * 1024 * 1024

/** What a text was like, besides its lines. */
export interface TextFacts extends Pick<Artifact, 'encoding' | 'lineEnding' | 'lines'> {
  doubledReturns: number
  /** Another encoding begins inside, a line was too long to be kept, or a name stands in the wrong encoding. */
  garbled: boolean
  form: Form
}

/** How far a text was read, by the readers of its encodings in turns. */
export interface Reading extends Pick<ReturnType<typeof lineMaker>, 'emit' | 'emitOdd'> {
  facts: TextFacts
  encoding: Encoding
  turnTo: (encoding: Encoding) => void
  /** Bytes of the text before the next chunk. */
  offset: number
  lineFeeds: number
  /** Its blanks are others: no line can be told by its first bytes. */
  pasted: boolean
}
