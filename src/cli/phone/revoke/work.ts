import { setTimeout } from 'node:timers/promises'
import type { DeviceTransport, PermissionGroup, RuleSet } from '../../../internal.ts'
import type { AdbOptions, Session } from '../choose.ts'

export interface Options extends AdbOptions {
  /** All users of the phone, if absent. */
  user?: number
  /** What is taken away besides contacts. */
  also?: PermissionGroup[]
  byAdb?: boolean
  /** Somebody has agreed already. */
  yes?: boolean
  anyApp?: boolean
}
export type Rules = Omit<RuleSet, 'guidance'>

export interface Work extends Session {
  phone: DeviceTransport
  rules: Rules
  options: Options
  tell: (...paragraphs: string[]) => Promise<void>
}

export const groupsOf = ({ also = [] }: Options): PermissionGroup[] => ['contacts', ...also]

/** What was typed to get here, for another user or once more. */
export function commandFor(name: string, { also = [], byAdb, anyApp }: Options, user?: number): string {
  const words = ['daicha', 'revoke', name]
  if (user !== undefined) words.push('--user', String(user))
  if (also.length > 0) words.push('--also', also.join(','))
  if (byAdb) words.push('--by-adb')
  if (anyApp) words.push('--any-app')
  return words.join(' ')
}

export const pause = (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, signal && { signal })
