import type { EndRecord, ErrorRecord, Heading, InputRecord } from '../model/report/ndjson.ts'
import { exitOf, hasEnded, type Outcome, together } from '../model/report/outcome.ts'
import type { Problem, Report } from '../model/report/report.ts'
import { runVerdicts, severities } from '../model/vocabulary.ts'

/**
 * What a stream says of one input: its report, or, where nothing could be audited, why. `heading` makes the record
 * speak for itself in a stream without a start record.
 */
export function recordOf(input: string, report: Report, heading?: Heading): InputRecord | ErrorRecord {
  const { problems, exit } = report
  const problem = problems.find(({ severity }) => severity === 'error')
  if (hasEnded(exit, 'empty') && problem) return { type: 'error', input, problem, problems, exit }
  const { type: _type, schemaVersion: _version, tool: _tool, run, ...rest } = report
  return { type: 'input', input, policy: run.policy, ...(heading && { heading }), ...rest }
}

/** An input that could not even be opened, or on which the tool itself failed. */
export function errorRecord(input: string, problem: Problem): ErrorRecord {
  const outcome = { broken: problem.code === 'E900', empty: true, incomplete: true }
  const exit = exitOf(outcome, { failOn: 'never', exitZero: false, allowPartial: false })
  return { type: 'error', input, problem, problems: [problem], exit }
}

/** The report that a record was made of. */
export function reportFrom({ type: _, input: __, policy, heading, ...rest }: InputRecord, start: Heading): Report {
  const { schemaVersion, tool, run } = heading ?? start
  return {
    type: 'report',
    schemaVersion,
    tool,
    run: { ...run, policy, finishedAt: run.finishedAt ?? run.startedAt },
    ...rest,
  }
}

/** What the records of a run add up to. */
export interface Tally {
  stats: EndRecord['stats']
  outcome: Outcome
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
  outcome: { empty: true },
})

export function tallyOf(record: InputRecord | ErrorRecord): Tally {
  const { stats } = emptyTally()
  const told = Object.fromEntries(
    (['narrowed', 'oneUser', 'milder', 'broken'] as const).map((end) => [end, hasEnded(record.exit, end)]),
  )
  if (record.type === 'error')
    return { stats: { ...stats, inputs: 1, inputsFailed: 1 }, outcome: { ...told, empty: true, incomplete: true } }
  const { packages, lenders, bySeverity, suppressed, unchanged } = record.stats
  const byVerdict = { ...stats.byVerdict, [record.verdict]: 1 }
  return {
    stats: { ...stats, inputs: 1, packages, lenders, byVerdict, bySeverity, suppressed, unchanged },
    outcome: { ...told, failing: record.findings.some(({ fails }) => fails), incomplete: !record.complete },
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
    outcome: together(a.outcome, b.outcome),
  }
}

/** The record that closes a stream. */
export const endRecord = ({ stats }: Tally, exit: Report['exit']): EndRecord => ({ type: 'end', stats, exit })
