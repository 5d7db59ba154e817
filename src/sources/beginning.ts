import { once } from 'node:events'
import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { bytesAt } from './bytes-at.ts'
import { written } from './written.ts'

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
