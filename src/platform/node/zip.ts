import { closeSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { legible } from '../../model/text/legible.ts'
import { inflated } from './inflate.ts'

/** Bytes that are read at a time: each turn costs more than what a smaller one would save. */
const PIECE = 1024 * 1024

/** A file of this computer, which is read at any place. */
export type PlainFile = string

/** Reads ranges of a file; at its end they may be shorter. */
export async function atAnyPlace(file: PlainFile) {
  const handle = await open(file)
  return {
    size: (await handle.stat()).size,
    async read(offset: number, length: number): Promise<Uint8Array> {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    },
    close: () => handle.close(),
  }
}

/** One file of a zip, as the central directory lists it (APPNOTE 4.3.12). Sizes in bytes. */
export interface ZipEntry {
  name: string
  /** 0 stored, 8 deflated. */
  method: number
  isEncrypted: boolean
  /** Of its local header. */
  offset: number
  nameBytes: number
  packed: number
  size: number
  crc: number
  externalAttributes: number
  /** Its bytes as they inflate, whatever size and checksum they have. */
  content: () => AsyncGenerator<Uint8Array>
}

/** The directory stands at the end: a zip without one was not downloaded to its end. */
export const lacksDirectory = (error: unknown) => /end of central directory/i.test(String(error))

/** @throws what is no zip, or a damaged one; `lacksDirectory` tells one that was cut */
export async function openZip(at: { file: PlainFile } | { bytes: Uint8Array }) {
  const { zip, read } = await opened(at)
  return {
    count: zip.entryCount,
    size: zip.fileSize,
    /** Where it begins. */
    directory: Number(zip.readEntryCursor),
    read: async (offset: number, length: number) => read(offset, length),
    /** In the order of the directory. */
    entries: async () => (await directoryOf(zip)).map((entry) => entryOf(zip, entry, read)),
    close: () => zip.close(),
  }
}

/** At most `length` bytes from `offset` on. */
type Read = (offset: number, length: number) => Uint8Array

async function opened(at: { file: PlainFile } | { bytes: Uint8Array }): Promise<{ zip: ZipFile; read: Read }> {
  const options = { lazyEntries: true, autoClose: false }
  if ('bytes' in at) {
    const read: Read = (offset, length) => at.bytes.subarray(offset, offset + length)
    return { zip: await yauzl.fromBufferPromise(at.bytes as Buffer, options), read }
  }
  const fd = openSync(at.file, 'r')
  const read: Read = (offset, length) => {
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
  new Promise<Entry[]>((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })

const entryOf = (zip: ZipFile, entry: Entry, read: Read): ZipEntry => ({
  // What is not said to be UTF-8, yauzl takes for the letters of an American PC.
  name: legible(entry.fileNameRaw).replaceAll('\\', '/'),
  method: entry.compressionMethod,
  isEncrypted: (entry.generalPurposeBitFlag & 1) !== 0,
  offset: entry.relativeOffsetOfLocalHeader,
  nameBytes: entry.fileNameLength,
  packed: entry.compressedSize,
  size: entry.uncompressedSize,
  crc: entry.crc32,
  externalAttributes: entry.externalFileAttributes,
  async *content() {
    // yauzl would close its file a second time, which may be another by then.
    if (!zip.isOpen) throw new Error('closed')
    const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    const pieces = piecesOf(read, start, start + entry.compressedSize)
    yield* entry.compressionMethod === 0 ? pieces : inflated(pieces, entry.compressedSize, entry.uncompressedSize)
  },
})

function* piecesOf(read: Read, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; ) {
    const piece = read(at, Math.min(PIECE, end - at))
    if (piece.length === 0) return
    yield piece
    at += piece.length
  }
}
