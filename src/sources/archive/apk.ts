import { joined, latin1In } from '#platform/bytes.ts'
import { crc32, inflatedAtOnce } from '#platform/inflate.ts'
import { atAnyPlace, type PlainFile } from '#platform/zip.ts'
import { AuditError, causeOf } from '../../errors.ts'
import { certificatesIn, MOST_SIGNED, UnreadableError } from '../../parse/index.ts'
import { CENTRAL, END, LOCAL, LOCATOR } from '../../platform/zip-marks.ts'
import { sha256Of } from '../sealer.ts'
import { half, word } from './bytes.ts'

const MANIFEST = 'AndroidManifest.xml'
const RESOURCES = 'resources.arsc'

/** What is read of an APK. */
export interface Apk {
  /** The two files that tell what the app may ask for, and how it is called. */
  files: { [MANIFEST]: Uint8Array; [RESOURCES]?: Uint8Array }
  /** SHA-256 of its signing certificates, in hex; none where they were not found. */
  signers: string[]
}

/** Reads a range of a file, of this computer or of a phone. At its end it may give less. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>

const MAX_MANIFEST = 8 * 1024 ** 2
const MAX_RESOURCES = 64 * 1024 ** 2
/** Of texts on a phone that must be fetched whole. */
const MAX_PACKED_RESOURCES = 16 * 1024 ** 2
const MAX_DIRECTORY = 32 * 1024 ** 2

const END_SIZE = 22
const MAX_COMMENT = 0xffff
/** The directory of most APKs lies within it, so that one read is enough. */
const TAIL = 256 * 1024
const LOCATOR_SIZE = 20
const DEFLATED = 8
const LESS_THAN = 0x3c
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

/** The central directory, where it begins, those of its entries that matter here, and what stands before it. */
interface Directory {
  offset: number
  before: Uint8Array
  entries: Map<string, Entry>
}

/** Texts that can be read by ranges. */
interface FarTexts {
  size: number
  read: ReadRange
}

/** An APK far away: its manifest, and how to get at its texts. */
export interface FarApk extends Pick<Apk, 'signers'> {
  manifest: Uint8Array
  /** @throws UnreadableError, and what the reading throws */
  resources?: () => Promise<FarTexts>
}

/**
 * Opens an APK by ranges: the end of the zip, its central directory, the manifest. It reads the zip as Android does,
 * which many APKs that are made to confuse zip tools rely on, and never the whole of it.
 *
 * @param first how much of texts of a size is fetched with the header that stands before them
 * @throws UnreadableError, and what `read` throws
 */
export async function openApk(read: ReadRange, size: number, first: (size: number) => number): Promise<FarApk> {
  const { offset, before, entries } = await directoryOf(read, size)
  const entry = entries.get(MANIFEST)
  if (entry === undefined) throw new UnreadableError(`no ${MANIFEST}`)
  const manifest = await contentOf(read, entry, MAX_MANIFEST, offset)
  const resources = entries.get(RESOURCES)
  return {
    manifest,
    signers: await signersIn(before),
    ...(resources && { resources: () => farContent(read, resources, offset, first) }),
  }
}

/** A stored entry can be read by ranges, and as in Android nobody checks its checksum then; others are unpacked. */
async function farContent(
  read: ReadRange,
  entry: Entry,
  limit: number,
  first: (size: number) => number,
): Promise<FarTexts> {
  const { size, localOffset } = entry
  if (entry.method === DEFLATED) {
    const content = await contentOf(read, entry, MAX_PACKED_RESOURCES, limit)
    return { size, read: async (offset, length) => content.subarray(offset, offset + length) }
  }
  const { near, start } = await beginningOf(read, entry, Math.min(size, first(size)), limit)
  if (localOffset + start + size > limit) throw new UnreadableError('an entry runs into the directory')
  const known = near.subarray(start, start + size)
  return {
    size,
    read: (offset, length) =>
      offset + length <= known.length
        ? Promise.resolve(known.subarray(offset, offset + length))
        : whole(read, localOffset + start + offset, length),
  }
}

/** Reads an APK that is held in memory; undefined for any other zip. @throws AuditError E311 */
export const readApkBytes = (bytes: Uint8Array, file: string): Promise<Apk | undefined> =>
  apkOrOther(async (offset, length) => bytes.subarray(offset, offset + length), bytes.length, file)

async function apkOrOther(read: ReadRange, size: number, file: string): Promise<Apk | undefined> {
  const directory = await directoryOf(read, size).catch(noDirectory)
  const manifest = directory?.entries.get(MANIFEST)
  if (!directory || !manifest) return undefined
  try {
    const files = await filesOf(read, manifest, directory)
    // What an app is made of, or is taken apart into, has it as text.
    if (files[MANIFEST][0] === LESS_THAN) return undefined
    return { files, signers: await signersIn(directory.before) }
  } catch (cause) {
    throw cause instanceof UnreadableError ? new AuditError('E311', { file }, { cause }) : cause
  }
}

/** Reads an APK that lies in a file; undefined for any other zip. @throws AuditError E301, E311 */
export async function readApkFile(at: PlainFile, file: string): Promise<Apk | undefined> {
  try {
    const { read, size, close } = await atAnyPlace(at)
    try {
      return await apkOrOther(read, size, file)
    } finally {
      await close()
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : new AuditError('E301', { file, detail: causeOf(cause) }, { cause })
  }
}

/** A zip without a readable directory may be anything. */
function noDirectory(error: unknown): undefined {
  if (!(error instanceof UnreadableError)) throw error
}

async function filesOf(read: ReadRange, manifest: Entry, { offset, entries }: Directory): Promise<Apk['files']> {
  const resources = entries.get(RESOURCES)
  return {
    [MANIFEST]: await contentOf(read, manifest, MAX_MANIFEST, offset),
    // Without it the app is named by its package: no reason to give up.
    ...(resources !== undefined &&
      resources.size <= MAX_RESOURCES && { [RESOURCES]: await contentOf(read, resources, MAX_RESOURCES, offset) }),
  }
}

const signersIn = async (before: Uint8Array): Promise<string[]> => {
  const digests = await Promise.all(certificatesIn(before).map((certificate) => sha256Of(certificate)))
  return [...new Set(digests)].sort()
}

/** Finds the end of the zip in its last bytes, and from there the directory. @throws UnreadableError */
async function directoryOf(read: ReadRange, size: number): Promise<Directory> {
  const tailSize = Math.min(size, TAIL)
  const tail = await whole(read, size - tailSize, tailSize)
  let end = tail.length - END_SIZE
  const first = Math.max(0, end - MAX_COMMENT)
  while (end >= first && !(word(tail, end) === END && half(tail, end + 20) === tail.length - end - END_SIZE)) end--
  if (end < first) throw new UnreadableError('no end of a zip')
  const count = half(tail, end + 10)
  const length = word(tail, end + 12)
  const offset = word(tail, end + 16)
  const locator = end - LOCATOR_SIZE
  const hasLocator = locator >= 0 && word(tail, locator) === LOCATOR
  if (hasLocator || count === 0xffff || length === 0xffffffff || offset === 0xffffffff)
    throw new UnreadableError('a zip64, which Android does not install')
  if (offset + length > size - tailSize + end) throw new UnreadableError('the directory runs into the end')
  if (length > MAX_DIRECTORY) throw new UnreadableError(`a directory of ${length} bytes`)
  const tailStart = size - tailSize
  // The signatures come along: for them alone nothing is read.
  const from = Math.max(0, offset - MOST_SIGNED, offset < tailStart ? 0 : tailStart)
  const known = tail.subarray(Math.max(0, from - tailStart), Math.max(0, offset + length - tailStart))
  const missing = offset + length - from - known.length
  const bytes = missing === 0 ? known : joined([await whole(read, from, missing), known])
  const before = bytes.subarray(0, offset - from)
  return { offset, before, entries: listed(bytes.subarray(offset - from), count) }
}

/** @throws UnreadableError where the directory is cut short or names a file twice */
function listed(bytes: Uint8Array, count: number): Directory['entries'] {
  const entries: Directory['entries'] = new Map()
  let at = 0
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || word(bytes, at) !== CENTRAL) throw new UnreadableError(`no entry ${n}`)
    const nameEnd = at + 46 + half(bytes, at + 28)
    const next = nameEnd + half(bytes, at + 30) + half(bytes, at + 32)
    if (next > bytes.length) throw new UnreadableError(`entry ${n} is cut`)
    // There are thousands of other entries.
    const isIt = (one: string) => at + 46 + one.length === nameEnd && latin1In(bytes, at + 46, nameEnd) === one
    const name = [MANIFEST, RESOURCES].find(isIt)
    if (name !== undefined) {
      if (entries.has(name)) throw new UnreadableError(`${name} twice`)
      entries.set(name, {
        method: half(bytes, at + 10),
        crc: word(bytes, at + 16),
        packedSize: word(bytes, at + 20),
        size: word(bytes, at + 24),
        localOffset: word(bytes, at + 42),
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
 * @throws UnreadableError
 */
async function contentOf(read: ReadRange, entry: Entry, cap: number, limit: number): Promise<Uint8Array> {
  const { method, crc, size, localOffset } = entry
  const packedSize = method === DEFLATED ? entry.packedSize : size
  if (size > cap || packedSize > cap) throw new UnreadableError(`an entry of ${size} bytes`)
  const { near, start } = await beginningOf(read, entry, packedSize, limit)
  if (localOffset + start + packedSize > limit) throw new UnreadableError('an entry runs into the directory')
  const packed =
    start + packedSize <= near.length
      ? near.subarray(start, start + packedSize)
      : await whole(read, localOffset + start, packedSize)
  const content = method === DEFLATED ? await inflated(packed, size) : packed
  if (content.length !== size || crc32(content) !== crc)
    throw new UnreadableError('an entry of another size or checksum')
  return content
}

/** The local header of an entry, with this much of what follows it, mostly, and where its content starts in that. */
async function beginningOf(read: ReadRange, { localOffset }: Entry, length: number, limit: number) {
  if (localOffset + HEADER > limit) throw new UnreadableError('an entry behind the directory')
  // The name and padding of the local header may be longer than those of the directory: mostly this is enough.
  const near = await whole(read, localOffset, Math.min(HEADER + SLACK + length, limit - localOffset))
  if (word(near, 0) !== LOCAL) throw new UnreadableError('no entry where the directory says')
  return { near, start: HEADER + half(near, 26) + half(near, 28) }
}

async function inflated(packed: Uint8Array, size: number): Promise<Uint8Array> {
  try {
    return await inflatedAtOnce(packed, size)
  } catch (cause) {
    throw new UnreadableError(causeOf(cause))
  }
}

async function whole(read: ReadRange, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await read(offset, length)
  if (bytes.length !== length) throw new UnreadableError(`${bytes.length} of ${length} bytes at ${offset}`)
  return bytes
}
