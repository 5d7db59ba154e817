import { AuditError } from '../../errors.ts'
import type { Heading, NdjsonRecord } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'
import { contradictsItself } from './contradiction.ts'

/** What a stream lacks that has `n` inputs: its end record, or some of `all` inputs, the most that this counts. */
interface Lack {
  n: number
  all?: number
}

/**
 * Follows saved reports and the records of joined streams. Of each: what is missing before it, or at the end of the
 * file, without one; the heading that it stands under; whether it contradicts itself.
 */
export function recordFollower() {
  /** Inputs since the stream began; undefined between streams. */
  let inputs: number | undefined
  let start: Heading | undefined

  function lackBefore(record?: NdjsonRecord): Lack | undefined {
    const before = inputs
    const n = before ?? 0
    inputs = undefined
    if (record?.type === 'end') {
      const { inputs: told, inputsFailed, byVerdict } = record.stats
      const all = Math.max(
        told,
        Object.values(byVerdict).reduce((a, b) => a + b, inputsFailed),
      )
      return all === n ? undefined : { n, all }
    }
    if (record && record.type !== 'start') {
      inputs = n + 1
      return undefined
    }
    inputs = record && 0
    return before === undefined ? undefined : { n }
  }

  return (record?: Report | NdjsonRecord) => {
    if (record?.type === 'start') start = record
    const isReport = record?.type === 'report'
    const heading: (Heading & { type?: string }) | undefined = isReport
      ? record
      : (record?.type === 'input' && record.heading) || start
    return {
      heading,
      lack: isReport ? undefined : lackBefore(record),
      contradicts: contradictsItself((record ?? {}) as Partial<Report>, heading?.run),
    }
  }
}

/** E332 for a stream without its end, E341 for one that lacks inputs. */
export const lacking = ({ n, all }: Lack, file: string) =>
  all === undefined
    ? new AuditError('E332', { file })
    : new AuditError('E341', { file, all: String(all), n: String(n) })
