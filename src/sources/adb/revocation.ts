import { hasOp, opOf } from '../../model/app-op.ts'
import type { Audit } from '../../model/audit.ts'
import { gateOf, isFixed } from '../../model/gate.ts'
import { membersOf, type PermissionGroup, readsOf } from '../../model/permission-group.ts'
import { SDK_RUNTIME } from '../../model/sdk.ts'
import type { App, AppUser, DeviceSnapshot, PermissionState } from '../../model/snapshot.ts'
import { isSameSecond } from '../../model/time.ts'
import { FIRST_APPLICATION_UID } from '../../model/user-id.ts'
import { changeOf } from './changes.ts'
import type { Revocation } from './revocation-log.ts'

/** An app in one Android user. */
export interface Target {
  app: App
  user: AppUser
  /** Other apps of the same uid: what one holds, all hold. */
  sharers: App[]
  sdk: number
}

/** What a revocation touches, as it was read. */
export type State = Revocation['users'][number]['before']

/** Uid modes; a policy that holds what it fixed; uid modes by package; permission flags from a shell. */
const SDK_UID_MODE = 24
const SDK_POLICY_HOLDS = 26
const SDK_UID_BY_PACKAGE = 29
const SDK_FLAGS = 30

const FLAGS = { 'user-set': 'USER_SET', 'user-fixed': 'USER_FIXED', 'revoked-compat': 'REVOKED_COMPAT' } as const

/** Of the same uid too: a version name may say that it shares with whom it likes. */
export const sharersOf = ({ apps }: DeviceSnapshot, { packageName, sharedUser, appId }: App): App[] =>
  sharedUser === undefined
    ? []
    : apps.filter(
        (other) => other.packageName !== packageName && other.sharedUser === sharedUser && other.appId === appId,
      )

/** A page on the phone, and what is to be tapped on it first: the permission, or the list of permissions. */
export interface Page {
  shows: 'permissions' | 'app'
  command: string[]
}

/** Pages where a permission is turned off, the nearest first; a shell may open the first ones on some phones only. */
export function pagesOf({ app, user, sdk }: Target, rom: string): Page[] {
  const args = [String(user.userId), app.packageName] as const
  return [
    ...(/^(miui|hyperos)$/.test(rom)
      ? ([{ shows: 'permissions', command: changeOf('openEditor', ...args) }] as const)
      : []),
    ...(sdk >= SDK_RUNTIME ? ([{ shows: 'permissions', command: changeOf('openPermissions', ...args) }] as const) : []),
    { shows: 'app', command: changeOf('openSettings', ...args) },
  ]
}

/** Whether the app is built for Android 5 or older, or runs on it: then a second switch closes what stays granted. */
const isLegacy = ({ app, sdk }: Target) => sdk < SDK_RUNTIME || (app.targetSdk ?? SDK_RUNTIME) < SDK_RUNTIME

interface Member {
  name: string
  owner: string
  state: PermissionState | undefined
}

/** The members of a group that the app, or one of the same uid, asks for or holds. */
function membersFor(group: PermissionGroup, { app, user, sharers, sdk }: Target): Member[] {
  return membersOf(group, sdk).flatMap((name) => {
    const asking = [app, ...sharers].find((one) => one.requestedPermissions?.some((asked) => asked.name === name))
    const state = user.permissions[name]
    const owner = asking ?? (state && app)
    return owner ? [{ name, owner: owner.packageName, state }] : []
  })
}

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

export const firstInstallOf = ({ app, user }: Pick<Target, 'app' | 'user'>): string | null =>
  user.firstInstallTime ?? app.firstInstallTime ?? null

/** What must be the same again after an undo. */
export function stateOf({ user, sdk }: Pick<Target, 'user' | 'sdk'>, groups: readonly PermissionGroup[]): State {
  const names = groups.flatMap((group) => membersOf(group, sdk))
  return {
    permissions: Object.fromEntries(
      names.flatMap((name) => {
        const state = user.permissions[name]
        return state ? [[name, { granted: state.granted, flags: [...state.flags].sort() }]] : []
      }),
    ),
    appOps: Object.fromEntries(
      names.map(opOf).flatMap((name) => {
        const op = user.appOps?.[name]
        return op?.uid || op?.package ? [[name, { uid: op.uid?.mode ?? null, package: op.package?.mode ?? null }]] : []
      }),
    ),
  }
}

/**
 * The calls that put back what a revocation changed and nothing else: what was sent, was different before, and still
 * stands as the revocation left it. Flags go last: with them it would no longer show, should the rest not be reached.
 */
export function planUndo({ groups, changes, users }: Revocation, target: Target): string[][] {
  const { user } = target
  const { before, after, firstInstall = null } = users.find(({ userId }) => userId === user.userId) ?? {}
  const installed = firstInstallOf(target)
  const isAnew = firstInstall !== null && installed !== null && !isSameSecond(firstInstall, installed)
  if (before === undefined || isAnew) return []
  const now = stateOf(target, groups)
  const set = Object.values(FLAGS).map(String)
  /** Nobody has decided anew since then. */
  const isAsLeft = (permission: string) =>
    after?.permissions[permission]?.flags.every(
      (flag) => !set.includes(flag) || now.permissions[permission]?.flags.includes(flag),
    ) ?? true
  const id = String(user.userId)
  return changes
    .filter(({ userId, sentAt }) => userId === user.userId && sentAt !== null)
    .flatMap(({ command }): string[][] => {
      const [program, verb, , , packageName = '', permission = '', ...flags] = command
      if (program === 'pm' && !isAsLeft(permission)) return []
      const was = before.permissions[permission]
      const is = now.permissions[permission]
      if (program === 'pm' && verb === 'revoke')
        return was?.granted && !isForOnce(was) && is?.granted === false
          ? [changeOf('grant', id, packageName, permission)]
          : []
      if (program === 'pm') {
        const added = flags.filter((flag) => {
          const printed = FLAGS[flag as keyof typeof FLAGS]
          return !was?.flags.includes(printed) && is?.flags.includes(printed)
        })
        return added.length > 0 ? [changeOf('clearFlags', id, packageName, permission, ...added)] : []
      }
      if (program !== 'appops') return []
      const op = command.at(-2) ?? ''
      const level = command.includes('--uid') || /^u\d+a\d+$/.test(command[2] ?? '') ? 'uid' : 'package'
      const [mode, modeNow] = [before.appOps[op]?.[level], now.appOps[op]?.[level]]
      if (mode === 'ignore' || modeNow !== 'ignore') return []
      return [[...command.slice(0, -1), mode === 'foreground' ? mode : 'allow']]
    })
}

/** What was allowed for once ends by itself, and a shell can allow for good only. */
const isForOnce = ({ granted, flags }: State['permissions'][string]) => granted && flags.includes('ONE_TIME')

/** Permissions of a state that were allowed for once. */
export const onceIn = ({ permissions }: State): string[] =>
  Object.entries(permissions).flatMap(([name, one]) => (isForOnce(one) ? [name] : []))

/**
 * Whether two states let an app read the same, but for what was allowed for once; a mode that is not set lets through
 * what `allow` does.
 */
export function isSameState(a: State, b: State): boolean {
  const once = onceIn(a)
  const flags = (state: State) =>
    Object.entries(state.permissions)
      .map(
        ([name, { granted, flags }]) =>
          `${name} ${granted && !once.includes(name)} ${Object.values(FLAGS).filter((flag) => flags.includes(flag))}`,
      )
      .sort()
      .join()
  const open = (mode: string | null = null) => (mode === null || mode === 'default' ? 'allow' : mode)
  const ops = Object.keys({ ...a.appOps, ...b.appOps }).filter((op) => !once.map(opOf).includes(op))
  return (
    flags(a) === flags(b) &&
    ops.every((op) =>
      (['uid', 'package'] as const).every((level) => open(a.appOps[op]?.[level]) === open(b.appOps[op]?.[level])),
    )
  )
}

type Contacts = Audit['apps'][number]['contacts']

/** Whether it was read that the app cannot get at contacts without asking. */
export const isOff = ({ verdict, confidence }: Pick<Contacts, 'verdict' | 'confidence'>): boolean =>
  ['requested', 'blocked-by-appop', 'not-requested', 'not-held'].includes(verdict) && confidence !== 'low'

/**
 * Whether it was read that the app has none of a group, and can get none without asking. Of contacts the verdict tells;
 * of the others that no member is held with its gate open. A member that shows nothing counts where one that does is
 * asked for.
 */
export function isGroupOff(group: PermissionGroup, target: Target, contacts: Contacts): boolean {
  if (group === 'contacts') return isOff(contacts)
  const { user, sdk } = target
  if (!user.installed) return true
  const members = membersFor(group, target)
  // A line in the app's own runtime block is the whole truth, whatever was not read behind it.
  const isTold = members.length > 0 && members.every(({ state }) => state?.block === 'runtime')
  if (user.unread !== undefined && !isTold) return false
  const reads = readsOf(group)
  if (!members.some(({ name }) => reads.includes(name))) return true
  return members.every(({ name, state }) => !state?.granted || gateOf(state, user, opOf(name), sdk).state === 'closed')
}

/** Whether everything is as the calls should have left it: off, and from Android 11 so that it cannot ask silently. */
export function isAsPlanned(group: PermissionGroup, target: Target, contacts: Contacts): boolean {
  if (!isGroupOff(group, target, contacts)) return false
  if (isLegacy(target))
    return group !== 'contacts' || contacts.verdict === 'blocked-by-appop' || contacts.verdict === 'not-held'
  const states = statesOf(group, target)
  return states.every(({ granted }) => !granted) && (target.sdk < SDK_FLAGS || isLocked(group, target))
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

export const isGroupFixed = (group: PermissionGroup, target: Pick<Target, 'user' | 'sdk'>): boolean =>
  statesOf(group, target).some((state) => isFixed(state))

const statesOf = (group: PermissionGroup, { user, sdk }: Pick<Target, 'user' | 'sdk'>) =>
  membersOf(group, sdk).flatMap((name) => user.permissions[name] ?? [])

/** Whether Android no longer asks the person for a group: one member that is fixed is enough. */
export function isLocked(group: PermissionGroup, target: Pick<Target, 'user' | 'sdk'>): boolean {
  const states = statesOf(group, target)
  return states.length === 0 || states.some(({ flags }) => flags.includes('USER_FIXED'))
}
