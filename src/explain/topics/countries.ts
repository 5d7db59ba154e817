import { countryOf, everywhere, type Source, type Topic } from './topic.ts'

/** What is known of a country, by its name: its rules, where to complain, and what to do there. */
export const countries: Source = (_rules, words) =>
  everywhere(words).flatMap((there) => {
    const { guidance, text, say } = there
    const { country, channels, sentences, law } = guidance
    if (country === null) return []
    const command = `daicha explain --incident --country ${country.id}`
    return {
      id: country.id,
      words: Object.values(country.name),
      topic: (): Topic => ({
        id: country.id,
        title: countryOf(there),
        sections: [
          { lines: sentences.map((sentence) => text(sentence.text)) },
          {
            heading: say('explain.channels'),
            lines: channels.map(({ name, scope }) => say('value.channel', { scope: text(scope), name: text(name) })),
          },
          { lines: [say('short.harassed', { command })] },
        ],
        see: law.map(({ id }) => id),
      }),
    }
  })
