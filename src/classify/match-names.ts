import type { LenderRule } from '../model/rule.ts'
import { found, type Matcher, NONE } from './matcher.ts'

/** Apps of the maker of a catalogued lender, and apps that show the name of one. */
export const vendorMatcher: Matcher<'vendors'> =
  ({ signals: { vendors }, names }) =>
  ({ app: { packageName }, labelParts }) => {
    const sister = names.sisterOf(packageName)
    const namesake = names.namesakeOf(packageName, labelParts)
    if (sister === undefined && namesake === undefined) return NONE
    const { sameName } = vendors
    // A brand says the same of the label, and more exactly.
    const isNamesake = namesake !== undefined && names.brandOf(labelParts) === undefined
    return [
      ...(sister === undefined
        ? NONE
        : [
            found(
              'vendor',
              { ...vendors, at: placeOf(sister.rule) },
              vendors.points,
              `${sister.vendor}: ${sister.name}`,
            ),
          ]),
      ...(isNamesake
        ? [
            found(
              'same-name',
              { ...sameName, at: placeOf(namesake.rule) },
              sameName.points,
              `${namesake.rule.label}: ${namesake.name}`,
            ),
          ]
        : NONE),
    ]
  }

/** Labels that are the name of a lender whose package is not known. */
export const brandMatcher: Matcher<'brands'> =
  ({ names }) =>
  ({ labelParts }) => {
    const brand = names.brandOf(labelParts)
    return brand === undefined
      ? NONE
      : [found('brand', { ...brand.list, at: brand.one.at }, brand.list.points, brand.one.name)]
  }

/** Well-known apps that are no lenders, whatever else they show. */
export const lookalikeMatcher: Matcher<'lookalikes'> =
  ({ names }) =>
  ({ app: { packageName } }) => {
    const list = names.lookalikeOf(packageName)
    return list === undefined ? NONE : [found('lookalike', list, 0, packageName)]
  }

/** Where a catalogue entry is written. */
const placeOf = ({ id, at }: LenderRule & { at?: string }) => at ?? id
