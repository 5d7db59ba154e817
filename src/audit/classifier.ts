import { hasOptions } from '#platform/options.ts'
import { type Classifier, classifier } from '../classify/index.ts'
import type { RuleSet } from '../model/rules/rule.ts'
import type { AuditOptions } from './options.ts'

/**
 * What tells lenders in an audit; a run over many inputs makes it once. Where a user added rules, whatever either these
 * or the built-in ones care for is read.
 */
export function classifierOf(
  rules: RuleSet,
  { assumeLender: assumed = [] }: Pick<AuditOptions, 'assumeLender'>,
): Classifier {
  const classify = classifier(rules, { assumed, signalsOfListed: false })
  if (!hasOptions || rules.builtIn === undefined) return classify
  const builtIn = classifier(rules.builtIn, { assumed, signalsOfListed: false })
  const { worthReading: isOurs } = classify
  const worthReading: Classifier['worthReading'] = (...app) => isOurs(...app) || builtIn.worthReading(...app)
  const keywords = [...new Set([...classify.keywords, ...builtIn.keywords])]
  return Object.assign(classify, { worthReading, keywords, builtIn })
}
