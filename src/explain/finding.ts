import { isPackageName } from '../model/phone/package-name.ts'
import { nameOf } from '../model/report/app-name.ts'
import type { AuditedFinding } from '../model/report/audit.ts'
import { countryHere } from '../model/report/country-here.ts'
import type { Finding, Step } from '../model/report/finding.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import type { CheckRule } from '../model/rules/rule.ts'
import { tagOf } from '../model/vocabulary.ts'
import type { Params } from '../model/words.ts'
import { asWritten } from './as-written.ts'
import { channelsFor, channelsInWords, type Licence } from './channels.ts'
import { factsOf, type Subject } from './facts.ts'
import { onPhone, settingsPath } from './settings-path.ts'
import { fill, type Speaker } from './speaker.ts'

/** A finding in words: what it means, how we know, what to do, what it does not mean, on what it rests. */
export function explainFinding(subject: Subject, speaker: Speaker): Finding {
  const { finding, app, check } = subject
  const { text, say, lang } = speaker
  const params = placesOf(subject, speaker)
  const title = text(check.title, { ...params, label: params.name })
  return {
    ...finding,
    label: app.label,
    message: {
      lang: tagOf(lang),
      text: check.title[lang].includes('{label}') ? title : params.name + say('join.colon') + title,
    },
    meaning: [text(meaningOf(check, app), params)],
    facts: factsOf(subject, speaker),
    remediation: finding.remediation
      .flatMap((step) => stepInWords(step, subject, params, speaker))
      .filter(({ kind, commands }) => kind !== 'command' || commands.length > 0),
    notes: finding.notes.map((note) => noteInWords(note, speaker)),
    sources: sourcesOf(check, speaker),
  }
}

const meaningOf = ({ meaning, instead }: CheckRule, { contacts: { reason } }: ReportedApp) =>
  instead.find(({ reasons }) => reasons.includes(reason))?.meaning ?? meaning

function placesOf({ app, audit }: Subject, speaker: Speaker) {
  const label = app.label ?? app.package
  const name = nameOf(app, audit.users, speaker.say)
  return { label, name, package: app.package, user: app.user, path: settingsPath(audit.device, name, speaker) }
}

/** Who helps is where the phone says it is; who takes a complaint, where the lender is: named, if that is not there. */
function stepInWords(
  step: AuditedFinding['remediation'][number],
  { app, audit }: Subject,
  params: ReturnType<typeof placesOf>,
  ofLender: Speaker,
): Step[] {
  const here = ofLender.of(countryHere(audit.emergency))
  const use = ofLender.guidance.actions.find(({ id }) => id === step.id)?.at?.use
  const speaker = use === 'police' || use === 'support' ? here : ofLender
  const { guidance, text } = speaker
  const known = guidance.actions.find(({ id }) => id === step.id)
  if (known === undefined) return [{ ...asWritten(step, 'text'), commands: [] }]
  const action = onPhone(known, params.path)
  if (action === undefined) return []
  const { id, kind, detail, sources } = action
  const line = lineOf(action, app.lender.licence, params, speaker)
  return [
    {
      id,
      kind,
      text: kind === 'complaint' && speaker !== here ? named(line, speaker) : line,
      detail: detail ? text(detail, params) : null,
      commands: commandsOf(id, params, speaker),
      sources,
    },
  ]
}

const named = (line: string, { guidance: { country }, say, text }: Speaker) =>
  country ? say('value.channel', { scope: text(country.name), name: line }) : line

/** The words of the country, unless the licence of the lender singles out whom to turn to: then of which app. */
export function lineOf(
  { line, at, isOfCountry }: Speaker['guidance']['actions'][number],
  licence: Licence,
  params: Params,
  speaker: Speaker,
): string {
  const channels = at ? channelsFor(at.use, licence, speaker) : []
  const isSingled = licence !== undefined && channels.some(({ licences }) => licences?.includes(licence))
  if (at === undefined || channels.length === 0 || (isOfCountry && !isSingled)) return speaker.text(line, params)
  const told = speaker.text(at.line, { ...params, channels: channelsInWords(channels, speaker) })
  return isSingled ? speaker.say('value.channel', { scope: String(params['label']), name: told }) : told
}

function noteInWords(
  note: AuditedFinding['notes'][number],
  { guidance, say, text }: Speaker,
): Finding['notes'][number] {
  const { id, params } = note
  if (id === 'expired') return { id, params, text: say('note.expired', { date: params['date'] ?? '' }) }
  const [, qualifier] = Object.entries(guidance.qualifiers).find(([name]) => name === id) ?? []
  return qualifier === undefined ? asWritten(note, 'text') : { id, params, text: text(qualifier) }
}

/** Whoever wrote a report, a person is handed no command but those of our own steps. */
export const withOwnCommands = (finding: Finding, words: Pick<Speaker, 'guidance'>): Finding => ({
  ...finding,
  remediation: finding.remediation.map((step) => ({ ...step, commands: commandsOf(step.id, finding, words) })),
})

/** What a step has to be typed for an app. None for what is no package name: a shell would take it apart. */
function commandsOf(
  id: string,
  { package: name, user }: Pick<ReportedApp, 'package' | 'user'>,
  { guidance }: Pick<Speaker, 'guidance'>,
): Step['commands'] {
  const argvs = guidance.actions.find((action) => action.id === id)?.argv ?? []
  return isPackageName(name) ? argvs.map((argv) => argv.map((word) => fill(word, { package: name, user }))) : []
}

/** The article first, as what it is; then the laws that the check's sentences stand on. */
function sourcesOf({ guidance: statements, law }: CheckRule, { guidance, text, lang }: Speaker): Finding['sources'] {
  const laws = [...new Set(guidance.sentences.filter(({ id }) => law.includes(id)).flatMap((sentence) => sentence.law))]
  const { article } = guidance
  const guide = article && {
    id: 'article',
    kind: 'article' as const,
    title: text(article.title),
    text: article.publishedAt,
  }
  return [
    ...(guide && statements.length > 0 ? [guide] : []),
    ...guidance.law
      .filter(({ id }) => laws.includes(id))
      .map(({ id, kind, title }) => ({ id, kind, title: title[lang], text: null })),
  ]
}
