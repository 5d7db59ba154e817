import { latin1In } from '#platform/bytes.ts'
import { askUsers } from '../../parse/sections/dumpsys-user.ts'
import { type AskOptions, answerOf } from './answer.ts'
import { request } from './catalogue.ts'
import type { DeviceTransport } from './transport.ts'

/** `starting`: not all answers yet. `locked`: apps and settings of its owner are closed until the first unlocking. */
export type Start = 'starting' | 'locked' | 'started'

/** State of the owner, 7 and later (AOSP `UserState`); `-1` before there is one. */
const STATE = /UserInfo\{0:(?:(?!UserInfo\{)[\s\S])*?\n\s+State: (\S+)/
const STARTS: Record<string, Start> = {
  '-1': 'starting',
  BOOTING: 'starting',
  RUNNING_LOCKED: 'locked',
  RUNNING_UNLOCKING: 'starting',
  STOPPING: 'starting',
  SHUTDOWN: 'starting',
}

/**
 * How far a phone has come that takes commands: it does so long before its services answer. A phone that does not tell
 * has started.
 *
 * @throws AuditError when it goes away
 */
export async function startOf(phone: DeviceTransport, options: AskOptions): Promise<Start> {
  // Asked as of a phone of any version: which one it is, it cannot say yet.
  const { bytes, stderr } = await answerOf(phone, request(askUsers, 0), options)
  const said = latin1In(bytes, 0, bytes.length)
  if (/Can't find service/.test(`${said.slice(0, 300)}${stderr}`)) return 'starting'
  return STARTS[STATE.exec(said)?.[1] ?? ''] ?? 'started'
}
