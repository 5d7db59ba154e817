import type { Socket } from 'node:net'
import { AuditError } from '../../errors.ts'
import type { Address } from './address.ts'

export interface Limits {
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** The error of a conversation that takes too long; by default the server does not answer. */
  late?: () => Error
}

/** Nothing listens at the address of the adb server. */
export class Unreachable extends AuditError {
  constructor(address: Address, cause: unknown) {
    super('E212', { address: address.shown }, { cause })
  }
}

/** The server says no, in its own words. */
export class Refused extends Error {
  readonly said: string

  constructor(said: string) {
    super(said)
    this.said = said
  }
}

/** The answer ended too early, or is not one of an adb server. */
export class Broken extends Error {}

/** One connection for one conversation, closed when it ends, takes too long or is aborted. */
export async function converse<T>(
  address: Address,
  { timeoutMs, signal, late }: Limits,
  talk: (connection: AdbConnection) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  // Of adbkit the one file that connects: the others simulate a phone, with cryptography for it.
  const { default: adbkit } = await import('@devicefarmer/adbkit/dist/src/adb/connection.js')
  // Node puts all exports of a CommonJS module into the default one; test runners unwrap it.
  const Connection = 'default' in adbkit ? adbkit.default : adbkit
  let over = false
  let socket: Socket | undefined
  const talking = async () => {
    // Where nothing listens adbkit starts a server, without a word; it cannot when it has no program for it.
    const connection = new Connection({ host: address.host, port: address.port, bin: '', timeout: 0 })
    try {
      socket = (await connection.connect()).socket
    } catch (cause) {
      throw isStart(cause) ? new Unreachable(address, cause) : new Broken('no connection', { cause })
    }
    // A socket that fails between two reads must not end the program: the next read says so.
    socket.on('error', () => {})
    if (over) socket.destroy()
    return talk(new AdbConnection(socket))
  }
  let timer: NodeJS.Timeout | undefined
  let abort = () => {}
  const cut = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason)
    timer = setTimeout(
      () => reject(late?.() ?? new AuditError('E212', { address: address.shown })),
      Math.min(timeoutMs, 2 ** 31 - 1),
    )
    signal?.addEventListener('abort', abort)
  })
  try {
    return await Promise.race([talking(), cut])
  } finally {
    over = true
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    socket?.destroy()
  }
}

/** Whether adbkit gave up because nothing listens: it complains of the empty name of the program that it would start. */
const isStart = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ERR_INVALID_ARG_VALUE'

const NOTHING = Buffer.alloc(0)

/** The two directions of a connection to the adb server: services asked for, bytes that come back. */
export class AdbConnection {
  readonly #socket: Socket
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = NOTHING

  constructor(socket: Socket) {
    this.#socket = socket
    this.#chunks = socket[Symbol.asyncIterator]()
  }

  /**
   * Asks for a service and waits until it is granted.
   *
   * @throws Refused, Broken
   */
  async ask(service: string): Promise<void> {
    const bytes = Buffer.from(service)
    if (bytes.length > 0xffff) throw new Error(`a request of ${bytes.length} bytes`)
    this.#socket.write(Buffer.concat([Buffer.from(bytes.length.toString(16).padStart(4, '0')), bytes]))
    const status = (await this.exactly(4)).toString('latin1')
    if (status === 'FAIL') throw new Refused(await this.text())
    if (status !== 'OKAY') throw new Broken(status)
  }

  /** A text with four hexadecimal digits of length before it. @throws Broken */
  async text(head?: string): Promise<string> {
    const length = head ?? (await this.exactly(4)).toString('latin1')
    if (!/^[0-9a-f]{4}$/i.test(length)) throw new Broken(length)
    return (await this.exactly(Number.parseInt(length, 16))).toString()
  }

  /** A text after a second status, which newer servers send when something took its time. @throws Refused, Broken */
  async outcome(): Promise<string> {
    const head = (await this.exactly(4)).toString('latin1')
    if (head === 'FAIL') throw new Refused(await this.text())
    return head === 'OKAY' ? this.text() : this.text(head)
  }

  /** @throws Broken */
  async exactly(length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let missing = length; missing > 0; ) {
      const part = await this.some(missing)
      if (part === undefined) throw new Broken('end')
      parts.push(part)
      missing -= part.length
    }
    return parts.length === 1 ? (parts[0] ?? NOTHING) : Buffer.concat(parts)
  }

  /** What has come, at most `max` bytes; nothing at the end. A reset is an end too: the reader knows what is missing. */
  async some(max: number): Promise<Buffer | undefined> {
    if (this.#rest.length === 0) {
      const next = await this.#chunks.next().catch(() => ({ done: true as const, value: undefined }))
      if (next.done) return undefined
      this.#rest = next.value
    }
    const part = this.#rest.subarray(0, max)
    this.#rest = this.#rest.subarray(part.length)
    return part
  }
}
