import {
  AuditError,
  addTallies,
  type BatchFormat,
  type BatchReporter,
  batchReporters,
  type Cut,
  emptyTally,
  endRecord,
  exitOf,
  type Heading,
  hasEnded,
  htmlBatch,
  type NdjsonRecord,
  otherSpeakers,
  recordOf,
  reportFrom,
  runId,
  type Saved,
  tagOf,
  tallyOf,
  tellProblem,
  toReport,
  withOwnCommands,
} from '../../internal.ts'
import { openSinks } from '../output/sinks.ts'
import type { Target } from '../output/targets.ts'
import type { Telling } from '../output/teller.ts'

interface PageRecord {
  record: OfAnInput
  heading: Heading | undefined
}

/** All records as one page in every language. @throws AuditError E331 where none of them holds a report */
async function pageOf(records: PageRecord[], stream: NdjsonRecord[], { rules, words }: Telling): Promise<string> {
  const failed = records.flatMap(({ record }) => (record.type === 'error' ? [record] : []))
  const phones = records.flatMap(({ record, heading }) =>
    record.type === 'input' && heading ? [{ input: record.input, report: reportFrom(record, heading) }] : [],
  )
  if (phones.length === 0) throw new AuditError('E331', { file: failed[0]?.input ?? '-', detail: 'html' })
  const editions = [words, ...otherSpeakers(words)]
  return htmlBatch(
    editions.map((edition) => ({
      phones: phones.map(({ input, report }) => ({ input, report: toReport(report, rules, edition) })),
      failed: failed.map((record) => ({
        ...record,
        problems: record.problems.map((problem) => tellProblem(problem, edition)),
      })),
      words: edition.say,
    })),
    stream,
  )
}

/** A record of another language, as a line in this one says it. */
function told(record: PageRecord['record'], heading: Heading | undefined, { rules, words }: Omit<Telling, 'io'>) {
  if (record.type === 'error') return { ...record, problem: tellProblem(record.problem, words) }
  if (heading === undefined || heading.run.lang === tagOf(words.lang)) return record
  return { ...record, headline: toReport(reportFrom(record, heading), rules, words).headline }
}

type OfAnInput = Extract<NdjsonRecord, { input: string }>

/**
 * Writes the records of saved streams and reports as one stream, in their order, and returns the exit code of the
 * whole. `unmatched`: an ignore entry matched nothing in any of them.
 *
 * @throws AuditError E332, E341 for a stream that is not whole: what comes out then has no end record either; E331 for
 * one without a beginning
 */
export async function mergeReports(
  files: { shown: string; items: Iterable<Saved | Cut> | AsyncIterable<Saved | Cut> }[],
  targets: Target<BatchFormat | 'html'>[],
  telling: Telling,
  unmatched = false,
): Promise<number> {
  const out = merging(targets, telling)
  let isUnmatched = unmatched
  try {
    for (const { shown, items } of files) {
      for await (const item of items) {
        if (item.type === 'cut') out.cut()
        else if (item.type === 'end') isUnmatched ||= hasEnded(item.exit, 'unmatched')
        else if (item.type === 'start') {
          const { type: _, ...own } = item
          out.start(own)
        } else if (item.type === 'report') {
          const { schemaVersion, tool, run } = item
          const made = { ...run, id: runId(run.startedAt), finishedAt: null, policy: null }
          const own = { schemaVersion, tool, run: made }
          out.record(recordOf(shown, item, out.start(own)), own)
        } else if (item.type === 'error') out.record(item)
        else {
          const { heading, ...record } = item
          out.record(record, heading)
        }
      }
    }
    return await out.end(isUnmatched)
  } finally {
    out.close()
  }
}

/** One stream of what came from several: each record is written as it comes, in every format. */
function merging(targets: Target<BatchFormat | 'html'>[], telling: Telling) {
  const { words, io } = telling
  const sinks = openSinks(targets, io)
  const hasPage = targets.some(({ format }) => format === 'html')
  const records: PageRecord[] = []
  let common: Heading | undefined
  let tally = emptyTally()
  /** A page is not made record by record. */
  const each = (said: (reporter: BatchReporter, target: Target<BatchFormat>) => string) => {
    for (const [at, { format, ...place }] of targets.entries())
      if (format !== 'html') sinks.write(at, said(batchReporters[format], { format, ...place }))
  }

  /** The first heading holds for the whole; a record of another run carries its own. */
  function start(heading: Heading): Heading | undefined {
    if (common === undefined) {
      common = heading
      each((reporter, { file }) => reporter.start({ type: 'start', ...heading }, words.say, file !== undefined))
    }
    return isSame(common, heading) ? undefined : heading
  }

  return {
    start,
    record(saved: OfAnInput, own?: Heading) {
      const other = own && start(own)
      const record =
        saved.type === 'input'
          ? {
              ...saved,
              ...(other && { heading: other }),
              findings: saved.findings.map((one) => withOwnCommands(one, words)),
            }
          : saved
      const heading = other ?? common
      tally = addTallies(tally, tallyOf(record))
      if (hasPage) records.push({ record, heading })
      each((reporter, { format }) =>
        reporter.record(format === 'text' ? told(record, heading, telling) : record, words.say),
      )
    },
    cut() {
      tally = { ...tally, outcome: { ...tally.outcome, incomplete: true } }
    },
    async end(unmatched: boolean): Promise<number> {
      const { failOn = 'high', options } = common?.run ?? {}
      const flags = { failOn, exitZero: options?.exitZero ?? false, allowPartial: options?.allowPartial ?? false }
      const last = endRecord(tally, exitOf({ ...tally.outcome, unmatched }, flags))
      each((reporter) => reporter.end(last, words.say))
      for (const [at, { format }] of targets.entries()) {
        if (format !== 'html') continue
        const first = common && { type: 'start' as const, ...common }
        const stream = [...(first ? [first] : []), ...records.map(({ record }) => record), last]
        sinks.write(at, await pageOf(records, stream, telling))
      }
      sinks.commit()
      return last.exit.code
    },
    close: sinks.close,
  }
}

/** Whether two runs were made alike; when they were made does not count. */
function isSame(a: Heading, b: Heading): boolean {
  const made = ({ run: { id: _, startedAt: __, finishedAt: ___, policy: ____, ...run }, ...rest }: Heading) =>
    JSON.stringify({ ...rest, run })
  return made(a) === made(b)
}
