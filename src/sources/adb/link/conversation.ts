import { joined, ofText } from '#platform/bytes.ts'

/** The phone, or the server before it, says no, in its own words. */
export class Refused extends Error {
  readonly said: string

  constructor(said: string) {
    super(said)
    this.said = said
  }
}

/** The answer ended too early, or is not one of adb. */
export class Broken extends Error {}

/** The two directions of a connection: services asked for, bytes that come back. */
export abstract class Conversation {
  #rest = ofText('')

  /**
   * Asks for a service and waits until it is granted.
   *
   * @throws Refused, Broken
   */
  abstract ask(service: string): Promise<void>

  /** The next bytes, any number; nothing at the end. A reset is an end too: the reader knows what is missing. */
  protected abstract next(): Promise<Uint8Array | undefined>

  /** @throws Broken */
  async exactly(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for (let missing = length; missing > 0; ) {
      const part = await this.some(missing)
      if (part === undefined) throw new Broken('end')
      parts.push(part)
      missing -= part.length
    }
    const [only] = parts
    return parts.length === 1 && only ? only : joined(parts)
  }

  /** What has come, at most `max` bytes; nothing at the end. */
  async some(max: number): Promise<Uint8Array | undefined> {
    if (this.#rest.length === 0) {
      const next = await this.next()
      if (next === undefined) return undefined
      this.#rest = next
    }
    const part = this.#rest.subarray(0, max)
    this.#rest = this.#rest.subarray(part.length)
    return part
  }
}
