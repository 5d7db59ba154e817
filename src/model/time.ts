/**
 * RFC 3339; without an offset it is the local time of the phone, whose zone the dump does not tell. Every text of this
 * form is a time that `Date` takes.
 */
export const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/

/** No two time zones are further apart, in milliseconds. */
export const FARTHEST_ZONES = 26 * 3_600_000

/** A time by the clock of a phone as a number, to be compared with others of that clock; NaN for what is none. */
export const at = (local: string) => Date.parse(`${local.slice(0, 19).replace(' ', 'T')}Z`)
