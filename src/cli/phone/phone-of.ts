import type { DeviceTransport } from '../../internal.ts'
import type { OptionsOf } from '../flags.ts'
import { type AdbOptions, choosePhone, connected, type Session, type serialFlag, type waitFlag } from './choose.ts'

/** The phone that is meant; with `--wait`, as soon as it can be read. */
export async function phoneOf(
  options: AdbOptions & OptionsOf<typeof serialFlag> & OptionsOf<typeof waitFlag>,
  session: Session,
): Promise<DeviceTransport> {
  const server = await connected(options, session)
  if (!options.wait) return choosePhone(server, options, session.io)
  return (await import('./wait.ts')).awaitedPhone(server, options, session)
}
