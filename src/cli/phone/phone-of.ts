import type { DeviceTransport } from '../../internal.ts'
import type { OptionsOf } from '../flags.ts'
import { type AdbOptions, choose, connected, type Session, type serialFlag, type waitFlag } from './choose.ts'

/** The phone that is meant; with `--wait`, as soon as it can be read. */
export async function phoneOf(
  options: AdbOptions & OptionsOf<typeof serialFlag> & OptionsOf<typeof waitFlag>,
  session: Session,
): Promise<DeviceTransport> {
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
