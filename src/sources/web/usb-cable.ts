import { AuditError } from '../../errors.ts'

/** What adb sends over a cable: a head of six numbers of 32 bits, and what it carries. */
export interface Packet {
  command: number
  arg0: number
  arg1: number
  payload: Uint8Array
}

export interface Cable {
  /** Packets go out one after another, each whole. */
  send: (packet: Packet) => Promise<void>
  receive: () => Promise<Packet>
}

/** How adb is told from the other interfaces of a phone. */
export const ADB = { classCode: 0xff, subclassCode: 0x42, protocolCode: 1 }

const HEAD_BYTES = 24

export const nothing = new Uint8Array()

/**
 * The cable to a phone, once its interface is claimed.
 *
 * @throws AuditError E240 for what has no adb, E241 where another program holds it; or what the browser says
 */
export async function cableTo(device: USBDevice): Promise<Cable> {
  const { incoming, outgoing } = await claimed(device)
  let sent: Promise<void> = Promise.resolve()

  async function transferOut(bytes: Uint8Array) {
    await device.transferOut(outgoing.endpointNumber, new Uint8Array(bytes))
    // What fills its last packet would go on without an empty one.
    if (bytes.length % outgoing.packetSize === 0) await device.transferOut(outgoing.endpointNumber, new Uint8Array())
  }

  async function transferIn(length: number): Promise<DataView> {
    const { data, status } = await device.transferIn(incoming.endpointNumber, length)
    if (data === undefined) throw new Error(status)
    return data
  }

  return {
    send({ command, arg0, arg1, payload }) {
      const head = new DataView(new ArrayBuffer(HEAD_BYTES))
      const sum = payload.reduce((total, byte) => total + byte, 0)
      for (const [at, number] of [command, arg0, arg1, payload.length, sum, ~command].entries())
        head.setUint32(4 * at, number, true)
      sent = sent.then(async () => {
        await transferOut(bytesOf(head))
        if (payload.length > 0) await transferOut(payload)
      })
      return sent
    },

    /** What is no head is left from before. */
    async receive() {
      for (;;) {
        const head = await transferIn(incoming.packetSize)
        if (head.byteLength !== HEAD_BYTES) continue
        const numberAt = (at: number) => head.getUint32(4 * at, true)
        const command = numberAt(0)
        if (numberAt(5) !== ~command >>> 0) continue
        const length = numberAt(3)
        const payload = length > 0 ? bytesOf(await transferIn(length)) : nothing
        return { command, arg0: numberAt(1), arg1: numberAt(2), payload }
      }
    },
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: DataView) => new Uint8Array(buffer, byteOffset, byteLength)

async function claimed(device: USBDevice) {
  const { configuration, face, alternate } = adbOf(device)
  const { configurationValue } = configuration
  const { interfaceNumber, claimed: isOurs } = face
  const { alternateSetting, endpoints } = alternate
  if (!device.opened) await device.open()
  if (device.configuration?.configurationValue !== configurationValue)
    await device.selectConfiguration(configurationValue)
  if (!isOurs)
    await device.claimInterface(interfaceNumber).catch((cause) => {
      throw cause instanceof DOMException && cause.name === 'NetworkError'
        ? new AuditError('E241', {}, { cause })
        : cause
    })
  if (face.alternate.alternateSetting !== alternateSetting)
    await device.selectAlternateInterface(interfaceNumber, alternateSetting)
  const [incoming, outgoing] = (['in', 'out'] as const).map((one) =>
    endpoints.find(({ direction }) => direction === one),
  )
  if (incoming === undefined || outgoing === undefined) throw new Error('an interface of one direction')
  return { incoming, outgoing }
}

function adbOf({ configurations }: USBDevice) {
  for (const configuration of configurations)
    for (const face of configuration.interfaces)
      for (const alternate of face.alternates)
        if (
          alternate.interfaceClass === ADB.classCode &&
          alternate.interfaceSubclass === ADB.subclassCode &&
          alternate.interfaceProtocol === ADB.protocolCode
        )
          return { configuration, face, alternate }
  throw new AuditError('E240', {})
}
