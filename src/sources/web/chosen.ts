import { AuditError } from '../../errors.ts'
import { add } from '../../model/multimap.ts'
import { compareTexts } from '../../model/text/order.ts'
import { piecesOf } from '../../platform/web/zip.ts'

/** A file that a person chose or dropped; the path is its name, or its place below a dropped folder, with `/`. */
export interface Chosen {
  path: string
  blob: Blob
}

export interface InFolder extends Chosen {
  /** Its path below the folder. */
  name: string
}

/** The bytes of a file. @throws AuditError E510 where a browser gives it no more: it was changed, moved or locked */
export async function* bytesOf({ path, blob }: Chosen): AsyncGenerator<Uint8Array> {
  try {
    yield* piecesOf(blob)
  } catch (cause) {
    throw new AuditError('E510', { file: path }, { cause })
  }
}

/** The files that lie alone, and those of each folder as a walk meets them. */
export function inFolders(files: Chosen[]): { alone: Chosen[]; folders: Map<string, InFolder[]> } {
  const alone = files.filter(({ path }) => !path.includes('/'))
  const folders = new Map<string, InFolder[]>()
  for (const file of files.filter(({ path }) => path.includes('/'))) {
    const folder = file.path.slice(0, file.path.indexOf('/'))
    add(folders, folder, { ...file, name: file.path.slice(folder.length + 1) })
  }
  for (const below of folders.values()) below.sort((a, b) => inWalk(a.name, b.name))
  return { alone, folders }
}

/** Folder by folder, by name. */
function inWalk(a: string, b: string): number {
  const [of, other] = [a.split('/'), b.split('/')]
  const at = of.findIndex((part, n) => part !== other[n])
  return compareTexts(of[at] ?? '', other[at] ?? '')
}
