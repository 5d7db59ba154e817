import { latin1In } from '#platform/bytes.ts'
import { readAnswer } from '../../parse/index.ts'
import { askUsers } from '../../parse/sections/dumpsys-user.ts'
import { type AskOptions, answerOf } from './asking/answer.ts'
import { request } from './asking/catalogue.ts'
import type { DeviceTransport } from './link/transport.ts'

/** How far a phone has come. */
export interface Start {
  /** What has to happen before it can be read: `unlock`, as apps and settings of a person are closed until then. */
  awaits?: 'start' | 'unlock'
  /** It did not tell in time, and may answer the rest all the same. */
  isLate?: true
}

const STARTING = ['-1', 'BOOTING', 'RUNNING_UNLOCKING', 'STOPPING', 'SHUTDOWN']

/**
 * How far a phone has come that takes commands: it does so long before its services answer. A phone that does not tell
 * has started.
 *
 * @throws AuditError when it goes away
 */
export async function startOf(phone: DeviceTransport, options: AskOptions): Promise<Start> {
  // Asked as of a phone of any version: which one it is, it cannot say yet.
  const answer = await answerOf(phone, request(askUsers, 0), options)
  const { bytes, stderr, failure } = answer
  if (failure?.code === 'E209') return { isLate: true }
  const said = latin1In(bytes, 0, bytes.length)
  if (/Can't find service/.test(`${said.slice(0, 300)}${stderr}`)) return { awaits: 'start' }
  const { users } = readAnswer(answer)
  if (users.some(({ userId, state = '' }) => userId === 0 && STARTING.includes(state))) return { awaits: 'start' }
  return users.some(({ isLocked }) => isLocked) ? { awaits: 'unlock' } : {}
}
