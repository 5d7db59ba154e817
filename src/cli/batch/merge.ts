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
import type { Telling } from '../output/telling.ts'

/** A page is not made record by record. */
const onePage: BatchReporter = { start: () => '', record: () => '', end: () => '' }

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
      phones: phones.map(({ input, report }) => ({
        input,
        report: toReport(report, rules, edition),
      })),
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

type Items = Iterable<Saved | Cut> | AsyncIterable<Saved | Cut>
type OfAnInput = Extract<NdjsonRecord, { input: string }>

/**
 * Writes the records of saved streams and reports as one stream, in their order, and returns the exit code of the
 * whole. `unmatched`: an ignore entry matched nothing in any of them.
 *
 * @throws AuditError E332, E341 for a stream that is not whole: what comes out then has no end record either; E331 for
 * one without a beginning
 */
export async function mergeReports(
  files: { shown: string; items: Items }[],
  targets: Target<BatchFormat | 'html'>[],
  telling: Telling,
  unmatched = false,
): Promise<number> {
  const out = merged(targets, telling, unmatched)
  try {
    for (const { shown, items } of files) {
      let heading: Heading | undefined
      for await (const item of items) {
        if (item.type === 'cut') out.cut()
        else if (item.type === 'report') out.report(shown, item)
        else if (item.type === 'start') {
          const { type: _, ...own } = item
          heading = own
          out.start(own)
        } else if (item.type === 'end') out.end(item)
        else {
          const { heading: own = heading, ...record } = item.type === 'input' ? item : { ...item, heading: undefined }
          if (own === undefined && record.type === 'input')
            throw new AuditError('E331', { file: shown, detail: 'start' })
          out.record(record, own)
        }
      }
    }
    return await out.commit()
  } finally {
    out.close()
  }
}

/** One stream of what came from several: each item is written as it comes, in every format. */
function merged(targets: Target<BatchFormat | 'html'>[], telling: Telling, unmatched: boolean) {
  const { words, io } = telling
  const sinks = openSinks(targets, io)
  const formats = targets.map(({ format, file }) => ({
    ...(format === 'html' ? onePage : batchReporters[format]),
    isText: format === 'text',
    toFile: file !== undefined,
  }))
  const hasPage = targets.some(({ format }) => format === 'html')
  const records: PageRecord[] = []
  let common: Heading | undefined
  let tally = emptyTally()
  let isUnmatched = unmatched

  /** The first heading holds for the whole; a record of another run carries its own. */
  function start(heading: Heading): Heading | undefined {
    if (common === undefined) {
      common = heading
      for (const [at, format] of formats.entries())
        sinks.write(at, format.start({ type: 'start', ...heading }, words.say, format.toFile))
    }
    return isSame(common, heading) ? undefined : heading
  }

  function write(saved: OfAnInput) {
    const record =
      saved.type === 'input' ? { ...saved, findings: saved.findings.map((one) => withOwnCommands(one, words)) } : saved
    tally = addTallies(tally, tallyOf(record))
    const heading = (record.type === 'input' ? record.heading : undefined) ?? common
    if (hasPage) records.push({ record, heading })
    for (const [at, format] of formats.entries())
      sinks.write(at, format.record(format.isText ? told(record, heading, telling) : record, words.say))
  }

  return {
    start,
    record(record: OfAnInput, heading: Heading | undefined) {
      const other = heading && start(heading)
      write(record.type === 'input' && other ? { ...record, heading: other } : record)
    },
    report(shown: string, report: Extract<Saved, { type: 'report' }>) {
      const { schemaVersion, tool, run } = report
      const own: Heading = {
        schemaVersion,
        tool,
        run: { ...run, id: runId(run.startedAt), finishedAt: null, policy: null },
      }
      write(recordOf(shown, report, start(own)))
    },
    cut() {
      tally = { ...tally, outcome: { ...tally.outcome, incomplete: true } }
    },
    end({ exit }: Extract<Saved, { type: 'end' }>) {
      isUnmatched ||= hasEnded(exit, 'unmatched')
    },
    async commit(): Promise<number> {
      const { failOn = 'high', options } = common?.run ?? {}
      const flags = { failOn, exitZero: options?.exitZero ?? false, allowPartial: options?.allowPartial ?? false }
      const last = endRecord(tally, exitOf({ ...tally.outcome, unmatched: isUnmatched }, flags))
      for (const [at, format] of formats.entries()) sinks.write(at, format.end(last, words.say))
      if (hasPage) {
        const first = common && { type: 'start' as const, ...common }
        const stream = [...(first ? [first] : []), ...records.map(({ record }) => record), last]
        const page = await pageOf(records, stream, telling)
        for (const [at, { format }] of targets.entries()) if (format === 'html') sinks.write(at, page)
      }
      sinks.commit()
      return last.exit.code
    },
    close: () => sinks.close(),
  }
}

/** Whether two runs were made alike; when they were made does not count. */
function isSame(a: Heading, b: Heading): boolean {
  const made = ({ run: { id: _, startedAt: __, finishedAt: ___, policy: ____, ...run }, ...rest }: Heading) =>
    JSON.stringify({ ...rest, run })
  return made(a) === made(b)
}
