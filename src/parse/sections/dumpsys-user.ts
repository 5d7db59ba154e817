import { type DumpCommand, dumpsys } from '../../model/phone/phone-command.ts'
import type { User } from '../../model/phone/snapshot.ts'
import { userIdIn } from '../../model/phone/user-id.ts'
import { hasScreen, type UserKind } from '../../model/vocabulary.ts'
import { asciiDigits } from '../digits.ts'
import { textOf } from '../lines/line.ts'
import type { SectionKind } from './kind.ts'

/** `FLAG_MANAGED_PROFILE` and `FLAG_GUEST` of AOSP `UserInfo`. */
const MANAGED_PROFILE = 0x20
const GUEST = 0x4
const PROFILES = new Map<string, UserKind>([
  ['CLONE', 'clone'],
  ['MANAGED', 'work'],
  ['PRIVATE', 'private'],
])
/** A user on its way in, or on its way out: its apps are in no dump (AOSP `UserManagerService.java`, `getUsers`). */
const NOBODY = /<(removing|partial|pre-created)>/

/**
 * One of the table; of the owner also that nobody has unlocked the phone since it was started. In a car the owner is
 * nobody, and who drives is told of.
 */
export interface ListedUser extends User {
  /** AOSP `UserState`, 7 and later; `-1` before there is one. */
  state?: string
  isLocked?: true
  /** Whose profile it is; 11 and later. */
  parent?: number
}

export const askUsers: DumpCommand = { ...dumpsys(30, 'user'), file: () => 'users.txt', step: 'phone', per: 'phone' }

/**
 * Reads `dumpsys user` and `pm list users`. Names are personal data and are not kept.
 *
 *     Users:
 *       UserInfo{999:DOBULE_APP:20000030} serialNo=10
 *         Type: android.os.usertype.profile.CLONE        <- 11 and later
 */
export const dumpsysUser: SectionKind<ListedUser> = {
  kind: 'users',
  service: 'user',
  asks: [askUsers],
  opens: (text) => text === 'Users:',
  opensOnce: true,
  parser(_, found) {
    const users = new Map<number, ListedUser>()
    let user: ListedUser | undefined
    let isHeadless = false
    return {
      line(line) {
        const text = asciiDigits(textOf(line))
        const [, id, flags = '', more = ''] = /^\s*UserInfo\{(\d+):.*:([0-9a-fA-F]{1,8})\}(.*)/.exec(text) ?? []
        const userId = userIdIn(id)
        if (userId !== undefined) {
          user = undefined
          if (NOBODY.test(more)) return
          const parent = userIdIn(/\bparentId=(\d+)/.exec(more)?.[1])
          const kind = kindOf(userId, Number.parseInt(flags, 16))
          user = users.get(userId) ?? { userId, kind, ...(parent !== undefined && { parent }) }
          users.set(userId, user)
          return
        }
        if (user === undefined) return
        const [, state] = /^\s+State: (\S+)/.exec(text) ?? []
        if (state !== undefined) {
          user.state ??= state
          const isAwaited = isHeadless ? hasScreen(user.kind) : user.userId === 0
          if (isAwaited && /BOOTING|_LOCKED|LOCKING/.test(state)) user.isLocked = true
        }
        const [, type = ''] = /^\s+Type: android\.os\.usertype\.\w+\.(\S+)/.exec(text) ?? []
        isHeadless ||= type === 'HEADLESS'
        user.kind = PROFILES.get(type) ?? user.kind
      },
      end() {
        for (const one of users.values()) found(one)
      },
    }
  },
}

/**
 * The user on the screen: `Current user: 10`, printed before any name, from Android 12 on. Before it most likely the
 * owner is there.
 */
export const shownUserIn = (text: string): number => userIdIn(/^Current user: (\d+)/m.exec(text)?.[1]) ?? 0

/** What an Android user is, as far as its number and flags tell (numbers: vendors' clone and secure spaces). */
export function kindOf(userId: number, flags = 0): UserKind {
  if (userId === 0) return 'owner'
  if (userId === 999 || userId === 128 || (userId >= 95 && userId <= 99)) return 'vendor-clone'
  if (userId >= 150 && userId <= 160) return 'secure-folder'
  if (flags & MANAGED_PROFILE) return 'work'
  if (flags & GUEST) return 'guest'
  return 'secondary'
}
