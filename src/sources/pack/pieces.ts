import { housekeepingOf } from '../passed-over.ts'
import type { Entry } from '../source.ts'
import { safeName, unusedPath } from './layout.ts'
import type { Piece } from './seal.ts'

/** A file as it lies where it was found. */
export type Original = Pick<Piece, 'name' | 'modifiedAt' | 'open' | 'whole'>

/** What was checked, by its own name: a file, or a folder with what lies in it. */
export type Input = { name: string } & ({ file: Original } | { entries: Iterable<Entry<Original>> })

/**
 * The raw inputs of a run, byte for byte: a file as it is, a folder with all that an audit of it opens, and the names
 * of what it does not open.
 */
export function rawPieces(inputs: Iterable<Input>, at: string): { pieces: Piece[]; leftOut: string[] } {
  const pieces: Piece[] = []
  const leftOut: string[] = []
  const taken = new Set<string>()
  const put = (path: string, file: Original) => pieces.push({ path, role: 'raw', addedAt: at, ...file })
  for (const input of inputs) {
    const home = unusedPath(`raw/${safeName(input.name)}`, taken)
    if ('file' in input) {
      put(home, input.file)
      continue
    }
    for (const entry of input.entries) {
      const below = `${home}/${entry.name.split('/').map(safeName).join('/')}`
      if ('content' in entry) put(unusedPath(below, taken), entry.content)
      else if (housekeepingOf(entry.name) === undefined) leftOut.push(below)
    }
  }
  return { pieces, leftOut }
}
