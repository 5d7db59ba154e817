import type { Chunks } from '../../model/dump.ts'
import { Bits, DamagedError } from './bits.ts'
import { joined } from './bytes.ts'
import { inflated as stream } from './deflate.ts'

export { crc32 } from './crc32.ts'
export { gunzipped, isBehind, isCut } from './gunzip.ts'

export async function inflatedAtOnce(packed: Uint8Array, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of inflated([packed])) {
    size += part.length
    if (size > most) throw new RangeError(`more than ${most} bytes`)
    parts.push(part)
  }
  return joined(parts)
}

export async function* inflated(pieces: Chunks, _packed?: number, _size?: number): AsyncGenerator<Uint8Array> {
  const from = new Bits(pieces)
  try {
    yield* stream(from)
    from.skip(-from.at & 7)
    if (await from.ahead()) throw new DamagedError()
  } finally {
    await from.close()
  }
}
