import { ofText, textIn } from '#platform/bytes.ts'
import { Broken, Conversation, Refused } from '../adb/conversation.ts'
import { type Cable, nothing, type Packet } from './usb-cable.ts'
import type { UsbKey } from './usb-key.ts'

/** Four letters each, the first in the lowest byte: AOSP `adb/protocol.txt`. */
const CNXN = 0x4e584e43
const AUTH = 0x48545541
const OPEN = 0x4e45504f
const OKAY = 0x59414b4f
const CLSE = 0x45534c43
const WRTE = 0x45545257

const SIGNATURE = 2
const PUBLIC_KEY = 3

/** The protocol of Android 9; what is older says so. */
const VERSION = 0x01000001
const LONGEST_PAYLOAD = 1024 ** 2

/**
 * Says hello until the phone says what it is: its state, and its features. A phone that does not know what the key
 * signed is given the key itself, and asks its owner.
 *
 * @param onAsk told then
 */
export async function greeted({ send, receive }: Cable, key: UsbKey, onAsk: () => void) {
  await send({ command: CNXN, arg0: VERSION, arg1: LONGEST_PAYLOAD, payload: ofText('host::features=shell_v2,cmd') })
  for (let asked = 0; ; ) {
    const { command, payload } = await receive()
    if (command === CNXN) return bannerIn(textIn(payload))
    if (command !== AUTH) continue
    asked++
    if (asked === 1) await send({ command: AUTH, arg0: SIGNATURE, arg1: 0, payload: key.sign(payload) })
    if (asked === 2) {
      onAsk()
      await send({ command: AUTH, arg0: PUBLIC_KEY, arg1: 0, payload: key.publicKey() })
    }
  }
}

/** `device::ro.product.name=oriole;ro.product.model=Pixel 6;features=shell_v2,cmd,stat_v2` */
function bannerIn(text: string): { state: string; features: string[] } {
  const [state = ''] = text.split('::')
  const [, features = ''] = /[:;]features=([^;\0]*)/.exec(text) ?? []
  return { state: state.trim(), features: features.split(',') }
}

/** Asks for services of a phone that has said what it is, over the cable that all of them share. */
export function daemonOn({ send, receive }: Cable) {
  const services = new Map<number, UsbService>()
  let last = 0

  async function listening(): Promise<never> {
    for (;;) {
      const packet = await receive()
      const { command, arg0, arg1 } = packet
      if (command === OPEN) void send({ command: CLSE, arg0: 0, arg1: arg0, payload: nothing }).catch(() => {})
      else if (command !== OKAY && command !== WRTE && command !== CLSE) throw new Broken('not a service')
      else services.get(arg1)?.hear(packet)
      if (command === CLSE) services.delete(arg1)
    }
  }

  return {
    /** Rejects once nothing more comes. */
    gone: listening(),
    service() {
      const service = new UsbService(++last, send)
      services.set(last, service)
      return service
    },
    close: () => Promise.all([...services.values()].map((service) => service.close())),
  }
}

/** One service of the phone. Every packet waits for a yes, as adb has it on a cable. */
class UsbService extends Conversation {
  readonly #id: number
  readonly #send: Cable['send']
  /** What the phone calls it, while it is open. */
  #theirs = 0
  #isOver = false
  readonly #parts: Uint8Array[] = []
  #wake = () => {}

  constructor(id: number, send: Cable['send']) {
    super()
    this.#id = id
    this.#send = send
  }

  async ask(service: string): Promise<void> {
    await this.#send({ command: OPEN, arg0: this.#id, arg1: 0, payload: ofText(`${service}\0`) }).catch((cause) => {
      throw new Broken('gone', { cause })
    })
    while (this.#theirs === 0 && !this.#isOver) await this.#heard()
    // It says no more than that.
    if (this.#theirs === 0) throw new Refused('closed')
  }

  protected async next(): Promise<Uint8Array | undefined> {
    while (this.#parts.length === 0 && !this.#isOver) await this.#heard()
    return this.#parts.shift()
  }

  #heard(): Promise<void> {
    return new Promise((done) => {
      this.#wake = done
    })
  }

  hear({ command, arg0, payload }: Packet): void {
    if (command === WRTE) {
      this.#parts.push(payload)
      void this.#tell(OKAY, arg0)
    }
    if (command === OKAY) this.#theirs = arg0
    if (command === CLSE || this.#isOver) void this.close()
    this.#wake()
  }

  async close(): Promise<void> {
    this.#isOver = true
    const theirs = this.#theirs
    this.#theirs = 0
    if (theirs !== 0) await this.#tell(CLSE, theirs)
  }

  #tell(command: number, theirs: number): Promise<void> {
    return this.#send({ command, arg0: this.#id, arg1: theirs, payload: nothing }).catch(() => {})
  }
}
