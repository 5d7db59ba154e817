import { accessSync, constants, type Stats, statSync } from 'node:fs'
import { AuditError } from '../../errors.ts'
import { cannotOpen } from '../cannot-open.ts'
import { onDisk } from '../disk.ts'
import type { Sealer } from '../sealer.ts'

/** What the system says of an ordinary file that can be read. @throws AuditError E301, and `code` for what is none */
export function fileAt(path: string, shown: string, code: 'E371' | 'E511'): Stats {
  try {
    const stats = statSync(path)
    accessSync(path, constants.R_OK)
    if (stats.isFile()) return stats
  } catch (cause) {
    throw cannotOpen(path, shown, cause)
  }
  throw new AuditError(code, { file: shown })
}

/** A file is hashed by whoever packs it. */
const UNSEALED: Sealer = { pass() {}, seal: () => ({ bytes: 0, sha256: '' }), bytes: () => 0 }

/** The bytes of a file of this computer. @throws AuditError E301 */
export const chunksAt = (path: string, shown: string) =>
  onDisk(path, shown, false, UNSEALED).open() as Iterable<Uint8Array>
