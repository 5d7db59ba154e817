import { hasOptions } from '#platform/options.ts'
import type { Classifier, Lender } from '../classify/index.ts'
import { type Context, holds, isPresent, judgeContacts, openRoutes } from '../judge/index.ts'
import { definedOnly } from '../model/defined-only.ts'
import type { Evidence } from '../model/evidence.ts'
import { grouped } from '../model/multimap.ts'
import type { App, AppUser, DeviceSnapshot, SpecialAccess } from '../model/phone/snapshot.ts'
import type { OpenRoute, Verdict } from '../model/phone/verdict.ts'
import { keyOf } from '../model/report/app-key.ts'
import { isLender } from '../model/rules/lender.ts'
import type { Rules } from '../model/rules/rule.ts'
import { compareTexts } from '../model/text/order.ts'
import { lenderClasses, presences, reasons, verdicts } from '../model/vocabulary.ts'
import { laterUse } from '../parse/app-ops/uses.ts'
import type { AuditOptions } from './options.ts'

/** One app in one Android user, with everything that was decided about it. */
export interface Assessment {
  app: App
  user: AppUser
  lender: Lender
  verdict: Verdict
  routes: OpenRoute[]
  /** What a lender holds, with the line that shows it. */
  held: Map<string, Evidence>
  /** In one of its states it was not read, and in none it can read contacts. */
  open: boolean
}

type OfUser = Pick<Assessment, 'app' | 'user'>

export const keyOfJudged = ({ app, user }: OfUser) => keyOf({ package: app.packageName, user: user.userId })

export const byAppAndUser = (a: OfUser, b: OfUser) =>
  compareTexts(a.app.packageName, b.app.packageName) || a.user.userId - b.user.userId

/** The packages of some, each once, however many users have them. */
export const packagesOf = (judged: Pick<Assessment, 'app'>[]) => new Set(judged.map(({ app }) => app.packageName))

/** A lender that is on the phone. */
export const isLenderThere = ({ lender, verdict }: Pick<Assessment, 'lender' | 'verdict'>) =>
  isLender(lender.class) && isPresent(verdict.presence)

/** Judges every app and user of a snapshot, in the order of package and user. */
export type Assess = (snapshot: DeviceSnapshot) => Assessment[]

/**
 * Makes the function that judges by some rules. Where two dumps of one run name the same app, the worse verdict stands,
 * and what it holds in either.
 */
export function assessor(rules: Rules, classify: Classifier, { userId }: AuditOptions): Assess {
  return (snapshot) => {
    const { device, users, autoGrants } = snapshot
    const access = grouped(snapshot.specialAccess, ({ packageName }) => [packageName])
    const lenderOf = lendersOf(snapshot.apps, access, classify)
    const byKey = new Map<string, Assessment>()
    for (const app of snapshot.apps) {
      const lender = lenderOf(app)
      const context: Context = { device, users, specialAccess: access.get(app.packageName) ?? [], autoGrants }
      for (const user of app.users) {
        if (hasOptions && userId !== undefined && user.userId !== userId) continue
        const verdict = judgeContacts(app, user, context)
        const judged: Assessment = {
          app,
          user,
          lender,
          verdict,
          routes: lender.class === 'none' ? [] : openRoutes(app, user, rules.routes, context),
          held: lender.class === 'none' ? new Map() : heldBy(user, context),
          open: verdict.value === 'unknown',
        }
        const key = keyOfJudged(judged)
        const known = byKey.get(key)
        byKey.set(key, known === undefined ? judged : joined(known, judged, rules))
      }
    }
    return [...byKey.values()].sort(byAppAndUser)
  }
}

/** Whatever one of its states shows of an app is true of it. */
function lendersOf(apps: App[], access: Map<string, SpecialAccess[]>, classify: Classifier): (app: App) => Lender {
  const surest = new Map<string, Lender>()
  for (const app of apps) {
    const roles = access.get(app.packageName)?.map(({ kind }) => kind) ?? []
    const lender = classify({ ...app, roles })
    const known = surest.get(app.packageName)
    if (known === undefined || sureness(lender) < sureness(known)) surest.set(app.packageName, lender)
  }
  return ({ packageName }) => surest.get(packageName) as Lender
}

const sureness = (lender: Lender) => lenderClasses.indexOf(lender.class)

const heldBy = (user: AppUser, context: Context) =>
  new Map(
    Object.entries(user.permissions).flatMap(([name, { evidence }]) =>
      holds(user, name, context) ? [[name, evidence] as const] : [],
    ),
  )

/** Two states of one app, of which nobody knows which is the newer. */
function joined(one: Assessment, other: Assessment, { routes }: Rules): Assessment {
  const [worse, better] = [one, other].sort(worstFirst) as [Assessment, Assessment]
  const open = [...worse.routes, ...better.routes]
  return {
    ...worse,
    app: { ...worse.app, ...definedOnly({ labels: worse.app.labels ?? better.app.labels }) },
    verdict: withUses(worse.verdict, better.verdict),
    routes: routes.flatMap(({ id }) => open.find((route) => route.id === id) ?? []),
    held: new Map([...better.held, ...worse.held]),
    open: worse.verdict.value !== 'granted' && (one.open || other.open),
  }
}

/** A use that either state records is one of the app, and the latest is told. */
function withUses(verdict: Verdict, other: Verdict): Verdict {
  const lastAccess = laterUse(verdict.lastAccess, other.lastAccess)
  const lastReject = laterUse(verdict.lastReject, other.lastReject)
  const lines = lastAccess ? [...verdict.evidence, lastAccess.evidence] : verdict.evidence
  return { ...verdict, ...definedOnly({ lastAccess, lastReject }), evidence: [...new Set(lines)] }
}

/** What is not there goes last, whatever it holds. */
const ranks = ({ verdict: { presence, value, reason, qualifiers }, routes }: Assessment) => [
  isPresent(presence) ? 0 : 1,
  verdicts.indexOf(value),
  -routes.length,
  presences.indexOf(presence),
  reasons.indexOf(reason),
  qualifiers.includes('appops-unchecked') ? 1 : 0,
]

function worstFirst(a: Assessment, b: Assessment): number {
  const other = ranks(b)
  return (
    ranks(a)
      .map((rank, at) => rank - (other[at] ?? 0))
      .find((apart) => apart !== 0) ?? 0
  )
}
