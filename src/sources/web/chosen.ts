import { AuditError } from '../../errors.ts'
import { add } from '../../model/multimap.ts'
import { compareTexts } from '../../model/text/order.ts'
import { piecesOf } from '../../platform/web/zip.ts'
import { housekeepingOf } from '../passed-over.ts'
import type { Entry } from '../source.ts'

/** A file that a person chose or dropped; the path is its name, or its place below a dropped folder, with `/`. */
export interface Chosen {
  path: string
  blob: Blob
}

/**
 * The bytes of a file.
 *
 * @param onPiece told each piece that is read
 * @throws AuditError E510 where a browser gives it no more: it was changed, moved or locked
 */
export async function* bytesOf({ path, blob }: Chosen, onPiece = (_: Uint8Array) => {}): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of piecesOf(blob)) {
      onPiece(piece)
      yield piece
    }
  } catch (cause) {
    throw new AuditError('E510', { file: path }, { cause })
  }
}

/** The files that lie alone, and what is in each folder, as a walk meets it. */
export function inFolders<Content>(
  files: Chosen[],
  contentOf: (file: Chosen) => Content,
): { alone: Chosen[]; folders: Map<string, Entry<Content>[]> } {
  const alone: Chosen[] = []
  const folders = new Map<string, Entry<Content>[]>()
  for (const file of files) {
    const [folder = '', ...below] = file.path.split('/')
    const name = below.join('/')
    if (name === '') alone.push(file)
    else
      add(
        folders,
        folder,
        housekeepingOf(name) === undefined ? { name, content: contentOf(file) } : { name, passedOver: true },
      )
  }
  for (const entries of folders.values()) entries.sort((a, b) => inWalk(a.name, b.name))
  return { alone, folders }
}

/** Folder by folder, by name. */
function inWalk(a: string, b: string): number {
  const [of, other] = [a.split('/'), b.split('/')]
  const at = of.findIndex((part, n) => part !== other[n])
  return compareTexts(of[at] ?? '', other[at] ?? '')
}
