import { within } from '../link/within.ts'
import type { ListedDevice } from './adb-server.ts'
import type { Address } from './address.ts'
import { converseWithServer, noServer } from './client.ts'

/**
 * Looks at the list of phones, now and whenever the server says that it has changed, until something is found in it.
 *
 * @param timeoutMs how long the server may take to say that it watches; a change may take for ever
 * @throws AuditError E212 when the server does not answer, or ends; the reason of the signal; what `look` throws
 */
export function watchDevices<T>(
  { address, timeoutMs }: { address: Address; timeoutMs: number },
  list: () => Promise<ListedDevice[]>,
  look: (listed: ListedDevice[]) => T | undefined,
  signal?: AbortSignal,
): Promise<T> {
  return converseWithServer(address, { timeoutMs: Number.POSITIVE_INFINITY, signal }, async (connection) => {
    // Its list has no models: it only tells that there is another one.
    const next = () => connection.text()
    await within(
      { timeoutMs },
      () => noServer(address),
      async () => {
        await connection.ask('host:track-devices')
        await next()
      },
    )
    for (; ; await next()) {
      const found = look(await list())
      if (found !== undefined) return found
    }
  })
}
