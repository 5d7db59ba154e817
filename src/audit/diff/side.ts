import type { DeviceSnapshot } from '../../model/phone/snapshot.ts'
import type { Audit } from '../../model/report/audit.ts'
import { exportedAt } from '../../model/report/exported.ts'
import { at } from '../../model/text/time.ts'

/** One of two states of a phone. */
export interface Side {
  /** As a report names it. */
  path: string
  audit: Audit
  /** What only a dump tells, and no report. A dump is audited with all its apps. */
  snapshot?: DeviceSnapshot
}

/** When it was made, by the clock of the phone: of its newest file; where none tells its time, a use plus its age. */
export function timeOf({ audit }: Side): string | null {
  if (audit.sources.some(({ capturedAt }) => capturedAt !== null)) return exportedAt(audit) ?? null
  const uses = audit.apps.flatMap(({ contacts: { lastAccess, lastReject } }) =>
    [lastAccess ?? [], lastReject ?? []].flat(),
  )
  const times = uses.flatMap(({ time, ageMs }) => (time ? [new Date(at(time) + ageMs).toISOString().slice(0, 19)] : []))
  return times.sort().at(-1) ?? null
}

/** Names every app of the phone, and not lenders alone. */
export const namesAll = ({ audit: { run } }: Side) => run.options.allApps && run.options.app === undefined

/** The sections that were seen, as one word: equal where two states looked at the same. */
export const sectionsOf = ({ audit }: Side) =>
  [...new Set(audit.sources.flatMap(({ kinds }) => kinds))].sort().join('\n')

/** Whether both were told apart by the same rules. */
export const hasSameRules = (a: Side, b: Side) => rulesOf(a) === rulesOf(b)
const rulesOf = ({ audit: { tool, run } }: Side) =>
  JSON.stringify([tool.rules, (tool.ruleFiles ?? []).map(({ sha256 }) => sha256), run.options.assumedLenders])

/** Made of the same bytes. */
export function isIdentical(a: Side, b: Side): boolean {
  const hashes = ({ audit }: Side) => [...new Set(audit.sources.map(({ sha256 }) => sha256))].sort()
  const [one, other] = [hashes(a), hashes(b)]
  return one.length > 0 && !one.includes('') && one.join() === other.join()
}
