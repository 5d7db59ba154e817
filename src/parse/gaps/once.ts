import type { Gap } from '../../model/phone/snapshot.ts'

/**
 * One word about a file, or about what a phone was asked for, is enough: that of a gap which keeps the run open, or
 * may, where there is one. What ends an archive ends the file that it was read to, too: that is told of the archive.
 */
export function once(gaps: Gap[]): Gap[] {
  const keyOf = ({ code, params }: Gap) => `${code}\0${params['what'] ?? params['file']}\0${params['user']}`
  /** How much depends on it, and whether it is told of the file that it names. */
  const weight = ({ incomplete, hidesRoutes, path, params }: Gap) =>
    (incomplete ? 4 : hidesRoutes ? 2 : 0) + Number(path === params['file'])
  const most = new Map<string, number>()
  for (const gap of gaps) most.set(keyOf(gap), Math.max(weight(gap), most.get(keyOf(gap)) ?? 0))
  const seen = new Set<string>()
  return gaps.filter((gap) => {
    const key = keyOf(gap)
    if (seen.has(key) || weight(gap) !== most.get(key)) return false
    seen.add(key)
    return true
  })
}
