import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { textIn } from '#platform/bytes.ts'
import { AuditError } from '../../../errors.ts'
import { Broken, Conversation, Refused } from '../link/conversation.ts'
import { type Limits, within } from '../link/within.ts'
import type { Address } from './address.ts'

/** Nothing listens at the address of the adb server. */
export class Unreachable extends AuditError {
  constructor(address: Address, cause: unknown) {
    super('E212', { address: address.shown }, { cause })
  }
}

/**
 * One connection for one conversation, closed when it ends, takes too long or is aborted.
 *
 * @param late the error of one that takes too long; by default the server does not answer
 */
export async function converse<T>(
  address: Address,
  limits: Limits,
  talk: (connection: AdbConnection) => Promise<T>,
  late: () => Error = () => noServer(address),
): Promise<T> {
  limits.signal?.throwIfAborted()
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
  try {
    return await within(limits, late, talking)
  } finally {
    over = true
    socket?.destroy()
  }
}

/** The same with the server alone, which has an answer to everything. @throws AuditError E212 */
export const converseWithServer = <T>(
  address: Address,
  limits: Limits,
  talk: (connection: AdbConnection) => Promise<T>,
): Promise<T> =>
  converse(address, limits, talk).catch((cause) => {
    throw cause instanceof Refused || cause instanceof Broken ? noServer(address, cause) : cause
  })

/** What listens there is no adb server, or has stopped. */
export const noServer = (address: Address, cause?: unknown) =>
  new AuditError('E212', { address: address.shown }, { cause })

/** Whether adbkit gave up because nothing listens: it complains of the empty name of a program it would start. */
const isStart = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ERR_INVALID_ARG_VALUE'

/** A connection to the adb server. */
export class AdbConnection extends Conversation {
  readonly #socket: Socket
  readonly #chunks: AsyncIterator<Buffer>

  constructor(socket: Socket) {
    super()
    this.#socket = socket
    this.#chunks = socket[Symbol.asyncIterator]()
  }

  async ask(service: string): Promise<void> {
    const bytes = Buffer.from(service)
    if (bytes.length > 0xffff) throw new Error(`a request of ${bytes.length} bytes`)
    this.#socket.write(Buffer.concat([Buffer.from(bytes.length.toString(16).padStart(4, '0')), bytes]))
    const status = await this.#said(4)
    if (status === 'FAIL') throw new Refused(await this.text())
    if (status !== 'OKAY') throw new Broken(status)
  }

  /** A text with four hexadecimal digits of length before it. @throws Broken */
  async text(head?: string): Promise<string> {
    const length = head ?? (await this.#said(4))
    if (!/^[0-9a-f]{4}$/i.test(length)) throw new Broken(length)
    return this.#said(Number.parseInt(length, 16))
  }

  /** A text after a second status, which newer servers send when something took its time. @throws Refused, Broken */
  async outcome(): Promise<string> {
    const head = await this.#said(4)
    if (head === 'FAIL') throw new Refused(await this.text())
    return head === 'OKAY' ? this.text() : this.text(head)
  }

  protected async next(): Promise<Buffer | undefined> {
    // Node reads on where one answer comes fast, a megabyte and more, and the others wait.
    await turn()
    const next = await this.#chunks.next().catch(() => ({ done: true as const, value: undefined }))
    return next.done ? undefined : next.value
  }

  async #said(length: number): Promise<string> {
    return textIn(await this.exactly(length))
  }
}
