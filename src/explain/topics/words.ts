import type { Guidance } from '../../model/rule.ts'
import type { Source, Topic } from './topic.ts'

export const words: Source = (_rules, { guidance, text }) =>
  guidance.topics.map((topic: Guidance['topics'][number]) => ({
    id: topic.id,
    words: [...topic.words, ...Object.values(topic.title)],
    topic: (): Topic => ({
      id: topic.id,
      title: text(topic.title),
      sections: [{ lines: [text(topic.text)] }],
      see: topic.see,
    }),
  }))
