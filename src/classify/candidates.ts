import type { RuleSet } from '../model/rule.ts'
import { classifier } from './index.ts'

/** What a capture asks of names alone: which apps are worth a look, and which are known by their name. */
export function candidates(rules: Pick<RuleSet, 'lenders' | 'signals'>) {
  const sure = rules.lenders.filter(({ confidence }) => confidence !== 'low')
  const known = new Set(sure.flatMap(({ packages }) => packages))
  const { worthReading } = classifier(rules)
  return {
    isCandidate: (packageName: string) => worthReading(packageName),
    isKnown: (packageName: string) => known.has(packageName),
  }
}
