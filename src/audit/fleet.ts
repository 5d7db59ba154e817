import type { EndRecord, ErrorRecord, InputRecord, StartRecord } from '../model/fleet.ts'
import type { Problem, Report } from '../model/report.ts'
import { runVerdicts, severities } from '../model/vocabulary.ts'
import { exitOf, type Outcome } from './exit.ts'
import type { AuditOptions } from './options.ts'

type Heading = Omit<StartRecord, 'type'>

/**
 * What a stream says of one input: its report, or, where nothing could be audited, the first thing that went wrong.
 * `heading` makes the record speak for itself in a stream without a start record.
 */
export function recordOf(input: string, report: Report, heading?: Heading): InputRecord | ErrorRecord {
  const problem = report.problems.find(({ severity }) => severity === 'error')
  if (report.stats.packages === 0 && problem) return { type: 'error', input, problem }
  const {
    type: _type,
    schemaVersion: _version,
    tool: _tool,
    run: { policy },
    ...rest
  } = report
  return { type: 'input', input, policy, ...(heading && { start: heading }), ...rest }
}

export const errorRecord = (input: string, problem: Problem): ErrorRecord => ({ type: 'error', input, problem })

/** The report that a record was made of. */
export function reportFrom({ type: _, input: __, policy, start, ...rest }: InputRecord, heading: Heading): Report {
  const { schemaVersion, tool, run } = start ?? heading
  return { type: 'report', schemaVersion, tool, run: { ...run, policy, finishedAt: run.startedAt }, ...rest }
}

/** What the records of a run add up to. */
export interface Tally extends Required<Omit<Outcome, 'unmatched'>> {
  stats: EndRecord['stats']
}

const none = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>

export const emptyTally = (): Tally => ({
  stats: {
    inputs: 0,
    inputsFailed: 0,
    packages: 0,
    lenders: 0,
    byVerdict: none(runVerdicts),
    bySeverity: none(severities),
    suppressed: 0,
    unchanged: 0,
  },
  failing: false,
  audited: false,
  complete: true,
  narrowed: false,
  broken: false,
})

export function tallyOf(record: InputRecord | ErrorRecord): Tally {
  const tally = emptyTally()
  tally.stats.inputs = 1
  if (record.type === 'error') {
    tally.stats.inputsFailed = 1
    return { ...tally, complete: false, broken: record.problem.code === 'E900' }
  }
  const { packages, lenders, bySeverity, suppressed, unchanged } = record.stats
  const { reasons } = record.exit
  return {
    stats: {
      ...tally.stats,
      packages,
      lenders,
      bySeverity,
      suppressed,
      unchanged,
      byVerdict: { ...tally.stats.byVerdict, [record.verdict]: 1 },
    },
    failing: reasons.some((reason) => reason.startsWith('finding-at-or-above-')),
    audited: true,
    complete: record.complete,
    narrowed: reasons.includes('rules-skipped'),
    broken: false,
  }
}

export function addTallies(a: Tally, b: Tally): Tally {
  const sum = <K extends string>(x: Record<K, number>, y: Record<K, number>) =>
    Object.fromEntries(Object.entries<number>(x).map(([key, n]) => [key, n + y[key as K]])) as Record<K, number>
  const { byVerdict, bySeverity, ...counts } = a.stats
  const { byVerdict: otherVerdicts, bySeverity: otherSeverities, ...others } = b.stats
  return {
    stats: {
      ...sum(counts, others),
      byVerdict: sum(byVerdict, otherVerdicts),
      bySeverity: sum(bySeverity, otherSeverities),
    },
    failing: a.failing || b.failing,
    audited: a.audited || b.audited,
    complete: a.complete && b.complete,
    narrowed: a.narrowed || b.narrowed,
    broken: a.broken || b.broken,
  }
}

/** The record that closes a stream. An empty list is a run in which nothing was audited, unless a part is allowed. */
export function endRecord(
  { stats, ...outcome }: Tally,
  flags: Pick<AuditOptions, 'failOn' | 'exitZero' | 'allowPartial'> & { unmatched?: boolean },
  finishedAt: string,
): EndRecord {
  const isEmpty = stats.inputs === 0
  const exit = exitOf(
    { ...outcome, audited: outcome.audited || (isEmpty && flags.allowPartial), unmatched: flags.unmatched ?? false },
    flags,
  )
  return { type: 'end', finishedAt, complete: outcome.complete && !isEmpty, stats, exit }
}
