import { setTimeout as wait } from 'node:timers/promises'
import { AuditError } from '../../../errors.ts'
import type { Address } from './address.ts'
import { converseWithServer, noServer, Unreachable } from './client.ts'

/** Time that an adb of another version takes to end a server and start its own. */
const TAKEOVER_MS = 2000

/**
 * The version of the adb server, the last part of the 1.0.41 that `adb version` prints.
 *
 * @throws AuditError E212 when what listens there is no adb server, Unreachable when nothing does
 */
export async function serverVersion(address: Address, timeoutMs: number): Promise<number> {
  const version = await converseWithServer(address, { timeoutMs }, async (connection) => {
    await connection.ask('host:version')
    return connection.text()
  })
  if (!/^[0-9a-f]{4}$/i.test(version)) throw noServer(address)
  return Number.parseInt(version, 16)
}

/**
 * What became of the server that a phone was behind; nothing when it is the same. An adb of another version ends the
 * running server and starts its own, and the phone seems to leave.
 */
export async function problemOfServer(address: Address, before: number): Promise<AuditError | undefined> {
  const giveUp = performance.now() + TAKEOVER_MS
  for (;;) {
    try {
      const now = await serverVersion(address, TAKEOVER_MS)
      return now === before ? undefined : new AuditError('E202', { detail: `1.0.${before}, 1.0.${now}` })
    } catch (error) {
      if (!(error instanceof AuditError)) throw error
      if (!(error instanceof Unreachable) || performance.now() > giveUp) return error
      await wait(100)
    }
  }
}
