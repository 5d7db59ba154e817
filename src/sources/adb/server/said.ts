import { AuditError, type PlainProblem } from '../../../errors.ts'
import type { Refused } from '../link/conversation.ts'
import type { ListedDevice } from './adb-server.ts'
import type { Address } from './address.ts'

/** The stable part of what an adb server says when it does not pass a request on to a phone. */
const TEXTS: [RegExp, PlainProblem][] = [
  [/unauthorized|still authorizing|failed to authenticate/, 'E204'],
  [/more than one/, 'E205'],
  [/offline|still connecting/, 'E206'],
  [/(insufficient|no) permissions|udev rules/, 'E207'],
  [/not found|no device with|closed/, 'E208'],
]

/** Whether this is said of a phone that has left: first it is offline, then it is not found. */
export const isGone = (said: string) => /offline|not found|no device with/.test(said)

/** Why the server refused, for a person. */
export function problemOfText(cause: Refused): AuditError {
  const code = TEXTS.find(([text]) => text.test(cause.said))?.[1] ?? 'E206'
  return new AuditError(code, {}, { cause })
}

/** Of a phone that was not started as it is used every day. */
const MODES = /^(recovery|rescue|sideload|bootloader|fastboot)/

/** What keeps a phone in this state from taking commands; nothing for one that is ready. */
export function problemOf({ state }: Pick<ListedDevice, 'state'>): AuditError | undefined {
  if (state === 'device') return undefined
  if (/^(unauthorized|authorizing)/.test(state)) return new AuditError('E204', {})
  if (/permission/.test(state)) return new AuditError('E207', {})
  return new AuditError('E206', MODES.test(state) ? { recovery: state } : {})
}

/** How an adb that could not start quotes the log of its server, and a line of that (AOSP `logger_write.cpp`). */
const LOG_HEAD = /^(\* daemon|Full server startup log|Server had pid|--- adb starting)/
const LOGGED = /^\d\d-\d\d [\d:.]+ +\d+ +\d+ ([VDIWEF]) [^:]*: \S+:\d+ /

/** What adb says to a person, and of the log of its server what went wrong. */
const saidIn = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [head = '', level = 'E'] = LOGGED.exec(line) ?? []
    return line.trim() === '' || LOG_HEAD.test(line) || !/[EF]/.test(level) ? [] : [line.slice(head.length)]
  })

/** Why no server came up, from what adb said when it should start one. */
export function problemOfStart(said: string, address: Address, cause: unknown): AuditError {
  const mismatch = /server version .* doesn't match this client[^;\n]*/.exec(said)?.[0]
  if (mismatch) return new AuditError('E202', { detail: mismatch }, { cause })
  const lines = saidIn(said)
  return new AuditError(
    'E212',
    { address: address.shown, ...(lines.length > 0 && { said: lines.join(' ') }) },
    { cause },
  )
}
