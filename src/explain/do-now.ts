import { isOf, keyOf } from '../model/report/app-key.ts'
import { nameOf } from '../model/report/app-name.ts'
import type { Audit } from '../model/report/audit.ts'
import { countryHere } from '../model/report/country-here.ts'
import type { Finding } from '../model/report/finding.ts'
import type { Report } from '../model/report/report.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import { actionKinds, compareSeverity, isAtLeast } from '../model/vocabulary.ts'
import { channelsFor, inShort } from './channels.ts'
import { onPhone, settingsPath } from './settings-path.ts'
import { isFillable, type Speaker } from './speaker.ts'

const MOST = 6
/** Room for evidence, a letter, a complaint, the people around. */
const MOST_SETTINGS = 2

/**
 * The first steps of all that is open, a row each: evidence, settings, letter, complaint, then what helps later. What
 * is low waits for what is not. A row speaks of one app by its name, and of several as of these: on a page they stand
 * below.
 */
export function doNow(findings: Finding[], apps: ReportedApp[], audit: Audit, words: Speaker): Report['doNow'] {
  const { run, device } = audit
  const shown = findings.filter(
    ({ status, severity }) => status === 'open' && severity !== 'note' && isAtLeast(severity, run.minSeverity),
  )
  const grave = shown.filter(({ severity }) => isAtLeast(severity, 'medium'))
  const open = grave.length > 0 ? grave : shown
  const withStep = (id: string) => open.filter(({ remediation }) => remediation.some((step) => step.id === id))
  const routes = new Map(apps.map((app) => [keyOf(app), routesOf(app, open, words)]))
  const rows = words.guidance.actions.flatMap((action) => {
    const { id, kind } = action
    const isOfRoutes = action.short?.en.includes('{routes}')
    const about = withStep(id).filter((one) => !isOfRoutes || routes.get(keyOf(one))?.[0])
    if (about.length === 0) return []
    // A clone has a switch of its own.
    const labels = new Set(about.map((one) => nameOf(one, audit.users, words.say)))
    const each = words.say(isOfRoutes ? 'label.eachAllowed' : 'label.each')
    const label = (labels.size === 1 ? [...labels][0] : undefined) ?? each
    const path = settingsPath(device, label, words)
    const short = onPhone(action, path)?.short
    if (short === undefined) return []
    const found = ofApps(about, apps).flatMap((app) => routes.get(keyOf(app)) ?? [])
    const names = new Set(
      found
        .sort((a, b) => compareSeverity(a.severity, b.severity))
        .map(({ kind, name }) => (CLOSED_WITH[kind] === 'contacts' ? words.say('letter.contacts') : name)),
    )
    const places = { label, ...(path !== '' && { path }), routes: [...names].join(words.say('join.comma')) }
    return isFillable(short[words.lang], places) ? [{ id, kind, text: words.text(short, places) }] : []
  })
  const complaints = open.filter(({ remediation }) => remediation.some(({ kind }) => kind === 'complaint'))
  const complain =
    complaints.length === 0
      ? []
      : [{ id: 'complain', kind: 'complaint' as const, text: complaintRow(complaints, apps, audit, words) }]
  return actionKinds
    .flatMap((kind) => {
      const ofKind = [...rows, ...complain].filter((row) => row.kind === kind)
      return kind === 'settings' ? ofKind.slice(0, MOST_SETTINGS) : ofKind
    })
    .slice(0, MOST)
}

/** Ways without a switch of their own: they close with this one, which is what a person finds. */
const CLOSED_WITH: Record<string, string> = {
  write_contacts: 'contacts',
  get_accounts: 'contacts',
  write_call_log: 'call_log',
}

/**
 * The other ways of an app that somebody can close, by the switches that no step before turned: Android has none for
 * the list of apps.
 */
function routesOf(app: ReportedApp, open: Finding[], { guidance }: Speaker): ReportedApp['routes'] {
  const isOfContacts = (step: { id: string }) =>
    guidance.actions.some(({ id, ofContacts }) => ofContacts && id === step.id)
  const isTold = open.filter(isOf(app)).some(({ remediation }) => remediation.some(isOfContacts))
  const switches = [...app.routes.map(({ kind }) => kind), ...(isTold ? ['contacts'] : [])]
  return app.routes.filter(
    ({ kind, severity }) =>
      !switches.includes(CLOSED_WITH[kind] ?? '') && kind !== 'query_packages' && isAtLeast(severity, 'medium'),
  )
}

/** Of which some findings are. */
function ofApps(findings: Finding[], apps: ReportedApp[]): ReportedApp[] {
  const keys = new Set(findings.map(keyOf))
  return apps.filter((app) => keys.has(keyOf(app)))
}

/** Who takes complaints about these lenders, where all are of one country: named, unless the phone says it is there. */
function complaintRow(findings: Finding[], apps: ReportedApp[], { emergency }: Audit, words: Speaker): string {
  const [country, ...others] = new Set(findings.map((finding) => finding.country))
  const there = words.of(others.length === 0 ? (country ?? null) : null)
  const lenders = ofApps(findings, apps)
  const channels = (['lenders', 'data', 'consumers'] as const).flatMap((use) => [
    ...new Set(lenders.flatMap(({ lender: { licence } }) => channelsFor(use, licence, there))),
  ])
  const list = inShort(channels, there)
  const { country: itsCountry } = there.guidance
  if (list === '' || itsCountry === null) return there.say('doNow.complain.none')
  return itsCountry.id === countryHere(emergency)
    ? there.say('doNow.complain', { list })
    : there.say('doNow.complain.abroad', { country: there.text(itsCountry.name), list })
}
