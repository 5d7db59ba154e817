import { copyOf, joined } from '#platform/bytes.ts'
import { BEGINNING, holdsPacked } from './kinds.ts'

/** Looks for something packed in the chunks of a file as they pass. */
export function packedWatch(): (chunk: Uint8Array, isKnown: boolean) => boolean {
  let tail: Uint8Array = new Uint8Array()
  return (chunk, isKnown) => {
    const seam = joined([tail, chunk.subarray(0, BEGINNING)])
    tail = copyOf((chunk.length < BEGINNING ? seam : chunk).subarray(-BEGINNING))
    return holdsPacked(seam, isKnown) || holdsPacked(chunk, isKnown)
  }
}
