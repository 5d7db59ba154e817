import type { Gap } from '../model/snapshot.ts'

/**
 * One word about a file, or about what a phone was asked for, is enough: that of a gap which keeps the run open, where
 * there is one.
 */
export function once(gaps: Gap[]): Gap[] {
  const keyOf = ({ code, path, params }: Gap) => `${code}\0${params['what'] ?? path}\0${params['user']}`
  const open = new Set(gaps.filter(({ incomplete }) => incomplete).map(keyOf))
  const seen = new Set<string>()
  return gaps.filter((gap) => {
    const key = keyOf(gap)
    if (seen.has(key) || (open.has(key) && !gap.incomplete)) return false
    seen.add(key)
    return true
  })
}
