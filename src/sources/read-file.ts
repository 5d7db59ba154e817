import { once } from 'node:events'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { AuditError } from '../errors.ts'
import { whyNotOpened } from './cannot-open.ts'
import { sizeOf } from './limits.ts'
import type { Place } from './output.ts'
import { written } from './written.ts'

/** So many bytes of a file from a place on; fewer where it ends. */
export function bytesAt(path: string, from: number, length: number): Buffer {
  const fd = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(fd, bytes, 0, length, from))
  } finally {
    closeSync(fd)
  }
}

/** The first bytes of a file as text; nothing of what is no ordinary file, which may have no end. */
export function beginningOf(path: string, bytes: number): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  return written(bytesAt(path, 0, bytes))
}

/** What a stream begins with, as text; whoever reads it next has all of it. */
export async function beginningOfStream(stream: Readable): Promise<string> {
  if (stream.readableLength === 0) await once(stream, 'readable')
  const chunk: unknown = stream.read()
  if (chunk === null) return ''
  stream.unshift(chunk)
  return Buffer.isBuffer(chunk) ? written(chunk) : String(chunk)
}

/**
 * The bytes of an ordinary file; no pipe and no device is opened, and no more is read than its limit.
 *
 * @param limit in bytes
 * @throws AuditError E125 for what cannot be opened, E506 for what is no ordinary file, E507 for one that is too large
 */
export function ordinaryFile({ path, shown }: Place, limit: number): Buffer {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) throw new AuditError('E506', { file: shown, config: '--no-config' })
    if (stats.size > limit) throw new AuditError('E507', { file: shown, limit: sizeOf(limit) })
    return bytesAt(path, 0, stats.size)
  } catch (cause) {
    if (cause instanceof AuditError) throw cause
    throw new AuditError('E125', { file: shown, ...whyNotOpened(path, cause) }, { cause })
  }
}
