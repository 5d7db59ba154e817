import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AuditError, causeOf } from '../errors.ts'
import type { Chunks } from './bytes.ts'
import type { Budget } from './limits.ts'

/**
 * Inflates gzip as it is read, all its members. A file that was cut gives what came before the cut, and then an error; so
 * does one with something else behind its end.
 *
 * @throws AuditError E309, E310, E340 for one that was cut
 */
export async function* gunzip(
  source: Chunks,
  file: string,
  meter: ReturnType<Budget['meter']>,
): AsyncGenerator<Buffer> {
  let compressed = 0
  let expanded = 0
  async function* counted() {
    for await (const chunk of source) {
      compressed += chunk.length
      yield Buffer.from(chunk)
    }
  }
  const inflate = createGunzip({ chunkSize: 256 * 1024 })
  const input = Readable.from(counted())
  input.on('error', (error) => inflate.destroy(error))
  try {
    for await (const chunk of input.pipe(inflate)) {
      expanded += (chunk as Buffer).length
      meter(inflate.bytesWritten, expanded)
      yield chunk as Buffer
    }
    if (inflate.bytesWritten !== compressed) throw new AuditError('E310', { file })
  } catch (cause) {
    if (cause instanceof AuditError) throw cause
    throw new AuditError(causeOf(cause) === 'Z_BUF_ERROR' ? 'E340' : 'E310', { file }, { cause })
  } finally {
    input.destroy()
    inflate.destroy()
  }
}
