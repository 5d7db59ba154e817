import { CommanderError } from 'commander'
import {
  type Capture,
  candidates,
  capture,
  type DeviceTransport,
  type EndOf,
  type Rules,
  type Speaker,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import type { OptionsOf } from '../flags.ts'
import type { Io } from '../io.ts'
import { progress } from '../output/progress.ts'
import { aside } from '../output/teller.ts'
import type { AdbOptions, namesFlag, Session } from './choose.ts'
import { sizeOf } from './saved-text.ts'

export interface Reading extends Omit<Session, 'connect'> {
  /** An app of which it matters what it asks for. */
  named?: string | undefined
  /** Whoever gives it says that it was stopped. */
  signal?: AbortSignal
  /** Told as each answer is there; the line of progress is out of the way then. */
  onDone?: (name: string, hasFailed: boolean) => void
  /** Told that answers contradict each other and the phone is read once more, and where that fails. */
  onAgain?: (state: 'started' | 'failed') => void
}

/** Reads the phone with a line of progress. Ctrl-C ends it with nothing kept. */
export async function readPhone(
  phone: DeviceTransport,
  rules: Pick<Rules, 'lenders' | 'signals'>,
  options: Pick<AdbOptions, 'quiet'> & Partial<OptionsOf<typeof namesFlag>>,
  { signal, ...reading }: Reading,
): Promise<Capture> {
  if (signal === undefined)
    return interruptible(reading, (signal) => readPhone(phone, rules, options, { ...reading, signal }))
  const { io, words, version, named, onDone, onAgain } = reading
  const { quiet, names = 'near' } = options
  const line = progress(io, quiet)
  const waiting = new Map<string, EndOf<'phone.step'>>()
  let bytes = 0
  const doing = (what: string) =>
    line.say((seconds) => words.say('phone.soFar', { what, seconds, size: sizeOf(bytes) }))
  const { isCandidate, isKnown } = candidates(rules)
  try {
    return await capture(
      counted(phone, (more) => (bytes += more)),
      {
        tool: `daicha ${version}`,
        now: io.now,
        isCandidate: (packageName) => packageName === named || isCandidate(packageName),
        isKnown,
        names,
        signal,
        onAgain(state) {
          line.clear()
          onAgain?.(state)
        },
        onName: (n, of) => doing(words.say('phone.names', { n, of })),
        onStep({ name, step, state }) {
          if (state === 'started') waiting.set(name, step)
          else {
            waiting.delete(name)
            if (onDone) line.clear()
            onDone?.(name, state === 'failed')
          }
          const [longest] = waiting.values()
          if (longest !== undefined) doing(words.say('phone.reading', { what: words.say(`phone.step.${longest}`) }))
        },
      },
    )
  } finally {
    line.end()
  }
}

/** The same phone, which tells of every byte that comes from it. */
const counted = (phone: DeviceTransport, onMore: (bytes: number) => void): DeviceTransport => ({
  serial: phone.serial,
  send: (argv, options) => phone.send(argv, { ...options, onBytes: onMore }),
})

/** Ctrl-C asks to stop; a second one stops at once. */
export function interruption(): { signal: AbortSignal; off: () => void } {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGINT', stop)
  return { signal: controller.signal, off: () => process.off('SIGINT', stop) }
}

/** Runs what Ctrl-C ends, and says that the phone was not changed; what changes one has words of its own. */
export async function interruptible<T>(
  { io, words }: Pick<Session, 'io' | 'words'>,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, off } = interruption()
  try {
    return await run(signal)
  } catch (error) {
    const isStop = signal.aborted && error instanceof Error && error.name === 'AbortError'
    throw isStop ? stopped(io, words) : error
  } finally {
    off()
  }
}

/** Says what did not happen; thrown, it ends the command with the exit code of Ctrl-C. */
export function stopped(
  io: Io,
  { say }: Speaker,
  key: 'phone.stopped' | 'revoke.notSent' | 'wizard.stopped' = 'phone.stopped',
): CommanderError {
  io.stderr.write('\n')
  aside(io, say(key))
  return new CommanderError(Exit.interrupted, 'daicha.done', '')
}
