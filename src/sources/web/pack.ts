import { storedZip } from '../archive/stored-zip.ts'
import { type Input, type Original, rawPieces } from '../pack/pieces.ts'
import { type New, newContents } from '../pack/seal.ts'
import { bytesOf, type Chosen, inFolders } from './chosen.ts'

/** What a pack is made of in a browser: all that was read, byte for byte, and what is said of it. */
export interface ToPack extends Omit<New, 'pieces' | 'leftOut' | 'minimal' | 'app'> {
  originals: Chosen[]
}

export interface MadePack {
  blob: Blob
  /** The hash of the manifest. */
  manifest: string
}

/**
 * Makes a pack as the command line makes it. A file is read once for its hash and once to be put in, and never held:
 * the zip points to it.
 *
 * @param onRead told the bytes of each piece that was read
 * @throws AuditError E510 for a file that cannot be read as it was any more
 */
export async function packOf({ originals, ...made }: ToPack, onRead: (bytes: number) => void): Promise<MadePack> {
  const raw = rawPieces(inputsOf(originals, onRead), made.at)
  const { manifest, stored } = await newContents({ ...made, ...raw, minimal: false, app: null })
  const parts: BlobPart[] = []
  for await (const part of storedZip(stored)) parts.push(part as BlobPart)
  return { blob: new Blob(parts, { type: 'application/zip' }), manifest }
}

function* inputsOf(files: Chosen[], onRead: (bytes: number) => void): Generator<Input> {
  const originalOf = ({ path, blob }: Chosen): Original => ({
    name: path,
    ...(blob instanceof File && { modifiedAt: new Date(blob.lastModified).toISOString() }),
    open: () => bytesOf({ path, blob }, ({ length }) => onRead(length)),
    whole: blob,
  })
  const { alone, folders } = inFolders(files, originalOf)
  for (const file of alone) yield { name: file.path, file: originalOf(file) }
  for (const [name, entries] of folders) yield { name, entries }
}
