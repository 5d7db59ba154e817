import { copyOf, joined } from '#platform/bytes.ts'
import { LONGEST_LINE } from './reading.ts'

/** The line that a chunk ends in, until its end comes. Of one that is too long the rest is dropped. */
export function carriedLine() {
  let parts: Uint8Array[] = []
  let kept = 0
  let dropped = 0
  return {
    isOpen: () => kept > 0,

    add(rest: Uint8Array) {
      if (rest.length === 0) return
      const part = rest.subarray(0, LONGEST_LINE - kept)
      dropped += rest.length - part.length
      parts.push(copyOf(part))
      kept += part.length
    },

    /** The line with its last part; `before`: how many bytes came before that, with what was dropped. */
    taken(last: Uint8Array): { bytes: Uint8Array; before: number; isCut: boolean } {
      const line = { bytes: joined([...parts, last]), before: kept + dropped, isCut: dropped > 0 }
      parts = []
      kept = 0
      dropped = 0
      return line
    },
  }
}
