import type { Classifier } from '../classify/index.ts'
import type { RegimeRule } from '../model/rule.ts'
import type { DeviceSnapshot } from '../model/snapshot.ts'
import { compareSeverity } from '../model/vocabulary.ts'
import { assessAll, comparedWith } from './assessment.ts'
import { activeChecks, type Objection, runChecks } from './checks.ts'
import type { AuditOptions, Policy, Rules } from './options.ts'

/** Apps of which the built-in rules say worse than those that a user added or put in their place. */
export function milder(
  objections: Objection[],
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
  return new Set(worse.map(({ judged: { app } }) => app.packageName))
}
