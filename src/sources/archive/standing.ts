import { ofText, placeOf } from '#platform/bytes.ts'
import { inflated } from '#platform/inflate.ts'
import { legible } from '../../model/text/legible.ts'
import type { ReadRange } from './apk.ts'
import { half, long, word } from './bytes.ts'

const LOCAL = ofText('PK\x03\x04')
const DESCRIPTOR = ofText('PK\x07\x08')
/** Bytes of a local header without its name and extra field; a descriptor and any header behind it have as many. */
const HEADER = 30
const ENCRYPTED = 1
/** Sizes and checksum stand in a descriptor behind the bytes (APPNOTE 4.4.4). */
const BEHIND = 8
/** Of more than 32 bits, or not known where the header was written (APPNOTE 4.5.3). */
const UNSAID = 0xffffffff
const NEAR = 64 * 1024
const PIECE = 1024 * 1024

/**
 * The files of a zip that does not come to its end, as their local headers tell (APPNOTE 4.3.7). Of one that was cut,
 * or that does not tell where it ends, the size is infinite, and all that follows may be of it.
 */
export async function* standingIn({ size: end, read }: { size: number; read: ReadRange }) {
  async function found(from: number, mark: Uint8Array, fits = (_head: Uint8Array, _at: number) => true) {
    for (let at = from; at < end; at += NEAR) {
      const piece = await read(at, NEAR + HEADER - 1)
      for (let n = placeOf(piece, mark); n !== -1 && n + HEADER <= piece.length; n = placeOf(piece, mark, n + 1)) {
        const head = piece.subarray(n, n + HEADER)
        if (fits(head, at + n)) return { head, at: at + n }
      }
    }
    return undefined
  }

  async function* content(method: number, from: number, packed: number, size: number): AsyncGenerator<Uint8Array> {
    async function* pieces() {
      for (let at = 0; at < packed; at += PIECE) yield read(from + at, Math.min(PIECE, packed - at))
    }
    yield* method === 0 ? pieces() : inflated(pieces(), packed, size)
  }

  for (let next = await found(0, LOCAL); next; ) {
    const { head, at } = next
    const [flags, method, nameBytes] = [half(head, 6), half(head, 8), half(head, 26)]
    const from = at + HEADER + nameBytes + half(head, 28)
    const name = await read(at + HEADER, nameBytes)
    let [crc, packed, size] = [word(head, 14), word(head, 18), word(head, 22)]
    if (packed === UNSAID || (packed === 0 && flags & BEHIND)) {
      const descriptor = await found(from, DESCRIPTOR, (head, at) => word(head, 8) === (at - from) % 2 ** 32)
      if (descriptor) [crc, packed, size] = described(descriptor.head, descriptor.at - from)
      else packed = Infinity
    }
    if (from + packed > end) [packed, size] = [end - from, Infinity]
    if (packed >= 0)
      yield {
        name: legible(name).replaceAll('\\', '/'),
        method,
        isEncrypted: (flags & ENCRYPTED) !== 0,
        offset: at,
        nameBytes,
        packed,
        size,
        crc,
        externalAttributes: 0,
        content: () => content(method, from, packed, size),
      }
    next = await found(from + packed, LOCAL)
  }
}

/** Sizes have 32 bits, or 64. */
function described(head: Uint8Array, packed: number): [crc: number, packed: number, size: number] {
  // Of no bytes, both ways tell no size.
  const isLarge = packed > 2 && long(head, 8) === packed
  return [word(head, 4), packed, isLarge ? long(head, 16) : word(head, 12)]
}
