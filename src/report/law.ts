import type { Report } from '../model/report/report.ts'
import type { Words } from './style.ts'

const countriesOf = ({ countries = [], country }: Report['guidance']) =>
  countries.length > 0 || !country ? countries : [country]

/** A heading, with the country that what stands below it is of. */
export const headingIn = (
  text: string,
  id: string | null | undefined,
  guidance: Report['guidance'],
  words: Words,
): string => {
  const name = countriesOf(guidance).find((one) => one.id === id)?.name
  return name === undefined ? text : words('join.beside', { text, beside: name })
}

/** The law, by the country that it is of. */
export const lawByCountry = (guidance: Report['guidance']) => {
  const { law } = guidance
  const named = countriesOf(guidance)
  const ofNone = law.filter((one) => !named.some(({ id }) => id === one.country))
  return [
    ...named.map(({ id, name }) => ({ id, name, law: law.filter((one) => one.country === id) })),
    { id: null, name: undefined, law: ofNone },
  ].filter((part) => part.law.length > 0)
}
