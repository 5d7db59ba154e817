import type { Classifier, Lender } from '../classify/index.ts'
import { type Context, holds, judgeContacts, openRoads } from '../judge/index.ts'
import type { RegimeRule } from '../model/rule.ts'
import type { App, AppUser, DeviceSnapshot } from '../model/snapshot.ts'
import type { OpenRoad, Verdict } from '../model/verdict.ts'
import { verdicts } from '../model/vocabulary.ts'
import type { AuditOptions, Rules } from './options.ts'

/** One app in one Android user, with everything that was decided about it. */
export interface Assessment {
  app: App
  user: AppUser
  lender: Lender
  verdict: Verdict
  roads: OpenRoad[]
  /** Permissions it holds against the rules that it is compared with. */
  forbidden: string[]
}

/**
 * Judges every app and user of a snapshot, in the order of package and user. Where two dumps of one run name the same
 * app, the worse verdict stands.
 */
export function assessAll(
  snapshot: DeviceSnapshot,
  rules: Rules,
  classify: Classifier,
  { userId }: AuditOptions,
): Assessment[] {
  const context = contextOf(snapshot)
  const byKey = new Map<string, Assessment>()
  for (const app of snapshot.apps) {
    const roles = snapshot.specialAccess.filter(({ packageName }) => packageName === app.packageName)
    const lender = classify({ ...app, roles: roles.map(({ kind }) => kind) })
    for (const user of app.users) {
      if (userId !== undefined && user.userId !== userId) continue
      const judged: Assessment = {
        app,
        user,
        lender,
        verdict: judgeContacts(app, user, context),
        roads: lender.class === 'none' ? [] : openRoads(app, user, rules.roads, context),
        forbidden: [],
      }
      const key = `${app.packageName}\0${user.userId}`
      const known = byKey.get(key)
      if (known === undefined || rank(judged) < rank(known)) byKey.set(key, judged)
    }
  }
  return [...byKey.values()].sort(
    (a, b) => compare(a.app.packageName, b.app.packageName) || a.user.userId - b.user.userId,
  )
}

const contextOf = ({ device, users, specialAccess, autoGrants }: DeviceSnapshot): Context => ({
  device,
  users,
  specialAccess,
  autoGrants,
})

/** The same, compared with rules: whose these are may depend on which lenders there are. */
export function comparedWith(regime: RegimeRule | undefined, judged: Assessment[], snapshot: DeviceSnapshot) {
  const context = contextOf(snapshot)
  const forbidden = ({ lender, user }: Assessment) =>
    lender.class === 'none' ? [] : (regime?.permissions ?? []).filter((name) => holds(user, name, context))
  return judged.map((one) => ({ ...one, forbidden: forbidden(one) }))
}

const rank = ({ verdict, roads }: Assessment) => verdicts.indexOf(verdict.value) - roads.length / 100

export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
