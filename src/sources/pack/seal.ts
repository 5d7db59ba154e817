import { ofText, type Whole } from '#platform/bytes.ts'
import { AuditError } from '../../errors.ts'
import type { Chunks } from '../../model/dump.ts'
import type { Pack, PackFile, PackLogLine } from '../../model/report/pack.ts'
import { PACK_FORMAT } from '../../model/report/pack-format.ts'
import type { Stored } from '../archive/stored-zip.ts'
import { MANIFEST, SUMS, sumsText } from '../manifest.ts'
import { sealOf, sha256Of } from '../sealer.ts'
import { LOG, manifestText, README } from './layout.ts'
import { unchanged } from './unchanged.ts'

/** A file that is to be packed; it is read twice: once for its hash, once to be written. */
export interface Piece extends Omit<PackFile, 'bytes' | 'sha256'> {
  open: () => Chunks
  whole?: Whole
}

/** A file whose hash is known. */
export interface Sealed extends PackFile, Pick<Piece, 'open' | 'whole'> {}

/** What is sealed: the hash of the manifest, the files that it lists, and all of them as they stand in the zip. */
export interface Contents {
  manifest: string
  files: PackFile[]
  stored: Stored[]
}

/** What a file is before it is packed. @throws what reading it throws */
export const sealed = async (piece: Piece): Promise<Sealed> => ({ ...piece, ...(await sealOf(piece.open())) })

export type Entry = Pick<PackLogLine, 'did' | 'by' | 'note' | 'at' | 'tool'>

/** When and with what something is packed, and what a person says of it. */
export interface Told extends Pick<Entry, 'at' | 'tool'> {
  by?: string | undefined
  note?: string | undefined
}

/** What goes into a new pack. */
export interface New extends Told, Pick<Pack, 'id' | 'app' | 'minimal' | 'leftOut'> {
  readme: string
  /** By their names. */
  reports: [name: string, text: string][]
  pieces: Piece[]
}

/** @throws what reading a piece throws */
export async function newContents(made: New): Promise<Contents> {
  const { id, app, minimal, leftOut, readme, reports, pieces, at, tool, by, note } = made
  const texts = [
    inText(README, readme, 'readme', at),
    ...reports.map(([name, text]) => inText(name, text, 'report', at)),
  ]
  const files = []
  for (const piece of [...texts, ...pieces]) files.push(await sealed(piece))
  const log = await logged('', { at, did: 'packed', by: by ?? null, note: note ?? null, tool }, files, null)
  return contentsOf({ id, tool, createdAt: at, sealedAt: at, minimal, app, replaces: null, leftOut }, files, log)
}

/** The log with one more line: its number, what was packed, and the hash of the line before. */
export async function logged(log: string, entry: Entry, files: Sealed[], manifest: string | null): Promise<string> {
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
    previous: last === undefined ? null : await sha256Of(ofText(last)),
  }
  return `${log}${JSON.stringify(line)}\n`
}

/** The files with what a pack holds for itself. To open one that changed since it was sealed throws AuditError E510. */
export async function contentsOf(
  pack: Omit<Pack, 'format' | 'files'>,
  files: Sealed[],
  log: string,
): Promise<Contents> {
  const { sealedAt: at } = pack
  const all = [...files, await sealed(inText(LOG, log, 'log', at))]
  const listed = all.map(({ open: _, whole: __, ...file }) => file)
  const manifest = manifestText({ format: PACK_FORMAT, ...pack, files: listed })
  const hash = await sha256Of(ofText(manifest))
  const own = [inText(MANIFEST, manifest, 'readme', at), inText(SUMS, sumsText(listed, hash), 'readme', at)]
  const stored = [...all, ...(await Promise.all(own.map(sealed)))].map((file) => ({
    ...file,
    open: () => unchanged(file.open(), file.sha256, changedMeanwhile(file)),
  }))
  return { manifest: hash, files: listed, stored }
}

const inText = (path: string, text: string, role: PackFile['role'], addedAt: string): Piece => ({
  path,
  role,
  addedAt,
  open: () => [ofText(text)],
})

const changedMeanwhile =
  ({ name, path }: Sealed) =>
  () =>
    new AuditError('E510', { file: name ?? path })
