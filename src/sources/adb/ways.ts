import type { ListedDevice } from './transport.ts'

/** Wireless debugging, found by mDNS: `adb-R5CT1234ABC-x7Qz2k (2)._adb-tls-connect._tcp` (AOSP `adb_wifi.cpp`). */
const BY_MDNS = /^adb-(.+?)(?: \(\d+\))?\._adb(-tls-connect)?\._tcp\.?$/
/** What wireless debugging adds to the serial in its name. */
const SUFFIX = /-\w{6}$/
/** `192.168.1.5:41234`, `[fe80::1]:5555`. */
const BY_ADDRESS = /:\d{1,5}$/
const EMULATOR = /^emulator-\d+$/

/** How a phone is reached. */
export type Way = 'usb' | 'tcp'
export const wayOf = (serial: string): Way => (BY_MDNS.test(serial) || BY_ADDRESS.test(serial) ? 'tcp' : 'usb')

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

/** The better way first: one that takes commands, then the cable, then the one that needs no address. */
function rank({ serial, state }: ListedDevice): number {
  const way = wayOf(serial) === 'usb' ? 0 : BY_MDNS.test(serial) ? 1 : 2
  return (state === 'device' ? 0 : 3) + way
}

const isSameKind = (a: ListedDevice, b: ListedDevice) =>
  (['model', 'product'] as const).every((key) => a[key] === undefined || b[key] === undefined || a[key] === b[key])
const isSureKind = ({ model, product }: ListedDevice) => model !== undefined && product !== undefined

/**
 * Each phone once, with the other ways to it: one on a cable that is reached over Wi-Fi as well is one phone. Where it is
 * not sure that two are the same they stay two.
 *
 * @param ask the serial that a phone tells of itself; only one that is reached by address is asked, and only beside a
 * phone of the same model
 */
export async function folded(
  listed: ListedDevice[],
  ask: (device: ListedDevice) => Promise<string | undefined>,
): Promise<ListedDevice[]> {
  const named = listed.filter(({ serial }) => ownSerial(serial) !== undefined)
  const owns = await Promise.all(
    listed.map(async (device) => {
      const own = ownSerial(device.serial)
      if (own !== undefined || EMULATOR.test(device.serial) || device.state !== 'device') return own
      return named.some((other) => isSureKind(device) && isSureKind(other) && isSameKind(device, other))
        ? ask(device)
        : undefined
    }),
  )
  const shares = (device: ListedDevice) => listed.filter(({ serial }) => serial === device.serial).length > 1
  const phones: { own: string | undefined; ways: ListedDevice[] }[] = []
  for (const [at, device] of listed.entries()) {
    const own = owns[at]
    const isSure = own !== undefined && isTelling(own) && !shares(device)
    const phone = isSure
      ? phones.find(
          ({ own: other, ways }) =>
            other === own && ways.every((way) => isSameKind(way, device) && !(isCable(way) && isCable(device))),
        )
      : undefined
    if (phone) phone.ways.push(device)
    else phones.push({ own: isSure ? own : undefined, ways: [device] })
  }
  return phones.map(({ ways }) => {
    const [best, ...also] = ways.toSorted((a, b) => rank(a) - rank(b)) as [ListedDevice, ...ListedDevice[]]
    return { ...best, ...(also.length > 0 && { also }), ...(shares(best) && { sharesSerial: true as const }) }
  })
}

const isCable = ({ serial }: ListedDevice) => wayOf(serial) === 'usb'
