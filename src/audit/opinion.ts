import type { Classifier } from '../classify/index.ts'
import { isPresent } from '../judge/index.ts'
import type { DeviceSnapshot } from '../model/phone/snapshot.ts'
import { isLender } from '../model/rules/lender.ts'
import type { RegimeRule, Rules } from '../model/rules/rule.ts'
import { isAtLeast, type Policy } from '../model/vocabulary.ts'
import { assessor, keyOfJudged, packagesOf } from './assessment.ts'
import { activeChecks, type Objection, runChecks } from './checks.ts'
import { gapsOf } from './gaps.ts'
import type { AuditOptions } from './options.ts'

/** What rules say of the apps of a phone. */
export type Opinion = ReturnType<typeof opinionOf>

export function opinionOf(
  snapshot: DeviceSnapshot,
  rules: Rules,
  classify: Classifier,
  options: AuditOptions & { policy: Policy },
) {
  const assess = assessor(rules, classify, options)
  const judged = assess(snapshot)
  /** Those that have anything to do with loans. */
  const known = judged.filter(({ lender }) => lender.class !== 'none')
  const checks = activeChecks(rules, options)
  return {
    judged,
    known,
    lenders: known.filter(({ lender }) => isLender(lender.class)),
    checks,
    objectionsBy: (regime: RegimeRule | undefined) => runChecks(known, checks, rules, regime),
    gaps: () => gapsOf(judged, snapshot, assess, options),
  }
}

/** Apps of which other rules say worse, and lenders by these rules alone, of which something was not seen. */
export function judgedMilder(own: Opinion, other: Opinion, regime: RegimeRule | undefined): Set<string> {
  const key = ({ judged }: Objection) => keyOfJudged(judged)
  // The worst comes first, and stands.
  const said = new Map([...own.objectionsBy(regime)].reverse().map((one) => [key(one), one.severity]))
  const worse = other.objectionsBy(regime).filter((one) => !isAtLeast(said.get(key(one)) ?? 'note', one.severity))
  const ours = packagesOf(own.lenders)
  const unheard = other.lenders.filter(({ app, verdict }) => isPresent(verdict.presence) && !ours.has(app.packageName))
  const open = unheard.length > 0 && other.gaps().some(({ incomplete }) => incomplete) ? unheard : []
  return packagesOf([...worse.map(({ judged }) => judged), ...open])
}
