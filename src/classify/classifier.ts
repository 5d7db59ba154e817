import { lenderClassOf } from '../model/lender.ts'
import type { LenderRule, RuleSet } from '../model/rule.ts'
import type { Signals } from '../model/signal.ts'
import { bySignals, type Scored } from './by-signals.ts'
import { lazy } from './lazy.ts'
import { classKeywords } from './match-manifest.ts'
import { type Known, matched } from './matcher.ts'
import { nameLists } from './name-lists.ts'
import { prefilter } from './prefilter.ts'
import { remembered } from './remembered.ts'

/** How sure we are that an app lends, and why. */
export interface Lender extends Scored {
  rule?: RuleSet['lenders'][number]
  /** Taken for a lender on request; nobody looked it up. */
  assumed?: true
}

export interface Classifier {
  (app: Known): Lender
  /** Whether a package is worth reading in full: by its name alone it may be a lender. */
  worthReading: (packageName: string) => boolean
  /** Beginnings of words in class names that speak of lending; lower-case letters. */
  keywords: string[]
}

/**
 * Makes the function that tells whether an app lends.
 *
 * @param catalog false: what the catalogue says of the app itself is left out
 * @param signalsOfListed false: where the catalogue decides, signals are not looked for
 * @param assumed packages that are taken for lenders without a look at anything
 */
export function classifier(
  { lenders, signals }: { lenders: LenderRule[]; signals: Signals },
  {
    catalog = true,
    assumed = [],
    signalsOfListed = true,
  }: { catalog?: boolean; assumed?: string[] | 'all'; signalsOfListed?: boolean } = {},
): Classifier {
  const byPackage = new Map(lenders.flatMap((rule) => rule.packages.map((name) => [name, rule] as const)))
  const lends = (name: string) => {
    const rule = byPackage.get(name)
    return rule !== undefined && rule.confidence !== 'low' && lenderClassOf(rule) !== 'embedded'
  }
  const names = nameLists(lenders, signals)
  const judge = lazy(() => bySignals({ signals, names, lends }))
  const mayLend = lazy(() => prefilter(signals))
  const isAssumed = (name: string) => assumed === 'all' || assumed.includes(name)

  const classify = (app: Known): Lender => {
    if (isAssumed(app.packageName)) return { class: 'confirmed', score: 0, basis: [], assumed: true }
    const rule = catalog ? (byPackage.get(app.packageName) ?? byPackage.get(app.alias ?? '')) : undefined
    const isListed = rule !== undefined && rule.confidence !== 'low' && !isSignedByOther(rule, app)
    if (isListed && !signalsOfListed) return { class: lenderClassOf(rule), score: 0, basis: [], rule }
    const shown = judge()(app, rule?.confidence === 'low' ? lowEntry(rule, signals.levels.low) : undefined)
    // What stands in the factory image is the maker's: words of its name accuse nobody.
    const judged = app.system === true && app.hasFactoryCopy !== true ? { ...shown, class: 'none' as const } : shown
    if (isListed) return { ...judged, class: lenderClassOf(rule), rule }
    if (rule === undefined || rule.confidence === 'low') return judged
    return { ...judged, class: 'possible', basis: [otherSigner(rule), ...judged.basis] }
  }

  const worthReading = remembered(
    (packageName) =>
      isAssumed(packageName) ||
      byPackage.has(packageName) ||
      names.hasVendor(packageName) ||
      (mayLend()(packageName) && judge()({ packageName }).class !== 'none'),
  )
  return Object.assign(classify, { worthReading, keywords: classKeywords(signals) })
}

/** The certificate of the catalogued app is known, and this app has another. */
const isSignedByOther = ({ signers }: LenderRule, app: Known) =>
  signers !== undefined &&
  app.signers !== undefined &&
  app.signers.length > 0 &&
  !app.signers.some((signer) => signers.includes(signer))

const placed = (rule: LenderRule & { at?: string }) => ({
  id: `catalogue:${rule.id}`,
  at: rule.at ?? '',
})
const lowEntry = (rule: LenderRule, points: number) => matched('low', placed(rule), points, rule.id)
const otherSigner = (rule: LenderRule) => matched('signer', placed(rule), 0, rule.id)
