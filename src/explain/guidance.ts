import type { Audit } from '../model/report/audit.ts'
import type { Reference, Report } from '../model/report/report.ts'
import type { Rules } from '../model/rules/rule.ts'
import { isWritten } from './as-written.ts'
import type { Speaker } from './speaker.ts'

type Told = Report['guidance']

/**
 * What the guide says about the findings of a run, in its order, each statement with its corrections; then the law;
 * each of the country of the findings. Then what all of it rests on.
 */
export function guidanceIn(
  { statements, law, references }: Audit['guidance'],
  { regimes }: Pick<Rules, 'regimes'>,
  words: Speaker,
): Told {
  const countries = [...new Set([...statements, ...law].map(({ country }) => country))]
  const parts = countries.map((country) => {
    const ofCountry = (one: { country: string | null }) => one.country === country
    return partIn(country, statements.filter(ofCountry), law.filter(ofCountry), words.of(country))
  })
  const compared = regimes
    .filter(({ id }) => references.some((one) => one.id === id))
    .map(({ id, kind, name, text: line, checkedOn }) => ({
      id,
      kind,
      title: words.text(name),
      text: words.text(line),
      checkedOn,
    }))
  const known = [...parts.flatMap((part) => part.laws), ...compared, ...parts.flatMap((part) => part.article)]
  const said = {
    statements: parts.flatMap((part) => part.statements),
    law: parts.flatMap((part) => part.law),
    references: [
      ...known,
      ...references.filter((one) => isWritten(one, 'title')).filter(({ id }) => !known.some((one) => one.id === id)),
    ],
  }
  const named = parts.flatMap((part) => part.country ?? [])
  const [only = null] = named.length === 1 ? named : []
  const [checkedOn] = said.references
    .filter(({ kind }) => kind !== 'article')
    .map((one) => one.checkedOn)
    .sort()
  return {
    country: only,
    countries: named,
    disclaimer:
      checkedOn === undefined
        ? null
        : words.say('line.disclaimer', { date: checkedOn }) +
          (words.isOld(checkedOn) ? words.say('stale', { date: checkedOn }) : ''),
    ...said,
  }
}

function partIn(
  id: string | null,
  statements: Audit['guidance']['statements'],
  law: Audit['guidance']['law'],
  { guidance, text }: Speaker,
) {
  const { country, article } = guidance
  const told = (article?.statements ?? []).filter(isIn(statements)).map((statement) => ({
    id: statement.id,
    country: id,
    number: statement.printedNumber,
    text: text(statement.text),
    corrections: guidance.corrections
      .filter((correction) => statement.corrections.includes(correction.id))
      .map(({ id: correction, line, law: sources }) => ({ id: correction, text: text(line), sources })),
  }))
  const sentences = guidance.sentences.filter(isIn(law)).map((sentence) => ({
    id: sentence.id,
    country: id,
    text: text(sentence.text),
    sources: sentence.law,
  }))
  const guide = article && {
    id: 'article',
    kind: 'article' as const,
    title: text(article.title),
    text: text(article.note),
    checkedOn: article.publishedAt,
  }
  const cited = new Set(
    [...sentences, ...told.flatMap(({ corrections }) => corrections)].flatMap(({ sources }) => sources),
  )
  return {
    country: country && { id: country.id, name: text(country.name) },
    statements: [...told, ...othersIn(statements, told)],
    law: [...sentences, ...othersIn(law, sentences)],
    laws: guidance.law
      .filter((one) => cited.has(one.id))
      .map(
        ({ id: reference, kind, title, checkedOn, url }): Reference => ({
          id: reference,
          kind,
          title: text(title),
          text: null,
          checkedOn,
          ...(url !== undefined && { url }),
        }),
      ),
    article: told.length > 0 ? (guide ?? []) : [],
  }
}

const isIn = (list: { id: string }[]) => (one: { id: string }) => list.some((other) => other.id === one.id)

/** What these rules do not know, and who wrote the report did. */
const othersIn = <Part extends { id: string; text?: string }>(parts: Part[], known: { id: string }[]) =>
  parts.filter((one) => isWritten(one, 'text')).filter((one) => !isIn(known)(one))
