import { type BigIntStats, lstatSync, type Stats, statSync } from 'node:fs'

/** What lies at a path, links followed; nothing of what is not there or may not be looked at: opening it says why. */
export function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch {
    return undefined
  }
}

/** What has that name itself, a link too; nothing of what is not there or may not be asked for. */
export function ownStatsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
