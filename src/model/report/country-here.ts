import type { Audit } from './audit.ts'

/** The country that the phone itself says it is in: numbers of no other are the reader's. */
export const countryHere = ({ country }: Audit['emergency']): string | null =>
  country === null || country.ofLenders ? null : country.id
