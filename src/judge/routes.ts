import { opOf } from '../model/phone/app-op.ts'
import { gateOf, modeInForce } from '../model/phone/gate.ts'
import type { App, AppUser } from '../model/phone/snapshot.ts'
import type { OpenRoute } from '../model/phone/verdict.ts'
import type { RouteRule } from '../model/rules/rule.ts'
import type { Context } from './contacts.ts'
import { isPresent, presenceOf } from './presence.ts'

/** Whether the app holds a permission, with its own gate open. */
export function holds(user: AppUser, permission: string, { device }: Context): boolean {
  const state = user.permissions[permission]
  return (
    state?.granted === true &&
    isPresent(presenceOf(user)) &&
    gateOf(state, user, opOf(permission), device.sdk).state === 'open'
  )
}

/** The routes of `rules/routes` that stand open for one app and user, each with the line that shows it. */
export function openRoutes(
  { packageName, targetSdk }: App,
  user: AppUser,
  routes: RouteRule[],
  context: Context,
): OpenRoute[] {
  const { sdk } = context.device
  if (!isPresent(presenceOf(user))) return []
  const special = (context.specialAccess ?? []).filter(
    (one) => one.packageName === packageName && one.userId === user.userId,
  )
  /** What the app is given is that of the older of the phone and what it is built for. */
  const given = sdk === undefined || targetSdk === undefined ? undefined : Math.min(sdk, targetSdk)
  return routes.flatMap(({ id, permissions, appOps, access, minSdk, maxSdk, maxTargetSdk }): OpenRoute[] => {
    if (sdk !== undefined && (sdk < (minSdk ?? sdk) || sdk > (maxSdk ?? sdk))) return []
    if (given !== undefined && given > (maxTargetSdk ?? given)) return []
    const held = permissions.find((permission) => holds(user, permission, context))
    const byPermission = held === undefined ? undefined : user.permissions[held]?.evidence
    const byOp = appOps
      .map((op) => modeInForce(user.appOps?.[op]))
      .find((inForce) => inForce?.mode === 'allow')?.evidence
    const byAccess = special.find(({ kind }) => access.includes(kind))?.evidence
    const evidence = byPermission ?? byOp ?? byAccess
    return evidence === undefined ? [] : [{ id, evidence }]
  })
}
