import { copyOf, joined, latin1In, textIn } from '#platform/bytes.ts'
import { AuditError } from '../../errors.ts'
import type { Chunks } from '../../model/dump.ts'
import { held } from '../limits.ts'
import { folderOf, plainPlace, wayTo } from '../place.ts'
import type { Packed } from '../source.ts'
import { HEAD as BLOCK, isTar } from './bytes.ts'

/** Names and attributes that stand in an entry of their own; no honest one is longer. */
const MAX_HEADING = 1024 * 1024
/** What is longer may hold anything, and is read like a file. */
const USUAL = 1024

/**
 * The entries of a tar, one after another as they stand. Blocks of zeros are no end: an archive that was appended to
 * another is read on.
 *
 * @throws AuditError E340 for one that was cut, E310 for one that is damaged, or has unsafe paths
 */
export async function* tarEntries(chunks: Chunks, file: string): AsyncGenerator<Packed> {
  /** Whether it was packed and the packing is damaged, the end of that tells. */
  const damaged = async () => {
    await stream.drain()
    return new AuditError('E310', { file })
  }
  const cut = () => new AuditError('E340', { file })
  const stream = byteReader(chunks, cut)
  /** Of the next entry, from headings before it. */
  let given: Record<string, string> = {}
  let ended = false
  try {
    for (let header = await stream.block(); header !== undefined; header = await stream.block()) {
      ended = header.every((byte) => byte === 0)
      if (ended) continue
      if (!isTar(header)) throw await damaged()
      const type = String.fromCharCode(header[156] as number)
      const size = given['size'] === undefined ? sizeIn(header) : Number(given['size'])
      if (!Number.isSafeInteger(size) || size < 0) throw await damaged()
      const end = stream.offset() + size
      if ('LKxg'.includes(type)) {
        if (size > MAX_HEADING) throw await damaged()
        const heading = await held(stream.take(size), file)
        if (type === 'x') given = { ...given, ...attributes(heading) }
        else if (type !== 'g') given[type === 'L' ? 'path' : 'linkpath'] = textIn(heading).replace(/\0+$/, '')
        const said = 'xg'.includes(type) ? recordsIn(heading).filter((one) => !OF_A_MAKER.test(textIn(one))) : [heading]
        if (joined(said).length > USUAL) yield { name: plainPlace(nameIn(header)), content: { open: () => said } }
      } else {
        const name = plainPlace(given['path'] ?? nameIn(header))
        const link = given['linkpath'] ?? textAt(header, 157, 100)
        given = {}
        if (/^(\/|\.\.\/|[A-Za-z]:)|\0/.test(name)) throw await damaged()
        // A hard link names its target from the root of the archive, a symbolic one from where it lies.
        if (type === '1') yield { name, link: wayTo(folderOf(name), link) }
        else if (type === '2') yield { name, link }
        else if ('\x0007'.includes(type) && (size > 0 || !name.endsWith('/')))
          yield { name, content: { open: () => stream.take(size) } }
        else if (size > 0 || !'\x0057V'.includes(type)) yield { name, passedOver: true }
      }
      await stream.skipTo(Math.ceil(end / BLOCK) * BLOCK)
    }
    if (!ended) throw cut()
  } finally {
    await stream.close()
  }
}

/** `30 path=long/name/of/a/file.txt` a line, with the length of the line in bytes. */
function recordsIn(bytes: Uint8Array): Uint8Array[] {
  const records: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(latin1In(bytes, at, at + 20), 10)
    const end = length > 0 ? at + length : bytes.length
    records.push(bytes.subarray(at, end))
    at = end
  }
  return records
}

/** What a file system keeps of a file, as macOS does of the page it came from: the words of makers are in capitals. */
const OF_A_MAKER = /^\d+ [A-Z]+\./

/** `path` and the like. */
const attributes = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    recordsIn(bytes).flatMap((record) => {
      const [, key, value] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(textIn(record)) ?? []
      return key === undefined || value === undefined ? [] : [[key, value]]
    }),
  )

function nameIn(header: Uint8Array): string {
  const prefix = latin1In(header, 257, 263) === 'ustar\0' ? textAt(header, 345, 155) : ''
  return prefix === '' ? textAt(header, 0, 100) : `${prefix}/${textAt(header, 0, 100)}`
}

function textAt(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length)
  const end = field.indexOf(0)
  return textIn(field, 0, end === -1 ? field.length : end)
}

/** Octal digits; or, where the first bit is set, a number in binary (GNU). */
function sizeIn(header: Uint8Array): number {
  const field = header.subarray(124, 136)
  if ((field[0] as number) & 0x80) return field.subarray(-6).reduce((number, byte) => number * 256 + byte, 0)
  return Number.parseInt(textAt(field, 0, 12).trim() || '0', 8)
}

/** A stream by lengths. What it should still hold and does not is `missing`. */
function byteReader(chunks: Chunks, missing: () => Error) {
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  let rest: Uint8Array = new Uint8Array()
  let offset = 0
  /** Told again to whoever reads on behind it. */
  let failure: { error: unknown } | undefined

  /** Up to `most` bytes of what is there; nothing at the end. */
  async function some(most: number): Promise<Uint8Array | undefined> {
    while (rest.length === 0) {
      if (failure) throw failure.error
      try {
        const next = await source.next()
        if (next.done) return undefined
        rest = next.value
      } catch (error) {
        failure = { error }
      }
    }
    const part = rest.subarray(0, most)
    rest = rest.subarray(part.length)
    offset += part.length
    return part
  }

  async function* take(size: number): AsyncGenerator<Uint8Array> {
    for (const end = offset + size; offset < end; ) {
      const part = await some(end - offset)
      if (part === undefined) throw missing()
      yield part
    }
  }

  return {
    offset: () => offset,
    take,
    async skipTo(end: number) {
      for await (const _ of take(end - offset));
    },
    async drain() {
      while ((await some(BLOCK)) !== undefined);
    },
    /** The next block; undefined at the end. */
    async block(): Promise<Uint8Array | undefined> {
      const first = await some(BLOCK)
      if (first === undefined || first.length === BLOCK) return first
      const parts = [copyOf(first)]
      for await (const part of take(BLOCK - first.length)) parts.push(copyOf(part))
      return joined(parts)
    },
    close: async () => {
      await source.return?.()
    },
  }
}
