import { FIRST_APPLICATION_UID } from './user-id.ts'

/** Ids of apps by package, of those that were given theirs as they came. */
export type AppIds = ReadonlyMap<string, number>

export function isGivenAsItCame(appId: number | undefined): appId is number {
  return appId !== undefined && appId >= FIRST_APPLICATION_UID
}

/** Apps that somebody may have installed anew between two states of a phone. */
export const MOST_CHANGED = 2

/**
 * Whether two lists of apps are of two phones. Ids are given in the order of installation, and a new installation
 * changes that of an app. But those that a phone was sold with are the same on all of its make: so a few that disagree
 * tell two phones, and many that agree tell nothing.
 */
export function areOfTwoPhones(a: AppIds, b: AppIds): boolean {
  const nameOfId = new Map([...b].map(([name, id]) => [id, name]))
  let same = 0
  let other = 0
  for (const [name, id] of a) {
    if (b.get(name) === id) same++
    else if (b.has(name) || nameOfId.has(id)) other++
  }
  return other > Math.max(MOST_CHANGED, same / 20)
}
