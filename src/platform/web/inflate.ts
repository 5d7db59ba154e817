import type { Chunks } from '../../model/dump.ts'
import { joined } from './bytes.ts'

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

export async function* inflated(pieces: Chunks): AsyncGenerator<Uint8Array> {
  const inflate = new DecompressionStream('deflate-raw')
  const packed = streamOf(pieces).pipeThrough(inflate)
  const reader = packed.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function streamOf(pieces: Chunks): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await source.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>)
    },
    async cancel() {
      await source.return?.()
    },
  })
}
