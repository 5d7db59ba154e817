import { hasOp, opOf } from '../../../model/phone/app-op.ts'
import { isFixed } from '../../../model/phone/gate.ts'
import { membersOf, type PermissionGroup, readsOf } from '../../../model/phone/permission-group.ts'
import type { PermissionState } from '../../../model/phone/snapshot.ts'
import { FIRST_APPLICATION_UID } from '../../../model/phone/user-id.ts'
import { changeOf } from './changes.ts'
import { isLegacy, type Member, membersFor, SDK_FLAGS, type Target } from './target.ts'

/** From here on a shell takes something away from an app, first of all its app ops. */
export const SDK_CALLS = 21
/** Uid modes; a policy that holds what it fixed; uid modes by package. */
const SDK_UID_MODE = 24
const SDK_POLICY_HOLDS = 26
const SDK_UID_BY_PACKAGE = 29

/**
 * The calls that take groups away from an app, right for its kind and for the Android version, in their order; none
 * where nothing is known to be held or refused.
 */
export function planRevocation(target: Target, groups: readonly PermissionGroup[]): string[][] {
  const { app, user, sdk } = target
  const id = String(user.userId)
  const calls = groups.flatMap((group): string[][] => {
    const all = membersFor(group, target)
    const isRead = ({ name, state }: Member) => state !== undefined && (state.granted || readsOf(group).includes(name))
    if (!all.some(isRead) || isHeldFast(group, target)) return []
    // Of an app of old the second switch is free.
    const members = isLegacy(target) ? all : all.filter(({ state }) => !state || !isFast(state, sdk))
    const held = members.filter(({ state }) => state?.granted)
    if (!isLegacy(target))
      return [
        ...held.map(({ name, owner }) => changeOf('revoke', id, owner, name)),
        ...(sdk >= SDK_FLAGS
          ? members.map(({ name, owner }) => changeOf('setFlags', id, owner, name, 'user-set', 'user-fixed'))
          : []),
      ]
    if (sdk >= SDK_FLAGS)
      return members.map(({ name, owner }) => changeOf('setFlags', id, owner, name, 'revoked-compat'))
    return held.filter(({ name }) => hasOp(name, sdk)).map(({ name }) => setMode(target, opOf(name), 'ignore'))
  })
  return calls.length === 0 ? [] : [...calls, changeOf('forceStop', id, app.packageName)]
}

/** The app op in the one place where it counts: a uid mode, where there can be one and one is printed, wins. */
function setMode({ app, user, sdk }: Target, op: string, mode: string): string[] {
  const id = String(user.userId)
  if (sdk >= SDK_UID_BY_PACKAGE) return changeOf('setUidOp', id, app.packageName, op, mode)
  const hasUidMode = sdk >= SDK_UID_MODE && user.appOps?.[op]?.uid !== undefined
  const { appId = 0 } = app
  return hasUidMode && appId >= FIRST_APPLICATION_UID
    ? changeOf('setOpOfUid', `u${id}a${appId - FIRST_APPLICATION_UID}`, op, mode)
    : changeOf('setAppOp', id, app.packageName, op, mode)
}

/** Only who fixed it can take it; up to Android 7 nobody but the system holds so (AOSP `PackageManagerService`). */
const isFast = (state: PermissionState, sdk: number) =>
  isFixed(state) && (sdk >= SDK_POLICY_HOLDS || state.flags.includes('SYSTEM_FIXED'))

/**
 * Whether nobody can keep an app from reading but who fixed it: the system, or who manages the phone. Where a shell
 * can set flags it can keep a sibling from giving back what is not held.
 */
export function isHeldFast(group: PermissionGroup, target: Target): boolean {
  const { user, sdk } = target
  const heldOf = (names: readonly string[]) =>
    names.flatMap((name) => user.permissions[name] ?? []).filter(({ granted }) => granted)
  const reads = heldOf(readsOf(group))
  const held = reads.length > 0 || sdk >= SDK_FLAGS ? reads : heldOf(membersOf(group, sdk))
  return !isLegacy(target) && held.length > 0 && held.every((state) => isFast(state, sdk))
}
