import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { AuditError } from '../../errors.ts'
import { Pack, type PackFile, PackLogLine } from '../../model/report/pack.ts'
import { jsonIn } from '../../model/text/json.ts'
import { type Stored, storedZip } from '../archive/stored-zip.ts'
import { openZip } from '../archive/zip.ts'
import type { Budget } from '../limits.ts'
import { MANIFEST, SUMS, sumsText } from '../manifest.ts'
import type { Place } from '../output.ts'
import { beginningOf, bytesAt } from '../read-file.ts'
import { sealOf, sha256Of } from '../sealer.ts'
import type { Packed } from '../source.ts'
import { fileAt } from './file-at.ts'
import { LOG, README } from './layout.ts'
import type { Sealed } from './seal.ts'

/** What is not as it was when the pack was sealed. */
export type Complaint =
  | { what: 'changed' | 'missing' | 'added'; file: string }
  /** A line of the log does not follow from the one before it, or from the manifest. */
  | { what: 'log'; line: number }
  /** The files are as they were, and the zip around them is not, from this byte on. */
  | { what: 'zip'; at: number }
  /** The zip cannot be opened. */
  | { what: 'unreadable' }
  | { what: 'trailing'; bytes: number }

interface Checked {
  /** Absent where it cannot be read. */
  pack?: Pack
  /** SHA-256 of the manifest as it is. */
  manifest?: string
  log: PackLogLine[]
  complaints: Complaint[]
}

/** An open pack: what was found out, and its files, to be read again. */
export interface OpenPack extends Checked {
  files: Sealed[]
  logText: string
  close: () => void
}

/** Bytes at the end of a file in which a zip says where its directory is, and in which our last names stand. */
const TAIL = 70_000
const END = Buffer.from('PK\x05\x06')
const END_BYTES = 22
/** More than any manifest or log comes to. */
const LONGEST_TEXT = 64 * 1024 ** 2

/**
 * Compares a pack with its manifest, its sums and its log, and the zip, byte for byte, with the one that is written of
 * these files: whatever was changed, anywhere, is found.
 *
 * @throws AuditError E301 where it cannot be opened, E371 for what is no pack
 */
export async function openPack({ path, shown }: Place): Promise<OpenPack> {
  const nothing = { log: [], files: [], logText: '', close: () => {} }
  const tail = tailOf(path, shown)
  if (!isPack(path, tail)) throw new AuditError('E371', { file: shown })
  const trailing = bytesAfterEnd(tail)
  if (trailing > 0) return { ...nothing, complaints: [{ what: 'trailing', bytes: trailing }] }
  try {
    const { entries, cut, close } = await openZip({ file: path }, shown, ANY_SIZE)
    try {
      if (cut) throw cut
      return { ...(await checked(path, entries)), close }
    } catch (error) {
      close()
      throw error
    }
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    return { ...nothing, complaints: [{ what: 'unreadable' }] }
  }
}

/** A pack may be of any size, and compressed by another program; what is made to swell is none. */
const ANY_SIZE: Budget = {
  spent: () => false,
  entries() {},
  depth() {},
  meter: () => (packed, expanded) => {
    if (expanded > 4 * 1024 ** 2 && expanded > packed * 100) throw new AuditError('E310', { file: '' })
  },
}

async function checked(path: string, entries: Packed[]): Promise<Omit<OpenPack, 'close'>> {
  const complaints: Complaint[] = []
  const byName = new Map<string, Packed>()
  for (const entry of entries) {
    if (byName.has(entry.name)) complaints.push({ what: 'added', file: entry.name })
    else byName.set(entry.name, entry)
  }
  const manifest = await textOf(MANIFEST, byName)
  const sums = await textOf(SUMS, byName)
  const pack = Pack.safeParse(jsonIn(manifest.text)).data
  const hash = await sha256Of(manifest.bytes)
  const listed: Pick<PackFile, 'path' | 'sha256'>[] = pack?.files ?? filesIn(sums.text)

  for (const { path: file, isThere } of [manifest, sums]) if (!isThere) complaints.push({ what: 'missing', file })
  if (manifest.isThere && sums.isThere && (pack === undefined || sums.text !== sumsText(pack.files, hash)))
    complaints.push({ what: 'changed', file: changedOne(manifest, sums, hash, pack) })

  for (const { path: file, sha256 } of listed) {
    const entry = byName.get(file)
    if (!entry) complaints.push({ what: 'missing', file })
    // Of the bytes alone: a checksum of the zip that does not fit is found when the zip is compared.
    else if ((await sealOf(leniently(entry))).sha256 !== sha256) complaints.push({ what: 'changed', file })
  }
  const known = new Set([...listed.map(({ path }) => path), MANIFEST, SUMS])
  for (const name of byName.keys()) if (!known.has(name)) complaints.push({ what: 'added', file: name })

  const log = await textOf(LOG, byName)
  const lines = linesIn(log.text)
  if (log.isThere) {
    const line = await firstBadLine(log.text, lines, pack)
    if (line !== undefined) complaints.push({ what: 'log', line })
  }
  const files = (pack?.files ?? []).map((file): Sealed => ({ ...file, open: () => leniently(byName.get(file.path)) }))
  if (complaints.length === 0) {
    const own = [manifest, sums].map(({ path, bytes }) => ({ path, bytes: bytes.length, open: () => [bytes] }))
    const at = await firstDifference(path, [...files, ...own])
    if (at !== undefined) complaints.push({ what: 'zip', at })
  }
  return {
    complaints,
    files: files.filter(({ path }) => path !== LOG),
    log: lines,
    logText: log.text,
    ...(pack && { pack }),
    ...(manifest.isThere && { manifest: hash }),
  }
}

type Text = Awaited<ReturnType<typeof textOf>>

/** Which of the two was changed, where they do not fit: the one its own checksum tells of, else what the sums say. */
function changedOne(manifest: Text, sums: Text, hash: string, pack: Pack | undefined): string {
  if (manifest.isDamaged || sums.isDamaged) return manifest.isDamaged ? MANIFEST : SUMS
  return pack === undefined || !sums.text.includes(`${hash}  ${MANIFEST}\n`) ? MANIFEST : SUMS
}

async function textOf(path: string, files: ReadonlyMap<string, Packed>) {
  const entry = files.get(path)
  const parts: Buffer[] = []
  let size = 0
  let isDamaged = false
  try {
    if (entry && 'content' in entry)
      for await (const chunk of entry.content.open()) {
        size += chunk.length
        if (size > LONGEST_TEXT) break
        parts.push(Buffer.from(chunk))
      }
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    isDamaged = true
  }
  const bytes = Buffer.concat(parts)
  return { path, isThere: entry !== undefined, isDamaged, bytes, text: bytes.toString('utf8') }
}

async function* leniently(entry: Packed | undefined): AsyncGenerator<Uint8Array> {
  try {
    if (entry && 'content' in entry) yield* entry.content.open()
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
  }
}

const filesIn = (sums: string) =>
  [...sums.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)]
    .map(([, sha256 = '', path = '']) => ({ path, sha256 }))
    .filter(({ path }) => path !== MANIFEST)

/** Those that can be read, up to the first that cannot. */
function linesIn(text: string): PackLogLine[] {
  const lines: PackLogLine[] = []
  for (const line of text.split('\n').slice(0, -1)) {
    const { data } = PackLogLine.safeParse(jsonIn(line))
    if (data === undefined) break
    lines.push(data)
  }
  return lines
}

/** The first line that does not follow from the one before; the last, where it and the manifest differ. */
async function firstBadLine(text: string, lines: PackLogLine[], pack: Pack | undefined): Promise<number | undefined> {
  const raw = text.split('\n').slice(0, -1)
  for (const [at, line] of raw.entries()) {
    const { n, previous } = lines[at] ?? {}
    const before = raw[at - 1]
    if (n !== at + 1 || previous !== (before === undefined ? null : await sha256Of(Buffer.from(before))) || line === '')
      return at + 1
  }
  const tell = (files: Pick<PackFile, 'path' | 'sha256'>[]) =>
    files
      .map(({ path, sha256 }) => `${sha256} ${path}`)
      .sort()
      .join('\n')
  const told = lines.flatMap(({ files }) => files)
  const isSame =
    pack === undefined ||
    (tell(told) === tell(pack.files.filter(({ path }) => path !== LOG)) && lines.at(-1)?.manifest === pack.replaces)
  return text.endsWith('\n') && isSame ? undefined : Math.max(1, raw.length)
}

/** The byte from which a zip is not the one that is written of these files. */
async function firstDifference(path: string, files: Stored[]): Promise<number | undefined> {
  const fd = openSync(path, 'r')
  let at = 0
  try {
    for await (const chunk of storedZip(files)) {
      const there = Buffer.alloc(chunk.length)
      const read = readSync(fd, there, 0, chunk.length, at)
      if (read < chunk.length || !there.equals(chunk)) {
        const first = chunk.findIndex((byte, n) => n >= read || byte !== there[n])
        return at + first
      }
      at += chunk.length
    }
  } catch {
    // A file of another length than the manifest says.
    return at
  } finally {
    closeSync(fd)
  }
  return at === statSync(path).size ? undefined : at
}

/** @throws AuditError E301, E371 */
function tailOf(path: string, shown: string): Buffer {
  const { size } = fileAt(path, shown, 'E371')
  const length = Math.min(size, TAIL)
  return bytesAt(path, size - length, length)
}

/** By its first file or by its last ones: one of them is left where the other was damaged. */
function isPack(path: string, tail: Buffer): boolean {
  const head = beginningOf(path, 200) ?? ''
  return head.includes(`${README}daicha-evidence/`) || [LOG, MANIFEST, SUMS].every((name) => tail.includes(name))
}

/** How much stands after the end of the zip; the last end may be that of a zip in the zip, where ours is damaged. */
function bytesAfterEnd(tail: Buffer): number {
  const at = tail.lastIndexOf(END)
  if (at === -1 || at + END_BYTES > tail.length) return 0
  const end = at + END_BYTES + tail.readUInt16LE(at + END_BYTES - 2)
  return tail.indexOf(SUMS, at) === -1 ? Math.max(0, tail.length - end) : 0
}
