import { contactState } from '../model/phone/contact-state.ts'
import { versionOf } from '../model/report/app-name.ts'
import type { Audit, AuditedFinding } from '../model/report/audit.ts'
import type { Finding } from '../model/report/finding.ts'
import type { LastAccess, ReportedApp } from '../model/report/reported-app.ts'
import { showsUses } from '../model/report/uses.ts'
import type { CheckRule, RegimeRule } from '../model/rules/rule.ts'
import { ageInWords } from '../model/text/age.ts'
import { installerInWords } from '../model/text/installer.ts'
import { toMinute } from '../model/text/time.ts'
import type { FactId } from '../model/vocabulary.ts'
import { basisInWords } from './lender.ts'
import type { Speaker } from './speaker.ts'

/** What a finding is about, as far as its words need it. */
export interface Subject {
  finding: AuditedFinding
  app: ReportedApp
  check: CheckRule
  audit: Pick<Audit, 'device' | 'emergency' | 'sources' | 'users'>
  regime: RegimeRule | undefined
}

/** The evidence of a finding in rows, each with its name. */
export function factsOf(subject: Subject, speaker: Speaker): Finding['facts'] {
  const { finding, app, check, regime } = subject
  const { say, text, guidance } = speaker
  const isDeclared = check.policy === 'release'
  const { contacts } = app
  const flags = contacts.flags.join(' ')
  // What cannot run cannot read, whatever it holds.
  const latent = contacts.qualifiers.find((one) => one === `latent-${app.presence}`)
  const isLatent = latent !== undefined && contactState(contacts.verdict, app.presence) === 'latent'
  const why = text(isLatent ? guidance.qualifiers[latent] : guidance.reasons[contacts.reason])
  const rows: [FactId, string | undefined, name?: string][] = [
    ['permission', flags === '' ? why : say('value.flags', { text: why, flags })],
    ['held', regime && finding.held.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(say('join.comma'))],
    ['regime', regime && text(regime.text)],
    [
      'lastRead',
      isDeclared
        ? undefined
        : contacts.lastAccess
          ? lastReadInWords(contacts.lastAccess, speaker)
          : say(showsUses(app, subject.audit.sources) ? 'value.noRecord' : 'value.notCaptured'),
    ],
    ['span', spanInWords(app, speaker)],
    [
      'installed',
      app.firstInstall === null
        ? undefined
        : say('value.from', {
            time: toMinute(app.firstInstall),
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

const lenderLabel = ({ lender }: ReportedApp) =>
  lender.class === 'confirmed'
    ? 'label.lender'
    : lender.class === 'embedded'
      ? 'label.lender.embedded'
      : 'label.lender.maybe'

function userInWords({ app, audit }: Subject, { say }: Speaker): string {
  const kind = audit.users.find(({ id }) => id === app.user)?.kind ?? 'secondary'
  return say('page.user', { user: app.user, kind: say(`value.user.${kind}`) })
}

function lastReadInWords(use: LastAccess, speaker: Speaker): string {
  const { say } = speaker
  if (use.clockInconsistent) return say('value.read.clock')
  const age = ageInWords(use.ageMs, say)
  const when =
    use.time === null ? say('value.read.before', { age }) : say('value.read.at', { time: toMinute(use.time), age })
  const { state } = use
  const how = use.foreground ? (state?.startsWith('fgs') ? 'service' : 'foreground') : 'background'
  return [
    when,
    ...(state === null ? [] : [say(`value.read.${how}`)]),
    ...(use.indirect ? [say('value.read.indirect')] : []),
  ].join(say('join.clause'))
}

function spanInWords({ contacts }: ReportedApp, { say }: Speaker): string | undefined {
  const [from, to] = contacts.grantedBetween ?? []
  return contacts.verdict !== 'granted' || !from || !to
    ? undefined
    : say('value.span', { from: toMinute(from), to: toMinute(to) })
}
