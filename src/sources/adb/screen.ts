import { latin1In } from '#platform/bytes.ts'
import { readAnswer } from '../../parse/index.ts'
import { askUsers, shownUserIn } from '../../parse/sections/dumpsys-user.ts'
import { isCut } from './answer.ts'
import type { CapturedFile } from './captured-file.ts'

/** Users of a phone, as it lists them itself; none where it does not, or not to the end. */
export function listedUsers({ files }: { files: CapturedFile[] }) {
  const file = usersFile(files)
  return file === undefined || file.failure || isCut(file) ? [] : readAnswer(file).users
}

/** The user whom the screen showed while the phone was read. */
export function shownUser({ files }: { files: CapturedFile[] }): number {
  const { bytes = new Uint8Array() } = usersFile(files) ?? {}
  return shownUserIn(latin1In(bytes, 0, bytes.length))
}

const usersFile = (files: CapturedFile[]) => files.find(({ name }) => name === askUsers.file())
