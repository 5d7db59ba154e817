import { createHash } from 'node:crypto'
import { closeSync, createWriteStream, fsyncSync, openSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { AuditError, causeOf } from '../../errors.ts'
import type { Chunks } from '../../model/dump.ts'
import { PACK_FORMAT, type Pack, type PackFile, type PackLogLine } from '../../model/pack.ts'
import { abandon, complete, partBeside } from '../output.ts'
import { sealing } from '../sealer.ts'
import { zipStream } from '../write-zip.ts'
import { LOG, MANIFEST, manifestText, SUMS, sumsText } from './layout.ts'
import { unchanged } from './unchanged.ts'

/** A file that is to be packed; it is read twice: once for its hash, once to be written. */
export interface Piece extends Omit<PackFile, 'bytes' | 'sha256'> {
  open: () => Chunks
}

/** A file whose hash is known. */
export interface Sealed extends PackFile {
  open: () => Chunks
}

export const sha256Of = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

/** What a file is before it is packed. @throws what reading it throws */
export async function sealed(piece: Piece): Promise<Sealed> {
  const { pass, seal } = (await sealing())()
  for await (const chunk of piece.open()) pass(chunk)
  return { ...piece, ...seal() }
}

export type Entry = Pick<PackLogLine, 'did' | 'by' | 'note' | 'at' | 'tool'>

/** The log with one more line: its number, what was packed, and the hash of the line before. */
export function logged(log: string, entry: Entry, files: Sealed[], manifest: string | null): string {
  const lines = log.split('\n').slice(0, -1)
  const last = lines.at(-1)
  const { at, did, by, note, tool } = entry
  const line: PackLogLine = {
    n: lines.length + 1,
    at,
    did,
    by,
    note,
    tool,
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    manifest,
    previous: last === undefined ? null : sha256Of(last),
  }
  return `${log}${JSON.stringify(line)}\n`
}

/**
 * Writes a pack beside `path` and renames it, so that a half one is never left.
 *
 * @param may asked at the very end, when the pack is whole: throws where it may not take that name
 * @returns the hash of its manifest, and the files that it lists
 * @throws AuditError E502 where it cannot be written, E510 for a file that changed while it was packed
 */
export async function writePack(
  { path, shown, mode = 0o600 }: { path: string; shown: string; mode?: number },
  pack: Omit<Pack, 'format' | 'files'>,
  files: Sealed[],
  log: string,
  may: () => void,
): Promise<{ manifest: string; files: PackFile[] }> {
  const inText = (path: string, text: string, role: PackFile['role']): Sealed => ({
    path,
    role,
    bytes: Buffer.byteLength(text),
    sha256: sha256Of(text),
    addedAt: pack.sealedAt,
    open: () => [Buffer.from(text)],
  })
  const all = [...files, inText(LOG, log, 'log')]
  const listed = all.map(({ open: _, ...file }) => file)
  const manifest = manifestText({ format: PACK_FORMAT, ...pack, files: listed })
  const hash = sha256Of(manifest)
  const own = [inText(MANIFEST, manifest, 'readme'), inText(SUMS, sumsText(listed, hash), 'readme')]
  const part = partBeside(path)
  try {
    await pipeline(
      zipStream(
        [...all, ...own].map((file) => ({
          ...file,
          open: () => unchanged(file.open(), file.sha256, changedMeanwhile(file)),
        })),
      ),
      createWriteStream(part, { flags: 'wx', mode }),
    )
    toDisk(part)
    may()
    complete(part, path)
    return { manifest: hash, files: listed }
  } catch (cause) {
    throw cause instanceof AuditError
      ? cause
      : new AuditError('E502', { path: shown, detail: causeOf(cause) }, { cause })
  } finally {
    abandon(part)
  }
}

const changedMeanwhile =
  ({ name, path }: Sealed) =>
  () =>
    new AuditError('E510', { file: name ?? path })

/** A rename may reach the disk before the bytes do. */
function toDisk(path: string): void {
  const fd = openSync(path, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
