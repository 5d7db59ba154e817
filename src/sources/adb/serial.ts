import { textIn } from '#platform/bytes.ts'
import { askSerial, request } from './asking/catalogue.ts'
import { sent } from './asking/guard.ts'
import type { DeviceTransport } from './link/transport.ts'
import { isTelling, ownSerial } from './link/ways.ts'

/** The serial that a phone tells of itself: it is compared with what the list says, and kept nowhere. */
export async function serialOf(
  phone: DeviceTransport,
  { signal, ...asked }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<string | undefined> {
  const { stdout, exitCode } = await sent(phone, { ...request(askSerial, 0), ...asked }, { signal })
  return exitCode === 0 ? textIn(stdout.subarray(0, 200)).trim() || undefined : undefined
}

/** A list of phones does without a slow one's serial; what tells a phone again may not depend on how slow it is. */
const TIME = 20_000

/**
 * What tells a phone again, over cable or Wi-Fi: its own serial, or where it says none, what adb calls it.
 *
 * @throws AuditError where it does not answer
 */
export async function identityOf(phone: DeviceTransport, signal?: AbortSignal): Promise<string> {
  const own = await serialOf(phone, { timeoutMs: TIME, ...(signal && { signal }) })
  return own !== undefined && isTelling(own) ? own : (ownSerial(phone.serial) ?? phone.serial)
}
