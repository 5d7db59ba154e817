import { basename, resolve } from 'node:path'
import { definedOnly } from '../../model/defined-only.ts'
import { readChunks } from '../disk.ts'
import { shownPath } from '../files.ts'
import { folderEntries, isFolder } from '../folder.ts'
import { fileAt } from './file-at.ts'
import { safeName, unusedPath } from './layout.ts'
import type { Input, Original } from './pieces.ts'
import type { Piece, Told } from './seal.ts'

/** What paths of this computer name. @throws AuditError E301, E511 */
export function* inputsAt(paths: string[], cwd: string): Generator<Input> {
  for (const path of paths) {
    const full = resolve(cwd, path)
    const shown = shownPath(full, cwd)
    const name = basename(full)
    if (isFolder(full)) yield { name, entries: entriesOf(full, shown) }
    else yield { name, file: originalAt(full, shown) }
  }
}

function* entriesOf(folder: string, shown: string) {
  for (const entry of folderEntries(folder))
    yield 'content' in entry
      ? { name: entry.name, content: originalAt(entry.content, `${shown}/${entry.name}`) }
      : entry
}

/** Files that a person adds: screenshots, recordings, chats. @throws AuditError E301, E511 */
export const addedPieces = (
  files: string[],
  { by, note, cwd, at, taken }: Told & { cwd: string; taken: Set<string> },
): Piece[] =>
  files.map((file) => {
    const full = resolve(cwd, file)
    const path = unusedPath(`added/${safeName(basename(full))}`, taken)
    return { path, role: 'added', addedAt: at, ...definedOnly({ by, note }), ...originalAt(full, basename(full)) }
  })

function originalAt(full: string, name: string): Original {
  const { mtime } = fileAt(full, name, 'E511')
  return { name, modifiedAt: mtime.toISOString(), open: () => readChunks(full, name) }
}
