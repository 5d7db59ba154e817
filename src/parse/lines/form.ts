import { isHarmless } from './kinds.ts'

/** Bytes that are looked at, and the least that tell something. */
export const SAMPLE = 1024
const LEAST = 100
/** In fewer bytes, what is packed repeats none, as the fields and the blanks of a record do. */
const FEW = 256
const MOST_OF_ONE = 1 / 16
/** A log that a terminal or a crash left its marks in has fewer. */
const MOST_CONTROLS = 0.03

/**
 * What a file is, told by its bytes alone. `known`: no text, and known to be harmless. `opaque`: whatever it holds,
 * nobody here can see it; `around`: something packed stands in it.
 */
export type Form = 'text' | 'known' | 'opaque' | 'around'

/** What a file is that begins so. */
export function formOf(beginning: Uint8Array, isUtf16: boolean): Form {
  const bytes = beginning.subarray(0, SAMPLE)
  if (bytes.length < LEAST || isUtf16 || isText(bytes)) return 'text'
  return isHarmless(bytes) ? 'known' : 'opaque'
}

/** Texts of any encoding have next to no control characters. */
function isText(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  const share = (from: number, to: number) => counts.subarray(from, to).reduce((sum, n) => sum + n, 0) / bytes.length
  // In EBCDIC a blank is what ASCII has for an at sign, and letters have the eighth bit.
  const isForeign = share(0x40, 0x41) > 0.05 && share(0x80, 0x100) > 0.3 && share(0x0a, 0x0b) + share(0x20, 0x21) === 0
  const isUneven = bytes.length < FEW && Math.max(...counts) > bytes.length * MOST_OF_ONE
  // A terminal rings and writes over what it wrote, and so does a page of a manual.
  return !isForeign && (isUneven || share(0, 0x07) + share(0x0e, 0x1b) <= MOST_CONTROLS)
}
