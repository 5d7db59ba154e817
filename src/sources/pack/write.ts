import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { storedZip } from '../archive/stored-zip.ts'
import { type Place, putWhole } from '../output.ts'
import type { Contents } from './seal.ts'

/**
 * @param may as `putWhole` has it
 * @throws AuditError E502 where it cannot be written, E510 for a file that changed while it was packed
 */
export const writePack = (
  { mode = 0o600, ...place }: Place & { mode?: number },
  { stored }: Contents,
  may?: () => void,
): Promise<void> =>
  // A rename may reach the disk before bytes do that are not flushed.
  putWhole(
    place,
    (part) => pipeline(storedZip(stored), createWriteStream(part, { flags: 'wx', mode, flush: true })),
    may,
  )
