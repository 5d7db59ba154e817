import { textIn } from '#platform/bytes.ts'
import { askSerial, request } from './asking/catalogue.ts'
import { sent } from './asking/guard.ts'
import type { DeviceTransport } from './link/transport.ts'
import { isTelling, ownSerial } from './link/ways.ts'

/** The serial that a phone tells of itself: it is compared with what the list says, and kept nowhere. */
export async function serialOf(phone: DeviceTransport): Promise<string | undefined> {
  const { stdout, exitCode } = await sent(phone, request(askSerial, 0))
  return exitCode === 0 ? textIn(stdout.subarray(0, 200)).trim() || undefined : undefined
}

/** What tells a phone again, over cable or Wi-Fi: its own serial, or where it says none, what adb calls it. */
export async function identityOf(phone: DeviceTransport): Promise<string> {
  const own = await serialOf(phone).catch(() => undefined)
  return own !== undefined && isTelling(own) ? own : (ownSerial(phone.serial) ?? phone.serial)
}
