import type { Classifier } from '../classify/index.ts'
import { isPresent } from '../judge/index.ts'
import type { DeviceSnapshot } from '../model/phone/snapshot.ts'
import { isLender } from '../model/rules/lender.ts'
import type { CheckRule, RegimeRule } from '../model/rules/rule.ts'
import { isAtLeast, type Policy } from '../model/vocabulary.ts'
import { type Assessment, assessor, comparedWith, keyOfJudged, packagesOf } from './assessment.ts'
import { activeChecks, type Objection, runChecks } from './checks.ts'
import { gapsOf } from './gaps.ts'
import type { AuditOptions, Rules } from './options.ts'

type Options = AuditOptions & { policy: Policy }

/** What rules say of the apps of a phone. */
export interface Opinion {
  judged: Assessment[]
  /** Those that have anything to do with loans. */
  known: Assessment[]
  lenders: Assessment[]
  checks: CheckRule[]
  objections: Objection[]
}

export function opinionOf(judged: Assessment[], rules: Rules, options: Options): Opinion {
  const known = judged.filter(({ lender }) => lender.class !== 'none')
  const checks = activeChecks(rules, options)
  return {
    judged,
    known,
    lenders: known.filter(({ lender }) => isLender(lender.class)),
    checks,
    objections: runChecks(known, checks, rules),
  }
}

/**
 * Makes the function that tells the opinion of the built-in rules, where a user added some or put them in their place.
 */
export function builtInOpinion({ builtIn }: Rules, { builtIn: classify }: Classifier, options: Options) {
  if (builtIn === undefined || classify === undefined) return undefined
  const assess = assessor(builtIn, classify, options)
  return (snapshot: DeviceSnapshot, regime: RegimeRule | undefined) => {
    const opinion = opinionOf(comparedWith(regime, assess(snapshot)), builtIn, options)
    return { ...opinion, gaps: () => gapsOf(opinion.judged, snapshot, assess, options) }
  }
}

/** Apps of which other rules say worse, and lenders by these rules alone, of which something was not seen. */
export function judgedMilder(own: Opinion, other: Opinion & { gaps: () => DeviceSnapshot['gaps'] }): Set<string> {
  const key = ({ judged }: Objection) => keyOfJudged(judged)
  // The worst comes first, and stands.
  const said = new Map([...own.objections].reverse().map((one) => [key(one), one.severity]))
  const worse = other.objections.filter((one) => !isAtLeast(said.get(key(one)) ?? 'note', one.severity))
  const ours = packagesOf(own.lenders)
  const unheard = other.lenders.filter(({ app, verdict }) => isPresent(verdict.presence) && !ours.has(app.packageName))
  const open = unheard.length > 0 && other.gaps().some(({ incomplete }) => incomplete) ? unheard : []
  return packagesOf([...worse.map(({ judged }) => judged), ...open])
}
