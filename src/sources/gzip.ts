import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AuditError } from '../errors.ts'
import { expansionGuard } from './limits.ts'

/** Inflates gzip as it is read. A file that was cut gives what came before the cut, and then an error. @throws AuditError E309, E310 */
export async function* gunzip(source: Iterable<Buffer> | AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const guard = expansionGuard(file)
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
      guard(compressed, expanded)
      yield chunk as Buffer
    }
  } catch (cause) {
    if (cause instanceof AuditError) throw cause
    throw new AuditError('E310', { file }, { cause })
  } finally {
    input.destroy()
    inflate.destroy()
  }
}
