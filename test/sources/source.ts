import { budgetOf } from '../../src/sources/limits.ts'
import type { Source } from '../../src/sources/source.ts'

/** A file that somebody named, as what opens documents is handed it with the bytes besides. */
export const sourceOf = (path: string): Source => ({
  path,
  optional: false,
  depth: 0,
  seal: () => ({ bytes: 0, sha256: '' }),
  budget: budgetOf(path, () => 0),
  open: () => [],
})
