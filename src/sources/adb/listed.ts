import { readAnswer } from '../../parse/index.ts'
import { askUsers } from '../../parse/sections/dumpsys-user.ts'
import { askPackageList } from '../../parse/sections/pm-list.ts'
import { isCut } from './answer.ts'
import type { CapturedFile } from './captured-file.ts'

interface Files {
  files: CapturedFile[]
}

/** Users of a phone, as it lists them itself; none where it does not, or not to the end. */
export const listedUsers = (phone: Files) => listed(phone, askUsers.file())?.users ?? []

/** Whether a user, and an app of theirs, is there as far as the phone lists them: text of an app may forge a user. */
export function isListed(phone: Files, userId: number, packageName?: string): boolean {
  const users = listedUsers(phone)
  const { packageNames = [] } = listed(phone, askPackageList.file(String(userId))) ?? {}
  return (
    (users.length === 0 || users.some((user) => user.userId === userId)) &&
    (packageName === undefined || packageNames.length === 0 || packageNames.includes(packageName))
  )
}

function listed({ files }: Files, name: string) {
  const file = files.find((file) => file.name === name)
  return file === undefined || file.failure || isCut(file) ? undefined : readAnswer(file)
}
