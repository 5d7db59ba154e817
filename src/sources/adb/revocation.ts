import type { Audit } from '../../model/audit.ts'
import type { App, AppUser, DeviceSnapshot } from '../../model/snapshot.ts'
import { contactsGroup } from '../../model/vocabulary.ts'
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

/** Runtime permissions; uid modes; uid modes by package; permission flags from a shell. */
const SDK_RUNTIME = 23
const SDK_UID_MODE = 24
const SDK_UID_BY_PACKAGE = 29
const SDK_FLAGS = 30
const FIRST_APP_ID = 10_000

const FLAGS = { 'user-set': 'USER_SET', 'user-fixed': 'USER_FIXED', 'revoked-compat': 'REVOKED_COMPAT' } as const

export const sharersOf = ({ apps }: DeviceSnapshot, app: App): App[] =>
  app.sharedUser === undefined
    ? []
    : apps.filter(({ packageName, sharedUser }) => packageName !== app.packageName && sharedUser === app.sharedUser)

export const openPage = ({ app, user }: Target): string[] =>
  changeOf('openSettings', String(user.userId), app.packageName)

/** Whether the app is built for Android 5 or older, or runs on it: then the permission stays and a second switch closes it. */
const isLegacy = ({ app, sdk }: Target) => sdk < SDK_RUNTIME || (app.targetSdk ?? SDK_RUNTIME) < SDK_RUNTIME

/** The calls that take contacts away from an app, right for its kind and for the Android version, in their order. */
export function planRevocation(target: Target): string[][] {
  const { app, user, sharers, sdk } = target
  const id = String(user.userId)
  const stop = changeOf('forceStop', id, app.packageName)
  const members = contactsGroup.flatMap((name) => {
    const asking = [app, ...sharers].find((one) => one.requestedPermissions?.some((asked) => asked.name === name))
    const state = user.permissions[name]
    const owner = asking ?? (state && app)
    return owner ? [{ name, owner: owner.packageName, isGranted: state?.granted === true }] : []
  })
  if (!isLegacy(target)) {
    const revokes = members.filter(({ isGranted }) => isGranted)
    return [
      ...revokes.map(({ name, owner }) => changeOf('revoke', id, owner, name)),
      ...(sdk >= SDK_FLAGS
        ? members.map(({ name, owner }) => changeOf('setFlags', id, owner, name, 'user-set', 'user-fixed'))
        : []),
      stop,
    ]
  }
  if (sdk >= SDK_FLAGS)
    return [...members.map(({ name, owner }) => changeOf('setFlags', id, owner, name, 'revoked-compat')), stop]
  return [setMode(target, 'ignore'), stop]
}

/** The app op in the one place where it counts: a uid mode, where there can be one and one is printed, wins. */
function setMode({ app, user, sdk }: Target, mode: string): string[] {
  const id = String(user.userId)
  if (sdk >= SDK_UID_BY_PACKAGE) return changeOf('setUidOp', id, app.packageName, mode)
  const hasUidMode = sdk >= SDK_UID_MODE && user.appOps?.['READ_CONTACTS']?.uid !== undefined
  const { appId = 0 } = app
  return hasUidMode && appId >= FIRST_APP_ID
    ? changeOf('setOpOfUid', `u${id}a${appId - FIRST_APP_ID}`, mode)
    : changeOf('setAppOp', id, app.packageName, mode)
}

/** What must be the same again after an undo. */
export function stateOf({ user }: Pick<Target, 'user'>): State {
  const op = user.appOps?.['READ_CONTACTS']
  return {
    permissions: Object.fromEntries(
      contactsGroup.flatMap((name) => {
        const state = user.permissions[name]
        return state ? [[name, { granted: state.granted, flags: [...state.flags].sort() }]] : []
      }),
    ),
    uidMode: op?.uid?.mode ?? null,
    packageMode: op?.package?.mode ?? null,
  }
}

/**
 * The calls that put back what a revocation changed and nothing else: what was sent, was different before, and still
 * stands as the revocation left it.
 */
export function planUndo({ changes, users }: Revocation, target: Target): string[][] {
  const { user } = target
  const before = users.find(({ userId }) => userId === user.userId)?.before
  if (before === undefined) return []
  const now = stateOf(target)
  const id = String(user.userId)
  return changes
    .filter(({ userId, sentAt }) => userId === user.userId && sentAt !== null)
    .reverse()
    .flatMap(({ command }): string[][] => {
      const [program, verb, , , packageName = '', permission = '', ...flags] = command
      const was = before.permissions[permission]
      const is = now.permissions[permission]
      if (program === 'pm' && verb === 'revoke')
        return was?.granted && is?.granted === false ? [changeOf('grant', id, packageName, permission)] : []
      if (program === 'pm') {
        const added = flags.filter((flag) => {
          const printed = FLAGS[flag as keyof typeof FLAGS]
          return !was?.flags.includes(printed) && is?.flags.includes(printed)
        })
        return added.length > 0 ? [changeOf('clearFlags', id, packageName, permission, ...added)] : []
      }
      if (program !== 'appops') return []
      const isByUid = command.includes('--uid') || /^u\d+a\d+$/.test(command[2] ?? '')
      const [mode, modeNow] = isByUid ? [before.uidMode, now.uidMode] : [before.packageMode, now.packageMode]
      if (mode === 'ignore' || modeNow !== 'ignore') return []
      return [[...command.slice(0, -1), mode === 'foreground' ? mode : 'allow']]
    })
}

/** Whether two states let an app read the same; a mode that is not set lets through what `allow` does. */
export function isSameState(a: State, b: State): boolean {
  const open = (mode: string | null) => (mode === null || mode === 'default' ? 'allow' : mode)
  const flags = (state: State) =>
    Object.entries(state.permissions)
      .map(([name, one]) => `${name} ${one.granted} ${Object.values(FLAGS).filter((flag) => one.flags.includes(flag))}`)
      .sort()
      .join()
  return flags(a) === flags(b) && open(a.uidMode) === open(b.uidMode) && open(a.packageMode) === open(b.packageMode)
}

type Contacts = Audit['apps'][number]['contacts']

/** Whether it was read that the app cannot get at contacts without asking. */
export const isOff = ({ verdict, confidence }: Pick<Contacts, 'verdict' | 'confidence'>): boolean =>
  ['requested', 'blocked-by-appop', 'not-requested', 'not-held'].includes(verdict) && confidence !== 'low'

/** Whether everything is as the calls should have left it: off, and from Android 11 so that it cannot ask in silence. */
export const isAsPlanned = (target: Target, contacts: Contacts): boolean =>
  isOff(contacts) &&
  (isLegacy(target)
    ? contacts.verdict === 'blocked-by-appop' || contacts.verdict === 'not-held'
    : target.sdk < SDK_FLAGS || contacts.verdict !== 'requested' || contacts.reason === 'REQUESTED_FIXED') &&
  (isLegacy(target) || contactsGroup.every((name) => target.user.permissions[name]?.granted !== true))
