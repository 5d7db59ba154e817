import { copyOf } from '#platform/bytes.ts'
import { gunzipped, isBehind, isCut } from '#platform/inflate.ts'
import { AuditError } from '../../errors.ts'
import type { Chunks } from '../../model/dump.ts'
import { UntrueError } from '../dump.ts'
import type { Budget } from '../limits.ts'

/**
 * Inflates gzip as it is read, all its members. A file that was cut gives what came before the cut, and then an error;
 * so does one with something behind it that is no member.
 *
 * @throws AuditError E309, E310, E340 for one that was cut, UntrueError for one that is damaged
 */
export async function* gunzip(
  source: Chunks,
  file: string,
  meter: ReturnType<Budget['meter']>,
): AsyncGenerator<Uint8Array> {
  let compressed = 0
  let taken = 0
  let expanded = 0
  async function* counted() {
    for await (const chunk of source) {
      compressed += chunk.length
      yield copyOf(chunk)
    }
  }
  try {
    for await (const chunk of gunzipped(counted(), (bytes) => {
      taken = bytes
    })) {
      expanded += chunk.length
      meter(taken, expanded)
      yield chunk
    }
    if (taken !== compressed) throw new AuditError('E310', { file })
  } catch (cause) {
    if (cause instanceof AuditError) throw cause
    const Damage = isCut(cause) || isBehind(cause) ? AuditError : UntrueError
    throw new Damage(isCut(cause) ? 'E340' : 'E310', { file }, { cause })
  }
}
