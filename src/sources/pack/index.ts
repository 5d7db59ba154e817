import { lstatSync, realpathSync } from 'node:fs'
import { AuditError } from '../../errors.ts'
import type { Dump } from '../../model/dump.ts'
import type { Place } from '../output.ts'
import { type Cited, excerptsOf } from './excerpts.ts'
import { keyOf } from './layout.ts'
import { addedPieces, inputsAt } from './on-disk.ts'
import { rawPieces } from './pieces.ts'
import { type Contents, contentsOf, logged, type New, newContents, sealed, type Told } from './seal.ts'
import { type OpenPack, openPack } from './verify.ts'
import { writePack } from './write.ts'

export { openPack }

/** The hash of the manifest, and what is in it, or was added. */
export type Sealing = Pick<Contents, 'manifest' | 'files'>

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
    minimal,
    ...made
  }: Omit<New, 'pieces' | 'leftOut' | 'minimal'> & {
    cwd: string
    inputs: string[]
    /** The lines to cite, and where they stand; absent: the raw inputs are packed. */
    minimal?: { cited: Cited[]; dumps: AsyncIterable<Dump>; sources: { path: string; sha256: string }[] }
  },
): Promise<Sealing> {
  const { at } = made
  const held = minimal
    ? { pieces: await excerptsOf(minimal.cited, minimal.dumps, minimal.sources, at), leftOut: [] }
    : rawPieces(inputsAt(inputs, cwd), at)
  const contents = await newContents({ ...made, ...held, minimal: minimal !== undefined })
  await writePack(place, contents)
  return contents
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
  const log = await logged(logText, { at, did: 'added', by: by ?? null, note: note ?? null, tool }, files, manifest)
  const { format: _, files: __, ...head } = pack
  const contents = await contentsOf({ ...head, sealedAt: at, replaces: manifest }, [...before, ...files], log)
  await writePack({ path, shown, mode: Number(old.mode) & 0o777 }, contents, () => {
    // Windows replaces no file that is open.
    close()
    const now = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (now?.ino !== old.ino || now.size !== old.size || now.mtimeNs !== old.mtimeNs)
      throw new AuditError('E510', { file: shown })
  })
  return { manifest: contents.manifest, files }
}
