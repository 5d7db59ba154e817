import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { AuditError, causeOf } from '../errors.ts'
import { budgetOf } from './limits.ts'
import { nearFile } from './near-file.ts'
import type { Sealer } from './sealer.ts'
import type { Source } from './source.ts'

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
    ...(isPlain(file) && { file, again: () => readChunks(file, path, () => {}) }),
  }
}

function isPlain(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** A buffer that no file is being read into. */
let spare: Buffer | undefined

/**
 * Reads a file from its start; the buffer is used again for each chunk, and for the next file: in a list of many,
 * making one for each would cost more than reading it. @throws AuditError E301
 */
function* readChunks(file: string, path: string, pass: (chunk: Buffer) => void): Generator<Buffer> {
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
    throw cannotOpen(file, path, cause)
  } finally {
    spare = buffer
    if (fd !== undefined) closeSync(fd)
  }
}

/** With a file of a similar name, where there is none of this one. */
function cannotOpen(file: string, path: string, cause: unknown): AuditError {
  const detail = causeOf(cause)
  const near = detail === 'ENOENT' ? nearFile(basename(file), dirname(file)) : undefined
  const isPattern = /[*?]/.test(path)
  const more = { ...(near !== undefined && { near }), ...(isPattern && { pattern: path }) }
  return new AuditError('E301', { file: path, detail, ...more }, { cause })
}
