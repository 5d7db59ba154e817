import { statSync } from 'node:fs'
import { AuditError } from '../errors.ts'
import { bytesAt } from './bytes-at.ts'
import { whyNotOpened } from './cannot-open.ts'
import { sizeOf } from './limits.ts'

/**
 * The bytes of an ordinary file; no pipe and no device is opened, and no more is read than its limit.
 *
 * @param limit in bytes
 * @throws AuditError E125 for what cannot be opened, E506 for what is no ordinary file, E507 for one that is too large
 */
export function ordinaryFile(path: string, shown: string, limit: number): Buffer {
  try {
    return bytesOf(path, shown, limit)
  } catch (cause) {
    if (cause instanceof AuditError) throw cause
    throw new AuditError('E125', { file: shown, ...whyNotOpened(path, cause) }, { cause })
  }
}

function bytesOf(path: string, shown: string, limit: number): Buffer {
  const stats = statSync(path)
  if (!stats.isFile()) throw new AuditError('E506', { file: shown, config: '--no-config' })
  if (stats.size > limit) throw new AuditError('E507', { file: shown, limit: sizeOf(limit) })
  return bytesAt(path, 0, stats.size)
}
