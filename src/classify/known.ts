import type { RuleSet } from '../model/rules/rule.ts'
import type { SignalMatch, Signals } from '../model/rules/signal.ts'
import type { BesideKind } from '../model/vocabulary.ts'
import { type NameLists, partsOf } from './name-lists.ts'

/** A sign that the catalogue or a list of names gives. */
export interface Sign {
  kind: BesideKind
  match: SignalMatch
}

/** Makes the reader of what an app shares with known lenders: the prefix of its maker, a listed name, a name. */
export function knownReader(names: NameLists, vendors: Signals['vendors']) {
  return (packageName: string, labels: string[]): Sign[] => {
    const labelParts = labels.flatMap(partsOf)
    const sister = names.sisterOf(packageName)
    const brand = names.brandOf(labelParts)
    // A brand says the same of the label, and more exactly.
    const namesake = brand === undefined ? names.namesakeOf(packageName, labelParts) : undefined
    return [
      ...(sister === undefined
        ? []
        : [sign('sister', 'vendor', vendors, placeOf(sister.rule), `${sister.vendor}: ${sister.name}`)]),
      ...(brand === undefined ? [] : [sign('brand', 'brand', brand.list, brand.one.at, brand.one.name)]),
      ...(namesake === undefined
        ? []
        : [
            sign(
              'same-name',
              'same-name',
              vendors.sameName,
              placeOf(namesake.rule),
              `${namesake.rule.label}: ${namesake.name}`,
            ),
          ]),
    ]
  }
}

const sign = (
  kind: BesideKind,
  called: SignalMatch['kind'],
  { id, meaning }: Pick<SignalMatch, 'id' | 'meaning'>,
  at: string,
  match: string,
): Sign => ({ kind, match: { id, at, kind: called, match, meaning } })

/** Where a catalogue entry is written. */
const placeOf = ({ id, at }: RuleSet['lenders'][number]) => at ?? id
