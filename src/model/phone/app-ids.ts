import { FIRST_APPLICATION_UID } from './user-id.ts'

/** Ids of apps by package, of those that were given theirs as they came. */
export type AppIds = ReadonlyMap<string, number>

export const isGivenAsItCame = (appId: number | undefined): appId is number =>
  appId !== undefined && appId >= FIRST_APPLICATION_UID

/** Apps that somebody may have installed anew between two states of a phone. */
export const MOST_CHANGED = 2

/**
 * Whether two lists of apps are of two phones. Ids are given in the order of installation, and a new installation
 * changes that of an app. But those that a phone was sold with are the same on all of its make: so a few that disagree
 * tell two phones, and many that agree tell nothing.
 */
export function areOfTwoPhones(a: AppIds, b: AppIds): boolean {
  const unknown: number[] = []
  let same = 0
  let other = 0
  for (const [name, id] of a) {
    const given = b.get(name)
    if (given === id) same++
    else if (given === undefined) unknown.push(id)
    // Among many phones most pairs are told apart by their first apps.
    else if (++other > Math.max(MOST_CHANGED, a.size / 20)) return true
  }
  const taken = unknown.length > 0 ? new Set(b.values()) : undefined
  return other + unknown.filter((id) => taken?.has(id)).length > Math.max(MOST_CHANGED, same / 20)
}
