import {
  type AdbServer,
  AuditError,
  type DeviceTransport,
  type EndOf,
  type ListedDevice,
  type ProblemCode,
  startOf,
} from '../../internal.ts'
import type { OptionsOf } from '../flags.ts'
import type { Io } from '../io.ts'
import { progress } from '../output/progress.ts'
import { aside } from '../output/teller.ts'
import { type AdbOptions, choose, type Session, type serialFlag } from './choose.ts'
import { interruptible } from './read.ts'

/** What a phone is waited for to do; the end of a key of `words.yaml`. */
type Awaited = EndOf<'wait.for'>

const AWAITED: Partial<Record<ProblemCode, Awaited>> = {
  E203: 'cable',
  E204: 'allow',
  E206: 'answer',
  E207: 'access',
  E213: 'serial',
}

/** What has to happen before a choice is possible; nothing where waiting does not help. */
const awaitedIn = ({ code, params }: AuditError): Awaited | undefined =>
  'recovery' in params ? 'restart' : AWAITED[code]

/** A phone passes through states on its way, each for a moment: those need no words. */
const MOMENT = 700
/** Between two questions to a phone that is starting: nothing else tells that it has started. */
const PAUSE = 2000

export interface Patience {
  signal: AbortSignal
  /** A phone is asked, and may take its time: there is nothing to do, so a line says it, and no words. */
  ask: () => void
  /** Something is waited for. Its words come once; after that the line says what it is. */
  await: (what: Awaited, params?: Record<string, string>) => void
  /** Nothing is waited for now. */
  rest: () => void
}

/** A line that says what is waited for, and for how long. */
export function waitLine(
  { io, words: { say } }: Pick<Session, 'io' | 'words'>,
  what: Awaited,
  quiet?: boolean,
): ReturnType<typeof progress> {
  const line = progress(io, quiet)
  line.say((seconds) => say('wait.line', { what: say(`wait.now.${what}`), seconds }))
  return line
}

/** Tells what is waited for on standard error: what to do on the screen of the phone, and how long it has been. */
export function patience(
  session: Pick<Session, 'io' | 'words'>,
  signal: AbortSignal,
  { quiet = false, beside = [] }: { quiet?: boolean | undefined; beside?: string[] },
): Patience {
  const { io, words } = session
  const { say } = words
  const told = new Set<Awaited>()
  let now: Awaited | undefined
  let due: NodeJS.Timeout | undefined
  let line: ReturnType<typeof progress> | undefined
  const rest = () => {
    now = undefined
    clearTimeout(due)
    line?.end()
  }
  return {
    signal,
    rest,
    ask() {
      rest()
      line = waitLine(session, 'answer', quiet)
    },
    await(what, params = {}) {
      if (what === now) return
      rest()
      now = what
      due = setTimeout(() => {
        if (!quiet && !told.has(what)) {
          aside(io, say(`wait.for.${what}`, params))
          if (told.size === 0) aside(io, say('wait.stop'))
          if (what === 'cable') for (const text of beside) aside(io, text)
          if (io.stderr.isTTY) io.stderr.write('\n')
          told.add(what)
        }
        line = waitLine(session, what, quiet)
      }, MOMENT)
    },
  }
}

/** What is chosen from the phones of the server, once it can be. @throws AuditError where waiting does not help */
export async function listedOnce<T>(
  server: AdbServer,
  from: (listed: ListedDevice[]) => T,
  { signal, ...patience }: Patience,
): Promise<T> {
  const chosen = await server.watch((listed) => {
    try {
      return { it: from(listed) }
    } catch (error) {
      if (!(error instanceof AuditError)) throw error
      const what = awaitedIn(error)
      if (what === undefined) throw error
      patience.await(what, error.params)
      return undefined
    }
  }, signal)
  patience.rest()
  return chosen.it
}

/** A phone whose services answer, and that was unlocked since it started. @throws AuditError when it goes away */
export async function opened(
  server: AdbServer,
  device: ListedDevice,
  { now, wait }: Pick<Io, 'now' | 'wait'>,
  { signal, ...patience }: Patience,
): Promise<DeviceTransport> {
  const phone = await server.open(device)
  patience.ask()
  try {
    for (;;) {
      const { awaits } = await startOf(phone, { now, signal })
      if (awaits === undefined) return phone
      patience.await(awaits)
      await wait(PAUSE, signal)
    }
  } finally {
    patience.rest()
  }
}

/** The phone that is meant, as soon as it can be read. */
export const awaitedPhone = (
  server: AdbServer,
  options: AdbOptions & OptionsOf<typeof serialFlag>,
  session: Session,
): Promise<DeviceTransport> =>
  interruptible(session, async (signal) => {
    const { io } = session
    const waiting = patience(session, signal, options)
    try {
      for (;;) {
        const device = await listedOnce(server, (listed) => choose(listed, options, io), waiting)
        try {
          return await opened(server, device, io, waiting)
        } catch (error) {
          if (!isAway(error)) throw error
        }
        await io.wait(PAUSE, signal)
      }
    } finally {
      waiting.rest()
    }
  })

/** Whether a phone left between two looks at it. */
const isAway = (error: unknown) => error instanceof AuditError && ['E204', 'E206', 'E208'].includes(error.code)
