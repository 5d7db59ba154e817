import type { CodeTexts } from '../../model/rules/rule.ts'
import { labelled } from '../../model/words.ts'
import { channelsFor, channelsInWords } from '../channels.ts'
import { fill, type Speaker } from '../speaker.ts'
import { examplesIn } from './examples.ts'
import { countryOf, everywhere, type Source, type TopicRules } from './topic.ts'

export const actions: Source = ({ codes }, words) => [
  ...words.guidance.actions.map((action) => ({
    id: action.id,
    topic: () => ({
      title: words.text(action.line, examplesIn(codes, words.lang)),
      sections: [
        { lines: action.detail ? [words.text(action.detail, examplesIn(codes, words.lang))] : [] },
        { lines: (action.argv ?? []).map((argv) => `\`${fill(argv.join(' '), examplesIn(codes, words.lang))}\``) },
        ...everywhere(words).map((there) => ({ heading: countryOf(there), lines: lineThere(action.id, codes, there) })),
      ],
      see: everywhere(words).flatMap(
        ({ guidance }) => guidance.actions.find(({ id }) => id === action.id)?.sources ?? [],
      ),
    }),
  })),
  ...everywhere(words).flatMap((there) =>
    there.guidance.channels.map((channel) => ({
      id: channel.id,
      words: channel.id.split('.').slice(-1),
      topic: () => ({
        title: there.text(channel.name),
        sections: [{ lines: [labelled(countryOf(there), there.text(channel.scope), there.say)] }],
      }),
    })),
  ),
]

/** What a step says in one country besides. */
export function lineThere(id: string, codes: CodeTexts, there: Speaker): string[] {
  const examples = examplesIn(codes, there.lang)
  const action = there.guidance.actions.find((one) => one.id === id)
  if (action?.isOfCountry) return [there.text(action.line, examples)]
  const channels = action?.at ? channelsFor(action.at.use, undefined, there) : []
  return action?.at && channels.length > 0
    ? [there.text(action.at.line, { ...examples, channels: channelsInWords(channels, there) })]
    : []
}

export const actionLine = (id: string, { codes }: TopicRules, { guidance, text, lang }: Speaker) => {
  const action = guidance.actions.find((candidate) => candidate.id === id)
  return action ? [text(action.line, examplesIn(codes, lang))] : []
}
