import type { Readable } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import yauzl, { type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { AuditError } from '../errors.ts'
import { type Budget, held } from './limits.ts'
import type { Packed } from './source.ts'

const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1
/** Bytes of a local header without its name and extra field. */
const LOCAL_HEADER = 30
/** Unix mode in the upper half of the external attributes (APPNOTE 4.4.15, as Info-ZIP writes it). */
const TYPE = 0o170000
const LINK = 0o120000
const FILE = 0o100000
const LONGEST_PATH = 4096
/** What inflates to no more is inflated at once: most of what lies in a bug report is some kB. */
const AT_ONCE = 256 * 1024

/** A zip of this computer by its path, or one that is held in memory. */
export type ZipAt = { file: string } | { bytes: Buffer }

/**
 * What a zip holds, in the order of its directory; each file is read as it inflates and never unpacked.
 *
 * @throws AuditError E309 for too many entries, E310 for a damaged archive and one whose entries share their bytes
 */
export async function openZip(
  at: ZipAt,
  shown: string,
  budget: Budget,
): Promise<{ entries: Packed[]; close: () => void }> {
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      const options = { lazyEntries: true, autoClose: false }
      const done = (error: Error | null, opened: ZipFile) => (error ? reject(error) : resolve(opened))
      if ('file' in at) yauzl.open(at.file, options, done)
      else yauzl.fromBuffer(at.bytes, options, done)
    })
    budget.entries(zip.entryCount)
    const listed = await directoryOf(zip)
    if (overlaps(listed)) throw new AuditError('E310', { file: shown })
    const entries: Packed[] = []
    for (const entry of listed) {
      if (!entry.fileName.endsWith('/')) entries.push(await entryOf(zip, entry, shown, budget))
    }
    return { entries, close: () => zip.close() }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : new AuditError('E310', { file: shown }, { cause })
  }
}

const directoryOf = (zip: ZipFile) =>
  new Promise<ZipEntry[]>((resolve, reject) => {
    const entries: ZipEntry[] = []
    zip.on('entry', (entry: ZipEntry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })

/** Whether bytes count for more than one entry, as only those do that are made to swell. */
function overlaps(entries: ZipEntry[]): boolean {
  let end = 0
  return [...entries]
    .sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
    .some(({ relativeOffsetOfLocalHeader: start, compressedSize, fileNameLength }) => {
      const before = end
      end = start + LOCAL_HEADER + fileNameLength + compressedSize
      return start < before
    })
}

async function entryOf(zip: ZipFile, entry: ZipEntry, shown: string, budget: Budget): Promise<Packed> {
  const { fileName: name, externalFileAttributes, uncompressedSize } = entry
  const meter = budget.meter()
  const open = () => inflated(zip, entry, shown, meter)
  const type = (externalFileAttributes >>> 16) & TYPE
  if (type === LINK && uncompressedSize <= LONGEST_PATH)
    return { name, link: (await held(open(), shown)).toString('utf8') }
  if (type !== 0 && type !== FILE) return { name, passedOver: true }
  return { name, content: { open, again: open } }
}

/** Inflates one entry; its size and checksum must be those that the archive states. @throws AuditError E309, E310 */
async function* inflated(
  zip: ZipFile,
  entry: ZipEntry,
  shown: string,
  meter: ReturnType<Budget['meter']>,
): AsyncGenerator<Buffer> {
  const { compressionMethod, generalPurposeBitFlag, compressedSize, uncompressedSize } = entry
  const damaged = (cause?: unknown) => new AuditError('E310', { file: shown }, { cause })
  if (generalPurposeBitFlag & ENCRYPTED || ![STORED, DEFLATED].includes(compressionMethod)) throw damaged()
  let expanded = 0
  let crc = 0
  try {
    for await (const bytes of contentOf(zip, entry)) {
      expanded += bytes.length
      meter(compressedSize, expanded)
      if (expanded > uncompressedSize) break
      crc = crc32(bytes, crc)
      yield bytes
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : damaged(cause)
  }
  if (expanded !== uncompressedSize || crc !== entry.crc32) throw damaged()
}

async function* contentOf(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Buffer> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  const raw = await rawStream(zip, entry)
  if (compressionMethod === DEFLATED && uncompressedSize <= AT_ONCE && compressedSize <= AT_ONCE) {
    const packed: Buffer[] = []
    for await (const chunk of raw) packed.push(chunk as Buffer)
    yield inflateRawSync(Buffer.concat(packed), { maxOutputLength: uncompressedSize + 1 })
    return
  }
  const inflate = compressionMethod === DEFLATED ? createInflateRaw({ chunkSize: 256 * 1024 }) : undefined
  try {
    if (inflate) raw.on('error', (error) => inflate.destroy(error))
    yield* inflate ? raw.pipe(inflate) : raw
  } finally {
    raw.destroy()
    inflate?.destroy()
  }
}

const rawStream = (zip: ZipFile, entry: ZipEntry) =>
  new Promise<Readable>((resolve, reject) => {
    const done = (error: Error | null, stream: Readable) => (error ? reject(error) : resolve(stream))
    if (entry.compressionMethod === DEFLATED)
      zip.openReadStream(entry, { decompress: false, decrypt: null, start: null, end: null }, done)
    else zip.openReadStream(entry, done)
  })
