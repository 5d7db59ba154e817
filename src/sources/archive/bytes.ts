import { copyOf, joined, latin1In } from '#platform/bytes.ts'
import type { Chunks } from '../../model/dump.ts'

/** Numbers as a zip has them: 16, 32 and 64 bits, the smallest byte first. */
export const half = (bytes: Uint8Array, at: number) => (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
export const word = (bytes: Uint8Array, at: number) => (half(bytes, at) | (half(bytes, at + 2) << 16)) >>> 0
export const long = (bytes: Uint8Array, at: number) => word(bytes, at) + word(bytes, at + 4) * 2 ** 32

/** Enough of a file to tell an archive: a block of a tar. */
export const HEAD = 512

export const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b

/** Whether a gzip says more before what it holds than any program does: attributes, a name, a comment (RFC 1952). */
export function saysMuch(head: Uint8Array): boolean {
  const [flags = 0, low = 0, high = 0] = [3, 10, 11].map((at) => head[at])
  let at = flags & 4 ? 12 + low + high * 256 : 10
  for (const flag of [8, 16]) if (flags & flag && at < HEAD) at = head.indexOf(0, at) + 1 || HEAD
  return at >= HEAD
}
/** By the signature of a file in it, of its end where it is empty, or of one that is cut into parts. */
export const isZip = (head: Uint8Array) => head[0] === 0x50 && head[1] === 0x4b && [3, 5, 7].includes(head[2] ?? 0)

/**
 * Whether a file begins with a tar header (POSIX `ustar`, GNU, and the older form without a mark): the sum of its bytes
 * stands in it in octal digits, its own eight places counted as blanks.
 */
export function isTar(head: Uint8Array): boolean {
  if (head.length < HEAD || head[0] === 0) return false
  const [, digits] = /^ *([0-7]{1,7})[\0 ]/.exec(latin1In(head, 148, 156)) ?? []
  if (digits === undefined) return false
  let sum = 8 * 0x20
  for (let at = 0; at < HEAD; at++) if (at < 148 || at >= 156) sum += head[at] as number
  return sum === Number.parseInt(digits, 8)
}

/** The first bytes of a stream, and the whole of it, which begins with them. */
export async function begun(chunks: Chunks): Promise<{ head: Uint8Array; chunks: Chunks }> {
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  let head: Uint8Array = new Uint8Array()
  let ended = false
  while (head.length < HEAD && !ended) {
    const next = await source.next()
    ended = next.done === true
    // Mostly the first chunk is enough, and stays as it is until the next is asked for.
    if (!next.done) head = head.length === 0 ? next.value : joined([head, next.value])
    if (!next.done && head.length < HEAD) head = copyOf(head)
  }
  let isFirst = head.length > 0
  const whole: AsyncIterator<Uint8Array> = {
    async next() {
      if (!isFirst) return source.next()
      isFirst = false
      return { value: head, done: false }
    },
    async return() {
      await source.return?.()
      return { value: undefined, done: true }
    },
  }
  return { head, chunks: { [Symbol.asyncIterator]: () => whole } }
}
