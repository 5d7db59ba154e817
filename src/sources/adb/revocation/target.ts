import { membersOf, type PermissionGroup } from '../../../model/phone/permission-group.ts'
import { SDK_RUNTIME } from '../../../model/phone/sdk.ts'
import type { App, AppUser, DeviceSnapshot, PermissionState } from '../../../model/phone/snapshot.ts'

/** From here on a shell sets the flags of permissions. */
export const SDK_FLAGS = 30

/** An app in one Android user. */
export interface Target {
  app: App
  user: AppUser
  /** Other apps of the same uid: what one holds, all hold. */
  sharers: App[]
  sdk: number
}

/** Of the same uid too: a version name may say that it shares with whom it likes. */
export const sharersOf = ({ apps }: DeviceSnapshot, { packageName, sharedUser, appId }: App): App[] =>
  sharedUser === undefined
    ? []
    : apps.filter(
        (other) => other.packageName !== packageName && other.sharedUser === sharedUser && other.appId === appId,
      )

/** Whether the app is built for Android 5 or older, or runs on it: then a second switch closes what stays granted. */
export const isLegacy = ({ app, sdk }: Target) => sdk < SDK_RUNTIME || (app.targetSdk ?? SDK_RUNTIME) < SDK_RUNTIME

export const firstInstallOf = ({ app, user }: Pick<Target, 'app' | 'user'>): string | null =>
  user.firstInstallTime ?? app.firstInstallTime ?? null

export interface Member {
  name: string
  owner: string
  state: PermissionState | undefined
}

/** The members of a group that the app, or one of the same uid, asks for or holds. */
export function membersFor(group: PermissionGroup, { app, user, sharers, sdk }: Target): Member[] {
  return membersOf(group, sdk).flatMap((name) => {
    const asking = [app, ...sharers].find((one) => one.requestedPermissions?.some((asked) => asked.name === name))
    const state = user.permissions[name]
    const owner = asking ?? (state && app)
    return owner ? [{ name, owner: owner.packageName, state }] : []
  })
}

export const statesOf = (group: PermissionGroup, { user, sdk }: Pick<Target, 'user' | 'sdk'>) =>
  membersOf(group, sdk).flatMap((name) => user.permissions[name] ?? [])
