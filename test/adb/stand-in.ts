import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a server answers to a service: a text after OKAY, or the reason why not. */
export type Answer =
  | { said: string }
  /** The end of what took its time: after an OKAY. */
  | { failed: string }
  | { passed: string }
  | { refused: string }
  | { shell: string }
  | 'silence'

/**
 * A stand-in for an adb server, which speaks its host protocol: for what only USB and real phones have, such as two
 * ways to one phone, and pairing. `asked` holds every service that was asked for; those of a phone follow `serial `.
 */
export async function standIn(
  answer: (service: string, phone?: string) => Answer | undefined,
  onTestFinished: (clean: () => void) => void,
): Promise<{ env: Record<string, string>; asked: string[] }> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    let phone: string | undefined
    let buffer = ''
    socket.on('data', (data) => {
      buffer += data.toString()
      for (;;) {
        const length = Number.parseInt(buffer.slice(0, 4), 16)
        if (Number.isNaN(length) || buffer.length < 4 + length) return
        const service = buffer.slice(4, 4 + length)
        buffer = buffer.slice(4 + length)
        asked.push(phone === undefined ? service : `${phone} ${service}`)
        const [, serial] = /^host:transport(?:-id)?:(.*)$/.exec(service) ?? []
        const given = answer(service, phone) ?? usual(service)
        if (given === 'silence') return
        if (serial !== undefined && given === undefined) {
          phone = serial
          socket.write('OKAY')
        } else if (given === undefined) socket.end(`FAIL${block('unknown host service')}`)
        else if ('refused' in given) socket.end(`FAIL${block(given.refused)}`)
        else if ('failed' in given) socket.end(`OKAYFAIL${block(given.failed)}`)
        else if ('passed' in given) socket.end(`OKAYOKAY${block(given.passed)}`)
        else if ('said' in given) socket.end(`OKAY${block(given.said)}`)
        else socket.end(Buffer.concat([Buffer.from('OKAY'), frame(1, given.shell), frame(3, '\0')]))
      }
    })
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await once(server, 'listening')
  return { env: { ANDROID_ADB_SERVER_PORT: String((server.address() as AddressInfo).port), HOME: '/nowhere' }, asked }
}

function usual(service: string): Answer | undefined {
  if (service === 'host:version') return { said: '0029' }
  if (service.endsWith(':features')) return { said: 'shell_v2,cmd' }
  return undefined
}

const block = (text: string) => Buffer.byteLength(text).toString(16).padStart(4, '0') + text

function frame(id: number, payload: string): Buffer {
  const head = Buffer.from([id, 0, 0, 0, 0])
  head.writeUInt32LE(payload.length, 1)
  return Buffer.concat([head, Buffer.from(payload)])
}

/** A line of `host:devices-l`, as AOSP `transport.cpp` prints it. */
export const listLine = (serial: string, state: string, facts: string) => `${serial.padEnd(22)} ${state} ${facts}\n`
