import type { AuditedApp } from '../model/audit.ts'
import type { Effective, LastAccess } from '../model/report.ts'
import type { App, DeviceSnapshot, OpUse } from '../model/snapshot.ts'
import { TIME } from '../model/time.ts'
import { PER_USER } from '../model/user-id.ts'
import type { VerdictValue } from '../model/vocabulary.ts'
import type { Assessment } from './assessment.ts'
import { basisOf } from './basis.ts'
import type { Rules } from './options.ts'
import { partAbout } from './part.ts'

const EFFECTIVE: Record<VerdictValue, Effective> = {
  granted: 'readable',
  'blocked-by-appop': 'blocked',
  'one-tap': 'not_now',
  requested: 'not_now',
  'not-held': 'not_now',
  'not-requested': 'not_now',
  unknown: 'unknown',
}

/** `state` of AOSP: on screen or serving from the foreground; everything else is the background. */
const FOREGROUND = ['top', 'fgsvcl', 'fgsvc', 'fg', 'pers']

/** What an audit says of one app and user. */
export function toReportedApp(judged: Assessment, snapshot: DeviceSnapshot, rules: Rules): AuditedApp {
  const { app, user, lender, verdict, roads } = judged
  const firstInstall = user.firstInstallTime ?? app.firstInstallTime
  const lastAccess = verdict.lastAccess ? reportUse(verdict.lastAccess, snapshot) : null
  return {
    package: app.packageName,
    label: app.labels?.default ?? lender.rule?.label ?? null,
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
      effective: EFFECTIVE[verdict.value],
      confidence: verdict.confidence,
      scope: verdict.scope,
      flags: verdict.flags,
      appOp: verdict.appOp ?? null,
      lastAccess,
      lastReject: verdict.lastReject ? reportUse(verdict.lastReject, snapshot) : null,
      grantedBetween:
        verdict.value === 'granted'
          ? spanOf(localTime(firstInstall), lastAccess?.time ?? localTime(snapshot.capturedAt))
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
    routes: roads.flatMap(({ id, evidence }) => {
      const road = rules.roads.find((candidate) => candidate.id === id)
      return road
        ? [{ id, kind: road.kind, severity: road.severity, direct: road.direct, evidence: partAbout(app, evidence) }]
        : []
    }),
  }
}

/** Where it lends and by what licence, as far as the catalogue knows. */
const placeOf = ({ rule }: Assessment['lender']) => ({
  ...(rule && { region: rule.region }),
  ...(rule?.licence && rule.licence !== 'unknown' && { licence: rule.licence }),
})

/** A span never ends before it begins: then a clock was moved, and nothing is known. Both are times of the same clock. */
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
 * A use as a time. The age is exact; with a known capture time it is counted back from that, so that a change of zone
 * does not show. A use after the dump means that the clock of the phone was moved: no absolute time then.
 */
function reportUse({ ageMs, printed, processState, indirect }: OpUse, { capturedAt }: DeviceSnapshot): LastAccess {
  const clockInconsistent = ageMs < -60_000
  const counted = capturedAt === undefined ? printed : minus(capturedAt, ageMs)
  return {
    time: clockInconsistent ? null : localTime(counted?.slice(0, 19)),
    ageMs: Math.max(0, ageMs),
    state: processState ?? null,
    foreground: processState === undefined ? null : FOREGROUND.includes(processState),
    indirect,
    clockInconsistent,
  }
}

/** Local wall clock minus a duration, as wall clock. */
const minus = (local: string, ms: number) => {
  const at = Date.parse(`${local.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? undefined : new Date(at - ms).toISOString().slice(0, 19).replace('T', ' ')
}
