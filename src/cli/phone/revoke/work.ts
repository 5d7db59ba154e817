import { basename, isAbsolute, relative } from 'node:path'
import {
  AuditError,
  type DeviceTransport,
  identityOf,
  type PermissionGroup,
  type Rules,
  shellWord,
} from '../../../internal.ts'
import type { Io } from '../../io.ts'
import { teller } from '../../output/teller.ts'
import type { AdbOptions, Session } from '../choose.ts'

export interface Options extends AdbOptions {
  /** Which phone, where that was said. */
  serial?: string
  /** All users of the phone, if absent. */
  user?: number
  /** What is taken away besides contacts. */
  also?: PermissionGroup[]
  byAdb?: boolean
  /** Somebody has agreed already. */
  yes?: boolean
  anyApp?: boolean
}

export interface Work extends Session {
  /** Ctrl-C; once something is sent it is another. */
  signal: AbortSignal
  phone: DeviceTransport
  /** What tells the phone again that was read first. */
  identity: string
  rules: Rules
  options: Options
  tell: (...paragraphs: string[]) => void
}

/** @param given with what tells the phone, where somebody has asked it a moment ago */
export const workOn = async (given: Omit<Work, 'identity' | 'tell'> & { identity?: string }): Promise<Work> => ({
  ...given,
  identity: given.identity ?? (await identityOf(given.phone, given.signal)),
  tell: teller(given.io),
})

export const groupsOf = ({ also = [] }: Options): PermissionGroup[] => ['contacts', ...also]

/** What was typed to get here, for another user or once more. */
export function commandFor(name: string, options: Options, user = options.user): string {
  const { also = [], byAdb, anyApp } = options
  const words = ['daicha', 'revoke', name]
  if (user !== undefined) words.push('--user', String(user))
  if (also.length > 0) words.push('--also', also.join(','))
  if (byAdb) words.push('--by-adb')
  if (anyApp) words.push('--any-app')
  return onPhone(words.join(' '), options)
}

/** What puts back what a record says; to be typed in its folder where no shell would read its path as it is. */
export const undoFor = (path: string, options: Options) =>
  onPhone(`daicha revoke --undo ${shellWord(path) ?? basename(path)}`, options)

/** What says which part of the phone was not read, and what helps. */
export const auditFor = (options: Options) => onPhone('daicha audit --device', options)

/** A command for the phone that was named: several may be connected. */
function onPhone(command: string, { serial = '' }: Options): string {
  const word = shellWord(serial)
  return serial === '' || word === undefined ? command : `${command} -s ${word}`
}

/**
 * A break is not always seen: what stands at the same address may be another phone.
 *
 * @throws AuditError E208 where it is
 */
export async function sameIdentity({ phone, identity, ...work }: Work, signal = work.signal): Promise<string> {
  if (identity !== (await identityOf(phone, signal))) throw new AuditError('E208', {})
  return identity
}

/** A place as a person types it where they are: from the working folder below it, the whole path elsewhere. */
export function fromHere(path: string, { cwd }: Pick<Io, 'cwd'>): string {
  const way = relative(cwd, path)
  return way === '' || /^\.\.([/\\]|$)/.test(way) || isAbsolute(way) ? path : way
}
