import { lazy } from '../model/lazy.ts'
import type { App } from '../model/phone/snapshot.ts'
import { LONGEST_LABEL } from '../model/report/app-name.ts'
import { lenderClassOf } from '../model/rules/lender.ts'
import type { LenderEntry, LenderRule } from '../model/rules/rule.ts'
import type { LoadedRung, SignalMatch, Signals } from '../model/rules/signal.ts'
import { remembered } from '../model/text/remembered.ts'
import { type BesideKind, type LenderClass, languages } from '../model/vocabulary.ts'
import { basisOf, certificate, entrySign } from './basis.ts'
import { type Built, besideReader, besideRules, classKeywords } from './beside.ts'
import { ladder } from './ladder.ts'
import { nameLists, plain } from './name-lists.ts'
import { type WordMatch, wordReader } from './word-reader.ts'

/** What is known of an app: its name is enough. */
export type Known = Pick<App, 'packageName'> &
  Built &
  Partial<Pick<App, 'alias' | 'labels' | 'iconLabels' | 'signers' | 'system' | 'hasFactoryCopy'>>

/** How sure we are that an app lends, and why. */
export interface Lender {
  class: LenderClass
  /** What it stands on; none: the catalogue alone decides, or nothing speaks of lending. */
  rung?: LoadedRung
  /** The rung, the words that were found, and what stands beside them. */
  basis: SignalMatch[]
  rule?: LenderEntry
  /** Taken for a lender on request; nobody looked it up. */
  assumed?: true
}

/** What was seen of an app before anything was read of it. */
interface SeenOfApp extends Pick<App, 'signers'> {
  components: Iterable<string>
  providers: Iterable<string>
}

type Standing = Pick<Lender, 'class' | 'rung' | 'basis'>

export interface Classifier {
  (app: Known): Lender
  /** Whether an app is worth reading in full: by its name, or by what was seen of it, it may be a lender. */
  worthReading: (packageName: string, seen?: SeenOfApp) => boolean
  /** Words of class names that are worth keeping; lower-case letters. */
  keywords: string[]
  /** What the built-in rules say, where a user added some. */
  builtIn?: Classifier
}

/**
 * Makes the function that tells whether an app lends: by the catalogue, by a certificate of the catalogue, by the first
 * rung of the ladder that holds.
 *
 * @param catalog false: what the catalogue says of the app itself is left out
 * @param signalsOfListed false: where the catalogue decides, the ladder is not asked
 * @param assumed packages that are taken for lenders without a look at anything
 */
export function classifier(
  { lenders, signals }: { lenders: LenderEntry[]; signals: Signals },
  {
    catalog = true,
    assumed = [],
    signalsOfListed = true,
  }: { catalog?: boolean; assumed?: string[] | 'all'; signalsOfListed?: boolean } = {},
): Classifier {
  const byPackage = new Map<string, LenderEntry>()
  for (const rule of lenders) for (const name of rule.packages) byPackage.set(name, rule)
  const isSure = (rule: LenderEntry) => rule.confidence !== 'low'
  const lends = (rule: LenderEntry) => isSure(rule) && lenderClassOf(rule) !== 'embedded'
  const bySigner = new Map(
    lenders.filter(lends).flatMap((rule) => (rule.signers ?? []).map((signer) => [signer, rule] as const)),
  )
  const words = lazy(() => wordReader(signals))
  const names = nameLists(lenders, signals, (name) => words().wordsIn(name))
  const rungOf = ladder(signals)
  const evidence = besideRules(signals)
  const besideOf = besideReader(evidence, (name) => {
    const rule = byPackage.get(name)
    return rule !== undefined && lends(rule)
  })
  const isAssumed = (name: string) => assumed === 'all' || assumed.includes(name)

  function stand(app: Known, entry: LenderEntry | undefined): Standing {
    const labels = labelsOf(app)
    const found = [...words().ofName(app.packageName), ...labels.flatMap(words().ofLabel)]
    const beside = besideOf(app)
    const known = [...(entry === undefined ? [] : [entrySign(entry)]), ...names.signsOf(app.packageName, labels)]
    if (found.length === 0 && beside.kinds.size === 0 && known.length === 0) return { class: 'none', basis: [] }
    const kinds = new Set<BesideKind>([...beside.kinds, ...known.map(({ kind }) => kind)])
    const [sign, ...others] = known
    const isInSign = ({ place, word }: WordMatch) =>
      others.length === 0 && sign?.of?.place === place && sign.of.name.includes(plain(word))
    const rung = rungOf(
      found.map((one) => (isInSign(one) ? { ...one, inSign: sign?.kind } : one)),
      kinds,
    )
    return { class: rung?.class ?? 'none', ...(rung && { rung }), basis: basisOf(rung, found, beside, known) }
  }

  const classify = (app: Known): Lender => {
    if (isAssumed(app.packageName)) return { class: 'confirmed', basis: [], assumed: true }
    const rule = catalog ? (byPackage.get(app.packageName) ?? byPackage.get(app.alias ?? '')) : undefined
    const isListed = rule !== undefined && isSure(rule) && !isSignedByOther(rule, app)
    const others = isListed || !catalog ? undefined : signerIn(bySigner, app)
    const listed = isListed ? rule : others
    if (listed !== undefined && !signalsOfListed)
      return { class: lenderClassOf(listed), basis: others ? [certificate(others)] : [], rule: listed }
    const shown = stand(app, isListed ? undefined : rule)
    if (listed === undefined)
      // What stands in the factory image is the maker's: words of its name accuse nobody.
      return app.system === true && app.hasFactoryCopy !== true ? { ...shown, class: 'none' } : shown
    const { rung, basis } = shown.rung?.class === 'none' ? withoutRung(shown) : shown
    return {
      class: lenderClassOf(listed),
      ...(rung && { rung }),
      basis: [...(others ? [certificate(others)] : []), ...basis],
      rule: listed,
    }
  }

  const isNameWorthReading = remembered(
    (packageName): boolean =>
      isAssumed(packageName) ||
      byPackage.has(packageName) ||
      names.hasVendor(packageName) ||
      words().isWorthALook(packageName),
  )
  const worthReading: Classifier['worthReading'] = (packageName, seen) =>
    isNameWorthReading(packageName) ||
    (seen !== undefined &&
      (signerIn(bySigner, seen) !== undefined ||
        speaks(besideOf({ packageName, components: [...seen.components], providers: [...seen.providers] }).kinds)))
  return Object.assign(classify, { worthReading, keywords: classKeywords(evidence) })
}

/** Of classes alone, what is worth a look at the rest of an app. */
const speaks = (kinds: ReadonlySet<BesideKind>) => kinds.has('screen') || kinds.has('sdk')

/** Every name that the app shows, once. */
const labelsOf = ({ labels = {}, iconLabels = {} }: Known) => [
  ...new Set(
    [labels, iconLabels].flatMap((texts) =>
      (['default', ...languages] as const).flatMap((language) => texts[language]?.slice(0, LONGEST_LABEL) || []),
    ),
  ),
]

/** What the catalogue knows better: that a name says something else. */
const withoutRung = ({ basis }: Standing): Pick<Lender, 'rung' | 'basis'> => ({
  basis: basis.filter(({ kind }) => kind !== 'rung'),
})

/** The certificate of the catalogued app is known, and this app has another. */
const isSignedByOther = ({ signers }: LenderRule, app: Pick<App, 'signers'>) =>
  signers !== undefined &&
  app.signers !== undefined &&
  app.signers.length > 0 &&
  !app.signers.some((signer) => signers.includes(signer))

/** A catalogued lender that is signed with the same certificate. */
function signerIn(bySigner: Map<string, LenderEntry>, { signers }: Pick<App, 'signers'>): LenderEntry | undefined {
  if (signers === undefined || bySigner.size === 0) return undefined
  for (const signer of signers) {
    const rule = bySigner.get(signer)
    if (rule !== undefined) return rule
  }
  return undefined
}
