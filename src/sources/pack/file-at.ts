import { accessSync, constants, type Stats, statSync } from 'node:fs'
import { AuditError } from '../../errors.ts'
import { cannotOpen } from '../cannot-open.ts'

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
