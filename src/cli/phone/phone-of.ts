import { type Capture, type DeviceTransport, loadRules, type Rules, saveCapture } from '../../internal.ts'
import type { OptionsOf } from '../flags.ts'
import { savedAs } from '../output/unused-name.ts'
import {
  type AdbOptions,
  choose,
  connected,
  type namesFlag,
  type Session,
  type serialFlag,
  type waitFlag,
} from './choose.ts'
import { savedText } from './saved-text.ts'

type Options = AdbOptions & OptionsOf<typeof serialFlag & typeof waitFlag>
type ReadOptions = Options & OptionsOf<typeof namesFlag>

/** The phone that is meant; with `--wait`, as soon as it can be read. */
export async function phoneOf(options: Options, session: Session): Promise<DeviceTransport> {
  const server = await connected(options, session)
  const phone = options.wait
    ? await (await import('./wait.ts')).awaitedPhone(server, options, session)
    : await server.open(choose(await server.devices(), options, session.io))
  return options.timeout === undefined ? phone : givenTime(phone, options.timeout)
}

/** The same phone with another time for each command. */
export const givenTime = (phone: DeviceTransport, timeoutMs: number): DeviceTransport => ({
  serial: phone.serial,
  send: (argv, options) => phone.send(argv, { ...options, timeoutMs }),
})

/** What the phone that is meant answers. */
export async function readMeant(
  rules: Pick<Rules, 'lenders' | 'signals'>,
  options: ReadOptions,
  session: Session,
): Promise<Capture> {
  const { readPhone } = await import('./read.ts')
  return readPhone(await phoneOf(options, session), rules, options, session)
}

/** Saves that under the name that was asked for, or one of our own, and says so. @returns the name */
export async function saveMeant(asked: string | undefined, options: ReadOptions, session: Session): Promise<string> {
  const { io, words } = session
  const captured = await readMeant(loadRules(), options, session)
  const name = await savedAs(asked, io, (...place) => saveCapture(captured, ...place))
  io.stdout.write(`${savedText(captured, name, words.say)}\n`)
  return name
}
