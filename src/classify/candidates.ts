import type { Rules } from '../model/rules/rule.ts'
import { classifier } from './index.ts'

/**
 * What a capture asks of names alone: which apps are worth a look, and which are known by their name.
 *
 * An APK is read where its name could change the answer. It cannot for an app that the catalogue is sure of, a lender
 * or one with a loan feature inside such as a wallet or a chat: the entry decides. Nor for one that no user has
 * installed, and one that has nothing to do with contacts (`Installed.near`), unless its package name is worth a look.
 * Apps that came with the phone are its maker's and are left out too. A package name full of lending words is still
 * asked for its name, which can raise it, or show that it is a calculator.
 */
export function candidates(rules: Pick<Rules, 'lenders' | 'signals'>) {
  const sure = rules.lenders.filter(({ confidence }) => confidence !== 'low')
  const known = new Set(sure.flatMap(({ packages }) => packages))
  const { worthReading } = classifier(rules)
  return {
    isCandidate: (packageName: string) => worthReading(packageName),
    isKnown: (packageName: string) => known.has(packageName),
  }
}
