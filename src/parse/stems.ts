import { ofText } from '#platform/bytes.ts'

const LETTERS = 26
const A = 0x61
const LOWER = 0x20

const SPACE = 0x20
const NONE = 255
/** Number in the alphabet of each byte that is a letter, small or not. */
const LETTER = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte | LOWER) >= A && (byte | LOWER) < A + LETTERS && byte < 128 ? (byte | LOWER) - A : NONE,
)

/** Whether any word of a name, which ends at `end` or a blank, begins with one of some stems. */
export type StemMatcher = (bytes: Uint8Array, start: number, end: number) => boolean

/**
 * Words begin at a capital, and behind what is no letter: `com.example.cash.LoanApply_repayPlan` has `loan` and `repay`.
 * Looks at each byte once, because most of a dump is names that do not matter.
 *
 * @param stems lower-case ASCII letters, two at least
 */
export function stemMatcher(stems: Iterable<string>): StemMatcher {
  const byFirstTwo: (Uint8Array[] | undefined)[] = new Array(LETTERS * LETTERS)
  for (const stem of stems) {
    const at = (stem.charCodeAt(0) - A) * LETTERS + stem.charCodeAt(1) - A
    byFirstTwo[at] = [...(byFirstTwo[at] ?? []), ofText(stem)]
  }
  const stands = (bytes: Uint8Array, start: number, end: number, stem: Uint8Array) => {
    if (end - start < stem.length) return false
    for (let at = 2; at < stem.length; at++) if (((bytes[start + at] ?? 0) | LOWER) !== stem[at]) return false
    return true
  }
  return (bytes, start, end) => {
    let wasLetter = false
    for (let at = start; at < end - 1; at++) {
      const byte = bytes[at] as number
      if (byte >= A) {
        // Small letters, and little else that a name has.
        if (wasLetter) continue
      } else if (byte === SPACE) return false
      const letter = LETTER[byte] as number
      wasLetter = letter !== NONE
      const next = LETTER[bytes[at + 1] as number] as number
      if (!wasLetter || next === NONE) continue
      const found = byFirstTwo[letter * LETTERS + next]
      if (found === undefined) continue
      for (const stem of found) if (stands(bytes, at, end, stem)) return true
    }
    return false
  }
}
