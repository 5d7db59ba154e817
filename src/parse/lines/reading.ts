import type { Artifact } from '../../model/phone/snapshot.ts'
import type { Form } from './form.ts'

type Encoding = Artifact['encoding']

/** A longer line is no line of a dump; what is beyond is dropped, so that a file of garbage stays small in memory. */
export const LONGEST_LINE = 8 * 1024 * 1024

/** How far a text was read, by the readers of its encodings in turns. */
export type Reading = ReturnType<typeof newReading>

export const newReading = () => ({
  /** What the text is like, besides its lines. */
  facts: {
    encoding: 'utf-8' as Encoding,
    lineEnding: 'none' as Artifact['lineEnding'],
    lines: 0,
    doubledReturns: 0,
    /** Another encoding begins inside, a line was too long to be kept, or a name stands in the wrong encoding. */
    garbled: false,
    form: 'text' as Form,
    packed: undefined as string | undefined,
  },
  /** Of what comes now. */
  encoding: 'utf-8' as Encoding,
  /** Bytes of the text before the next chunk. */
  offset: 0,
  lineFeeds: 0,
  /** Lines that a return ends. */
  returned: 0,
  /** Its blanks are others: no line can be told by its first bytes. */
  pasted: false,
})
