import { AuditError } from '../../../errors.ts'
import { Broken, Refused } from '../link/conversation.ts'
import { sendingTo } from '../link/shell.ts'
import type { DeviceTransport } from '../link/transport.ts'
import { isTelling } from '../link/ways.ts'
import type { ListedDevice } from './adb-server.ts'
import type { Address } from './address.ts'
import { type AdbConnection, converse, Unreachable } from './client.ts'
import { isGone, problemOf, problemOfText } from './said.ts'
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
  device: ListedDevice,
): Promise<DeviceTransport> {
  const { serial, transportId, sharesSerial } = device
  const problem = problemOf(device)
  if (problem) throw problem
  // By its serial a phone is found again after a break; by the id it is not, but another one that says the same serial
  // may stand there then.
  const isById = transportId !== undefined && (sharesSerial || !isTelling(serial))
  const to = isById ? `host:transport-id:${transportId}` : `host:transport:${serial}`
  const told = (service: string) => converse(address, { timeoutMs }, (connection) => toldBy(connection, service))
  const featuresBy = async (about: string) => (await told(`${about}:features`)).split(',')
  // A server that is started anew gives its ids anew.
  const serialById = async () => (isById ? told(`host-transport-id:${transportId}:get-serialno`) : '')
  const bySerial = () => featuresBy(`host-serial:${serial}`)
  // Where something follows a serial, a server ends it at a colon, which some have: `00:11:22:33:44:55`.
  const asked = transportId === undefined ? bySerial() : featuresBy(`host-transport-id:${transportId}`)
  const features = await asked
    .catch((error) => {
      if (isById || !(error instanceof Refused && isGone(error.said))) throw error
      return bySerial()
    })
    .catch(problemOfOpening)
  const before = await serialById().catch(problemOfOpening)
  const send = sendingTo(
    (limits, talk, late) =>
      converse(
        address,
        limits,
        async (connection) => {
          await connection.ask(to)
          return talk(connection)
        },
        late,
      ),
    features.includes('shell_v2'),
  )
  const meet = async () => {
    if ((await serialById()) !== before) throw new Broken('another phone')
  }
  return {
    serial,
    send: (argv, options) =>
      meet()
        .then(() => send(argv, options))
        .catch(async (error) => {
          if (isEnd(error)) throw (await problemOfServer(address, version)) ?? problemMidway(error)
          throw error
        }),
  }
}

/** What a server says, such as what it and a phone can do both; one that is too old for the question says nothing. */
async function toldBy(connection: AdbConnection, service: string): Promise<string> {
  try {
    await connection.ask(service)
  } catch (error) {
    if (error instanceof Refused && /unknown host service/.test(error.said)) return ''
    throw error
  }
  return connection.text()
}

/** The conversation ended before the answer did, for whatever reason. */
const isEnd = (error: unknown) => [Refused, Broken, Unreachable].some((kind) => error instanceof kind)

/** A phone that took commands a moment ago and is now offline or not listed was unplugged. */
function problemMidway(error: unknown): AuditError {
  if (error instanceof Refused && !isGone(error.said)) return problemOfText(error)
  return new AuditError('E208', {}, { cause: error })
}

/** What went wrong, for a person; bugs and the reasons of a signal pass as they are. */
function problemOfOpening(error: unknown): never {
  if (error instanceof Refused) throw problemOfText(error)
  if (error instanceof Broken) throw new AuditError('E208', {}, { cause: error })
  throw error
}
