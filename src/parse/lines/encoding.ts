import type { Artifact } from '../../model/phone/snapshot.ts'
import { CR, LF, TAB } from './ascii.ts'

type Encoding = Artifact['encoding']

/** Enough of a file to tell UTF-16 without a mark: every second byte of ASCII text is 0. */
const HEAD = 64
/** Code units that tell where the text of another program begins. */
const UNITS = 16

/** What a text begins as, and the length of its byte order mark. */
export function encodingOf(head: Uint8Array): { encoding: Encoding; mark: number } {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 }
  const sample = head.subarray(0, HEAD & ~1)
  const zeros = [0, 0]
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1
  })
  const half = sample.length / 2
  const [even = 0, odd = 0] = zeros
  if (half >= 4 && odd >= half * 0.8 && even === 0) return { encoding: 'utf-16le', mark: 0 }
  if (half >= 4 && even >= half * 0.8 && odd === 0) return { encoding: 'utf-16be', mark: 0 }
  return { encoding: 'utf-8', mark: 0 }
}

/**
 * Where UTF-16 begins inside UTF-8: `>` of cmd and then `>>` of PowerShell leave both in one file.
 *
 * @returns where the text of the other encoding begins, behind its mark
 */
export function utf16In(bytes: Uint8Array): { end: number; start: number; encoding: Encoding } | undefined {
  for (let zero = bytes.indexOf(0); zero !== -1; zero = bytes.indexOf(0, zero + 1)) {
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const low = encoding === 'utf-16le' ? 0 : 1
      const start = zero - (1 - low)
      if (start < 0 || start + 8 > bytes.length || !alternates(bytes, start, low)) continue
      const marked = start >= 2 && bytes[start - 2 + low] === 0xff && bytes[start - 1 - low] === 0xfe
      // Anywhere else it is a string in what some service printed.
      if (marked || start === 0 || bytes[start - 1] === LF) return { end: marked ? start - 2 : start, start, encoding }
    }
    // Whatever these zeros are, they are no letters.
    while (bytes[zero + 1] === 0) zero++
  }
  return undefined
}

function alternates(bytes: Uint8Array, start: number, low: number): boolean {
  const end = Math.min(bytes.length - 1, start + UNITS * 2)
  for (let at = start; at < end; at += 2) {
    const letter = bytes[at + low] as number
    if (bytes[at + 1 - low] !== 0 || letter === 0 || letter > 0x7e) return false
  }
  return true
}

/**
 * Bytes that tell ASCII inside of UTF-16, where Chinese reads alike for a few characters; less at the end, in a line.
 */
export const LEAST_ASCII = UNITS * 2

/** Whether ASCII begins here, inside of UTF-16, and enough of it to tell. */
export function asciiAt(bytes: Uint8Array, at: number, isEnd: boolean): boolean {
  const length = Math.min(bytes.length - at, LEAST_ASCII)
  if (length < (isEnd ? 8 : LEAST_ASCII)) return false
  let changes = 0
  for (let n = 0; n < length; n++) {
    const byte = bytes[at + n] as number
    if (byte > 0x7e || (byte < 0x20 && (byte < TAB || byte > CR))) return false
    if (n > 1 && byte !== bytes[at + n - 2]) changes++
  }
  // What draws a line, as `═` and `…` do, are letters of ASCII as well, every second of them the same.
  return changes > length / 2
}
