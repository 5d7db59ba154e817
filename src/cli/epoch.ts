/** The end of the year 9999, the last that RFC 3339 can write. */
const LAST = 253_402_300_799

/** Whether `SOURCE_DATE_EPOCH` is a time: whole seconds since 1970. */
export const isEpoch = (value: string | undefined): value is string =>
  value !== undefined && /^\d{1,12}$/.test(value) && Number(value) <= LAST
