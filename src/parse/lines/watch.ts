import { copyOf, joined } from '#platform/bytes.ts'

/** Looks for what is no longer than `most` bytes in the chunks of a file as they pass. */
export function watchFor(most: number, isIn: (bytes: Uint8Array) => boolean): (chunk: Uint8Array) => boolean {
  let tail: Uint8Array = new Uint8Array()
  return (chunk) => {
    const seam = joined([tail, chunk.subarray(0, most)])
    tail = copyOf((chunk.length < most ? seam : chunk).subarray(-most))
    return isIn(seam) || isIn(chunk)
  }
}
