import { AuditError } from '../../../errors.ts'
import { Broken, Refused } from '../conversation.ts'
import type { ListedDevice } from './adb-server.ts'
import type { Address } from './address.ts'
import { converse } from './client.ts'

/**
 * Looks at the list of phones, now and whenever the server says that it has changed, until something is found in it.
 *
 * @throws AuditError E212 when the server ends; the reason of the signal; what `look` throws
 */
export function watchDevices<T>(
  address: Address,
  list: () => Promise<ListedDevice[]>,
  look: (listed: ListedDevice[]) => T | undefined,
  signal?: AbortSignal,
): Promise<T> {
  return converse(address, { timeoutMs: Number.POSITIVE_INFINITY, signal }, async (connection) => {
    await connection.ask('host:track-devices')
    for (;;) {
      // Its list has no models: it only tells that there is another one.
      await connection.text()
      const found = look(await list())
      if (found !== undefined) return found
    }
  }).catch((cause) => {
    throw cause instanceof Refused || cause instanceof Broken
      ? new AuditError('E212', { address: address.shown }, { cause })
      : cause
  })
}
