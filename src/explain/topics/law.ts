import { labelled } from '../../model/words.ts'
import type { Speaker } from '../speaker.ts'
import { actionLine } from './actions.ts'
import { countryOf, everywhere, type Source, type TopicRules } from './topic.ts'

export const article: Source = (rules, words) => everywhere(words).flatMap((there) => articleOf(rules, there))

function articleOf(rules: TopicRules, speaker: Speaker) {
  const { guidance, text, say } = speaker
  const { article: source } = guidance
  if (source === undefined) return []
  const title = say('join.beside', { text: text(source.title), beside: source.publishedAt })
  const whole = {
    id: 'article',
    words: ['guide', '指南', '文章', text(source.title)],
    topic: () => ({
      title,
      sections: [
        { heading: countryOf(speaker), lines: [text(source.note)] },
        { lines: source.statements.map(({ id, heading }) => `[${id}] ${text(heading)}`) },
      ],
      see: source.statements.map(({ id }) => id),
    }),
  }
  const statements = source.statements.map((statement) => ({
    id: statement.id,
    topic: () => ({
      title: text(statement.heading),
      sections: [
        {
          heading: countryOf(speaker),
          lines: [
            text(statement.text),
            ...(statement.printedNumber === null ? [] : [say('explain.printed', { n: statement.printedNumber })]),
          ],
        },
        {
          heading: say('explain.corrections'),
          lines: guidance.corrections
            .filter(({ id }) => statement.corrections.includes(id))
            .flatMap(({ id, line, text: full }) => [labelled(id, text(line), say), text(full)]),
        },
        { heading: say('explain.tool'), lines: statement.tool ? [text(statement.tool)] : [] },
        { heading: say('explain.actions'), lines: statement.actions.flatMap((id) => actionLine(id, rules, speaker)) },
        { lines: [title, text(source.note)] },
      ],
      see: statement.corrections,
    }),
  }))
  return [whole, ...statements]
}

export const law: Source = (_rules, words) => everywhere(words).flatMap(lawOf)

const lawOf = (speaker: Speaker): ReturnType<Source> => {
  const { guidance, text, say } = speaker
  return [
    ...guidance.corrections.map((correction) => ({
      id: correction.id,
      topic: () => ({
        title: text(correction.line),
        sections: [
          { lines: [countryOf(speaker)] },
          { heading: say('explain.article'), lines: [text(correction.claim)] },
          { heading: say('explain.corrections'), lines: [text(correction.text)] },
        ],
        see: [
          ...(guidance.article?.statements ?? [])
            .filter(({ corrections }) => corrections.includes(correction.id))
            .map(({ id }) => id),
          ...correction.law,
        ],
      }),
    })),
    ...guidance.law.map((reference) => ({
      id: reference.id,
      topic: () => ({
        title: text(reference.title),
        sections: [
          {
            heading: countryOf(speaker),
            lines: [
              say('explain.status', {
                kind: say(`kind.${reference.kind}`),
                status: say(`status.${reference.status}`),
                date: reference.checkedOn,
              }),
            ],
          },
          { lines: [text(reference.text), ...(reference.url === undefined ? [] : [reference.url])] },
        ],
        see: guidance.sentences.filter(({ law: ids }) => ids.includes(reference.id)).map(({ id }) => id),
      }),
    })),
    ...guidance.sentences.map((sentence) => ({
      id: sentence.id,
      topic: () => ({ title: labelled(countryOf(speaker), text(sentence.text), say), see: sentence.law }),
    })),
  ]
}
