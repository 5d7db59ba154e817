import { Inflate, type ZStream } from 'pako'
import type { Chunks } from '../../model/dump.ts'
import { joined } from './bytes.ts'

/** Remainders of a byte, by the polynomial of ISO 3309. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = ~before
  for (let at = 0; at < bytes.length; at++)
    rest = (rest >>> 8) ^ (REMAINDERS[(rest ^ (bytes[at] as number)) & 0xff] as number)
  return ~rest >>> 0
}

class CutError extends Error {}

export const isCut = (error: unknown) => error instanceof CutError

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

/** Bytes that are inflated at a time, so that what swells is met by its limit before it fills the memory. */
const PIECE = 16 * 1024

/** The browser's own way knows one member only, and not where it ends. */
export async function* gunzipped(pieces: Chunks, taken: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let before = 0
  let member: ReturnType<typeof memberOf> | undefined
  for await (const chunk of pieces) {
    let at = 0
    while (at < chunk.length) {
      // Zeros behind a member are padding, and what follows them is none.
      if (member === undefined && before > 0 && chunk[at] === 0) return
      member ??= memberOf()
      const piece = chunk.subarray(at, at + PIECE)
      const { unused, ended, parts } = member.push(piece)
      at += piece.length - unused
      before += piece.length - unused
      taken(before)
      yield* parts
      if (ended) member = undefined
    }
  }
  if (member !== undefined || before === 0) throw new CutError('the end is missing')
}

function memberOf() {
  const inflate = new Inflate({ windowBits: 31, chunkSize: 256 * 1024 })
  let stream: ZStream | undefined
  let parts: Uint8Array[] = []
  inflate.onStart = (started) => {
    stream = started
  }
  inflate.onData = (part) => {
    parts.push(part)
  }
  return {
    push(piece: Uint8Array) {
      parts = []
      inflate.push(piece as Uint8Array<ArrayBuffer>, 2)
      if (inflate.err < 0) throw new Error(inflate.msg)
      return { parts, ended: inflate.ended, unused: inflate.ended ? (stream?.avail_in ?? 0) : 0 }
    },
  }
}
