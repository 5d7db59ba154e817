import { askPackage } from '../../parse/sections/dumpsys-package.ts'
import { type AskOptions, answerOf } from './asking/answer.ts'
import { request } from './asking/catalogue.ts'
import type { Capture } from './capture.ts'
import type { DeviceTransport } from './link/transport.ts'

/**
 * Whether a phone prints of an app what it printed when it was read. That it does proves nothing: an app op is not in
 * it, nor is what an app is by a role. That it does not is a reason to read the phone again.
 *
 * @throws AuditError when the phone goes away
 */
export async function isUnchanged(
  phone: DeviceTransport,
  { device, files }: Capture,
  packageName: string,
  options: AskOptions,
): Promise<boolean> {
  const asked = request(askPackage, device.sdk ?? 0, packageName)
  const before = files.find(({ name }) => name === asked.name)
  const now = await answerOf(phone, asked, options)
  if (before === undefined || before.failure || now.failure) return false
  return before.bytes.length === now.bytes.length && before.bytes.every((byte, at) => byte === now.bytes[at])
}
