import type { Classifier } from '../classify/index.ts'
import { isPresent } from '../judge/index.ts'
import { isLender } from '../model/lender.ts'
import type { RegimeRule } from '../model/rule.ts'
import type { DeviceSnapshot } from '../model/snapshot.ts'
import { compareSeverity } from '../model/vocabulary.ts'
import { type Assessment, assessAll, comparedWith } from './assessment.ts'
import { activeChecks, type Objection, runChecks } from './checks.ts'
import { gapsOf } from './gaps.ts'
import type { AuditOptions, Policy, Rules } from './options.ts'

/**
 * Apps of which the built-in rules say worse than those that a user added or put in their place, and lenders by these rules
 * alone, of which something was not seen.
 */
export function milder(
  { objections, lenders }: { objections: Objection[]; lenders: Assessment[] },
  snapshot: DeviceSnapshot,
  { builtIn }: Rules,
  { builtIn: classify }: Classifier,
  compared: RegimeRule | undefined,
  options: AuditOptions & { policy: Policy },
): Set<string> {
  if (builtIn === undefined || classify === undefined) return new Set()
  const judged = comparedWith(compared, assessAll(snapshot, builtIn, classify, options))
  const known = judged.filter(({ lender }) => lender.class !== 'none')
  const key = ({ judged: { app, user } }: Objection) => `${app.packageName}\0${user.userId}`
  // The worst comes first, and stands.
  const said = new Map([...objections].reverse().map((one) => [key(one), one.severity]))
  const worse = runChecks(known, activeChecks(builtIn, options), builtIn).filter((one) => {
    const severity = said.get(key(one)) ?? 'note'
    return compareSeverity(one.severity, severity) < 0
  })
  const ours = new Set(lenders.map(({ app }) => app.packageName))
  const unheard = known.filter(
    ({ app, lender, verdict }) => isLender(lender.class) && isPresent(verdict.presence) && !ours.has(app.packageName),
  )
  const gaps = unheard.length === 0 ? [] : gapsOf(judged, snapshot, builtIn, classify, options)
  const open = gaps.some(({ incomplete }) => incomplete) ? unheard : []
  return new Set([...worse.map(({ judged }) => judged), ...open].map(({ app }) => app.packageName))
}
