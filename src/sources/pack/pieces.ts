import { basename, resolve } from 'node:path'
import { shownPath } from '../files.ts'
import { folderEntries, isFolder } from '../folder.ts'
import { housekeepingOf } from '../passed-over.ts'
import { chunksAt, fileAt } from './file-at.ts'
import { safeName, unusedPath } from './layout.ts'
import type { Piece } from './seal.ts'

interface Into {
  cwd: string
  at: string
  taken: Set<string>
}

/**
 * The raw inputs of a run, byte for byte: a file as it is, a folder with all that an audit of it opens, and the names of
 * what it does not open.
 *
 * @throws AuditError E301, E511
 */
export function rawPieces(inputs: string[], into: Into): { pieces: Piece[]; leftOut: string[] } {
  const pieces: Piece[] = []
  const leftOut: string[] = []
  for (const input of inputs) {
    const full = resolve(into.cwd, input)
    const shown = shownPath(full, into.cwd)
    const home = unusedPath(`raw/${safeName(basename(full))}`, into.taken)
    if (!isFolder(full)) {
      pieces.push(piece(full, shown, { path: home, role: 'raw', addedAt: into.at }))
      continue
    }
    for (const entry of folderEntries(full)) {
      const below = `${home}/${entry.name.split('/').map(safeName).join('/')}`
      if (!('content' in entry)) {
        if (housekeepingOf(entry.name) === undefined) leftOut.push(below)
        continue
      }
      const path = unusedPath(below, into.taken)
      pieces.push(piece(entry.content, `${shown}/${entry.name}`, { path, role: 'raw', addedAt: into.at }))
    }
  }
  return { pieces, leftOut }
}

/** Files that a person adds: screenshots, recordings, chats. @throws AuditError E301, E511 */
export const addedPieces = (
  files: string[],
  { by, note, cwd, at, taken }: Into & { by?: string | undefined; note?: string | undefined },
): Piece[] =>
  files.map((file) => {
    const full = resolve(cwd, file)
    const path = unusedPath(`added/${safeName(basename(full))}`, taken)
    const said = { ...(by !== undefined && { by }), ...(note !== undefined && { note }) }
    return piece(full, basename(full), { path, role: 'added', addedAt: at, ...said })
  })

function piece(full: string, name: string, told: Pick<Piece, 'path' | 'role' | 'addedAt' | 'by' | 'note'>): Piece {
  const { mtime } = fileAt(full, name, 'E511')
  return { ...told, name, modifiedAt: mtime.toISOString(), open: () => chunksAt(full, name) }
}
