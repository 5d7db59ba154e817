import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What stands between an adb server and a phone: a person who has not tapped yet, a bad cable, an old phone. */
export type GateMode =
  | { kind: 'pass' }
  /** Asks for a key and never accepts one: `unauthorized`. */
  | { kind: 'refuse' }
  /** Accepts the key once `allow` is called. */
  | { kind: 'ask' }
  /** Stops in the middle of the handshake: `authorizing`. */
  | { kind: 'stall' }
  /** Takes the connection and says nothing: `offline`. */
  | { kind: 'silent' }
  /** The cable is pulled after so many bytes from the phone. */
  | { kind: 'cut'; afterBytes: number }
  /** Counts the bytes of each answer by its service; the cable is pulled after so many of one, or before its last. */
  | { kind: 'meter'; passed: Map<string, number>; pull?: { service: string; afterBytes: number } }
  /** Every answer comes so much later. */
  | { kind: 'delay'; ms: number }
  /** Does not know these services, like a phone of Android 6 (`shell,v2`) or 4 (`exec:` too). */
  | { kind: 'old'; without: string[]; terminal?: boolean }

export interface Gate {
  serial: string
  allow: () => void
  /** Public keys that it was asked to accept, as the phone shows them: the key, a blank, a name. */
  keys: string[]
  close: () => Promise<void>
}

const CNXN = 0x4e584e43
const AUTH = 0x48545541
const OPEN = 0x4e45504f
const CLSE = 0x45534c43
const WRTE = 0x45545257
/** First arguments of AUTH. */
const TOKEN = 1
const SIGNATURE = 2
const PUBLIC_KEY = 3

interface Message {
  command: number
  arg0: number
  arg1: number
  data: Buffer
}

/** Listens on loopback for the adb server, and passes it on to the phone behind the Unix socket as the mode says. */
export async function openGate(phone: string, mode: GateMode): Promise<Gate> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    return socket
  }
  let allowed = false
  let isPulled = false
  const waiting = new Set<() => void>()
  const keys: string[] = []
  // As adb and adbd do: small messages go at once.
  const server = createServer({ noDelay: true }, (host) => {
    keep(host)
    if (isPulled) return void host.destroy()
    let hello: Buffer = Buffer.alloc(0)
    const splice = () => {
      const device = keep(connect(phone))
      host.on('close', () => device.destroy())
      device.on('close', () => host.destroy())
      device.write(hello)
      if (mode.kind === 'meter') {
        const pull = () => (isPulled = true)
        fromHost = metered(mode, host, device, pull)
        return
      }
      fromHost = mode.kind === 'old' ? refusing(mode.without, host, device) : (chunk) => device.write(chunk)
      device.on('data', fromPhone(mode, host, device))
    }
    const ask = () => host.write(encode({ command: AUTH, arg0: TOKEN, arg1: 0, data: randomBytes(20) }))
    const greet = messages((message) => {
      if (message.command === CNXN) {
        // A terminal may double the length of an answer: the phone is told to send half of what the server takes.
        const longest = mode.kind === 'old' && mode.terminal ? message.arg1 >>> 1 : message.arg1
        hello = encode({ ...message, arg1: longest })
        if (mode.kind === 'silent') return
        if (['refuse', 'ask', 'stall'].includes(mode.kind) && !allowed) ask()
        else splice()
      } else if (message.command === AUTH && message.arg0 === SIGNATURE) {
        if (mode.kind !== 'stall') ask()
      } else if (message.command === AUTH && message.arg0 === PUBLIC_KEY) {
        keys.push(message.data.toString().replace(/\0$/, ''))
        if (mode.kind !== 'ask') return
        if (allowed) splice()
        else waiting.add(splice)
      }
    })
    let fromHost: (chunk: Buffer) => void = greet
    host.on('data', (chunk: Buffer) => fromHost(chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    serial: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    allow() {
      allowed = true
      for (const splice of waiting) splice()
      waiting.clear()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

function fromPhone(mode: GateMode, host: Socket, device: Socket): (chunk: Buffer) => void {
  if (mode.kind === 'delay') return (chunk) => void setTimeout(() => host.write(chunk), mode.ms)
  if (mode.kind === 'old' && mode.terminal) {
    // A terminal of the phone: each LF becomes CRLF.
    return messages((message) => {
      const data =
        message.command === WRTE
          ? Buffer.from(message.data.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
          : message.data
      const arg1 = message.command === CNXN ? message.arg1 * 2 : message.arg1
      host.write(encode({ ...message, arg1, data }))
    })
  }
  let passed = 0
  return (chunk) => {
    const left = mode.kind === 'cut' ? mode.afterBytes - passed : Number.POSITIVE_INFINITY
    passed += chunk.length
    if (chunk.length > left) {
      host.end(chunk.subarray(0, left))
      device.destroy()
    } else if (!host.write(chunk)) {
      device.pause()
      host.once('drain', () => device.resume())
    }
  }
}

/** Passes on whole messages, and of the one in which the cable is pulled the part that came before. */
function metered(
  { passed, pull }: Extract<GateMode, { kind: 'meter' }>,
  host: Socket,
  device: Socket,
  onPull: () => void,
): (chunk: Buffer) => void {
  const services = new Map<number, string>()
  const fromPhone = messages((message) => {
    const service = services.get(message.arg1)
    if (service === undefined || message.command !== WRTE || host.writableEnded) return void host.write(encode(message))
    const before = passed.get(service) ?? 0
    const left =
      pull?.service === service ? Math.min(pull.afterBytes - before, lastIn(message)) : Number.POSITIVE_INFINITY
    const data = message.data.subarray(0, left)
    passed.set(service, before + data.length)
    if (data.length > 0) host.write(encode({ ...message, data }))
    if (message.data.length <= left) return
    onPull()
    host.end()
    device.destroy()
  })
  device.on('data', fromPhone)
  return messages((message) => {
    if (message.command === OPEN) services.set(message.arg0, serviceIn(message))
    device.write(encode(message))
  })
}

/** Where the last byte of an answer is, if it is here: shell v2 ends with the exit code (AOSP `shell_protocol.h`). */
const lastIn = ({ data }: Message) =>
  data.subarray(-6, -1).equals(Buffer.from([3, 1, 0, 0, 0])) ? data.length - 1 : data.length

/** What is asked of a phone; an end mark, which is another each time, is no part of it. */
const serviceIn = ({ data }: Message) => data.toString().replace(/(; echo "[\w-]+:\$\?")?\0$/, '')

/** Closes a stream to a service that the phone does not know, as an old adbd does. */
function refusing(without: string[], host: Socket, device: Socket): (chunk: Buffer) => void {
  return messages((message) => {
    const service = message.data.toString('latin1')
    if (message.command === OPEN && without.some((name) => service.startsWith(name)))
      host.write(encode({ command: CLSE, arg0: 0, arg1: message.arg0, data: Buffer.alloc(0) }))
    else device.write(encode(message))
  })
}

/** Takes messages out of a stream: 24 bytes of header (command, two arguments, length, sum, magic), then the data. */
function messages(take: (message: Message) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 24 && rest.length >= 24 + rest.readUInt32LE(12)) {
      const end = 24 + rest.readUInt32LE(12)
      const [command, arg0, arg1] = [rest.readUInt32LE(0), rest.readUInt32LE(4), rest.readUInt32LE(8)]
      const data = rest.subarray(24, end)
      rest = rest.subarray(end)
      take({ command, arg0, arg1, data })
    }
  }
}

function encode({ command, arg0, arg1, data }: Message): Buffer {
  const header = Buffer.alloc(24)
  let sum = 0
  for (const byte of data) sum = (sum + byte) >>> 0
  for (const [index, value] of [command, arg0, arg1, data.length, sum, (command ^ 0xffffffff) >>> 0].entries())
    header.writeUInt32LE(value, index * 4)
  return Buffer.concat([header, data])
}
