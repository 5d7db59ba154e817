import { FIRST_APPLICATION_UID, PER_USER, userIdIn } from '../../model/phone/user-id.ts'
import { COLON, PARENTHESIS } from '../lines/ascii.ts'
import type { Line } from '../lines/line.ts'
import { NUMBERED } from './modes.ts'

/** `: mode=0`, ` (allow)` behind the name of an op. */
export function modeIn(rest: string): string | undefined {
  const [, word] = /^: mode=(\w+)/.exec(rest) ?? /^ \((\w+)/.exec(rest) ?? []
  return NUMBERED.find((_, number) => word === String(number)) ?? word
}

/** `AN_OP (allow / switch X=allow):`, `: mode=ignore`, `: mode=0; time=+1s ago`, from the name to the end. */
const WHOLE = /^(?: \(\w+(?: \/ switch [^\s=]+=\w+)?\):|: mode=\w+(?:; [^[\]]*)?)$/
export const isWhole = (rest: string) => WHOLE.test(rest)

const isOfName = (byte: number) => byte > 0x20 && byte < 0x7f && byte !== COLON

/** Where the name of an op ends: behind it stands a mode, `: mode=0` or ` (allow)`. Of another line none. */
export function endOfName({ bytes, start, end }: Line): number | undefined {
  let to = start + 6
  while (to < end && isOfName(bytes[to] as number)) to++
  return to < end && (bytes[to] === COLON || bytes[to + 1] === PARENTHESIS) ? to : undefined
}

/** `UserHandle.formatUid`: `1000`, `u0a143`, `u11s1000`, isolated `u0i1`. */
export function parseUid(text: string): { userId: number; appId: number } | undefined {
  const [, plain, user, kind, number] = /^(?:(\d{1,9})|u(\d+)(a|s|ai|i)(\d{1,5})):$/.exec(text) ?? []
  if (plain !== undefined) return { userId: Math.floor(Number(plain) / PER_USER), appId: Number(plain) % PER_USER }
  const userId = userIdIn(user)
  if (userId === undefined) return undefined
  const base = kind === 'a' ? FIRST_APPLICATION_UID : kind === 's' ? 0 : 90_000
  return { userId, appId: base + Number(number) }
}
