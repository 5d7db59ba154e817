import { open } from 'node:fs/promises'
import { crc32, inflateRawSync } from 'node:zlib'
import { AuditError, causeOf } from '../errors.ts'

const MANIFEST = 'AndroidManifest.xml'
const RESOURCES = 'resources.arsc'

/** The two files of an APK that tell what the app may ask for, and how it is called. */
export interface Apk {
  [MANIFEST]: Buffer
  [RESOURCES]?: Buffer
}

/** Reads a range of a file, of this computer or of a phone. At its end it may give less. */
export type ReadRange = (offset: number, length: number) => Promise<Buffer>

const MAX_MANIFEST = 8 * 1024 ** 2
const MAX_RESOURCES = 64 * 1024 ** 2
const MAX_DIRECTORY = 32 * 1024 ** 2

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_SIZE = 22
const MAX_COMMENT = 0xffff
const ZIP64_LOCATOR = 0x07064b50
const ZIP64_LOCATOR_SIZE = 20
const DEFLATED = 8
/** Bytes of a local header without its name. */
const HEADER = 30
/** For a name and what aligns the content. */
const SLACK = 256

interface Entry {
  method: number
  crc: number
  packedSize: number
  size: number
  localOffset: number
}

/** The central directory, where it begins, and those of its entries that matter here. */
interface Directory {
  offset: number
  entries: Map<string, Entry>
}

/**
 * Reads an APK by ranges: the end of the zip, its central directory, and the two entries. It reads the zip as Android
 * does, which many APKs that are made to confuse zip tools rely on, and never the whole of it.
 *
 * @param maxResources bytes of `resources.arsc` above which it is left out
 * @throws AuditError E311, and what `read` throws
 */
export async function readApk(read: ReadRange, size: number, file: string, maxResources = MAX_RESOURCES): Promise<Apk> {
  return entriesOf(read, await directoryOf(read, size, file), file, maxResources)
}

/** Reads an APK that is held in memory; undefined for any other zip. @throws AuditError E311 */
export const readApkBytes = (bytes: Buffer, file: string): Promise<Apk | undefined> =>
  apkOrOther(async (offset, length) => bytes.subarray(offset, offset + length), bytes.length, file)

async function apkOrOther(read: ReadRange, size: number, file: string): Promise<Apk | undefined> {
  const directory = await directoryOf(read, size, file).catch(noDirectory)
  return directory?.entries.has(MANIFEST) ? entriesOf(read, directory, file, MAX_RESOURCES) : undefined
}

/** Reads an APK of this computer; undefined for any other zip. @throws AuditError E301, E311 */
export async function readApkFile(path: string, file: string): Promise<Apk | undefined> {
  try {
    const handle = await open(path)
    try {
      const read: ReadRange = async (offset, length) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
        return buffer.subarray(0, bytesRead)
      }
      return await apkOrOther(read, (await handle.stat()).size, file)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : new AuditError('E301', { file, detail: causeOf(cause) }, { cause })
  }
}

/** A zip without a readable directory may be anything. */
function noDirectory(error: unknown): undefined {
  if (!(error instanceof AuditError)) throw error
}

async function entriesOf(
  read: ReadRange,
  { offset, entries }: Directory,
  file: string,
  maxResources: number,
): Promise<Apk> {
  const manifest = entries.get(MANIFEST)
  if (manifest === undefined) throw unreadable(file, `no ${MANIFEST}`)
  const resources = entries.get(RESOURCES)
  return {
    [MANIFEST]: await contentOf(read, manifest, MAX_MANIFEST, offset, file),
    // Without it the app is named by its package: no reason to give up.
    ...(resources !== undefined &&
      resources.size <= maxResources && {
        [RESOURCES]: await contentOf(read, resources, maxResources, offset, file),
      }),
  }
}

/** Finds the end of the zip in its last bytes, and from there the directory. @throws AuditError E311 */
async function directoryOf(read: ReadRange, size: number, file: string): Promise<Directory> {
  const tailSize = Math.min(size, ZIP64_LOCATOR_SIZE + END_SIZE + MAX_COMMENT)
  const tail = await whole(read, size - tailSize, tailSize, file)
  let end = tail.length - END_SIZE
  while (end >= 0 && !(tail.readUInt32LE(end) === END && tail.readUInt16LE(end + 20) === tail.length - end - END_SIZE))
    end--
  if (end < 0) throw unreadable(file, 'no end of a zip')
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  const locator = end - ZIP64_LOCATOR_SIZE
  const hasLocator = locator >= 0 && tail.readUInt32LE(locator) === ZIP64_LOCATOR
  if (hasLocator || count === 0xffff || length === 0xffffffff || offset === 0xffffffff)
    throw unreadable(file, 'a zip64, which Android does not install')
  if (offset + length > size - tailSize + end) throw unreadable(file, 'the directory runs into the end')
  if (length > MAX_DIRECTORY) throw unreadable(file, `a directory of ${length} bytes`)
  const inTail = offset - (size - tailSize)
  const bytes = inTail >= 0 ? tail.subarray(inTail, inTail + length) : await whole(read, offset, length, file)
  return { offset, entries: listed(bytes, count, file) }
}

/** @throws AuditError E311 where the directory is cut short or names a file twice */
function listed(bytes: Buffer, count: number, file: string): Directory['entries'] {
  const entries: Directory['entries'] = new Map()
  let at = 0
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw unreadable(file, `no entry ${n}`)
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28)
    const next = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (next > bytes.length) throw unreadable(file, `entry ${n} is cut`)
    const name = bytes.toString('latin1', at + 46, nameEnd)
    if (name === MANIFEST || name === RESOURCES) {
      if (entries.has(name)) throw unreadable(file, `${name} twice`)
      entries.set(name, {
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packedSize: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        localOffset: bytes.readUInt32LE(at + 42),
      })
    }
    at = next
  }
  return entries
}

/**
 * The bytes of one entry, which lies before `limit`. What is not deflated is stored, whatever the method is called, and
 * the mark of encryption means nothing: so does Android. Its checksum must be the stated one.
 *
 * @throws AuditError E311
 */
async function contentOf(read: ReadRange, entry: Entry, cap: number, limit: number, file: string): Promise<Buffer> {
  const { method, crc, size, localOffset } = entry
  const packedSize = method === DEFLATED ? entry.packedSize : size
  if (size > cap || packedSize > cap) throw unreadable(file, `an entry of ${size} bytes`)
  if (localOffset + HEADER > limit) throw unreadable(file, 'an entry behind the directory')
  // The name and padding of the local header may be longer than those of the directory: mostly this is enough.
  const guess = Math.min(HEADER + SLACK + packedSize, limit - localOffset)
  const near = await whole(read, localOffset, guess, file)
  if (near.readUInt32LE(0) !== LOCAL) throw unreadable(file, 'no entry where the directory says')
  const start = HEADER + near.readUInt16LE(26) + near.readUInt16LE(28)
  if (localOffset + start + packedSize > limit) throw unreadable(file, 'an entry runs into the directory')
  const packed =
    start + packedSize <= near.length
      ? near.subarray(start, start + packedSize)
      : await whole(read, localOffset + start, packedSize, file)
  const content = method === DEFLATED ? inflated(packed, size, file) : packed
  if (content.length !== size || crc32(content) !== crc) throw unreadable(file, 'an entry of another size or checksum')
  return content
}

function inflated(packed: Buffer, size: number, file: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch (cause) {
    throw unreadable(file, causeOf(cause))
  }
}

async function whole(read: ReadRange, offset: number, length: number, file: string): Promise<Buffer> {
  const bytes = await read(offset, length)
  if (bytes.length !== length) throw unreadable(file, `${bytes.length} of ${length} bytes at ${offset}`)
  return bytes
}

const unreadable = (file: string, why: string) => new AuditError('E311', { file }, { cause: why })
