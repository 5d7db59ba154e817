import { contactState } from '../model/phone/contact-state.ts'
import type { App, OpUse } from '../model/phone/snapshot.ts'
import { PER_USER } from '../model/phone/user-id.ts'
import type { AuditedApp } from '../model/report/audit.ts'
import type { Effective, LastAccess } from '../model/report/reported-app.ts'
import { ownUse } from '../model/report/uses.ts'
import type { Rules } from '../model/rules/rule.ts'
import { TIME } from '../model/text/time.ts'
import type { ContactState } from '../model/vocabulary.ts'
import { before } from '../parse/duration.ts'
import type { Assessment } from './assessment.ts'
import { basisOf } from './basis.ts'
import { partAbout } from './part.ts'

const EFFECTIVE: Record<ContactState, Effective> = {
  granted: 'readable',
  'blocked-by-appop': 'blocked',
  'one-tap': 'not_now',
  latent: 'not_now',
  requested: 'not_now',
  'not-held': 'not_now',
  'not-requested': 'not_now',
  unknown: 'unknown',
}

/** `state` of AOSP: on screen or serving from the foreground; everything else is the background. */
const FOREGROUND = ['top', 'fgsvcl', 'fgsvc', 'fg', 'pers']

/** What the catalogue calls an app: of one that only has the certificate of a lender it knows no name. */
const catalogLabel = ({ packageName, alias = '' }: App, { rule }: Assessment['lender']) =>
  rule?.packages.some((name) => name === packageName || name === alias) ? rule.label : undefined

/** What an audit says of one app and user. */
export function toReportedApp(judged: Assessment, rules: Rules): AuditedApp {
  const { app, user, lender, verdict, routes } = judged
  const firstInstall = user.firstInstallTime ?? app.firstInstallTime
  const use = (seen: OpUse | undefined) => (seen ? reportUse(seen, app, firstInstall) : null)
  const lastAccess = use(verdict.lastAccess)
  return {
    package: app.packageName,
    label: app.labels?.default ?? catalogLabel(app, lender) ?? null,
    ...(app.labels && isTranslated(app.labels) && { labels: { ...app.labels } }),
    user: user.userId,
    uid: app.appId === undefined ? null : user.userId * PER_USER + app.appId,
    presence: verdict.presence,
    system: app.system,
    versionName: app.versionName ?? null,
    versionCode: app.versionCode ?? null,
    targetSdk: app.targetSdk ?? null,
    firstInstall: localTime(firstInstall),
    lastUpdate: localTime(app.lastUpdateTime),
    installer: app.installer ?? null,
    contacts: {
      verdict: verdict.value,
      reason: verdict.reason,
      qualifiers: [...verdict.qualifiers].sort(),
      canAsk: verdict.canAsk,
      effective: EFFECTIVE[contactState(verdict.value, verdict.presence)],
      confidence: verdict.confidence,
      scope: verdict.scope,
      flags: verdict.flags,
      appOp: verdict.appOp ?? null,
      lastAccess,
      lastReject: use(verdict.lastReject),
      grantedBetween:
        verdict.value === 'granted'
          ? spanOf(localTime(firstInstall), ownUse(lastAccess)?.time ?? localTime(app.capturedAt))
          : null,
      evidence: verdict.evidence.map((one) => partAbout(app, one)),
    },
    lender: {
      class: lender.class,
      kind: lender.rule?.kind ?? null,
      ...placeOf(lender),
      rung: lender.rung?.id ?? null,
      basis: basisOf(lender),
    },
    routes: routes.flatMap(({ id, evidence }) => {
      const route = rules.routes.find((candidate) => candidate.id === id)
      return route
        ? [{ id, kind: route.kind, severity: route.severity, direct: route.direct, evidence: partAbout(app, evidence) }]
        : []
    }),
  }
}

/** Where it lends and by what licence, as far as the catalogue knows. */
const placeOf = ({ rule }: Assessment['lender']) => ({
  ...(rule && { region: rule.region }),
  ...(rule?.licence && rule.licence !== 'unknown' && { licence: rule.licence }),
})

/** A span never ends before it begins: then a clock was moved, and nothing is known. Both are of the same clock. */
const spanOf = (from: string | null, to: string | null): AuditedApp['contacts']['grantedBetween'] =>
  from !== null && to !== null && to < from ? null : [from, to]

const isTranslated = (labels: NonNullable<App['labels']>) =>
  Object.values(labels).some((label) => label !== labels.default)

/** What is printed in another form is no time that a report could hold. */
export function localTime(printed: string | undefined): string | null {
  const time = printed?.replace(' ', 'T')
  return time !== undefined && TIME.test(time) ? time : null
}

/**
 * A use as a time. A bug report is begun some minutes before its app ops are read. A use after the dump, or before the
 * app was installed, means that the clock of the phone was moved, since Android drops the records of an app that is
 * removed: no absolute time then.
 */
function reportUse(
  { ageMs, printed, processState, indirect }: OpUse,
  { capturedAt }: App,
  firstInstall: string | undefined,
): LastAccess {
  const time = localTime(printed?.slice(0, 19))
  const installed = localTime(firstInstall && before(firstInstall, DAY_MS))
  const isBefore = (one: string | null) => one !== null && installed !== null && one < installed
  // A dump that is older than the app as well is of a clock that is off, and tells how long ago the use was.
  const clockInconsistent = ageMs < -60_000 || (isBefore(time) && !isBefore(localTime(capturedAt)))
  return {
    time: clockInconsistent ? null : time,
    ageMs: Math.max(0, ageMs),
    state: processState ?? null,
    foreground: processState === undefined ? null : FOREGROUND.includes(processState),
    indirect,
    clockInconsistent,
  }
}
/** Another time zone changes the clock by less. */
const DAY_MS = 24 * 60 * 60 * 1000
