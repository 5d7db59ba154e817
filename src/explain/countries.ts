import type { Speaker } from './speaker.ts'

/** The countries whose law and bodies are known, each with the code that chooses it. */
export const countriesInWords = ({ guidance, say, text }: Speaker): string =>
  Object.entries(guidance.all.countries)
    .map(([id, { country }]) => say('country.code', { name: text(country.name), id }))
    .join(say('join.comma'))

/** How to get the law and the numbers of one of them, in a line. */
export const countryHint = ({ guidance, say }: Speaker): string =>
  say('emergency.hint', { list: Object.keys(guidance.all.countries).join(say('join.comma')) })
