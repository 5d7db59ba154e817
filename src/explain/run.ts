import type { Finding, Reference, Report } from '../model/report.ts'
import type { RegimeRule } from '../model/rule.ts'
import type { RunVerdict } from '../model/vocabulary.ts'
import type { Speaker } from './speaker.ts'

/**
 * The sentence that a report begins with. It speaks of every finding, ignored ones too: that somebody accepts a finding
 * does not make it untrue.
 */
export function headline(
  verdict: RunVerdict,
  findings: Finding[],
  { complete, narrowed, policy }: { complete: boolean; narrowed: boolean; policy: Report['run']['policy'] },
  { say, count }: Speaker,
): string {
  const apps = (wanted: (finding: Finding) => boolean) =>
    new Set(findings.filter(wanted).map(({ package: name }) => name)).size
  if (verdict === 'act')
    return count(
      'headline.act',
      apps(({ ruleId }) => ruleId === 'lender-reads-contacts'),
    )
  if (verdict === 'incomplete' && complete) return say('headline.narrowed')
  if (verdict === 'clear' && policy === 'release') return say('headline.clear.release')
  if (verdict !== 'check') return say(`headline.${verdict}`)
  const counted = findings.filter(({ severity }) => severity !== 'note')
  const ignored = counted.filter(({ status }) => status !== 'open').length
  if (ignored > 0)
    return count(ignored === counted.length ? 'headline.check.ignored' : 'headline.check.beside', ignored)
  if (narrowed) return say('headline.check.narrowed')
  const declared = apps(({ ruleId }) => ruleId === 'lender-declares-contacts')
  if (declared > 0) return count('headline.check.declared', declared)
  const suspected = apps(
    ({ ruleId }) => ruleId === 'suspected-lender-reads-contacts' || ruleId === 'embedded-lender-reads-contacts',
  )
  if (suspected > 0) return count('headline.check.suspected', suspected)
  const roads = apps(({ routes }) => routes.includes('R4') || routes.includes('R6'))
  if (roads > 0) return count('headline.check.roads', roads)
  return say(complete ? 'headline.check.other' : 'headline.check.partial')
}

/**
 * What the guide says about the findings of a run, each statement with its corrections; then the law, and what all of
 * it rests on. `regime` is there when an app was found to hold what it forbids.
 */
export function guidanceFor(
  statements: string[],
  sentences: string[],
  regime: RegimeRule | undefined,
  speaker: Speaker,
): Report['guidance'] {
  const { guidance, text } = speaker
  const said = {
    statements: guidance.article.statements
      .filter(({ id }) => statements.includes(id))
      .sort((a, b) => statements.indexOf(a.id) - statements.indexOf(b.id))
      .map((statement) => ({
        id: statement.id,
        text: text(statement.text),
        corrections: guidance.corrections
          .filter(({ id }) => statement.corrections.includes(id))
          .map(({ id, line, law }) => ({ id, text: text(line), sources: law })),
      })),
    law: guidance.sentences
      .filter(({ id }) => sentences.includes(id))
      .map((sentence) => ({ id: sentence.id, text: text(sentence.text), sources: sentence.law })),
  }
  const cited = [...said.law, ...said.statements.flatMap(({ corrections }) => corrections)]
  return { ...said, references: referencesOf(new Set(cited.flatMap(({ sources }) => sources)), regime, speaker) }
}

function referencesOf(cited: Set<string>, regime: RegimeRule | undefined, { guidance, text }: Speaker): Reference[] {
  const { title, publishedAt, note } = guidance.article
  return [
    ...guidance.law
      .filter(({ id }) => cited.has(id))
      .map(({ id, kind, title: name, checkedOn }) => ({ id, kind, title: text(name), text: null, checkedOn })),
    ...(regime
      ? [
          {
            id: regime.id,
            kind: regime.kind,
            title: text(regime.name),
            text: text(regime.text),
            checkedOn: regime.checkedOn,
          },
        ]
      : []),
    { id: 'article', kind: 'article', title: text(title), text: text(note), checkedOn: publishedAt },
  ]
}
