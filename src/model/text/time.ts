/**
 * RFC 3339; without an offset it is the local time of the phone, whose zone the dump does not tell. Every text of this
 * form is a time that `Date` takes.
 */
export const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/

/** No two time zones are further apart, in milliseconds. */
export const FARTHEST_ZONES = 26 * 3_600_000

/** `2026-11-24 14:20` of `2026-11-24T14:20:03`: to the minute, as people read it. */
export const toMinute = (time: string) => time.slice(0, 16).replace('T', ' ')

/** A time by the clock of a phone as a number, to be compared with others of that clock; NaN for what is none. */
export const at = (local: string) => Date.parse(`${local.slice(0, 19).replace(' ', 'T')}Z`)

/** A phone that travels prints the same second in another zone; `farthest`: how much another its clock may show. */
export const isSameSecond = (a: string, b: string, farthest = FARTHEST_ZONES): boolean => {
  const apart = Math.abs(at(a) - at(b))
  const beyond = apart % QUARTER
  return apart <= farthest + SECOND && Math.min(beyond, QUARTER - beyond) <= SECOND
}
const SECOND = 1000
/** Zones are quarters of an hour apart. */
const QUARTER = 15 * 60_000
