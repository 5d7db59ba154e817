import { closeSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
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
/** Bytes that are read, and inflated, at a time: each turn costs more than what a smaller one would save. */
const PIECE = 1024 * 1024

/** A zip of this computer by its path, or one that is held in memory. */
export type ZipAt = { file: string } | { bytes: Buffer }

/**
 * What a zip holds, in the order of its directory; each file is read as it inflates and never unpacked.
 *
 * @throws AuditError E309 for too many entries, E340 for one that was cut, E310 for a damaged archive and one whose
 * entries share their bytes
 */
export async function openZip(
  at: ZipAt,
  shown: string,
  budget: Budget,
): Promise<{ entries: Packed[]; close: () => void }> {
  try {
    const { zip, read } = await opened(at)
    budget.entries(zip.entryCount)
    const listed = await directoryOf(zip)
    if (overlaps(listed)) throw new AuditError('E310', { file: shown })
    const entries: Packed[] = []
    for (const entry of listed) {
      if (!entry.fileName.endsWith('/')) entries.push(await entryOf({ zip, read, entry }, shown, budget))
    }
    return { entries, close: () => zip.close() }
  } catch (cause) {
    throw cause instanceof AuditError
      ? cause
      : new AuditError(isCut(cause) ? 'E340' : 'E310', { file: shown }, { cause })
  }
}

/** The directory stands at the end: a zip without one was not downloaded to its end. */
const isCut = (cause: unknown) => /end of central directory/i.test(String(cause))

interface Opened {
  zip: ZipFile
  /** At most `length` bytes from `offset` on. */
  read: (offset: number, length: number) => Buffer
}

async function opened(at: ZipAt): Promise<Opened> {
  const options = { lazyEntries: true, autoClose: false }
  if ('bytes' in at) {
    const read = (offset: number, length: number) => at.bytes.subarray(offset, offset + length)
    return { zip: await yauzl.fromBufferPromise(at.bytes, options), read }
  }
  const fd = openSync(at.file, 'r')
  const read = (offset: number, length: number) => {
    const buffer = Buffer.allocUnsafe(length)
    return buffer.subarray(0, readSync(fd, buffer, 0, length, offset))
  }
  try {
    // Closing it closes the file.
    return { zip: await yauzl.fromFdPromise(fd, options), read }
  } catch (error) {
    closeSync(fd)
    throw error
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

interface InZip extends Opened {
  entry: ZipEntry
}

async function entryOf(inZip: InZip, shown: string, budget: Budget): Promise<Packed> {
  const { fileName: name, externalFileAttributes, uncompressedSize } = inZip.entry
  const meter = budget.meter()
  const open = () => inflated(inZip, shown, meter)
  const type = (externalFileAttributes >>> 16) & TYPE
  if (type === LINK && uncompressedSize <= LONGEST_PATH)
    return { name, link: (await held(open(), shown)).toString('utf8') }
  if (type !== 0 && type !== FILE) return { name, passedOver: true }
  return { name, content: { open, again: open } }
}

/** Inflates one entry; its size and checksum must be those that the archive states. @throws AuditError E309, E310, E345 */
async function* inflated(inZip: InZip, shown: string, meter: ReturnType<Budget['meter']>): AsyncGenerator<Buffer> {
  const { compressionMethod, generalPurposeBitFlag, compressedSize, uncompressedSize, crc32: stated } = inZip.entry
  const damaged = (cause?: unknown) => new AuditError('E310', { file: shown }, { cause })
  if (generalPurposeBitFlag & ENCRYPTED) throw new AuditError('E345', { file: shown })
  if (![STORED, DEFLATED].includes(compressionMethod)) throw damaged()
  let expanded = 0
  let crc = 0
  try {
    for await (const bytes of contentOf(inZip)) {
      expanded += bytes.length
      meter(compressedSize, expanded)
      if (expanded > uncompressedSize) break
      crc = crc32(bytes, crc)
      yield bytes
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : damaged(cause)
  }
  if (expanded !== uncompressedSize || crc !== stated) throw damaged()
}

async function* contentOf({ zip, read, entry }: InZip): AsyncGenerator<Buffer> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const pieces = piecesOf(read, start, start + compressedSize)
  if (compressionMethod === STORED) {
    yield* pieces
  } else if (uncompressedSize <= AT_ONCE && compressedSize <= AT_ONCE) {
    yield inflateRawSync(read(start, compressedSize), { maxOutputLength: uncompressedSize + 1 })
  } else {
    const packed = Readable.from(pieces)
    const inflate = createInflateRaw({ chunkSize: PIECE })
    packed.on('error', (error) => inflate.destroy(error))
    try {
      // While a chunk is looked at, the next one inflates.
      yield* packed.pipe(inflate)
    } finally {
      packed.destroy()
      inflate.destroy()
    }
  }
}

function* piecesOf(read: Opened['read'], start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const piece = read(at, Math.min(PIECE, end - at))
    if (piece.length === 0) return
    yield piece
    at += piece.length
  }
}
