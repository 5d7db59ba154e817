import { isPresent } from '../../judge/index.ts'
import type { App } from '../../model/phone/snapshot.ts'
import type { AuditedApp } from '../../model/report/audit.ts'
import { type ChangeDirection, type ChangeKind, directionOf } from '../../model/report/change.ts'
import type { WordlessChange } from '../../model/report/diff.ts'
import type { LastAccess } from '../../model/report/reported-app.ts'
import { hasAppOps, ownUse } from '../../model/report/uses.ts'
import { isLender } from '../../model/rules/lender.ts'
import type { Rules } from '../../model/rules/rule.ts'
import { at, FARTHEST_ZONES, isSameSecond } from '../../model/text/time.ts'
import { type Severity, type VerdictValue, verdicts } from '../../model/vocabulary.ts'
import { severityOfApp, severityOfRoute, severityOfState } from './severity.ts'
import { hasSameRules, namesAll, type Side, sectionsOf, timeOf } from './side.ts'

/** The two states, and what of them bears on every app. */
export type Pair = ReturnType<typeof pairOf>

export function pairOf(old: Side, now: Side, rules: Rules) {
  const [zone, otherZone] = [old, now].map(({ snapshot }) => snapshot?.device.timeZone)
  return {
    old,
    now,
    oldTime: timeOf(old),
    /** A clock was turned at most this much between them, in milliseconds; undefined where nobody knows its zones. */
    zoneShift: zone === undefined || otherZone === undefined ? undefined : zone === otherZone ? 0 : FARTHEST_ZONES,
    sameRules: hasSameRules(old, now),
    sameSections: sectionsOf(old) === sectionsOf(now),
    bothAppOps: [old, now].every(({ audit }) => hasAppOps(audit.sources)),
    rules,
  }
}

interface Told {
  from?: string | null
  to?: string | null
  route?: string
  severity?: Severity
  direction?: ChangeDirection
  evidence?: WordlessChange['evidence']
}

/** What may have got worse is as bad as how it stands now, where nothing else is told. */
function change(kind: ChangeKind, app: AuditedApp, { rules }: Pick<Pair, 'rules'>, told: Told = {}): WordlessChange {
  const isGrave = directionOf[kind] === 'worse' || directionOf[kind] === 'open'
  const usual = isGrave ? severityOfState(app, rules) : 'note'
  const { from = null, to = null, route = null, severity = usual, direction = directionOf[kind] } = told
  const { package: name, label, user, lender, contacts } = app
  return {
    kind,
    direction,
    severity,
    package: name,
    label,
    user,
    lender: lender.class,
    from,
    to,
    route,
    evidence: told.evidence ?? contacts.evidence,
  }
}

/** What changed of one app and user; undefined where a state does not name it. */
export function changesOf(before: AuditedApp | undefined, after: AuditedApp | undefined, pair: Pair): WordlessChange[] {
  const was = before !== undefined && isPresent(before.presence)
  const is = after !== undefined && isPresent(after.presence)
  if (is && !was) {
    const told = appeared(after, before, pair)
    return [...told, ...opened(after.routes, after, told[0]?.kind === 'installed', pair)]
  }
  if (was && !is) return disappeared(before, after, pair)
  if (!was || !is) return []
  return [
    ...ofLender(before, after, pair),
    ...ofContacts(before, after, pair),
    ...ofReads(before, after, pair),
    ...ofPresence(before, after, pair),
    ...ofRoutes(before, after, pair),
  ]
}

/** A whole list of all apps, or one of lenders by the same rules, proves that an app it does not name is gone. */
const provesAbsence = (side: Side, app: AuditedApp, { sameRules }: Pair) =>
  side.audit.complete && (namesAll(side) || (sameRules && isCatalogued(app)))

/** The name of the package alone says so, so that it would have been told of any state. */
const isCatalogued = ({ lender }: AuditedApp) => lender.basis.some(({ kind }) => kind === null)

/** A state that names lenders alone says nothing of the others. */
const leavesOut = (side: Side, { lender }: AuditedApp) => lender.class === 'none' && !namesAll(side)

function appeared(app: AuditedApp, before: AuditedApp | undefined, pair: Pair): WordlessChange[] {
  const { old, oldTime } = pair
  const told = { to: app.contacts.verdict }
  const { firstInstall } = app
  const isDated = firstInstall !== null && oldTime !== null && !app.system
  const apart = isDated ? at(firstInstall) - at(oldTime) : 0
  if (before !== undefined || provesAbsence(old, app, pair) || apart > (pair.zoneShift ?? 0))
    return [change('installed', app, pair, told)]
  if (leavesOut(old, app)) return []
  if (apart < 0 && !namesAll(old)) return [change('lender', app, pair, { ...told, from: 'none', direction: 'open' })]
  return [change('listed', app, pair, told)]
}

function disappeared(app: AuditedApp, after: AuditedApp | undefined, pair: Pair): WordlessChange[] {
  const from = app.contacts.verdict
  const isGone = after !== undefined || provesAbsence(pair.now, app, pair)
  if (isGone) return [change('removed', app, pair, { from })]
  if (leavesOut(pair.now, app)) return []
  return [change('missing', app, pair, { from, severity: severityOfApp(app, pair.rules) })]
}

function ofLender(before: AuditedApp, after: AuditedApp, pair: Pair): WordlessChange[] {
  const [was, is] = [before, after].map(({ lender }) => isLender(lender.class))
  const told = { from: before.lender.class, to: after.lender.class, evidence: [] }
  return was === is ? [] : [change(is ? 'lender' : 'unlisted', after, pair, told)]
}

/** What is not held and what was never asked for are as far away; a dump tells one of them. */
const rankOf = (verdict: VerdictValue) => verdicts.indexOf(verdict === 'not-held' ? 'not-requested' : verdict)

/** Whether a permission that is granted may still be closed by a second switch, which only one of the two shows. */
const isUnclear = (before: AuditedApp, after: AuditedApp) => {
  const both = [before.contacts, after.contacts]
  const unchecked = both.filter(({ qualifiers }) => qualifiers.includes('appops-unchecked')).length
  return unchecked === 1 && both.every(({ verdict }) => verdict === 'granted' || verdict === 'blocked-by-appop')
}

function ofContacts(before: AuditedApp, after: AuditedApp, pair: Pair): WordlessChange[] {
  const from = before.contacts.verdict
  const to = after.contacts.verdict
  const nearer = rankOf(from) - rankOf(to)
  if (nearer === 0) return []
  const told = { from, to }
  if (to === 'unknown')
    return [change('unknown', after, pair, { ...told, severity: severityOfState(before, pair.rules) })]
  if (from === 'unknown')
    return [change('known', after, pair, { ...told, ...(nearer < 0 && { direction: 'neutral' }) })]
  const moved = to === 'granted' ? 'granted' : from === 'granted' ? 'revoked' : nearer > 0 ? 'closer' : 'further'
  return [change(isUnclear(before, after) ? 'unclear' : moved, after, pair, told)]
}

/** A read after the old state; without its time, one where it had looked and found none, or after the one it found. */
function ofReads(before: AuditedApp, after: AuditedApp, pair: Pair): WordlessChange[] {
  const [then, now] = [ownUse(before.contacts.lastAccess), ownUse(after.contacts.lastAccess)]
  if (now === null || isRead(then, now, pair) !== true) return []
  const isFirst = then === null && pair.bothAppOps
  return [change(isFirst ? 'first-read' : 'read', after, pair, { from: then?.time ?? null, to: now.time })]
}

/** Undefined where nobody can tell. */
function isRead(then: LastAccess | null, now: LastAccess, { oldTime, zoneShift, bothAppOps }: Pair) {
  if (then === null && bothAppOps) return true
  if (then?.time && now.time && isSameSecond(then.time, now.time, zoneShift)) return false
  const since = oldTime ?? then?.time
  if (!since || !now.time) return undefined
  return at(now.time) > at(since) + (zoneShift ?? 0)
}

/** Whether nobody can tell if the read of the new state is a new one. */
export function isOpenRead(before: AuditedApp | undefined, after: AuditedApp | undefined, pair: Pair): boolean {
  const now = ownUse(after?.contacts.lastAccess ?? null)
  return before !== undefined && now !== null && isRead(ownUse(before.contacts.lastAccess), now, pair) === undefined
}

const isOff = ({ presence }: AuditedApp) => presence === 'disabled' || presence === 'suspended' || presence === 'hidden'

function ofPresence(before: AuditedApp, after: AuditedApp, pair: Pair): WordlessChange[] {
  if (isOff(before) === isOff(after)) return []
  const told = { from: before.presence, to: after.presence, evidence: [] }
  return isOff(after)
    ? [change('disabled', after, pair, told)]
    : [change('enabled', after, pair, { ...told, severity: severityOfApp(after, pair.rules) })]
}

/**
 * A route over a permission is printed with the package; any other in a section that one of the states may not have.
 */
function ofRoutes(before: AuditedApp, after: AuditedApp, pair: Pair): WordlessChange[] {
  // Of what lends by neither catalogue nor name, no ways are looked for.
  const isLooked = [before, after].every(({ lender }) => lender.class !== 'none')
  const isComparable = (id: string) => {
    if (!isLooked) return false
    const route = pair.rules.routes.find((one) => one.id === id)
    return pair.sameSections || (pair.bothAppOps && route?.access.length === 0)
  }
  const added = after.routes.filter(({ id }) => before.routes.every((one) => one.id !== id))
  const closed = before.routes.filter(({ id }) => after.routes.every((one) => one.id !== id))
  return [
    ...added.flatMap((route) => opened([route], after, isComparable(route.id), pair)),
    ...closed.map(({ id, evidence }) =>
      change(isComparable(id) && after.contacts.verdict !== 'unknown' ? 'route-closed' : 'route-unseen', after, pair, {
        route: id,
        severity: 'note',
        evidence: [evidence],
      }),
    ),
  ]
}

/** Ways that an app has now, and was not seen to have before; proved to be new, or not. */
const opened = (routes: AuditedApp['routes'], app: AuditedApp, isNew: boolean, pair: Pair) =>
  routes.map(({ id, severity, evidence }) =>
    change(isNew ? 'route-opened' : 'route-seen', app, pair, {
      route: id,
      severity: severityOfRoute(severity, app, pair.rules),
      evidence: [evidence],
    }),
  )

/** What is said once of a package, for the first of its users. */
export function packageChanges(before: AuditedApp, after: AuditedApp, pair: Pair): WordlessChange[] {
  const [then, is] = [pair.old, pair.now].map(({ snapshot }) =>
    snapshot?.apps.find(({ packageName }) => packageName === after.package),
  )
  const version = ({ versionName, versionCode }: AuditedApp) =>
    versionName === null ? versionCode : versionCode === null ? versionName : `${versionName} (${versionCode})`
  const [from, to] = [before, after].map(version)
  const isUpdated = differs(before.versionCode, after.versionCode) || differs(before.versionName, after.versionName)
  return [
    ...(isUpdated ? [change('updated', after, pair, { from: from ?? null, to: to ?? null, evidence: [] })] : []),
    ...(then && is ? ofIdentity(then, is, after, pair) : []),
  ]
}

const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b

function ofIdentity(then: App, is: App, app: AuditedApp, pair: Pair): WordlessChange[] {
  const [from = null, to = null] = [then.labels?.default, is.labels?.default]
  const isSigned = then.signers && is.signers && is.signers.length > 0 && then.signers.length > 0
  const signers = { from: then.signers?.[0] ?? null, to: is.signers?.[0] ?? null }
  const isOther = isSigned && !is.signers?.some((signer) => then.signers?.includes(signer))
  return [
    ...(differs(from, to) ? [change('renamed', app, pair, { from, to, evidence: [] })] : []),
    ...(isOther ? [change('signer', app, pair, { ...signers, severity: 'low', evidence: [] })] : []),
  ]
}
