import type { Finding, LastAccess, ReportedApp, Step } from '../model/report.ts'
import type { CheckRule, LenderRule, LenderSource, RegimeRule } from '../model/rule.ts'
import type { Device, User } from '../model/snapshot.ts'
import { isPackageName } from '../model/vocabulary.ts'
import { ageInWords } from './age.ts'
import { basisInWords } from './lender.ts'
import { settingsPath } from './settings-path.ts'
import { fill, type Speaker } from './speaker.ts'

/** What a finding is about, as far as its words need it. */
export interface Subject {
  app: ReportedApp
  check: CheckRule
  device: Device
  users: User[]
  source: LenderSource | undefined
  rule: LenderRule | undefined
  /** What the app holds against the chosen regime. */
  regime: { rule: RegimeRule; held: string[] } | undefined
}

type Words = Pick<Finding, 'message' | 'meaning' | 'facts' | 'remediation' | 'notes' | 'sources' | 'explain' | 'limits'>

/** The words of one finding: what it means, how we know, what to do, what it does not mean, on what it rests. */
export function explainFinding(subject: Subject, speaker: Speaker): Words {
  const { app, check } = subject
  const { text, guidance, lang } = speaker
  const params = placesOf(subject, speaker)
  return {
    message: { lang: lang === 'zh' ? 'zh-CN' : 'en', text: text(check.title, params) },
    meaning: [text(check.meaning, params)],
    facts: factsOf(subject, speaker),
    remediation: actionsFor(check, app)
      .map((id) => step(id, params, speaker))
      .filter(({ kind, commands }) => kind !== 'command' || commands.length > 0),
    notes: app.contacts.qualifiers.map((qualifier) => text(guidance.qualifiers[qualifier])),
    sources: sourcesOf(check, speaker),
    explain: [check.id, ...check.guidance, ...check.law],
    limits: ['held-not-leaked', 'no-record-not-proof', 'no-grant-time'],
  }
}

const labelOf = ({ label, package: packageName }: ReportedApp) => label ?? packageName

function placesOf({ app, device }: Subject, speaker: Speaker) {
  const label = labelOf(app)
  return { label, package: app.package, user: app.user, path: settingsPath(device, label, speaker) }
}

/** The check's actions, bent to how the permission is held: some switches do not work, and one should not be offered. */
function actionsFor({ actions }: CheckRule, { contacts }: ReportedApp): string[] {
  if (!actions.includes('revoke')) return actions
  const instead = (...others: string[]) =>
    actions.flatMap((id) => (id === 'revoke' ? others : id === 'revoke-adb' ? [] : [id]))
  if (contacts.reason === 'POLICY_GRANTED') return instead('ask-admin')
  if (contacts.reason === 'SYSTEM_FIXED') return instead('disable-app')
  if (contacts.reason === 'ROLE_GRANTED')
    return actions.flatMap((id) => (id === 'revoke' ? ['remove-role', 'revoke'] : [id]))
  if (contacts.qualifiers.includes('legacy-target') || contacts.reason === 'INSTALL_GRANTED')
    return instead('revoke', 'uninstall-after-evidence')
  return actions
}

function step(id: string, params: ReturnType<typeof placesOf>, speaker: Speaker): Step {
  const { guidance, text } = speaker
  const action = guidance.actions.find((candidate) => candidate.id === id)
  if (action === undefined) throw new Error(`actions.yaml has no ${id}`)
  const detail = action.detail ? text(action.detail, params) : null
  const commands = commandsOf(id, params, speaker)
  return { id, kind: action.kind, text: text(action.line, params), detail, commands, sources: action.sources }
}

/** What a step has to be typed for an app. None for what is no package name: a shell would take it apart. */
export function commandsOf(
  id: string,
  { package: name, user }: Pick<ReportedApp, 'package' | 'user'>,
  { guidance }: Pick<Speaker, 'guidance'>,
): Step['commands'] {
  const argvs = guidance.actions.find((action) => action.id === id)?.argv ?? []
  return isPackageName(name) ? argvs.map((argv) => argv.map((word) => fill(word, { package: name, user }))) : []
}

function factsOf(subject: Subject, speaker: Speaker): Finding['facts'] {
  const { app, check, regime } = subject
  const { say, text, guidance } = speaker
  const isDeclared = check.policy === 'release'
  const { contacts } = app
  const flags = contacts.flags.join(' ')
  const why = text(guidance.reasons[contacts.reason])
  const rows: [string, string | undefined][] = [
    ['label.permission', flags === '' ? why : say('value.flags', { text: why, flags })],
    ['label.held', regime?.held.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(', ')],
    ['label.regime', regime && `${text(regime.rule.name)}: ${text(regime.rule.text)}`],
    [
      'label.lastRead',
      isDeclared
        ? undefined
        : contacts.lastAccess
          ? lastReadInWords(contacts.lastAccess, speaker)
          : say(contacts.qualifiers.includes('appops-unchecked') ? 'value.notCaptured' : 'value.noRecord'),
    ],
    ['label.span', spanInWords(app, speaker)],
    [
      'label.installed',
      app.firstInstall === null
        ? undefined
        : say('value.from', {
            time: shownTime(app.firstInstall),
            installer: app.installer ?? say('value.installerUnknown'),
          }),
    ],
    [
      'label.app',
      say(isDeclared ? 'value.apkVersion' : 'value.appVersion', {
        package: app.package,
        version: versionOf(app),
        user: userInWords(subject, speaker),
      }).replace(/ {3,}/, '  '),
    ],
    [lenderLabel(app), basisInWords(app.lender, speaker)],
  ]
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [{ name: say(name), text: value }]))
}

const lenderLabel = ({ lender }: ReportedApp) =>
  lender.class === 'confirmed'
    ? 'label.lender'
    : lender.class === 'embedded'
      ? 'label.lender.embedded'
      : 'label.lender.maybe'

const versionOf = ({ versionName, versionCode }: ReportedApp) =>
  [versionName ?? '', versionCode === null ? '' : `(${versionCode})`].filter(Boolean).join(' ')

function userInWords({ app, users }: Subject, { say }: Speaker): string {
  const kind = users.find(({ userId }) => userId === app.user)?.kind ?? 'secondary'
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
    ...(statements.length > 0
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
