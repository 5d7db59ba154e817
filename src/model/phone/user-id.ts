/** Uids that each Android user has (AOSP `UserHandle.PER_USER_RANGE`). */
export const PER_USER = 100_000

/** The first that is given to an app as it comes; those below are the same on every phone (AOSP `Process`). */
export const FIRST_APPLICATION_UID = 10_000

const MAX_USER_ID = Math.floor((2 ** 31 - 1) / PER_USER)

/** The Android user of printed digits; undefined for a number no user can have (`UserManagerService.MAX_USER_ID`). */
export function userIdIn(digits: string | undefined): number | undefined {
  const id = digits === undefined ? Number.NaN : Number(digits)
  return Number.isInteger(id) && id >= 0 && id <= MAX_USER_ID ? id : undefined
}
