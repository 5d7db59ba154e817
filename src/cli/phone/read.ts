import { CommanderError } from 'commander'
import {
  type AdbServer,
  AuditError,
  type Capture,
  capture,
  classifier,
  type DeviceTransport,
  type ListedDevice,
  type ProblemCode,
  type RuleSet,
  type Speaker,
} from '../../index.ts'
import type { Io } from '../io.ts'
import { progress } from './progress.ts'

/** Finds the adb server of this computer; tests hand in one with canned phones. */
export type Connect = (options: {
  env: Io['env']
  adbPath?: string
  timeoutMs?: number
  onStart?: () => void
}) => Promise<AdbServer>

export interface PhoneOptions {
  serial?: string
  adb?: string
  /** For each command, in milliseconds. */
  timeout?: number
  quiet?: boolean
}

/** What a command that speaks to phones is handed. */
export interface Session {
  io: Io
  words: Speaker
  connect: Connect
  version: string
}

/** The server; that it has to be started first is said, because it takes seconds and stays. */
export function connected({ adb, timeout, quiet }: PhoneOptions, { io, words, connect }: Omit<Session, 'version'>) {
  return connect({
    env: io.env,
    ...(adb !== undefined && { adbPath: adb }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
    onStart: () => quiet || io.stderr.write(`${words.say('phone.starting')}\n`),
  })
}

/** What keeps a phone in this state from taking commands; nothing for one that is ready. */
export function problemOf({ state }: ListedDevice): ProblemCode | undefined {
  if (state === 'device') return undefined
  if (/^(unauthorized|authorizing)/.test(state)) return 'E204'
  return /permission/.test(state) ? 'E207' : 'E206'
}

/**
 * The phone that `-s` or `ANDROID_SERIAL` names, or the only one that is ready.
 *
 * @throws AuditError E203 none, E204, E206, E207 none is ready, E205 several are, E213 none is called that
 */
export async function choosePhone(
  server: AdbServer,
  { serial }: PhoneOptions,
  { env }: Pick<Io, 'env'>,
): Promise<DeviceTransport> {
  const listed = await server.devices()
  const wanted = serial ?? (env['ANDROID_SERIAL'] || undefined)
  const candidates = wanted === undefined ? listed : listed.filter((phone) => phone.serial === wanted)
  const ready = candidates.filter((phone) => problemOf(phone) === undefined)
  if (ready.length > 1) throw new AuditError('E205', {})
  const [phone = candidates[0]] = ready
  if (phone === undefined) {
    if (wanted === undefined || listed.length === 0) throw new AuditError('E203', {})
    throw new AuditError('E213', { serial: wanted, ...(serial === undefined && { variable: 'ANDROID_SERIAL' }) })
  }
  const problem = problemOf(phone)
  if (problem !== undefined) throw new AuditError(problem, { state: phone.state })
  return server.open(phone)
}

/** Reads the phone with a line of progress. Ctrl-C ends it with nothing kept. */
export async function readPhone(
  phone: DeviceTransport,
  rules: Pick<RuleSet, 'lenders' | 'signals'>,
  { timeout, quiet }: PhoneOptions,
  {
    io,
    words,
    version,
    signal,
    onDone,
  }: Omit<Session, 'connect'> & {
    signal?: AbortSignal
    /** Told as each answer is there; the line of progress is out of the way then. */
    onDone?: (name: string, hasFailed: boolean) => void
  },
): Promise<Capture> {
  const { worthReading } = classifier(rules)
  const sure = rules.lenders.filter(({ confidence }) => confidence !== 'low')
  const lenders = new Set(sure.flatMap(({ packages }) => packages))
  const line = progress(io, quiet)
  const waiting = new Map<string, string>()
  const stop = signal === undefined ? interruption() : { signal, off: () => {} }
  try {
    return await capture(timeout === undefined ? phone : patient(phone, timeout), {
      tool: `daicha ${version}`,
      now: io.now,
      isCandidate: worthReading,
      isKnown: (name) => lenders.has(name),
      signal: stop.signal,
      onStep({ name, step, state }) {
        if (state === 'started') waiting.set(name, step)
        else {
          waiting.delete(name)
          if (onDone) line.clear()
          onDone?.(name, state === 'failed')
        }
        const [longest] = waiting.values()
        if (longest !== undefined)
          void line.say(words.say('phone.reading', { what: words.say(`phone.step.${longest}`) }))
      },
    })
  } catch (error) {
    line.end()
    throw stop.signal.aborted ? stopped(io, words) : error
  } finally {
    line.end()
    stop.off()
  }
}

/** The same phone with another time for each command. */
const patient = (phone: DeviceTransport, timeoutMs: number): DeviceTransport => ({
  serial: phone.serial,
  send: (argv, options) => phone.send(argv, { ...options, timeoutMs }),
})

/** Ctrl-C asks to stop; a second one stops at once. */
export function interruption(): { signal: AbortSignal; off: () => void } {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGINT', stop)
  return { signal: controller.signal, off: () => process.off('SIGINT', stop) }
}

/** Says that nothing happened to the phone; thrown, it ends the command with the exit code of Ctrl-C. */
export function stopped(io: Io, { say }: Speaker): CommanderError {
  io.stderr.write(`\n${say('phone.stopped')}\n`)
  return new CommanderError(130, 'daicha.done', '')
}
