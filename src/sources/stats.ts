import { type BigIntStats, statSync } from 'node:fs'

/** What lies at a path, links followed; nothing of what is not there or may not be looked at: opening it says why. */
export function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch {
    return undefined
  }
}
