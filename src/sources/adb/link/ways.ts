/** Wireless debugging, found by mDNS: `adb-R5CT1234ABC-x7Qz2k (2)._adb-tls-connect._tcp` (AOSP `adb_wifi.cpp`). */
const BY_MDNS = /^adb-(.+?)(?: \(\d+\))?\._adb(-tls-connect)?\._tcp\.?$/
/** What wireless debugging adds to the serial in its name. */
const SUFFIX = /-\w{6}$/
/** `192.168.1.5:41234`, `[fe80::1]:5555`. */
export const BY_ADDRESS = /:\d{1,5}$/
const EMULATOR = /^emulator-\d+$/
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\]):(\d+)$/

/** What adb calls an emulator of this computer, which is also reached at the port above the one in its name. */
export function emulatorOf(serial: string): string | undefined {
  if (EMULATOR.test(serial)) return serial
  const [, port] = LOOPBACK.exec(serial) ?? []
  return port === undefined ? undefined : `emulator-${Number(port) - 1}`
}

/** How a phone is reached. */
export type Way = 'usb' | 'tcp'
export const wayOf = (serial: string): Way =>
  [BY_MDNS, BY_ADDRESS, EMULATOR].some((form) => form.test(serial)) ? 'tcp' : 'usb'

/** The serial of the phone itself, where what adb calls it says so; by address it does not. */
export function ownSerial(serial: string): string | undefined {
  const [, name, isTls] = BY_MDNS.exec(serial) ?? []
  if (name === undefined) return BY_ADDRESS.test(serial) || EMULATOR.test(serial) ? undefined : serial
  if (!isTls) return name
  return SUFFIX.test(name) ? name.replace(SUFFIX, '') : undefined
}

const RUNS = ['0123456789ABCDEF', '1234567890ABCDEF', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const PLACEHOLDERS = /unknown|null|none|default|serial|emulator|^20080411$/i

/** Whether only one phone can have this serial; what a maker left as it came is on thousands. */
export function isTelling(serial: string): boolean {
  const bare = serial.replace(/[\s_-]/g, '').toUpperCase()
  const isRun = RUNS.some((run) => run.repeat(2).includes(bare))
  return bare.length >= 6 && new Set(bare).size >= 4 && !isRun && !PLACEHOLDERS.test(serial)
}
