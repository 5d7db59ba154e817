import type { Wireless } from './wireless.ts'

/** A phone as the adb server lists it. */
export interface ListedDevice {
  serial: string
  /** The server's word: device, unauthorized, authorizing, offline, recovery, sideload, bootloader, no permissions ... */
  state: string
  model?: string
  product?: string
  transportId?: number
  /** Other ways to the same phone, over Wi-Fi beside a cable; this one is the best of them. */
  also?: ListedDevice[]
  /** Another phone says the same serial, as cheap ones do; the server tells them apart by the transport id alone. */
  sharesSerial?: true
}

/** What a command on the phone printed, whole: a cut link is an error, never a result. */
export interface CommandResult {
  stdout: Buffer
  stderr: string
  exitCode: number
}

export interface SendOptions {
  /** Time until the last byte, in milliseconds. */
  timeoutMs: number
  signal?: AbortSignal
  /** Told how many bytes have come so far. */
  onBytes?: (total: number) => void
}

/**
 * One phone that takes commands. The seam for tests and for another client than adbkit.
 *
 * `send` rejects with AuditError E202 (an adb of another version ended the server), E204 (unauthorized), E208 (unplugged
 * midway), E209 (no answer in time), E212 (the server is gone), or with the reason of the signal.
 */
export interface DeviceTransport {
  serial: string
  send: (argv: string[], options: SendOptions) => Promise<CommandResult>
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
