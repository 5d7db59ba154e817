import { labelled } from '../../model/words.ts'
import type { Speaker } from '../speaker.ts'
import { actionLine } from './actions.ts'
import { countryOf, everywhere, type Source } from './topic.ts'

export const checks: Source = (rules, speaker) =>
  rules.checks.map((check) => ({
    id: check.id,
    topic: () => {
      const { text, say, guidance } = speaker
      const label = { label: 'App' }
      return {
        title: text(check.title, label),
        sections: [
          { lines: [say('explain.severity', { severity: say(`severity.${check.severity}`) })] },
          { heading: say('section.meaning'), lines: [text(check.meaning, label)] },
          { heading: say('section.steps'), lines: check.actions.flatMap((id) => actionLine(id, rules, speaker)) },
          ...everywhere(speaker).flatMap((there) => [
            {
              heading: say('join.beside', { text: say('section.guidance'), beside: countryOf(there) }),
              lines: check.guidance.flatMap((id) => statementLines(id, there)),
            },
            {
              heading: say('join.beside', { text: say('section.law'), beside: countryOf(there) }),
              lines: there.guidance.sentences
                .filter(({ id }) => check.law.includes(id))
                .map((sentence) => text(sentence.text)),
            },
          ]),
          {
            heading: say('section.limits'),
            lines: guidance.limits.filter(({ onFindings }) => onFindings).map((limit) => text(limit.text)),
          },
        ],
        see: [...check.guidance, ...check.law],
      }
    },
  }))

function statementLines(id: string, { guidance, text, say }: Speaker): string[] {
  const statement = guidance.article?.statements.find((candidate) => candidate.id === id)
  if (statement === undefined) return []
  const corrections = guidance.corrections.filter((correction) => statement.corrections.includes(correction.id))
  return [
    `[${id}] ${text(statement.text)}`,
    ...corrections.map((correction) =>
      labelled(`${say('line.correction')} ${correction.id}`, text(correction.line), say),
    ),
  ]
}
