import { AuditError } from '../errors.ts'
import type { Chunks, Dump, Failure } from '../model/dump.ts'
import { endWatch } from './limits.ts'
import type { Source } from './source.ts'

type Origin = Pick<Source, 'path' | 'optional' | 'isOpened' | 'seal'>

/**
 * Bytes that are not those that were packed, as their checksum or their code tells. Where the first wrong one stands,
 * nobody knows: whatever was read before may be of two records that flowed together.
 */
export class UntrueError extends AuditError {}

/** A dump whose failures are told, not thrown. Errors that nobody can act on stay errors. */
export function dumpOf({ path, optional, isOpened, seal }: Origin, open: () => Chunks): Dump {
  let failure: Failure | undefined
  async function* chunks() {
    try {
      const watch = endWatch(path)
      for await (const chunk of open()) {
        watch(chunk)
        yield chunk
      }
    } catch (error) {
      if (!(error instanceof AuditError)) throw error
      failure = { code: error.code, params: error.params, untrue: error instanceof UntrueError }
    }
  }
  return { path, optional, isOpened, chunks, seal, failure: () => failure }
}

/** What is never opened; `incomplete` where it may hold what the audit lacks. */
export const passedOver = ({ path, seal }: Omit<Origin, 'optional'>, incomplete: boolean): Dump =>
  unread({ path, seal, optional: true }, { code: 'E333', params: { file: path }, incomplete })

/** What should be there and is not: the audit lacks it. */
export const missing = ({ path, seal }: Omit<Origin, 'optional'>, code: 'E372' | 'E503'): Dump =>
  unread({ path, seal, optional: false }, { code, params: { file: path }, incomplete: true })

const unread = (origin: Origin, failure: Failure): Dump => ({ ...origin, chunks: () => [], failure: () => failure })

/** What could not be read at all. */
export const failing = (origin: Origin, error: unknown): Dump => dumpOf(origin, () => rejecting(error))

// biome-ignore lint/correctness/useYield: it is a stream that only fails
function* rejecting(error: unknown): Generator<Uint8Array> {
  throw error
}
