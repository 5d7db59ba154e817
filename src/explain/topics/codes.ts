import type { Text } from '../../model/rules/rule.ts'
import { qualifiers, reasons } from '../../model/vocabulary.ts'
import { fill, type Speaker } from '../speaker.ts'
import { inLanguage } from './examples.ts'
import type { Source, Told, TopicRules } from './topic.ts'

export const codes: Source = (rules, speaker) => {
  const { guidance, text } = speaker
  return [
    ...Object.keys(guidance.problems).map((code) => ({ id: code, topic: () => codeTopic(code, rules, speaker) })),
    ...plain(reasons, guidance.reasons, text),
    ...plain(qualifiers, guidance.qualifiers, text),
    ...guidance.limits.map((limit) => ({ id: limit.id, topic: () => ({ title: text(limit.text) }) })),
  ]
}

/** An error with an example, where it comes from, and every step that is ever advised. */
function codeTopic(code: string, { codes: { codes, examples: common } }: TopicRules, words: Speaker): Told {
  const { guidance, lang, say } = words
  const { title, remedy } = guidance.problems[code] ?? {}
  const told = codes[code]
  const examples = inLanguage({ ...common, ...told?.example }, lang)
  return {
    title: fill(title?.[lang] ?? '', examples),
    sections: [
      { lines: told === undefined ? [] : [told[lang]] },
      {
        heading: say('section.steps'),
        lines: (remedy?.[lang] ?? []).map((step, at) => `${at + 1}. ${fill(step, examples)}`),
      },
    ],
    see: code.startsWith('E3') ? ['export'] : code.startsWith('E2') ? ['manual'] : [],
  }
}

const plain = <Key extends string>(ids: readonly Key[], words: Record<Key, Text>, text: Speaker['text']) =>
  ids.map((id) => ({ id, topic: () => ({ title: text(words[id]) }) }))
