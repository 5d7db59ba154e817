import { latin1In } from '#platform/bytes.ts'
import { readAnswer } from '../../parse/index.ts'
import { askUsers, shownUserIn } from '../../parse/sections/dumpsys-user.ts'
import { askPackageList } from '../../parse/sections/pm-list.ts'
import { isCut } from './asking/captured-file.ts'
import type { Capture } from './capture.ts'

type Files = Pick<Capture, 'files'>

/** What a phone lists itself. */
export type Lists = ReturnType<typeof listsOf>

export function listsOf(phone: Files) {
  const users = listed(phone, askUsers.file())?.users ?? []
  const { bytes = new Uint8Array() } = fileOf(phone, askUsers.file()) ?? {}
  return {
    /** None where it does not list them, or not to the end. */
    users,
    /** The user whom the screen showed while the phone was read. */
    shown: shownUserIn(latin1In(bytes, 0, bytes.length)),
    /** Whether a user, and an app of theirs, is there as the phone lists them: text of an app may forge a user. */
    has(userId: number, packageName?: string) {
      const { packageNames = [] } = listed(phone, askPackageList.file(String(userId))) ?? {}
      return (
        (users.length === 0 || users.some((user) => user.userId === userId)) &&
        (packageName === undefined || packageNames.length === 0 || packageNames.includes(packageName))
      )
    },
    /** Whether a shell may do nothing for a user, whose list of apps it was refused (AOSP `handleIncomingUser`). */
    isClosed: (userId: number) => fileOf(phone, askPackageList.file(String(userId)))?.failure?.code === 'E217',
  }
}

function listed(phone: Files, name: string) {
  const file = fileOf(phone, name)
  return file === undefined || file.failure || isCut(file) ? undefined : readAnswer(file)
}

const fileOf = ({ files }: Files, name: string) => files.find((file) => file.name === name)
