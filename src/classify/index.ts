import { ENTRY, lenderClassOf } from '../model/lender.ts'
import type { LenderRule } from '../model/rule.ts'
import type { Sign, Signals } from '../model/signal.ts'
import type { App } from '../model/snapshot.ts'
import type { LenderClass } from '../model/vocabulary.ts'
import { knownNames } from './known.ts'
import { once } from './once.ts'
import { type Subject, sign, signsOfManifest, signsOfWords } from './score.ts'
import { mayLend, wordReader } from './words.ts'

/** Names that are remembered, so that many phones need no more memory than one. */
const MANY = 50_000

/** How sure we are that an app lends, and why. */
export interface Lender {
  class: LenderClass
  /** Points of all signs; the catalogue adds none. */
  score: number
  basis: Sign[]
  rule?: LenderRule
  /** Taken for a lender on request; nobody looked it up. */
  assumed?: true
}

/** What is known of an app: its name is enough. */
export type Known = Subject & Pick<App, 'alias' | 'signers'> & Partial<Pick<App, 'system' | 'hasFactoryCopy'>>

export interface Classifier {
  (app: Known): Lender
  /** Whether a package is worth reading in full: by its name alone it may be a lender. */
  worthReading: (packageName: string) => boolean
  /** Beginnings of words in class names that speak of lending; lower-case letters. */
  stems: string[]
}

/**
 * Makes the function that tells whether an app lends.
 *
 * @param catalog false: what the catalogue says of the app itself is left out
 * @param signsOfListed false: where the catalogue decides, signs are not looked for
 * @param assumed packages that are taken for lenders without a look at anything
 */
export function classifier(
  { lenders, signals }: { lenders: LenderRule[]; signals: Signals },
  {
    catalog = true,
    assumed = [],
    signsOfListed = true,
  }: { catalog?: boolean; assumed?: string[] | 'all'; signsOfListed?: boolean } = {},
): Classifier {
  const byPackage = new Map(lenders.flatMap((rule) => rule.packages.map((name) => [name, rule] as const)))
  const reader = once(() => wordReader(signals))
  const speaks = once(() => mayLend(signals))
  const worth = new Map<string, boolean>()
  const known = knownNames(lenders, signals)
  const { likely, possible, low } = signals.levels
  const lends = (name: string) => {
    const rule = byPackage.get(name)
    return rule !== undefined && rule.confidence !== 'low' && lenderClassOf(rule) !== 'embedded'
  }
  const levelOf = (score: number): LenderClass => (score >= likely ? 'likely' : score >= possible ? 'possible' : 'none')

  function bySigns(app: Known, entry: LenderRule | undefined): Lender {
    const lookalike = known.lookalike(app.packageName)
    if (lookalike !== undefined) return { class: 'none', score: 0, basis: [lookalike] }
    const { alone, beside } = signsOfManifest(app, signals, reader(), lends)
    const basis = [...signsOfWords(app, signals, reader()), ...known.signs(app), ...alone]
    if (basis.some(({ points }) => points > 0)) {
      basis.push(...beside)
      if (entry?.confidence === 'low') basis.push(lowEntry(entry, low))
    }
    const score = round(scoreOf(basis, signals.levels))
    return { class: levelOf(score), score, basis: basis.sort((a, b) => b.points - a.points) }
  }

  const isAssumed = (name: string) => assumed === 'all' || assumed.includes(name)

  const classify = (app: Known): Lender => {
    if (isAssumed(app.packageName)) return { class: 'confirmed', score: 0, basis: [], assumed: true }
    const rule = catalog ? (byPackage.get(app.packageName) ?? byPackage.get(app.alias ?? '')) : undefined
    const isListed = rule !== undefined && rule.confidence !== 'low' && !isSignedByOther(rule, app)
    if (isListed && !signsOfListed) return { class: lenderClassOf(rule), score: 0, basis: [], rule }
    const signs = bySigns(app, rule)
    // What stands in the factory image is the maker's: words of its name accuse nobody.
    const judged = app.system === true && app.hasFactoryCopy !== true ? { ...signs, class: 'none' as const } : signs
    if (isListed) return { ...judged, class: lenderClassOf(rule), rule }
    if (rule === undefined || rule.confidence === 'low') return judged
    return { ...judged, class: 'possible', basis: [otherSigner(rule), ...judged.basis] }
  }
  const isWorth = (packageName: string) =>
    isAssumed(packageName) ||
    byPackage.has(packageName) ||
    known.hasVendor(packageName) ||
    (speaks()(packageName) && bySigns({ packageName }, undefined).class !== 'none')
  const worthReading = (packageName: string) => {
    const answer = worth.get(packageName) ?? isWorth(packageName)
    if (worth.size >= MANY) worth.clear()
    worth.set(packageName, answer)
    return answer
  }
  return Object.assign(classify, { worthReading, stems: stemsOf(signals) })
}

/** What an app is built of and asks for: it can be called a calculator, and this does not change. */
const BUILT: Sign['kind'][] = ['class', 'query', 'permission']

/**
 * The sum of all points. Where the label says that it is something else, what its words say for a lender has a limit;
 * and what words say against one takes only so much from what the app is built of.
 */
function scoreOf(basis: Sign[], { contested, floor }: Signals['levels']): number {
  const sum = (wanted: (sign: Sign) => boolean) =>
    basis.reduce((total, sign) => (wanted(sign) ? total + sign.points : total), 0)
  const isBuilt = ({ kind }: Sign) => BUILT.includes(kind)
  const good = sum((sign) => !isBuilt(sign) && sign.points > 0)
  const isContested = basis.some(({ kind, points }) => kind === 'label' && points < 0)
  const words = (isContested ? Math.min(good, contested) : good) + sum(({ points }) => points < 0)
  const built = sum(isBuilt)
  return built > 0 ? Math.max(words, floor) + built : words
}

const round = (score: number) => Math.round(score * 100) / 100

/** The certificate of the catalogued app is known, and this app has another. */
const isSignedByOther = ({ signers }: LenderRule, app: Pick<App, 'signers'>) =>
  signers !== undefined &&
  app.signers !== undefined &&
  app.signers.length > 0 &&
  !app.signers.some((signer) => signers.includes(signer))

const placed = (rule: LenderRule & { at?: string }) => ({
  id: `catalogue:${rule.id}`,
  at: rule.at ?? '',
  meaning: ENTRY,
})
const lowEntry = (rule: LenderRule, points: number) => sign('low', placed(rule), points, rule.id)
const otherSigner = (rule: LenderRule) => sign('signer', placed(rule), 0, rule.id)

/** Of a prefix, `in.finbox.mobileriskmanager`, the maker is enough to keep the whole name. */
const stemsOf = ({ classes }: Signals) => [
  ...new Set(
    classes
      .filter(({ support }) => !support)
      .flatMap(({ words, prefixes }) => [
        ...words,
        ...prefixes.map((prefix) => /^\w+\.([a-z]+)/.exec(prefix)?.[1] ?? ''),
      ])
      .filter((stem) => stem.length > 2),
  ),
]
