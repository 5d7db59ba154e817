import { latin1In, ofText, placeOf } from '#platform/bytes.ts'

const NAME = ofText('READ_CONTACTS')
/** Six bytes of it, which stand in next to nothing else: Node finds them in half the time. */
export const NAME_PART = ofText('D_CONT')
const PREFIX = 'android.permission.'
/** Behind the name of a permission. */
export const STATE = ': granted='

/**
 * Counts where a stretch of bytes speaks of the permission to read contacts. It knows nothing of sections and records:
 * what it counts, whoever reads the line has to claim.
 */
export function mentionsIn(bytes: Uint8Array, start: number, end: number): number {
  const part = bytes.subarray(start, end)
  let count = 0
  for (let at = placeOf(part, NAME); at !== -1; at = placeOf(part, NAME, at + NAME.length))
    if (isMention(part, at, part.length)) count++
  return count
}

/**
 * Look-alikes of makers (`..._PRIVACY_DATA`, `com.example.permission.READ_CONTACTS`) and app ops are other names. A
 * name that a damaged byte or two keep from being the platform's is not, where a state stands behind it.
 */
function isMention(bytes: Uint8Array, at: number, end: number): boolean {
  const behind = at + NAME.length
  if (behind < end && isWordByte(bytes[behind] as number)) return false
  const before = latin1In(bytes, Math.max(0, at - PREFIX.length - 3), at)
  // Behind another word and a point it is a name of somebody's own.
  if (before.endsWith(PREFIX)) return !/[A-Za-z]\w?\.$/.test(before.slice(0, -PREFIX.length))
  if (latin1In(bytes, behind, behind + STATE.length) !== STATE) return false
  return endsLike(before, PREFIX)
}

const isWordByte = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f

/** Whether a text ends as another, but for one or two characters that are changed, lost or new. */
export function endsLike(text: string, end: string): boolean {
  const agrees = (at: number, to: number, errors: number): boolean => {
    if (to <= errors) return true
    if (errors < 0) return false
    if (at > 0 && text[at - 1] === end[to - 1]) return agrees(at - 1, to - 1, errors)
    return (
      (at > 0 && (agrees(at - 1, to - 1, errors - 1) || agrees(at - 1, to, errors - 1))) ||
      agrees(at, to - 1, errors - 1)
    )
  }
  return agrees(text.length, end.length, 2)
}
