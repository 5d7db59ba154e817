import type { Chunks } from '../../model/dump.ts'
import { joined } from './bytes.ts'

export class CutError extends Error {}
export class DamagedError extends Error {}

/** More than the codes of a block or the longest match can take. */
const AHEAD = 1024

/** Bytes that are read by bits, the lowest of each first. */
export class Bits {
  /** The next bit. */
  at = 0
  private bytes: Uint8Array = new Uint8Array(0)
  private before = 0
  private isAll = false
  private readonly pieces: AsyncGenerator<Uint8Array>

  constructor(pieces: Chunks) {
    this.pieces = (async function* () {
      yield* pieces
    })()
  }

  /** Lets go of what the bytes come from. */
  close = () => this.pieces.return(undefined)

  /** Sees to it that `AHEAD` bytes, or all, are there; whether there is any. */
  async ahead(): Promise<boolean> {
    if (this.isShort()) {
      const read = this.at >> 3
      const parts = [this.bytes.subarray(read)]
      for (let has = this.bytes.length - read; has < AHEAD && !this.isAll; ) {
        const { value, done } = await this.pieces.next()
        this.isAll = done === true
        if (value) parts.push(value)
        has += value?.length ?? 0
      }
      this.bytes = joined(parts)
      this.before += read
      this.at -= read * 8
    }
    return this.at < this.bytes.length * 8
  }

  isShort(): boolean {
    return this.at > (this.bytes.length - AHEAD) * 8 && !this.isAll
  }

  /** Bytes of which all bits or some are taken. */
  get taken(): number {
    return this.before + ((this.at + 7) >> 3)
  }

  /** The next, up to 16; zeros behind the end. */
  peek(count: number): number {
    const at = this.at >> 3
    const { bytes } = this
    const three = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)
    return (three >> (this.at & 7)) & ((1 << count) - 1)
  }

  skip(count: number): void {
    this.at += count
    if (this.at > this.bytes.length * 8) throw new CutError()
  }

  take(count: number): number {
    const bits = this.peek(count)
    this.skip(count)
    return bits
  }

  /** Whole bytes, up to so many, of those that are there. */
  some(most: number): Uint8Array {
    const at = this.at >> 3
    const bytes = this.bytes.subarray(at, at + most)
    this.at += bytes.length * 8
    return bytes
  }
}
