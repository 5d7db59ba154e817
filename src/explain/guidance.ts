import type { Audit } from '../model/audit.ts'
import type { Reference, Report } from '../model/report.ts'
import type { RegimeRule, RuleSet } from '../model/rule.ts'
import { isWritten } from './as-written.ts'
import type { Speaker } from './speaker.ts'

/**
 * What the guide says about the findings of a run, each statement with its corrections; then the law, and what all of
 * it rests on.
 */
export function guidanceIn(
  { statements, law, references }: Audit['guidance'],
  { regimes }: Pick<RuleSet, 'regimes'>,
  speaker: Speaker,
): Report['guidance'] {
  const { guidance, text } = speaker
  const said = {
    statements: statements.flatMap((one) => {
      const statement = guidance.article?.statements.find(({ id }) => id === one.id)
      if (statement === undefined) return isWritten(one, 'text') ? [one] : []
      return {
        id: statement.id,
        text: text(statement.text),
        corrections: guidance.corrections
          .filter(({ id }) => statement.corrections.includes(id))
          .map(({ id, line, law: sources }) => ({ id, text: text(line), sources })),
      }
    }),
    law: [
      ...guidance.sentences
        .filter(({ id }) => law.some((one) => one.id === id))
        .map((sentence) => ({ id: sentence.id, text: text(sentence.text), sources: sentence.law })),
      ...law
        .filter(({ id }) => !guidance.sentences.some((one) => one.id === id))
        .filter((one) => isWritten(one, 'text')),
    ],
  }
  const cited = [...said.law, ...said.statements.flatMap(({ corrections }) => corrections)]
  const known = referencesIn(
    new Set(cited.flatMap(({ sources }) => sources)),
    regimes.filter(({ id }) => references.some((one) => one.id === id)),
    speaker,
  )
  const others = references
    .filter((one) => isWritten(one, 'title'))
    .filter(({ id }) => !known.some((one) => one.id === id))
  const { country } = guidance
  return {
    country: country && { id: country.id, name: text(country.name) },
    ...said,
    references: [...known, ...others],
  }
}

function referencesIn(cited: Set<string>, regimes: RegimeRule[], { guidance, text }: Speaker): Reference[] {
  const { article } = guidance
  return [
    ...guidance.law
      .filter(({ id }) => cited.has(id))
      .map(({ id, kind, title: name, checkedOn }) => ({ id, kind, title: text(name), text: null, checkedOn })),
    ...regimes.map(({ id, kind, name, text: line, checkedOn }) => ({
      id,
      kind,
      title: text(name),
      text: text(line),
      checkedOn,
    })),
    ...(article
      ? [
          {
            id: 'article',
            kind: 'article' as const,
            title: text(article.title),
            text: text(article.note),
            checkedOn: article.publishedAt,
          },
        ]
      : []),
  ]
}
