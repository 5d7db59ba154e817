import { late } from '../model/late.ts'
import { lazy } from '../model/lazy.ts'
import { grouped } from '../model/multimap.ts'
import { lenderClassOf } from '../model/rules/lender.ts'
import type { LenderEntry, LenderRule } from '../model/rules/rule.ts'
import type { SignalMatch, Signals } from '../model/rules/signal.ts'
import type { Sign } from './basis.ts'
import { folded, isPlain } from './words-of.ts'

/**
 * Names that are compared whole: of a maker, a brand, a catalogued lender. An app is never its own witness.
 *
 * @param wordsIn the words that a name of plain letters is made of; nothing where some of it is no word
 */
export function nameLists(
  lenders: LenderEntry[],
  { brands, vendors }: Pick<Signals, 'brands' | 'vendors'>,
  wordsIn: (name: string) => string[] | undefined,
) {
  const byVendor = grouped(listed(lenders.filter(isNamed)), ({ name }) => [vendorOf(name) ?? ''])
  byVendor.delete('')
  // Who makes much else is no lender by name.
  for (const rule of lenders)
    if (lenderClassOf(rule) === 'embedded') for (const name of rule.packages) byVendor.delete(vendorOf(name) ?? '')
  // Names to compare with labels: most runs have none.
  const byLabel = lazy(() =>
    grouped(listed(lenders), ({ rule }) => (rule.label === undefined ? [] : partsOf(rule.label))),
  )
  const byBrand = lazy(
    () => new Map(brands.flatMap((list) => list.names.map((one) => [plain(one.name), { list, one }] as const))),
  )

  const brandIn = (part: string) => {
    const whole = byBrand().get(part)
    if (whole !== undefined) return whole
    for (const { suffixes } of brands)
      for (const suffix of suffixes)
        if (part.endsWith(suffix)) {
          const found = byBrand().get(part.slice(0, -suffix.length))
          if (found !== undefined) return found
        }
    // A long name of a script without spaces may begin a longer label.
    return part.length > 4 && FOUR_HAN().test(part) ? byBrand().get(part.slice(0, 4)) : undefined
  }

  /** A word, or a short name, is anybody's, and so is what holds a word where no source names the operator. */
  function isOwn(part: string, rule: LenderRule) {
    if (!isPlain(part)) return isNamed(rule)
    if (part.length < SHORTEST_NAME) return false
    const words = wordsIn(part)
    if (isNamed(rule)) return words?.length !== 1
    return words === undefined && !rule.label?.split(' ').some((word) => wordsIn(plain(word)) !== undefined)
  }

  return {
    hasVendor: (packageName: string) => byVendor.has(vendorOf(packageName) ?? ''),

    /**
     * What an app shares with known lenders: the prefix of its maker, a listed name that is a part of a label, or the
     * label of one of another maker, which is nobody else's. A brand says the same as that, and more exactly.
     */
    signsOf(packageName: string, labels: string[]): Sign[] {
      const vendor = vendorOf(packageName)
      const parts = labels.flatMap(partsOf)
      const sister = byVendor.get(vendor ?? '')?.find(({ name }) => name !== packageName)
      const brand = parts.map(brandIn).find((found) => found !== undefined)
      const namesake = parts
        .flatMap((part) => (brand ? [] : (byLabel().get(part) ?? []).filter(({ rule }) => isOwn(part, rule))))
        .find(({ name }) => name !== packageName && vendorOf(name) !== vendor)
      return [
        sister && sign('sister', vendors, placeOf(sister.rule), vendor ?? '', `: ${sister.name}`),
        brand && sign('brand', brand.list, brand.one.at, brand.one.name),
        namesake &&
          sign('same-name', vendors.sameName, placeOf(namesake.rule), `${namesake.rule.label}`, `: ${namesake.name}`),
      ].filter((one) => one !== undefined)
    },
  }
}

const sign = (
  kind: 'sister' | 'brand' | 'same-name',
  { id, meaning }: Pick<SignalMatch, 'id' | 'meaning'>,
  at: string,
  name: string,
  whose = '',
): Sign => ({
  kind,
  match: { id, at, kind: kind === 'sister' ? 'vendor' : kind, match: name + whose, meaning },
  of: kind === 'sister' ? { place: 'name', name } : { place: 'label', name: plain(name) },
})

/** Where a catalogue entry is written. */
const placeOf = ({ id, at }: LenderEntry) => at ?? id

/** The apps of those that lend. */
const listed = (lenders: LenderEntry[]) =>
  lenders
    .filter((rule) => rule.source !== 'example' && rule.confidence !== 'low' && lenderClassOf(rule) !== 'embedded')
    .flatMap((rule) => rule.packages.map((name) => ({ name, rule })))

/** Others are known by a lender whose operator a source names: many a store title is anybody's. */
const isNamed = ({ operator }: LenderRule) => operator !== undefined

const SHORTEST_NAME = 5

/** `com.vcredit` of `com.vcredit.ddcash`; nothing where the second part is too short to name anybody. */
function vendorOf(packageName: string): string | undefined {
  const first = packageName.indexOf('.')
  const second = packageName.indexOf('.', first + 1)
  if (first < 0 || second - first <= 4) return undefined
  return packageName.slice(0, second)
}

/** A label and what stands before its first dash, colon or bar, without marks, spaces and signs. */
export const partsOf = (label: string) => {
  const [head = ''] = label.split(/\s[-\u2013\u2014|]\s?|[:\uff1a|(\uff08]/)
  return [...new Set([plain(label), plain(head)])].filter((part) => part.length > 1)
}

export const plain = (text: string) => folded(text.normalize('NFKC').toLowerCase()).replace(SIGNS(), '')

const FOUR_HAN = late(String.raw`^\p{Script=Han}{4}`, 'u')
const SIGNS = late(String.raw`[^\p{L}\p{N}]+`, 'gu')
