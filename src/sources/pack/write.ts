import { closeSync, createWriteStream, fsyncSync, openSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { AuditError } from '../../errors.ts'
import { storedZip } from '../archive/stored-zip.ts'
import { abandon, complete, partBeside, unwritable } from '../output.ts'
import type { Contents } from './seal.ts'

export interface Place {
  path: string
  /** As it was named. */
  shown: string
}

/**
 * Writes a pack beside `path` and renames it, so that a half one is never left.
 *
 * @param may asked at the very end, when the pack is whole: throws where it may not take that name
 * @throws AuditError E502 where it cannot be written, E510 for a file that changed while it was packed
 */
export async function writePack(
  { path, shown, mode = 0o600 }: Place & { mode?: number },
  { stored }: Contents,
  may: () => void,
): Promise<void> {
  const part = partBeside(path)
  try {
    await pipeline(storedZip(stored), createWriteStream(part, { flags: 'wx', mode }))
    toDisk(part)
    may()
    complete(part, path)
  } catch (cause) {
    throw cause instanceof AuditError ? cause : unwritable(path, shown, cause)
  } finally {
    abandon(part)
  }
}

/** A rename may reach the disk before the bytes do. */
function toDisk(path: string): void {
  const fd = openSync(path, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
