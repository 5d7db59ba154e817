import type { AuditError } from '../../errors.ts'
import type { Chunks } from '../../model/dump.ts'
import { sealing } from '../sealer.ts'

/** The bytes of a file, which end in an error where they are not those that were sealed. */
export async function* unchanged(chunks: Chunks, sha256: string, error: () => AuditError): AsyncGenerator<Uint8Array> {
  const { pass, seal } = (await sealing())()
  for await (const chunk of chunks) {
    pass(chunk)
    yield chunk
  }
  if (seal().sha256 !== sha256) throw error()
}
