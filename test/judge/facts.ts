import type { Evidence } from '../../src/model/evidence.ts'
import { installedUser } from '../../src/model/phone/installed-user.ts'
import type { AppOp, AppUser, PermissionState } from '../../src/model/phone/snapshot.ts'

export const at = (text: string): Evidence => ({
  path: 'package.txt',
  line: 1,
  column: 1,
  endColumn: 2,
  byteOffset: 0,
  byteLength: 1,
  text,
})

const permission = (granted: boolean, flags: string[]): PermissionState => ({
  granted,
  flags,
  block: 'runtime',
  evidence: at(`granted=${granted}, flags=[ ${flags.join('|')} ]`),
})
export const granted = (...flags: string[]) => permission(true, flags)
export const denied = (...flags: string[]) => permission(false, flags)

/** The modes of one app op, as printed for the uid and for the package. */
export const op = (uid?: string, packageMode?: string): AppOp => ({
  ...(uid !== undefined && { uid: { mode: uid, evidence: at(`mode=${uid}`) } }),
  ...(packageMode !== undefined && { package: { mode: packageMode, evidence: at(`(${packageMode})`) } }),
})

export type UserChange = { [Key in keyof AppUser]?: AppUser[Key] | undefined }

/** Installed and in use, with app ops captured and none recorded. */
export const user = (change: UserChange = {}) =>
  ({ ...installedUser(0, at('User 0: installed=true')), appOps: {}, ...change }) as AppUser
