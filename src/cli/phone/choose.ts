import {
  type AdbServer,
  AuditError,
  findAdb,
  type ListedDevice,
  nameChoices,
  ownSerial,
  problemOf,
  type Say,
  type Speaker,
  shellWord,
} from '../../internal.ts'
import { definedOnly } from '../../model/defined-only.ts'
import { flags, type OptionsOf, typedOf, wrongValue } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'

/** Finds the adb server of this computer; tests hand in one with canned phones. */
export type Connect = (options: {
  env: Io['env']
  adbPath?: string
  timeoutMs?: number
  onStart?: () => void
}) => Promise<AdbServer>

export const serialFlag = flags({ '-s, --serial <id>': { help: 'help.serial' } })
export const waitFlag = flags({ '--wait': { help: 'help.wait' } })

export const namesFlag = flags({ '--names <which>': { help: 'help.names', oneOf: nameChoices, default: 'near' } })

/** How phones are reached; the time is for each command, in milliseconds. */
export const adbFlags = flags({
  '--adb <path>': { help: 'help.adb' },
  '--timeout <time>': { help: 'help.timeout', parse: duration },
})

const ofPhone = { '--device': true, ...waitFlag, ...serialFlag, ...adbFlags, ...namesFlag }

/** The first of the options that only a phone is asked with: who types one means a phone. */
export const phoneOption = ({ given }: Pick<GlobalOptions, 'given'>): string | undefined => typedOf(ofPhone, given)[0]

export const isPhoneOption = (typed: string): boolean =>
  Object.keys(ofPhone).some((flag) => flag.split(/[ ,]+/).includes(typed))

export type AdbOptions = OptionsOf<typeof adbFlags> & Pick<GlobalOptions, 'quiet'>

/** `120s`, `2m` or `1500ms`, in milliseconds. */
function duration(typed: string): number {
  const [, number = '', unit = ''] = /^(\d+)(ms|s|m)$/.exec(typed) ?? []
  if (Number(number) > 0) return Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1)
  const bare = /^[1-9]\d*$/.test(typed)
  throw wrongValue('--timeout', typed, [], {
    allowed: '30s, 2m, 1500ms',
    ...(bare ? { units: 's, m, ms', guess: `${typed}s` } : {}),
  })
}

/** What a command that speaks to phones is handed. */
export interface Session {
  io: Io
  words: Speaker
  connect: Connect
  version: string
}

/** The server; that it has to be started first is said, because it takes seconds and stays. */
export async function connected(
  { adb, timeout, quiet }: AdbOptions,
  { io, words, connect }: Pick<Session, 'io' | 'connect'> & { words: Pick<Speaker, 'say'> },
) {
  // A running server needs no program; one that was named in vain is told all the same.
  if (adb !== undefined) findAdb({ env: io.env, adbPath: adb })
  return connect({
    env: io.env,
    ...definedOnly({ adbPath: adb, timeoutMs: timeout }),
    onStart: () => quiet || io.stderr.write(`${words.say('phone.starting')}\n`),
  }).catch((error) => {
    const isShort = timeout !== undefined && timeout < ENOUGH
    throw isShort && error instanceof AuditError && error.code === 'E212' && !('refused' in error.params)
      ? new AuditError('E212', { ...error.params, ms: String(timeout) }, { cause: error })
      : error
  })
}

/** Milliseconds in which a server starts and answers on a slow computer. */
const ENOUGH = 10_000

/** What adb says of a phone, in words; the phone itself was not asked. */
export function stateOf(phone: Pick<ListedDevice, 'state'>, say: Speaker['say']): string {
  const problem = problemOf(phone)
  if (problem === undefined) return say('devices.state.connected')
  if ('recovery' in problem.params) return say('devices.state.recovery')
  if (problem.code === 'E204') return say('devices.state.unauthorized')
  return problem.code === 'E207' ? say('devices.state.noPermissions') : say('devices.state.offline')
}

/**
 * The phone that `-s` or `ANDROID_SERIAL` names, or the only one. As with adb, one that is not ready may be the one
 * that is meant: that another is ready, of the same serial too, chooses nothing.
 *
 * @throws AuditError E203 none, E204, E206, E207 none is ready, E205 several, E213 none is called that
 */
export function choose(
  listed: ListedDevice[],
  { serial }: OptionsOf<typeof serialFlag>,
  { env }: Pick<Io, 'env'>,
): ListedDevice {
  const wanted = serial ?? (env['ANDROID_SERIAL'] || undefined)
  const candidates = wanted === undefined ? listed : called(wanted, listed)
  const ready = candidates.filter((phone) => problemOf(phone) === undefined)
  const isNamed = wanted !== undefined && candidates.every(({ sharesSerial }) => !sharesSerial)
  const several = isNamed ? ready : candidates
  if (ready.length > 0 && several.length > 1) {
    const list = several.map(({ serial, model, state }) =>
      [serial, model, state === 'device' ? '' : `(${state})`].filter(Boolean).join(' '),
    )
    const example = ready.find(({ sharesSerial }) => !sharesSerial)?.serial
    throw new AuditError('E205', { list: list.join('; '), example })
  }
  const [phone = candidates[0]] = ready
  if (phone === undefined) {
    if (wanted === undefined || listed.length === 0) throw new AuditError('E203', {})
    throw new AuditError('E213', { serial: wanted, variable: serial === undefined ? 'ANDROID_SERIAL' : undefined })
  }
  const problem = problemOf(phone)
  if (problem !== undefined) throw problem
  return phone
}

/** The command that checks a phone, to be copied. A phone says its own serial, and may say anything. */
export function checkIt({ serial, sharesSerial }: ListedDevice, say: Say): string {
  if (sharesSerial) return say('devices.sameSerial')
  const word = shellWord(serial)
  return word === undefined ? say('devices.odd') : say('devices.ready', { serial: word })
}

/** By what adb calls it, over whichever way; or by the serial that is its own. */
function called(wanted: string, listed: ListedDevice[]): ListedDevice[] {
  const ways = listed.flatMap((phone) => [phone, ...(phone.also ?? [])]).filter(({ serial }) => serial === wanted)
  return ways.length > 0 ? ways : listed.filter(({ serial }) => ownSerial(serial) === wanted)
}
