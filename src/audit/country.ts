import type { Lender } from '../classify/index.ts'
import type { Guidance } from '../model/rule.ts'
import type { Device } from '../model/snapshot.ts'
import { wideRegions } from '../model/vocabulary.ts'

export interface Countries {
  /** Whose law and bodies the advice on an app of this lender names; null: of none. */
  ofLender: (lender: Lender) => string | null
  /** Whose numbers stand first: of the phone, or else of its lenders, where they agree. */
  ofPhone: string | null
}

/**
 * Chooses countries among those with rules. What somebody asked for holds for everything. Otherwise a lender has its
 * own, known or not, and one without a country that of the phone.
 */
export function countriesOf(device: Device, lenders: Lender[], { country, isChosen, all }: Guidance): Countries {
  if (isChosen) return { ofLender: () => country?.id ?? null, ofPhone: country?.id ?? null }
  const known = (id: string | undefined) => (id !== undefined && Object.hasOwn(all.countries, id) ? id : null)
  const own = lenders.flatMap((lender) => countryOf(lender) ?? [])
  const agreed = new Set(own).size === 1 ? own[0] : undefined
  const phone = placeOf(device, all.countries)
  const zone = countryOfZone(device.timeZone, all.countries)
  return {
    ofLender: (lender) => known(countryOf(lender) ?? phone ?? zone),
    ofPhone: known(phone ?? agreed ?? zone),
  }
}

/** A region of several countries is none. */
const countryOf = ({ rule }: Lender): string | undefined =>
  rule === undefined || wideRegions.includes(rule.region) ? undefined : rule.region.toLowerCase()

type Known = Guidance['all']['countries']

/** Networks know where they are. A language is spoken abroad: it counts where no time zone speaks against it. */
function placeOf({ country, localeCountry = '', timeZone }: Device, countries: Known): string | undefined {
  if (country !== undefined) return country
  if (!Object.hasOwn(countries, localeCountry)) return undefined
  const isPlace = timeZone?.includes('/') && !timeZone.startsWith('Etc/')
  return isPlace && countryOfZone(timeZone, countries) !== localeCountry ? undefined : localeCountry
}

const countryOfZone = (zone: string | undefined, countries: Known): string | undefined =>
  Object.entries(countries).find(([, { country }]) => zone !== undefined && country.zones.includes(zone))?.[0]
