import type { Guidance } from '../../model/rule.ts'
import { lineThere } from './actions.ts'
import { countryOf, everywhere, type Source, type Topic } from './topic.ts'

export const words: Source = ({ codes }, speaker) =>
  speaker.guidance.topics.map((topic: Guidance['topics'][number]) => ({
    id: topic.id,
    words: [...topic.words, ...Object.values(topic.title)],
    topic: (): Topic => ({
      id: topic.id,
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
