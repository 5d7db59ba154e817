import { at } from '../model/text/time.ts'

/** A hundred years, in milliseconds: no clock of a phone is further off, and a date can still be made of it. */
const LONGEST = 100 * 365 * 86_400_000

/**
 * Milliseconds of a duration as Android prints it, with its sign: `+40m17s234ms`, `-2s769ms`, `0`
 * (AOSP `TimeUtils.formatDuration`); undefined for anything else, and for what is longer than a hundred years.
 */
export function ageOf(text: string): number | undefined {
  const match = /^([+-]?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text)
  if (text === '0') return 0
  if (match === null || !/\d/.test(text)) return undefined
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = match
  const total = (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  const value = total + Number(milliseconds)
  if (value > LONGEST) return undefined
  return sign === '-' && value !== 0 ? -value : value
}

/** A local time, so long before another: `2026-05-04 17:40:17`. Nothing where that is none. */
export function before(local: string, ms: number): string | undefined {
  const time = at(local) - ms
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 19).replace('T', ' ')
}
