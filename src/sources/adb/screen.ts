import { latin1In } from '#platform/bytes.ts'
import { askUsers, shownUserIn } from '../../parse/sections/dumpsys-user.ts'
import type { CapturedFile } from './captured-file.ts'

/** The user whom the screen showed while the phone was read. */
export function shownUser({ files }: { files: CapturedFile[] }): number {
  const { bytes = new Uint8Array() } = files.find(({ name }) => name === askUsers.file()) ?? {}
  return shownUserIn(latin1In(bytes, 0, bytes.length))
}
