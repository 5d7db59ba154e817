import type { Chunks } from '../../model/dump.ts'
import { Bits, CutError, DamagedError } from './bits.ts'
import { crc32 } from './crc32.ts'
import { inflated } from './deflate.ts'

class BehindError extends Error {}

export const isCut = (error: unknown) => error instanceof CutError
export const isBehind = (error: unknown) => error instanceof BehindError

/**
 * All members of a gzip file (RFC 1952), as Node reads them. The browser's own way knows one member only; and it cannot
 * be asked where a stream ends, nor can the small libraries, so that neither another member nor a checksum is found
 * behind it.
 */
export async function* gunzipped(pieces: Chunks, taken: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const from = new Bits(pieces)
  try {
    do {
      await header(from)
      let crc = 0
      let size = 0
      for await (const part of inflated(from)) {
        crc = crc32(part, crc)
        size += part.length
        taken(from.taken)
        yield part
      }
      await from.ahead()
      from.skip(-from.at & 7)
      if (long(from) !== crc) throw new DamagedError()
      if (long(from) !== size % 2 ** 32) throw new DamagedError()
      taken(from.taken)
      // Zeros behind a member are padding, and what follows them is none.
    } while ((await from.ahead()) && from.peek(8) !== 0)
  } finally {
    await from.close()
  }
}

const long = (from: Bits) => (from.take(16) | (from.take(16) << 16)) >>> 0

async function header(from: Bits): Promise<void> {
  let crc = 0
  async function byte(): Promise<number> {
    await from.ahead()
    const one = from.take(8)
    crc = crc32(Uint8Array.of(one), crc)
    return one
  }
  const short = async () => (await byte()) | ((await byte()) << 8)
  const skipped = async (count: number) => {
    for (let n = 0; n < count; n++) await byte()
  }
  const text = async () => {
    while ((await byte()) !== 0);
  }
  if ((await short()) !== 0x8b1f) throw new BehindError()
  const method = await byte()
  const flags = await byte()
  if (method !== 8 || flags & 0xe0) throw new DamagedError()
  await skipped(6)
  if (flags & 4) await skipped(await short())
  if (flags & 8) await text()
  if (flags & 16) await text()
  const sum = crc & 0xffff
  if (flags & 2 && (await short()) !== sum) throw new DamagedError()
}
