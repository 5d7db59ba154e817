import type { Lender } from '../classify/index.ts'
import type { Device } from '../model/phone/snapshot.ts'
import { rulesOf } from '../model/rules/country.ts'
import type { Guidance } from '../model/rules/rule.ts'
import { wideRegions } from '../model/vocabulary.ts'

/**
 * Chooses countries among those with rules. What somebody asked for holds for everything. Otherwise a lender has its
 * own, known or not, and one without a country that of the phone. Nobody is given a number of a place where another
 * sign says that they are not.
 */
export function countriesOf(device: Device, lenders: Lender[], { country, isChosen, all }: Guidance) {
  if (isChosen) return { ofLender: () => country?.id ?? null, ofPhone: country?.id ?? null, ofLenders: false }
  const known = (id: string | undefined) => (id !== undefined && Object.hasOwn(all.countries, id) ? id : null)
  const union = (id: string | undefined) => id && (rulesOf(all.countries, id) ?? id)
  // A region of several countries is none.
  const countryOf = ({ rule }: Lender) =>
    rule === undefined || wideRegions.includes(rule.region) ? undefined : union(rule.region.toLowerCase())
  const own = lenders.flatMap((lender) => countryOf(lender) ?? [])
  const agreed = new Set(own).size === 1 ? own[0] : undefined
  const { place, by } = placeOf(
    union(device.country),
    union(device.localeCountry),
    clockOf(device.timeZone, all.countries),
  )
  const isElsewhere = (id: string) => id !== place
  // Who went abroad keeps language and lenders of home; who is at home has no lender of elsewhere.
  const isDoubtful =
    place !== undefined &&
    ((by === 'clock' && own.length > 0 && own.every(isElsewhere)) || (by === 'language' && own.some(isElsewhere)))
  return {
    /** Whose law and bodies the advice on an app of this lender names; null: of none. */
    ofLender: (lender: Lender) => known(countryOf(lender) ?? place),
    /** Whose numbers stand first: of where the phone is, or else of its lenders, where they agree. */
    ofPhone: isDoubtful ? null : known(place ?? agreed),
    /** Only lenders speak for that. */
    ofLenders: place === undefined,
  }
}

/** A place of no country that is known, or of two at once. */
const ELSEWHERE = ''

/**
 * Where the phone is. Its networks know, if its clock says nothing else; a language is spoken abroad, and is heard
 * beside the clock, or where neither speaks.
 */
function placeOf(country: string | undefined, localeCountry: string | undefined, clock: string | undefined) {
  if (country !== undefined)
    return { place: clock === undefined || clock === country ? country : ELSEWHERE, by: 'network' }
  if (clock === undefined) return { place: localeCountry, by: 'language' }
  return { place: clock, by: clock === localeCountry ? 'clock and language' : 'clock' }
}

/** The country of a clock; undefined where it is set to that of no place. */
function clockOf(zone: string | undefined, countries: Guidance['all']['countries']): string | undefined {
  const [id] =
    Object.entries(countries).find(([, { country }]) => zone !== undefined && country.zones.includes(zone)) ?? []
  return id ?? (zone?.includes('/') && !zone.startsWith('Etc/') ? ELSEWHERE : undefined)
}
