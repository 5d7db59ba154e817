import { lenderClassOf } from '../model/lender.ts'
import type { LenderRule } from '../model/rule.ts'
import type { Brands, Sign, Signals } from '../model/signal.ts'
import { once } from './once.ts'
import { labelsOf, type Subject, sign } from './score.ts'
import { folded } from './split.ts'

/** Names that are compared whole: of the maker, of the brand, of a catalogued lender. An app is never its own witness. */
export function knownNames(lenders: LenderRule[], { brands, vendors, lookalikes }: Signals) {
  const isNobody = new Set(vendors.not)
  const lending = lenders.filter(
    (rule) => rule.source !== 'example' && rule.confidence !== 'low' && lenderClassOf(rule) !== 'embedded',
  )
  const named = lending.flatMap((rule) => rule.packages.map((name) => ({ name, rule })))
  const byVendor = grouped(named, ({ name }) => [vendorOf(name, isNobody) ?? ''])
  byVendor.delete('')
  // Names to compare with labels: most runs have none.
  const byLabel = once(() => grouped(named, ({ rule }) => (rule.label === undefined ? [] : partsOf(rule.label))))
  const byBrand = once(
    () => new Map(brands.flatMap((list) => list.names.map((one) => [plain(one.name), { list, one }] as const))),
  )
  const listed = new Map(lookalikes.flatMap((list) => list.packages.map((name) => [name, list] as const)))

  const brandOf = (part: string) => {
    const whole = byBrand().get(part)
    if (whole !== undefined) return whole
    for (const { suffixes } of brands)
      for (const suffix of suffixes)
        if (part.endsWith(suffix)) {
          const found = byBrand().get(part.slice(0, -suffix.length))
          if (found !== undefined) return found
        }
    // A long name of a script without spaces may begin a longer label.
    return part.length > 4 && /^\p{Script=Han}{4}/u.test(part) ? byBrand().get(part.slice(0, 4)) : undefined
  }

  return {
    hasVendor: (packageName: string) => byVendor.has(vendorOf(packageName, isNobody) ?? ''),

    lookalike(packageName: string): Sign | undefined {
      const list = listed.get(packageName)
      return list && sign('lookalike', list, 0, packageName)
    },

    signs(app: Subject): Sign[] {
      const vendor = vendorOf(app.packageName, isNobody) ?? ''
      const sister = byVendor.get(vendor)?.find(({ name }) => name !== app.packageName)
      const parts = [...new Set(labelsOf(app).flatMap(partsOf))]
      const brand = parts.map(brandOf).find((found) => found !== undefined)
      const namesake = parts
        .flatMap((part) => byLabel().get(part) ?? [])
        .find(
          ({ name }) => name !== app.packageName && vendorOf(name, new Set()) !== vendorOf(app.packageName, new Set()),
        )
      return [
        ...(sister === undefined
          ? []
          : [sign('vendor', { ...vendors, at: placeOf(sister.rule) }, vendors.points, `${vendor}: ${sister.name}`)]),
        ...(brand === undefined
          ? []
          : [sign('brand', { ...brand.list, at: brand.one.at }, pointsOf(brand.list), brand.one.name)]),
        ...(namesake === undefined || brand !== undefined
          ? []
          : [
              sign(
                'same-name',
                { ...vendors.sameName, at: placeOf(namesake.rule) },
                vendors.sameName.points,
                `${namesake.rule.label}: ${namesake.name}`,
              ),
            ]),
      ]
    },
  }
}

function grouped<T>(list: T[], keysOf: (one: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    for (const key of keysOf(one)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [one])
      else group.push(one)
    }
  }
  return groups
}

const pointsOf = ({ points }: Pick<Brands, 'points'>) => points

/** Where a catalogue entry is written. */
const placeOf = ({ id, at }: LenderRule & { at?: string }) => at ?? id

/** `com.vcredit` of `com.vcredit.ddcash`; nothing where the second part names nobody. */
function vendorOf(packageName: string, isNobody: ReadonlySet<string>): string | undefined {
  const first = packageName.indexOf('.')
  const second = packageName.indexOf('.', first + 1)
  if (first < 0 || second - first <= 4) return undefined
  const vendor = packageName.slice(0, second)
  return isNobody.has(vendor.slice(first + 1)) || isNobody.has(vendor) ? undefined : vendor
}

/** A label and what stands before its first dash, colon or bar, without marks, spaces and signs. */
const partsOf = (label: string) => {
  const [head = ''] = label.split(/\s[-\u2013\u2014|]\s?|[:\uff1a|(\uff08]/)
  return [...new Set([plain(label), plain(head)])].filter((part) => part.length > 1)
}

const plain = (text: string) => folded(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, '')
