import { AuditError } from '../../errors.ts'
import type { NdjsonRecord } from '../../model/report/ndjson.ts'

/** What a stream lacks that has `n` inputs: its end record, or some of `all` inputs, the most that this counts. */
interface Lack {
  n: number
  all?: number
}

/** Follows the records of joined streams: what is missing before each; at the end of the file, without one. */
export function streamFollower(): (record?: NdjsonRecord) => Lack | undefined {
  /** Inputs since the stream began; undefined between streams. */
  let inputs: number | undefined
  return (record) => {
    const before = inputs
    const n = before ?? 0
    if (record?.type === 'end') {
      inputs = undefined
      const { inputs: told, inputsFailed, byVerdict } = record.stats
      const all = Math.max(
        told,
        Object.values(byVerdict).reduce((a, b) => a + b, inputsFailed),
      )
      return all === n ? undefined : { n, all }
    }
    const begins = record === undefined || record.type === 'start'
    inputs = record === undefined ? undefined : begins ? 0 : n + 1
    return begins && before !== undefined ? { n } : undefined
  }
}

/** E332 for a stream without its end, E341 for one that lacks inputs. */
export const lacking = ({ n, all }: Lack, file: string) =>
  all === undefined
    ? new AuditError('E332', { file })
    : new AuditError('E341', { file, all: String(all), n: String(n) })
