import { CommanderError } from 'commander'
import {
  type Capture,
  candidates,
  capture,
  type DeviceTransport,
  type EndOf,
  type RuleSet,
  type Speaker,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import type { OptionsOf } from '../flags.ts'
import type { Io } from '../io.ts'
import type { AdbOptions, namesFlag, Session } from './choose.ts'
import { progress } from './progress.ts'

/** Reads the phone with a line of progress. Ctrl-C ends it with nothing kept. */
export async function readPhone(
  phone: DeviceTransport,
  rules: Pick<RuleSet, 'lenders' | 'signals'>,
  { timeout, quiet, names = 'near' }: AdbOptions & Partial<OptionsOf<typeof namesFlag>>,
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
  const line = progress(io, quiet)
  const waiting = new Map<string, EndOf<'phone.step'>>()
  const stop = signal === undefined ? interruption() : { signal, off: () => {} }
  try {
    return await capture(timeout === undefined ? phone : patient(phone, timeout), {
      tool: `daicha ${version}`,
      now: io.now,
      ...candidates(rules),
      names,
      signal: stop.signal,
      onName: (n, of) => void line.say(words.say('phone.names', { n, of })),
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
  return new CommanderError(Exit.interrupted, 'daicha.done', '')
}
