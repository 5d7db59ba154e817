import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { AuditError } from '../errors.ts'
import { expansionGuard, MAX_ENTRIES } from './limits.ts'

/** The texts of an archive, each read as it inflates and never unpacked. */
export interface OpenZip {
  texts: { name: string; chunks: () => AsyncIterable<Buffer> }[]
  has: (name: string) => boolean
  /** A file of the archive as a whole; nothing where there is none of that name. @throws AuditError E309, E310 */
  read: (name: string) => Promise<Buffer | undefined>
  close: () => void
}

const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

/** Opens a bug report zip, or any zip of dumps. @throws AuditError E309 for too many entries, E310 for a damaged archive */
export async function openZip(path: string, shown: string): Promise<OpenZip> {
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
        error ? reject(error) : resolve(opened),
      )
    })
    const entries = await entriesOf(zip, shown)
    const texts = await textsOf(zip, entries, shown)
    const called = (name: string) => entries.find(({ fileName }) => fileName === name)
    return {
      has: (name) => called(name) !== undefined,
      async read(name) {
        const entry = called(name)
        return entry && wholeOf(zip, entry, shown)
      },
      texts: texts.map((entry) => ({ name: entry.fileName, chunks: () => inflated(zip, entry, shown) })),
      close: () => zip.close(),
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : new AuditError('E310', { file: shown }, { cause })
  }
}

async function entriesOf(zip: ZipFile, shown: string): Promise<Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) throw new AuditError('E309', { file: shown, limit: String(MAX_ENTRIES) })
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })
}

/** The main text of a bug report, as `main_entry.txt` names it; without one, every text of the archive. */
async function textsOf(zip: ZipFile, entries: Entry[], shown: string): Promise<Entry[]> {
  const index = entries.find(
    ({ fileName, uncompressedSize }) => fileName === 'main_entry.txt' && uncompressedSize < 4096,
  )
  if (index !== undefined) {
    const name = (await wholeOf(zip, index, shown)).toString('utf8').trim()
    const main = entries.find(({ fileName }) => fileName === name)
    if (main !== undefined) return [main]
  }
  const isReport = ({ fileName }: Entry) =>
    /^(bugreport|dumpstate)[^/]*\.txt$/.test(fileName) && !/^dumpstate_(log|board)/.test(fileName)
  const [largest] = entries.filter(isReport).sort((a, b) => b.uncompressedSize - a.uncompressedSize)
  if (largest !== undefined) return [largest]
  const texts = entries.filter(({ fileName }) => /\.(txt|log)$/i.test(fileName))
  return texts.length > 0 ? texts : entries.slice(0, 1)
}

async function wholeOf(zip: ZipFile, entry: Entry, shown: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of inflated(zip, entry, shown)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** Inflates one entry; its size and checksum must be those that the archive states. @throws AuditError E309, E310 */
async function* inflated(zip: ZipFile, entry: Entry, shown: string): AsyncGenerator<Buffer> {
  const { compressionMethod, generalPurposeBitFlag, compressedSize, uncompressedSize } = entry
  const damaged = (cause?: unknown) => new AuditError('E310', { file: shown }, { cause })
  if (generalPurposeBitFlag & ENCRYPTED || ![STORED, DEFLATED].includes(compressionMethod)) throw damaged()
  const guard = expansionGuard(shown)
  const inflate = compressionMethod === DEFLATED ? createInflateRaw({ chunkSize: 256 * 1024 }) : undefined
  let stream: Readable | undefined
  let expanded = 0
  let crc = 0
  try {
    stream = await rawStream(zip, entry)
    if (inflate) stream.on('error', (error) => inflate.destroy(error))
    for await (const chunk of inflate ? stream.pipe(inflate) : stream) {
      const bytes = chunk as Buffer
      expanded += bytes.length
      guard(compressedSize, expanded)
      if (expanded > uncompressedSize) break
      crc = crc32(bytes, crc)
      yield bytes
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : damaged(cause)
  } finally {
    stream?.destroy()
    inflate?.destroy()
  }
  if (expanded !== uncompressedSize || crc !== entry.crc32) throw damaged()
}

const rawStream = (zip: ZipFile, entry: Entry) =>
  new Promise<Readable>((resolve, reject) => {
    const done = (error: Error | null, stream: Readable) => (error ? reject(error) : resolve(stream))
    if (entry.compressionMethod === DEFLATED)
      zip.openReadStream(entry, { decompress: false, decrypt: null, start: null, end: null }, done)
    else zip.openReadStream(entry, done)
  })
