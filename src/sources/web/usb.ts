import { AuditError } from '../../errors.ts'
import { Broken, Refused } from '../adb/conversation.ts'
import { Cut, sendingTo } from '../adb/shell.ts'
import type { DeviceTransport } from '../adb/transport.ts'
import { within } from '../adb/within.ts'
import { ADB, cableTo } from './usb-cable.ts'
import { daemonOn, greeted } from './usb-daemon.ts'
import { keyOfVisit } from './usb-key.ts'

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
export const chooseUsb = (usb: USB): Promise<USBDevice> =>
  usb.requestDevice({ filters: [ADB] }).catch((cause) => {
    throw new AuditError(isNotFound(cause) ? 'E240' : 'E242', {}, { cause })
  })

/**
 * Opens the phone that was chosen, and waits until its owner allows it.
 *
 * @param onAsk told when the phone asks its owner
 * @throws AuditError E204 (not allowed in time), E206 (says nothing, or was not started as usual), E208 (gone), E240 (has
 * no adb), E241 (held by another program), E242 (the browser may not open it), or the reason of the signal
 */
export async function openUsb(
  device: USBDevice,
  { signal, onAsk }: { signal: AbortSignal; onAsk: () => void },
): Promise<UsbPhone> {
  const key = await keyOfVisit()
  const letGo = () => device.close().catch(() => {})
  const cable = await cableTo(device).catch(async (cause) => {
    await letGo()
    throw problemOfOpening(cause)
  })
  let tell = () => {}
  const asked = new Promise<void>((done) => {
    tell = done
  })
  const allowed = greeted(cable, key, () => {
    tell()
    onAsk()
  })
  const waiting = <T>(timeoutMs: number, code: 'E204' | 'E206', end: Promise<T>) =>
    within(
      { timeoutMs, signal },
      () => new AuditError(code, {}),
      () => end,
    )
  try {
    await waiting(SILENCE, 'E206', Promise.race([allowed, asked]))
    const { state, features } = await waiting(PATIENCE, 'E204', allowed)
    if (state !== '' && state !== 'device') throw new AuditError('E206', { recovery: state })
    const daemon = daemonOn(cable)
    const close = async () => {
      await Promise.race([daemon.close(), new Promise((done) => setTimeout(done, GRACE))])
      await letGo()
    }
    return { serial: serialOf(device), close, send: sendingBy(daemon, features.includes('shell_v2')) }
  } catch (cause) {
    allowed.catch(() => {})
    await letGo()
    throw cause instanceof AuditError || signal.aborted ? cause : new AuditError('E208', {}, { cause })
  }
}

function serialOf({ serialNumber, vendorId, productId }: USBDevice): string {
  return serialNumber || [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join('x')
}

const isNotFound = (error: unknown) => error instanceof DOMException && error.name === 'NotFoundError'

/** Where nobody else holds a phone, a system that keeps it from browsers refuses to open it. */
function problemOfOpening(cause: unknown): AuditError {
  if (cause instanceof AuditError) return cause
  return new AuditError(isNotFound(cause) ? 'E208' : 'E242', {}, { cause })
}

function sendingBy(daemon: ReturnType<typeof daemonOn>, hasShellV2: boolean): DeviceTransport['send'] {
  const gone = daemon.gone.catch((cause) => {
    throw new Broken('gone', { cause })
  })
  // Nothing may be under way then.
  gone.catch(() => {})
  const send = sendingTo(async (limits, talk, late) => {
    const service = daemon.service()
    try {
      return await within(limits, late, () => Promise.race([talk(service), gone]))
    } finally {
      void service.close()
    }
  }, hasShellV2)
  return (...sent) =>
    send(...sent).catch((cause) => {
      const isEnd = [Refused, Cut, Broken].some((kind) => cause instanceof kind)
      throw isEnd ? new AuditError('E208', {}, { cause }) : cause
    })
}
