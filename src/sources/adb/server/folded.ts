import { BY_ADDRESS, emulatorOf, isTelling, ownSerial, wayOf } from '../link/ways.ts'
import type { ListedDevice } from './adb-server.ts'

/** The better way first: one that takes commands, then the cable, then the one that needs no address. */
function rank({ serial, state }: ListedDevice): number {
  const way = wayOf(serial) === 'usb' ? 0 : BY_ADDRESS.test(serial) ? 2 : 1
  return (state === 'device' ? 0 : 3) + way
}

const isSameKind = (a: ListedDevice, b: ListedDevice) =>
  (['model', 'product'] as const).every((key) => a[key] === undefined || b[key] === undefined || a[key] === b[key])
const isSureKind = ({ model, product }: ListedDevice) => model !== undefined && product !== undefined

/**
 * Each phone once, with the other ways to it: one on a cable that is reached over Wi-Fi as well is one phone. Where it
 * is not sure that two are the same they stay two.
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
      if (own !== undefined) return isTelling(own) ? own : undefined
      const isBeside =
        wayOf(device.serial) === 'tcp' &&
        device.state === 'device' &&
        named.some((other) => isSureKind(device) && isSureKind(other) && isSameKind(device, other))
      const asked = isBeside ? await ask(device) : undefined
      return asked !== undefined && isTelling(asked) ? asked : emulatorOf(device.serial)
    }),
  )
  const shares = (device: ListedDevice) => listed.filter(({ serial }) => serial === device.serial).length > 1
  const phones: { own: string | undefined; ways: ListedDevice[] }[] = []
  for (const [at, device] of listed.entries()) {
    const own = owns[at]
    const isSure = own !== undefined && !shares(device)
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
