import type { Speaker } from './speaker.ts'

/** The countries whose law and bodies are known, each with the code that chooses it. */
export const countriesInWords = ({ guidance, say, text }: Speaker): string =>
  Object.entries(guidance.all.countries)
    .map(([id, { country }]) => say('country.code', { name: text(country.name), id }))
    .join(say('join.comma'))

/** How to get the law and the numbers of one of them, in a line; or that none are known of the one that was chosen. */
export function countryHint(
  { guidance: { country, isChosen, withoutRules }, say }: Speaker,
  list: string,
): string | null {
  if (withoutRules) return say('emergency.elsewhere')
  return country || isChosen ? null : say('emergency.hint', { list })
}
