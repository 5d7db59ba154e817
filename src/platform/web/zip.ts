import { legible } from '../../model/text/legible.ts'
import { CENTRAL, END, END64, LOCAL, LOCATOR } from '../zip-marks.ts'
import { inflated } from './inflate.ts'

export type PlainFile = Blob

export const atAnyPlace = async (file: PlainFile) => ({
  size: file.size,
  read: async (offset: number, length: number) =>
    new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  close: async () => {},
})

const END_SIZE = 22
const END64_SIZE = 56
const LOCATOR_SIZE = 20
const CENTRAL_SIZE = 46
const LOCAL_SIZE = 30
const MAX_COMMENT = 0xffff
const ENCRYPTED = 1
const STRONGLY_ENCRYPTED = 0x40
/** The extra field for sizes of more than 32 bits (APPNOTE 4.5.3). */
const SIZES = 0x0001
const IN_SIZES = 0xffffffff

class NoDirectoryError extends Error {}
export const lacksDirectory = (error: unknown) => error instanceof NoDirectoryError

/** Reads a zip by ranges, as APPNOTE 6.3.10 describes it: a library for it is as large as all words of a language. */
export async function openZip(at: { file: PlainFile } | { bytes: Uint8Array }) {
  const blob = 'file' in at ? at.file : new Blob([at.bytes as Uint8Array<ArrayBuffer>])
  const { count, offset } = await endOf(blob)
  return {
    count,
    size: blob.size,
    directory: offset,
    read: async (from: number, length: number) => new Uint8Array((await rangeOf(blob, from, length)).buffer),
    entries: async () =>
      (await listed(blob, count, offset)).map((entry) => ({ ...entry, content: () => contentOf(blob, entry) })),
    close: () => {},
  }
}

async function rangeOf(blob: Blob, offset: number, length: number): Promise<DataView> {
  const bytes = await blob.slice(offset, offset + length).arrayBuffer()
  if (bytes.byteLength !== length) throw new Error(`${bytes.byteLength} of ${length} bytes at ${offset}`)
  return new DataView(bytes)
}

const long = (view: DataView, at: number) => Number(view.getBigUint64(at, true))

async function endOf(blob: Blob): Promise<{ count: number; offset: number }> {
  const length = Math.min(blob.size, END_SIZE + MAX_COMMENT + LOCATOR_SIZE)
  const tail = await rangeOf(blob, blob.size - length, length)
  let at = length - END_SIZE
  while (at >= 0 && tail.getUint32(at, true) !== END) at--
  if (at < 0) throw new NoDirectoryError('no end of a directory')
  if (tail.getUint16(at + 20, true) !== length - at - END_SIZE) throw new Error('bytes behind the end')
  const locator = at - LOCATOR_SIZE
  if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR) {
    const end = await rangeOf(blob, long(tail, locator + 8), END64_SIZE)
    if (end.getUint32(0, true) !== END64 || end.getUint32(16, true) !== 0) throw new Error('no end of a large zip')
    return { count: long(end, 32), offset: long(end, 48) }
  }
  if (tail.getUint16(at + 4, true) !== 0) throw new Error('a zip in parts')
  return { count: tail.getUint16(at + 10, true), offset: tail.getUint32(at + 16, true) }
}

async function listed(blob: Blob, count: number, offset: number) {
  const view = await rangeOf(blob, offset, blob.size - offset)
  const bytes = new Uint8Array(view.buffer)
  const entries: ReturnType<typeof entryAt>[] = []
  for (let n = 0, at = 0; n < count; n++) {
    if (at + CENTRAL_SIZE > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new Error(`no entry ${n}`)
    const end =
      at + CENTRAL_SIZE + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (end > bytes.length) throw new Error(`entry ${n} is cut`)
    entries.push(entryAt(view, bytes, at))
    at = end
  }
  return entries
}

function entryAt(view: DataView, bytes: Uint8Array, at: number) {
  const flags = view.getUint16(at + 8, true)
  if (flags & STRONGLY_ENCRYPTED) throw new Error('strong encryption')
  const nameBytes = view.getUint16(at + 28, true)
  const nameEnd = at + CENTRAL_SIZE + nameBytes
  const method = view.getUint16(at + 10, true)
  const isEncrypted = (flags & ENCRYPTED) !== 0
  let [large, largeEnd] = largeSizes(view, nameEnd, nameEnd + view.getUint16(at + 30, true))
  const [size, packed, offset] = [24, 20, 42].map((place) => {
    const stated = view.getUint32(at + place, true)
    if (stated !== IN_SIZES || largeEnd === 0) return stated
    if (large + 8 > largeEnd) throw new Error('a size is missing')
    large += 8
    return long(view, large - 8)
  }) as [number, number, number]
  if (method === 0 && packed !== size + (isEncrypted ? 12 : 0)) throw new Error('stored bytes of another size')
  return {
    name: nameIn(bytes.subarray(at + CENTRAL_SIZE, nameEnd)),
    method,
    isEncrypted,
    offset,
    nameBytes,
    packed,
    size,
    crc: view.getUint32(at + 16, true),
    externalAttributes: view.getUint32(at + 38, true),
  }
}

/** Where the sizes of a large file stand among its extra fields, and end; 0 where they do not. */
function largeSizes(view: DataView, from: number, to: number): [at: number, end: number] {
  let found: [number, number] = [0, 0]
  for (let at = from; at < to - 3; ) {
    const end = at + 4 + view.getUint16(at + 2, true)
    if (end > to) throw new Error('an extra field is cut')
    if (found[1] === 0 && view.getUint16(at, true) === SIZES) found = [at + 4, end]
    at = end
  }
  return found
}

function nameIn(bytes: Uint8Array): string {
  const name = legible(bytes).replaceAll('\\', '/')
  if (/^([a-zA-Z]:|\/)/.test(name) || name.split('/').includes('..')) throw new Error('an unsafe path')
  return name
}

async function* contentOf(
  blob: Blob,
  { method, offset, packed }: ReturnType<typeof entryAt>,
): AsyncGenerator<Uint8Array> {
  const local = await rangeOf(blob, offset, LOCAL_SIZE)
  if (local.getUint32(0, true) !== LOCAL) throw new Error('no entry where the directory says')
  const start = offset + LOCAL_SIZE + local.getUint16(26, true) + local.getUint16(28, true)
  const pieces = piecesOf(blob.slice(start, start + packed))
  yield* method === 0 ? pieces : inflated(pieces)
}

/** The bytes of a file as it is read. */
export async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}
