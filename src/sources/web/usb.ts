import { AdbDaemonTransport } from '@yume-chan/adb'
import { AdbDaemonWebUsbDevice, AdbDefaultInterfaceFilter, findUsbInterface } from '@yume-chan/adb-daemon-webusb'
import { AuditError } from '../../errors.ts'
import { Broken, Conversation, Refused } from '../adb/link/conversation.ts'
import { sendingTo } from '../adb/link/shell.ts'
import type { DeviceTransport } from '../adb/link/transport.ts'
import { within } from '../adb/link/within.ts'
import { keyOfVisit, onlyKey } from './usb-key.ts'

/** A phone on a cable that this page holds, without an adb server between: what else wants it has to wait. */
export interface UsbPhone extends DeviceTransport {
  /** Gives it back. */
  close: () => Promise<void>
}

/** How long a phone may say nothing at all, and how long a person may take to find "Allow", in milliseconds. */
const SILENCE = 10_000
const PATIENCE = 300_000
/** How long it may take to say goodbye. */
const GRACE = 1000

/**
 * Lets a person choose a phone in the list of the browser; only a click may ask for that.
 *
 * @throws AuditError E240 where none was chosen, E242 where the browser may not ask
 */
export async function chooseUsb(usb: USB): Promise<AdbDaemonWebUsbDevice> {
  const raw = await usb.requestDevice({ filters: [AdbDefaultInterfaceFilter] }).catch((cause) => {
    throw new AuditError(isNotFound(cause) ? 'E240' : 'E242', {}, { cause })
  })
  const face = findUsbInterface(raw, AdbDefaultInterfaceFilter)
  if (face === undefined) throw new AuditError('E240', {})
  return new AdbDaemonWebUsbDevice(raw, face, usb)
}

/**
 * Opens the phone that was chosen, and waits until its owner allows it.
 *
 * @param onAsk told when the phone asks its owner
 * @throws AuditError E204 (not allowed in time), E206 (says nothing, or was not started as usual), E208 (gone), E241
 * (held by another program), E242 (the browser may not open it), or the reason of the signal
 */
export async function openUsb(
  device: AdbDaemonWebUsbDevice,
  { signal, onAsk }: { signal: AbortSignal; onAsk: () => void },
): Promise<UsbPhone> {
  const key = await keyOfVisit()
  /** What is under way ends as where the cable is pulled, and no promise of the library is left to fail. */
  const letGo = () => {
    navigator.usb.dispatchEvent(Object.assign(new Event('disconnect'), { device: device.raw }))
    return device.raw.close().catch(() => {})
  }
  const connection = await device.connect().catch(async (cause) => {
    await letGo()
    throw problemOfOpening(cause)
  })
  const { serial } = device
  let tell = () => {}
  const asked = new Promise<void>((done) => {
    tell = done
  })
  const credentialStore = onlyKey(key, () => {
    tell()
    onAsk()
  })
  const waiting = <T>(timeoutMs: number, code: 'E204' | 'E206', end: Promise<T>) =>
    within(
      { timeoutMs, signal },
      () => new AuditError(code, {}),
      () => end,
    )
  let answered: Promise<unknown> = Promise.resolve()
  try {
    if (signal.aborted) throw signal.reason
    const allowed = AdbDaemonTransport.authenticate({
      serial,
      connection,
      credentialStore,
      // As adb has it: every packet waits for a yes. A cable is fast enough for that, and all phones know it.
      initialDelayedAckBytes: 0,
    })
    answered = Promise.race([allowed, asked])
    await waiting(SILENCE, 'E206', answered)
    const daemon = await waiting(PATIENCE, 'E204', allowed)
    const { state, features } = daemon.banner
    const close = async () => {
      const ended = Promise.resolve(daemon.close()).catch(() => {})
      await Promise.race([ended, new Promise((done) => setTimeout(done, GRACE))])
      await letGo()
    }
    const send = sendingBy(daemon, features.includes('shell_v2'))
    if (state === undefined || state === 'device') return { serial, close, send }
    await close()
    throw new AuditError('E206', { recovery: state })
  } catch (cause) {
    // While its first word is being sent, the library waits for no answer, and nobody hears of an end.
    await Promise.race([answered, new Promise((done) => setTimeout(done, GRACE))]).catch(() => {})
    await letGo()
    throw cause instanceof AuditError || signal.aborted ? cause : new AuditError('E208', {}, { cause })
  }
}

const isNotFound = (error: unknown) => error instanceof DOMException && error.name === 'NotFoundError'

/** Where nobody else holds a phone, a system that keeps it from browsers refuses to open it. */
function problemOfOpening(cause: unknown): AuditError {
  if (cause instanceof AdbDaemonWebUsbDevice.DeviceBusyError) return new AuditError('E241', {}, { cause })
  if (isNotFound(cause)) return new AuditError('E208', {}, { cause })
  return new AuditError('E242', {}, { cause })
}

function sendingBy(daemon: AdbDaemonTransport, hasShellV2: boolean): DeviceTransport['send'] {
  const gone = daemon.disconnected
    .catch(() => {})
    .then(() => {
      throw new Broken('gone')
    })
  // Nothing may be under way then.
  gone.catch(() => {})
  const send = sendingTo(async (limits, talk, late) => {
    const service = new UsbService(daemon)
    try {
      return await within(limits, late, () => Promise.race([talk(service), gone]))
    } finally {
      service.close()
    }
  }, hasShellV2)
  return (...sent) =>
    send(...sent).catch((cause) => {
      const isEnd = [Refused, Broken].some((kind) => cause instanceof kind)
      throw isEnd ? new AuditError('E208', {}, { cause }) : cause
    })
}

type Socket = Awaited<ReturnType<AdbDaemonTransport['connect']>>

/** One service of the phone, over the connection that all of them share. */
class UsbService extends Conversation {
  readonly #daemon: AdbDaemonTransport
  #socket: Socket | undefined
  #reader: ReturnType<Socket['readable']['getReader']> | undefined
  #isOver = false

  constructor(daemon: AdbDaemonTransport) {
    super()
    this.#daemon = daemon
  }

  async ask(service: string): Promise<void> {
    try {
      this.#socket = await this.#daemon.connect(service)
    } catch {
      // It says no more than that.
      throw new Refused('closed')
    }
    if (this.#isOver) this.close()
    this.#reader = this.#socket.readable.getReader()
  }

  protected async next(): Promise<Uint8Array | undefined> {
    return (await this.#reader?.read().catch(() => undefined))?.value
  }

  close(): void {
    this.#isOver = true
    void Promise.resolve(this.#socket?.close()).catch(() => {})
  }
}
