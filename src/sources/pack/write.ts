import { closeSync, createWriteStream, fsyncSync, openSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { storedZip } from '../archive/stored-zip.ts'
import { abandon, complete, type Place, partBeside, unwritable } from '../output.ts'
import type { Contents } from './seal.ts'

/**
 * Writes a pack beside `path` and renames it, so that a half one is never left.
 *
 * @param may asked at the very end, when the pack is whole: throws where it may not take that name
 * @throws AuditError E502 where it cannot be written, E510 for a file that changed while it was packed
 */
export async function writePack(
  { mode = 0o600, ...place }: Place & { mode?: number },
  { stored }: Contents,
  may: () => void,
): Promise<void> {
  const { path } = place
  const part = partBeside(path)
  try {
    await pipeline(storedZip(stored), createWriteStream(part, { flags: 'wx', mode }))
    toDisk(part)
    may()
    complete(part, path)
  } catch (cause) {
    throw unwritable(place, cause)
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
