import { closeSync, openSync, readSync } from 'node:fs'
import { isAppPackage } from '../model/phone/package-name.ts'
import { cannotOpen } from './cannot-open.ts'
import { budgetOf } from './limits.ts'
import type { Sealer } from './sealer.ts'
import type { Source } from './source.ts'
import { statsOf } from './stats.ts'

/** What is read is hashed and parsed while it is in the cache of a core. */
const CHUNK = 256 * 1024

/** A file of this computer. A pipe cannot be read twice, nor at any place. */
export function onDisk(file: string, path: string, optional: boolean, sealed: Sealer): Source {
  return {
    path,
    optional,
    depth: 0,
    seal: sealed.seal,
    budget: budgetOf(path, sealed.bytes),
    open: () => readChunks(file, path, sealed.pass),
    ...(statsOf(file)?.isFile() && { file, again: () => readChunks(file, path) }),
  }
}

/** A buffer that no file is being read into. */
let spare: Buffer | undefined

/**
 * Reads a file from its start; the buffer is used again for each chunk, and for the next file: in a list of many,
 * making one for each would cost more than reading it. @throws AuditError E301
 */
export function* readChunks(file: string, path: string, pass = (_: Buffer) => {}): Generator<Buffer> {
  let fd: number | undefined
  const buffer = spare ?? Buffer.allocUnsafe(CHUNK)
  spare = undefined
  try {
    fd = openSync(file, 'r')
    for (let length = readSync(fd, buffer); length > 0; length = readSync(fd, buffer)) {
      const chunk = buffer.subarray(0, length)
      pass(chunk)
      yield chunk
    }
  } catch (cause) {
    throw cannotOpen(file, path, cause, { export: 'export', package: mayBePackage(path) ? path : undefined })
  } finally {
    spare = buffer
    if (fd !== undefined) closeSync(fd)
  }
}

/** Names of two parts are more often those of files. */
const mayBePackage = (path: string) => isAppPackage(path) && path.split('.').length > 2
