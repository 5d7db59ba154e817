import { ofText } from '#platform/bytes.ts'
import { SMALL_A, SPACE } from '../lines/ascii.ts'

const LETTERS = 26
/** Set in small letters, and in no capital. */
const LOWER = 0x20
const NONE = 255
/** Number in the alphabet of each byte that is a letter, small or not. */
const LETTER = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte | LOWER) >= SMALL_A && (byte | LOWER) < SMALL_A + LETTERS && byte < 128 ? (byte | LOWER) - SMALL_A : NONE,
)

/** Whether a name, which ends at `end` or a blank, has any of some words. */
export type WordMatcher = (bytes: Uint8Array, start: number, end: number) => boolean

/**
 * Words begin at a capital, and behind what is no letter, and end before either: `com.example.cash.LoanApply_repayPlan`
 * has `loan`, `repay` and `repayplan`. Looks at each byte once, because most of a dump is names that do not matter.
 *
 * @param words lower-case ASCII letters, three at least
 */
export function wordMatcher(words: Iterable<string>): WordMatcher {
  const byFirstThree: (Uint8Array[] | undefined)[] = new Array(LETTERS ** 3)
  for (const letters of [...words].map(ofText)) {
    const [first, second, third] = letters as unknown as [number, number, number]
    const at = ((first - SMALL_A) * LETTERS + second - SMALL_A) * LETTERS + third - SMALL_A
    byFirstThree[at] = [...(byFirstThree[at] ?? []), letters]
  }
  const stands = (bytes: Uint8Array, start: number, end: number, word: Uint8Array) => {
    const behind = start + word.length
    if (behind > end) return false
    for (let at = 3; at < word.length; at++) if (((bytes[start + at] ?? 0) | LOWER) !== word[at]) return false
    return behind === end || (bytes[behind] as number) < SMALL_A || LETTER[bytes[behind] as number] === NONE
  }
  return (bytes, start, end) => {
    let wasLetter = false
    for (let at = start; at < end - 2; at++) {
      const byte = bytes[at] as number
      if (byte >= SMALL_A) {
        // Small letters, and little else that a name has.
        if (wasLetter) continue
      } else if (byte === SPACE) return false
      const letter = LETTER[byte] as number
      wasLetter = letter !== NONE
      const second = LETTER[bytes[at + 1] as number] as number
      const third = LETTER[bytes[at + 2] as number] as number
      if (!wasLetter || second === NONE || third === NONE) continue
      const found = byFirstThree[(letter * LETTERS + second) * LETTERS + third]
      if (found === undefined) continue
      for (const word of found) if (stands(bytes, at, end, word)) return true
    }
    return false
  }
}
