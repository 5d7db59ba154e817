import { AuditError } from '../../errors.ts'
import type { Address } from './address.ts'
import { type AdbConnection, Broken, converse, Refused, Unreachable } from './client.ts'
import { isGone, problemOfState, problemOfText } from './errors.ts'
import { Cut, isUnknownService, MAX_ANSWER_MIB, quoted, runShell, runShellV2, TooLarge } from './shell.ts'
import type { CommandResult, DeviceTransport, ListedDevice, SendOptions } from './transport.ts'
import { problemOfServer } from './version.ts'

interface Server {
  address: Address
  version: number
  timeoutMs: number
}

/**
 * @param device as it was listed
 * @throws AuditError E204, E206, E207, E208 for a phone that takes no commands
 */
export async function openDevice(
  { address, version, timeoutMs }: Server,
  { serial, state, transportId, sharesSerial }: ListedDevice,
): Promise<DeviceTransport> {
  const problem = problemOfState(state)
  if (problem) throw problem
  // By its serial a phone is found again after a short break; by the id it is not, but two may say the same serial.
  const isById = sharesSerial && transportId !== undefined
  const to = isById ? `host:transport-id:${transportId}` : `host:transport:${serial}`
  const about = isById ? `host-transport-id:${transportId}` : `host-serial:${serial}`
  const features = await converse(address, { timeoutMs }, (connection) => featuresOf(connection, about)).catch(
    problemOf,
  )
  const send = features.includes('shell_v2') ? sendShellV2 : sendShell
  return {
    serial,
    send: (argv, options) =>
      send({ address, to, command: quoted(argv) }, options).catch(async (error) => {
        if (isEnd(error)) throw (await problemOfServer(address, version)) ?? problemMidway(error)
        throw error
      }),
  }
}

interface Sent {
  address: Address
  /** The service that leads to the phone. */
  to: string
  command: string
}

/** What server and phone can do both. A server that does not know the question is older than shell v2. */
async function featuresOf(connection: AdbConnection, about: string): Promise<string[]> {
  try {
    await connection.ask(`${about}:features`)
  } catch (error) {
    if (error instanceof Refused && /unknown host service/.test(error.said)) return []
    throw error
  }
  return (await connection.text()).split(',')
}

const sendShellV2 = (sent: Sent, options: SendOptions) =>
  conversePhone(sent, options, (connection) => runShellV2(connection, sent.command, options.onBytes))

const sendShell = (sent: Sent, options: SendOptions) =>
  conversePhone(sent, options, (connection) => runShell(connection, 'exec', sent.command, options.onBytes)).catch(
    (error) => {
      if (!isUnknownService(error)) throw error
      return conversePhone(sent, options, (connection) => runShell(connection, 'shell', sent.command, options.onBytes))
    },
  )

function conversePhone(
  { address, to }: Sent,
  { timeoutMs, signal }: SendOptions,
  talk: (connection: AdbConnection) => Promise<CommandResult>,
): Promise<CommandResult> {
  const late = () => new AuditError('E209', { what: 'answer', seconds: String(Math.ceil(timeoutMs / 1000)) })
  return converse(address, { timeoutMs, signal, late }, async (connection) => {
    try {
      await connection.ask(to)
      return await talk(connection)
    } catch (error) {
      if (error instanceof TooLarge) throw new AuditError('E209', { what: 'answer', limit: `${MAX_ANSWER_MIB} MiB` })
      throw error
    }
  })
}

/** The conversation ended before the answer did, for whatever reason. */
const isEnd = (error: unknown) => [Refused, Cut, Broken, Unreachable].some((kind) => error instanceof kind)

/** A phone that took commands a moment ago and is now offline or not listed was unplugged. */
function problemMidway(error: unknown): AuditError {
  if (error instanceof Refused && !isGone(error.said)) return problemOfText(error.said, error)
  return new AuditError('E208', {}, { cause: error })
}

/** What went wrong, for a person; bugs and the reasons of a signal pass as they are. */
function problemOf(error: unknown): never {
  if (error instanceof Refused) throw problemOfText(error.said, error)
  if (error instanceof Broken) throw new AuditError('E208', {}, { cause: error })
  throw error
}
