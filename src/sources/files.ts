import { closeSync, type Dirent, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { AuditError, causeOf } from '../errors.ts'
import type { Dump, Failure } from '../model/dump.ts'
import { type Chunks, isGzip, isZip, type Sealer, sealing } from './bytes.ts'

const CHUNK = 1024 * 1024

export interface FileContext {
  cwd: string
  stdin: Readable
}

/**
 * The dumps that files, folders and `-` hold, in the order given; folders recursively, by name, links not followed.
 * What a file is, its content tells. A file that cannot be read is a dump with a failure.
 */
export async function* fromFiles(paths: string[], context: FileContext): AsyncGenerator<Dump> {
  const { cwd } = context
  const sealer = await sealing()
  for (const path of apksFirst(paths)) {
    if (path === '-') {
      const sealed = sealer()
      yield dumpOf('-', false, sealed, () => unpacked(passing(context.stdin, sealed), '-'))
      continue
    }
    const full = resolve(cwd, path)
    const folder = isFolder(full)
    if (folder && existsSync(join(full, 'manifest.json'))) {
      const { filesOf, readCapture } = await import('./adb/read-capture.ts')
      const saved = await readCapture(filesOf(full))
      if (saved) {
        yield* saved
        continue
      }
    }
    const files = folder ? apksFirst([...filesIn(full)]) : [full]
    for (const file of files) yield* fromFile(file, shownPath(file, cwd), folder, sealer())
    if (files.length === 0) yield dumpOf(shownPath(full, cwd), false, sealer(), () => [])
  }
}

/** An APK says what an app is called: that must be known when a dump that names the app is read. */
const apksFirst = (paths: string[]) => [
  ...paths.filter((path) => path.endsWith('.apk')),
  ...paths.filter((path) => !path.endsWith('.apk')),
]

/** False for what is not there: opening it says why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** The files below a folder; a folder that may not be opened stands for itself, and opening it says why. */
function* filesIn(folder: string): Generator<string> {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    yield folder
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) yield* filesIn(path)
    else if (entry.isFile()) yield path
  }
}

/** As a report names it: below the working folder, or the bare name. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path).replaceAll('\\', '/')
  const outside = below === '' || below.startsWith('../') || /^([A-Za-z]:|\/)/.test(below)
  return outside ? (path.split(/[\\/]/).at(-1) ?? path) : below
}

async function* fromFile(path: string, shown: string, optional: boolean, sealed: Sealer): AsyncGenerator<Dump> {
  const head = headOf(path)
  if (head === undefined || !isZip(head)) {
    yield dumpOf(shown, optional, sealed, () => unpacked(readChunks(path, shown, sealed), shown))
    return
  }
  for (const _ of readChunks(path, shown, sealed));
  const [{ readApkFile }, { openZip }] = await Promise.all([import('./apk.ts'), import('./zip.ts')])
  try {
    const apk = await readApkFile(path, shown)
    if (apk !== undefined) {
      for (const [name, bytes] of Object.entries(apk)) yield dumpOf(`${shown}!${name}`, false, sealed, () => [bytes])
      return
    }
    const zip = await openZip(path, shown)
    try {
      const saved = zip.has('manifest.json')
        ? await (await import('./adb/read-capture.ts')).readCapture(zip.read)
        : undefined
      if (saved) {
        yield* saved
        return
      }
      if (zip.texts.length === 0) yield dumpOf(shown, optional, sealed, () => [])
      for (const { name, chunks } of zip.texts) yield dumpOf(`${shown}!${name}`, zip.texts.length > 1, sealed, chunks)
    } finally {
      zip.close()
    }
  } catch (error) {
    yield dumpOf(shown, optional, sealed, () => rejecting(error))
  }
}

/** A dump whose failures are told, not thrown. Errors that nobody can act on stay errors. */
function dumpOf(path: string, optional: boolean, { seal }: Sealer, open: () => Chunks): Dump {
  let failure: Failure | undefined
  async function* chunks() {
    try {
      yield* open()
    } catch (error) {
      if (!(error instanceof AuditError)) throw error
      failure = { code: error.code, params: error.params }
    }
  }
  return { path, optional, chunks, seal, failure: () => failure }
}

// biome-ignore lint/correctness/useYield: it is a stream that only fails
function* rejecting(error: unknown): Generator<Buffer> {
  throw error
}

/** The first bytes of a regular file. A pipe cannot be read twice, and is no archive. */
function headOf(path: string): Buffer | undefined {
  const head = Buffer.alloc(4)
  try {
    if (!statSync(path).isFile()) return undefined
    const fd = openSync(path, 'r')
    readSync(fd, head, 0, 4, 0)
    closeSync(fd)
    return head
  } catch {
    return undefined
  }
}

/** A buffer that no file is being read into. */
let spare: Buffer | undefined

/**
 * Reads a file from its start; the buffer is used again for each chunk, and for the next file: in a list of many, making
 * one for each would cost more than reading it. @throws AuditError E301
 */
function* readChunks(path: string, shown: string, { pass }: Sealer): Generator<Buffer> {
  let fd: number | undefined
  const buffer = spare ?? Buffer.allocUnsafe(CHUNK)
  spare = undefined
  try {
    fd = openSync(path, 'r')
    for (let length = readSync(fd, buffer); length > 0; length = readSync(fd, buffer)) {
      const chunk = buffer.subarray(0, length)
      pass(chunk)
      yield chunk
    }
  } catch (cause) {
    throw new AuditError('E301', { file: shown, detail: causeOf(cause) }, { cause })
  } finally {
    spare = buffer
    if (fd !== undefined) closeSync(fd)
  }
}

async function* passing(stream: Readable, { pass }: Sealer): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    pass(bytes)
    yield bytes
  }
}

/** Inflates what begins like gzip; a zip cannot be read as a stream. @throws AuditError E309, E310 */
async function* unpacked(chunks: Chunks, shown: string): AsyncGenerator<Buffer> {
  const source = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  const first = await source.next()
  if (first.done) return
  const all = {
    async *[Symbol.asyncIterator]() {
      yield first.value
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
    },
  }
  if (isZip(first.value)) throw new AuditError('E310', { file: shown })
  yield* isGzip(first.value) ? (await import('./gzip.ts')).gunzip(all, shown) : all
}
