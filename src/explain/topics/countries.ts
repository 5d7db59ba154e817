import { lazy } from '../../model/lazy.ts'
import { grouped } from '../../model/multimap.ts'
import { rulesOf } from '../../model/rules/country.ts'
import { regions } from '../../model/text/regions.ts'
import { countryOf, type Source } from './topic.ts'

/** What asks for the law of a country: of the one that was chosen, or of each. */
const LAW = ['law', 'laws', 'my rights', '法律']

/** What is known of a country, by its name: its rules, where to complain, and what to do there. */
export const countries: Source = (_rules, words) => {
  const { all, country: chosen, isChosen } = words.guidance
  const named = lazy(() => grouped(regions(), ([code]) => [rulesOf(all.countries, code.toLowerCase())]))
  return Object.keys(all.countries).flatMap((id) => {
    const there = words.of(id)
    const { guidance, text, say } = there
    const { country, channels, sentences, law } = guidance
    if (country === null) return []
    const isMeant = !isChosen || chosen?.id === id
    const command = `daicha explain --incident --country ${id}`
    return {
      id,
      words: [...Object.values(country.name), ...country.words, ...(isMeant ? LAW : [])],
      places: () => (named().get(id) ?? []).map(([, name]) => name),
      topic: () => ({
        title: countryOf(there),
        sections: [
          { lines: sentences.map((sentence) => text(sentence.text)) },
          {
            heading: say('explain.channels'),
            lines: channels.map(({ name, scope }) => say('value.channel', { scope: text(scope), name: text(name) })),
          },
          { lines: [say('short.harassed', { command })] },
        ],
        see: isMeant ? law.map((one) => one.id) : [],
      }),
    }
  })
}
