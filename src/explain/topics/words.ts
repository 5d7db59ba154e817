import { rulesOf } from '../../model/rules/country.ts'
import { regions } from '../../model/text/regions.ts'
import type { Speaker } from '../speaker.ts'
import { lineThere } from './actions.ts'
import { countryOf, everywhere, type Source } from './topic.ts'

export const words: Source = ({ codes, topics }, speaker) =>
  topics.map((topic) => ({
    id: topic.id,
    words: [...topic.words, ...Object.values(topic.title)],
    about: topic.about,
    places: () => (topic.id === 'elsewhere' ? unknownTo(speaker) : []),
    topic: () => ({
      title: speaker.text(topic.title),
      sections: [
        { lines: [speaker.text(topic.text)] },
        ...everywhere(speaker).map((there) => ({
          heading: countryOf(there),
          lines: topic.there.flatMap((step) => lineThere(step, codes, there)),
        })),
      ],
      see: topic.see,
    }),
  }))

/** The names of all countries and regions but those that have a topic of their own. */
function unknownTo({ guidance }: Speaker): string[] {
  const named = regions()
  // Some have had a code before: VD was in Vietnam.
  const { countries } = guidance.all
  const known = named.flatMap(([code, name]) => (rulesOf(countries, code.toLowerCase()) === undefined ? [] : name))
  return named.flatMap(([, name]) => (known.includes(name) ? [] : name))
}
