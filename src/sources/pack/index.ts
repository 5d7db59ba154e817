import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { AuditError } from '../../errors.ts'
import type { Dump } from '../../model/dump.ts'
import type { PackFile } from '../../model/pack.ts'
import { type Cited, excerptsOf } from './excerpts.ts'
import { keyOf, README } from './layout.ts'
import { addedPieces, rawPieces } from './pieces.ts'
import { type Entry, logged, type Piece, sealed, writePack } from './seal.ts'
import { type OpenPack, openPack } from './verify.ts'

export { openPack }

interface Place {
  path: string
  /** As it was named. */
  shown: string
}

interface Told extends Pick<Entry, 'at' | 'tool'> {
  by?: string | undefined
  note?: string | undefined
}

export interface Sealing {
  /** The hash of the manifest. */
  manifest: string
  /** What is in it, or was added. */
  files: PackFile[]
}

/** @throws AuditError E501 where it exists, E502 where it cannot be */
export function refuseTaken({ path, shown }: Place): void {
  if (lstatSync(path, { throwIfNoEntry: false })) throw new AuditError('E501', { path: shown })
  if (!existsSync(dirname(path))) throw new AuditError('E502', { path: shown, detail: 'ENOENT.folder' })
}

/**
 * Makes a pack of what was checked and of the report on it.
 *
 * @throws AuditError E301, E511 for an input that cannot be packed, E501, E502, E510
 */
export async function makePack(
  place: Place,
  {
    cwd,
    inputs,
    id,
    app,
    texts,
    minimal,
    ...told
  }: Told & {
    cwd: string
    inputs: string[]
    id: string
    app: string | null
    /** What we say of it, by name: the README and the reports. */
    texts: Map<string, string | Uint8Array>
    /** The lines to cite, and where they stand; absent: the raw inputs are packed. */
    minimal?: { cited: Cited[]; dumps: AsyncIterable<Dump>; sources: { path: string; sha256: string }[] }
  },
): Promise<Sealing> {
  const { at, tool, by, note } = told
  const own = [...texts].map(
    ([path, text]): Piece => ({
      path,
      role: path === README ? 'readme' : 'report',
      addedAt: at,
      open: () => [Buffer.from(text)],
    }),
  )
  const { pieces, leftOut } = minimal
    ? { pieces: await excerptsOf(minimal.cited, minimal.dumps, minimal.sources, at), leftOut: [] }
    : rawPieces(inputs, { cwd, at, taken: new Set() })
  const files = []
  for (const piece of [...own, ...pieces]) files.push(await sealed(piece))
  const log = logged('', { at, did: 'packed', by: by ?? null, note: note ?? null, tool }, files, null)
  const head = { id, tool, createdAt: at, sealedAt: at, minimal: minimal !== undefined, app, replaces: null, leftOut }
  return writePack(place, head, files, log, () => refuseTaken(place))
}

/**
 * Puts files into a pack that was found unchanged; it is written anew beside and renamed.
 *
 * @throws AuditError E301, E511 for a file that cannot be added, E502, E510
 */
export async function addToPack(
  { path: named, shown }: Place,
  { pack, manifest, files: before, logText, close }: OpenPack & Required<Pick<OpenPack, 'pack' | 'manifest'>>,
  names: string[],
  { cwd, ...told }: Told & { cwd: string },
): Promise<Sealing> {
  const path = realpathSync(named)
  const { at, tool, by, note } = told
  const old = lstatSync(path, { bigint: true })
  const taken = new Set(before.map((file) => keyOf(file.path)))
  const files = []
  for (const piece of addedPieces(names, { ...told, cwd, taken })) files.push(await sealed(piece))
  const log = logged(logText, { at, did: 'added', by: by ?? null, note: note ?? null, tool }, files, manifest)
  const { format: _, files: __, ...head } = pack
  const { manifest: hash } = await writePack(
    { path, shown, mode: Number(old.mode) & 0o777 },
    { ...head, sealedAt: at, replaces: manifest },
    [...before, ...files],
    log,
    () => {
      // Windows replaces no file that is open.
      close()
      const now = lstatSync(path, { bigint: true, throwIfNoEntry: false })
      if (now?.ino !== old.ino || now.size !== old.size || now.mtimeNs !== old.mtimeNs)
        throw new AuditError('E510', { file: shown })
    },
  )
  return { manifest: hash, files }
}
