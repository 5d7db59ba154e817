import type { DeviceTransport } from '../link/transport.ts'
import type { Wireless } from './wireless.ts'

/** A phone as the adb server lists it. */
export interface ListedDevice {
  serial: string
  /** Its word: device, unauthorized, authorizing, offline, recovery, sideload, bootloader, no permissions */
  state: string
  model?: string
  product?: string
  transportId?: number
  /** Other ways to the same phone, over Wi-Fi beside a cable; this one is the best of them. */
  also?: ListedDevice[]
  /** Another phone says the same serial, as cheap ones do; the server tells them apart by the transport id alone. */
  sharesSerial?: true
}

/** A running adb server. It is never stopped by us. */
export interface AdbServer {
  /** The last part of its 1.0.41. */
  version: number
  /** Each phone once, by whichever ways it is reached. */
  devices: () => Promise<ListedDevice[]>
  /**
   * Looks at the list, now and after each change, until something is found in it.
   *
   * @throws AuditError E212 when the server ends, or the reason of the signal
   */
  watch: <T>(look: (listed: ListedDevice[]) => T | undefined, signal?: AbortSignal) => Promise<T>
  /** @throws AuditError for a state that takes no commands */
  open: (device: ListedDevice) => Promise<DeviceTransport>
  /** Pairs with phones over Wi-Fi. */
  wireless: () => Promise<Wireless>
}
