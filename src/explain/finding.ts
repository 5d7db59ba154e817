import type { Audit, AuditedFinding } from '../model/audit.ts'
import { installerInWords } from '../model/installer.ts'
import type { Finding, LastAccess, ReportedApp, Step } from '../model/report.ts'
import type { CheckRule, RegimeRule } from '../model/rule.ts'
import { type FactId, isPackageName, tagOf } from '../model/vocabulary.ts'
import type { Params } from '../model/words.ts'
import { ageInWords } from './age.ts'
import { asWritten } from './as-written.ts'
import { channelsFor, channelsInWords, type Licence } from './channels.ts'
import { basisInWords } from './lender.ts'
import { onPhone, settingsPath } from './settings-path.ts'
import { fill, type Speaker } from './speaker.ts'

/** What a finding is about, as far as its words need it. */
interface Subject {
  finding: AuditedFinding
  app: ReportedApp
  check: CheckRule
  audit: Pick<Audit, 'device' | 'sources' | 'users'>
  regime: RegimeRule | undefined
}

/** A finding in words: what it means, how we know, what to do, what it does not mean, on what it rests. */
export function explainFinding(subject: Subject, speaker: Speaker): Finding {
  const { finding, app, check } = subject
  const { text, lang } = speaker
  const params = placesOf(subject, speaker)
  return {
    ...finding,
    label: app.label,
    message: { lang: tagOf(lang), text: text(check.title, params) },
    meaning: [text(meaningOf(check, app), params)],
    facts: factsOf(subject, speaker),
    remediation: finding.remediation
      .flatMap((step) => stepInWords(step, app, params, speaker))
      .filter(({ kind, commands }) => kind !== 'command' || commands.length > 0),
    notes: finding.notes.map((note) => noteInWords(note, speaker)),
    sources: sourcesOf(check, speaker),
  }
}

const meaningOf = ({ meaning, instead }: CheckRule, { contacts: { reason } }: ReportedApp) =>
  instead.find(({ reasons }) => reasons.includes(reason))?.meaning ?? meaning

const labelOf = ({ label, package: packageName }: ReportedApp) => label ?? packageName

function placesOf({ app, audit }: Subject, speaker: Speaker) {
  const label = labelOf(app)
  return { label, package: app.package, user: app.user, path: settingsPath(audit.device, label, speaker) }
}

function stepInWords(
  step: AuditedFinding['remediation'][number],
  app: ReportedApp,
  params: ReturnType<typeof placesOf>,
  speaker: Speaker,
): Step[] {
  const { guidance, text } = speaker
  const known = guidance.actions.find(({ id }) => id === step.id)
  if (known === undefined) return [{ ...asWritten(step, 'text'), commands: [] }]
  const action = onPhone(known, params.path)
  if (action === undefined) return []
  const { id, kind, detail, sources } = action
  return [
    {
      id,
      kind,
      text: lineOf(action, app, params, speaker),
      detail: detail ? text(detail, params) : null,
      commands: commandsOf(id, params, speaker),
      sources,
    },
  ]
}

/** The words of the country, unless the licence of the lender singles out whom to turn to. */
export function lineOf(
  { line, at, isOfCountry }: Speaker['guidance']['actions'][number],
  { lender: { licence } }: { lender: { licence?: Licence } },
  params: Params,
  speaker: Speaker,
): string {
  const channels = at ? channelsFor(at.use, licence, speaker) : []
  const isSingled = licence !== undefined && channels.some(({ licences }) => licences?.includes(licence))
  if (at === undefined || channels.length === 0 || (isOfCountry && !isSingled)) return speaker.text(line, params)
  return speaker.text(at.line, { ...params, channels: channelsInWords(channels, speaker) })
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

function factsOf(subject: Subject, speaker: Speaker): Finding['facts'] {
  const { finding, app, check, regime } = subject
  const { say, text, guidance } = speaker
  const isDeclared = check.policy === 'release'
  const { contacts } = app
  const flags = contacts.flags.join(' ')
  const why = text(guidance.reasons[contacts.reason])
  const rows: [FactId, string | undefined, name?: string][] = [
    ['permission', flags === '' ? why : say('value.flags', { text: why, flags })],
    ['held', regime && finding.held.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(', ')],
    ['regime', regime && `${text(regime.name)}: ${text(regime.text)}`],
    [
      'lastRead',
      isDeclared
        ? undefined
        : contacts.lastAccess
          ? lastReadInWords(contacts.lastAccess, speaker)
          : say(showsUses(subject) ? 'value.noRecord' : 'value.notCaptured'),
    ],
    ['span', spanInWords(app, speaker)],
    [
      'installed',
      app.firstInstall === null
        ? undefined
        : say('value.from', {
            time: shownTime(app.firstInstall),
            installer: app.installer === null ? say('value.installerUnknown') : installerInWords(app.installer, say),
          }),
    ],
    [
      'app',
      say(isDeclared ? 'value.apkVersion' : 'value.appVersion', {
        package: app.package,
        version: versionOf(app),
        user: userInWords(subject, speaker),
      }).replace(/ {3,}/, '  '),
    ],
    ['lender', basisInWords(app.lender, speaker), say(lenderLabel(app))],
  ]
  return rows.flatMap(([id, value, name]) =>
    value === undefined ? [] : [{ id, name: name ?? say(`label.${id}`), text: value }],
  )
}

/** Whether the input holds what would tell of a use. */
const showsUses = ({ app, audit }: Subject) =>
  !app.contacts.qualifiers.includes('appops-unchecked') &&
  audit.sources.some(({ kinds }) => kinds.some((kind) => USES.includes(kind)))
const USES = ['dumpsys appops', 'appops get']

const lenderLabel = ({ lender }: ReportedApp) =>
  lender.class === 'confirmed'
    ? 'label.lender'
    : lender.class === 'embedded'
      ? 'label.lender.embedded'
      : 'label.lender.maybe'

const versionOf = ({ versionName, versionCode }: ReportedApp) =>
  [versionName ?? '', versionCode === null ? '' : `(${versionCode})`].filter(Boolean).join(' ')

function userInWords({ app, audit }: Subject, { say }: Speaker): string {
  const kind = audit.users.find(({ id }) => id === app.user)?.kind ?? 'secondary'
  return `${say('value.user', { user: app.user })} (${say(`value.user.${kind}`)})`
}

function lastReadInWords(use: LastAccess, speaker: Speaker): string {
  const { say } = speaker
  if (use.clockInconsistent) return say('value.read.clock')
  const age = ageInWords(use.ageMs, speaker)
  const when =
    use.time === null ? say('value.read.before', { age }) : say('value.read.at', { time: shownTime(use.time), age })
  const how =
    use.state === null
      ? []
      : [
          say(
            use.foreground
              ? use.state.startsWith('fgs')
                ? 'value.read.service'
                : 'value.read.foreground'
              : 'value.read.background',
          ),
        ]
  return [when, ...how, ...(use.indirect ? [say('value.read.indirect')] : [])].join(', ')
}

const shownTime = (time: string) => time.slice(0, 16).replace('T', ' ')

function spanInWords({ contacts }: ReportedApp, { say }: Speaker): string | undefined {
  const [from, to] = contacts.grantedBetween ?? []
  return contacts.verdict !== 'granted' || !from || !to
    ? undefined
    : say('value.span', { from: shownTime(from), to: shownTime(to) })
}

/** The article first, as what it is; then the laws that the check's sentences stand on. */
function sourcesOf({ guidance: statements, law }: CheckRule, { guidance, text, lang }: Speaker): Finding['sources'] {
  const laws = [...new Set(guidance.sentences.filter(({ id }) => law.includes(id)).flatMap((sentence) => sentence.law))]
  return [
    ...(guidance.article && statements.length > 0
      ? [
          {
            id: 'article',
            kind: 'article' as const,
            title: text(guidance.article.title),
            text: guidance.article.publishedAt,
          },
        ]
      : []),
    ...guidance.law
      .filter(({ id }) => laws.includes(id))
      .map(({ id, kind, title }) => ({ id, kind, title: title[lang], text: null })),
  ]
}
