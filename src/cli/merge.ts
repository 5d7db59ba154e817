import {
  AuditError,
  addTallies,
  emptyTally,
  endRecord,
  exitOf,
  type FleetFormat,
  fleetReporters,
  type Heading,
  type NdjsonRecord,
  recordOf,
  runId,
  type Speaker,
  savedReports,
  tallyOf,
} from '../index.ts'
import type { Io } from './io.ts'
import { openSinks } from './sinks.ts'
import type { Target } from './targets.ts'

interface Merge {
  allowPartial?: boolean
}

/**
 * Writes the records of saved streams and reports as one stream, in their order, and returns the exit code of the whole.
 *
 * @throws AuditError E332 for a stream that breaks off: what comes out then has no end record either
 */
export async function mergeReports(
  files: { path: string; shown: string }[],
  targets: Target<FleetFormat>[],
  { allowPartial = false }: Merge,
  words: Speaker,
  io: Io,
): Promise<number> {
  const sinks = openSinks(targets, io)
  const formats = targets.map(({ format }) => fleetReporters[format])
  let common: Heading | undefined
  let tally = emptyTally()
  let unmatched = false

  /** The first heading holds for the whole; a record of another run carries its own. */
  const under = (heading: Heading): Heading | undefined => {
    if (common === undefined) {
      common = heading
      for (const [at, { start }] of formats.entries()) sinks.write(at, start({ type: 'start', ...heading }, words.say))
    }
    return isSame(common, heading) ? undefined : heading
  }
  const write = (record: Extract<NdjsonRecord, { input: string }>) => {
    tally = addTallies(tally, tallyOf(record))
    for (const [at, format] of formats.entries()) sinks.write(at, format.record(record, words.say))
  }

  try {
    for (const { path, shown } of files) {
      let heading: Heading | undefined
      let isOpen = false
      const breaksOff = () => {
        if (isOpen && !allowPartial) throw new AuditError('E332', { file: shown })
        if (isOpen) tally = { ...tally, complete: false }
      }
      for await (const item of savedReports(path, shown, io.stdin)) {
        if (item.type === 'report') {
          const { schemaVersion, tool, run } = item
          const own: Heading = {
            schemaVersion,
            tool,
            run: { ...run, id: runId(run.startedAt), finishedAt: null, policy: null },
          }
          write(recordOf(shown, item, under(own)))
        } else if (item.type === 'start') {
          breaksOff()
          isOpen = true
          const { type: _, ...own } = item
          heading = own
          under(own)
        } else if (item.type === 'end') {
          isOpen = false
          unmatched ||= item.exit.reasons.includes('ignore-unmatched')
        } else {
          isOpen = true
          const { heading: own = heading, ...record } = item.type === 'input' ? item : { ...item, heading: undefined }
          if (own === undefined && record.type === 'input')
            throw new AuditError('E331', { file: shown, detail: 'start' })
          const other = own && under(own)
          write(record.type === 'input' && other ? { ...record, heading: other } : record)
        }
      }
      breaksOff()
    }
    const { failOn = 'high', options } = common?.run ?? {}
    const flags = {
      failOn: failOn as 'high',
      exitZero: options?.exitZero ?? false,
      allowPartial: options?.allowPartial ?? false,
    }
    const last = endRecord(tally, exitOf({ ...tally, unmatched }, flags))
    for (const [at, { end }] of formats.entries()) sinks.write(at, end(last, words.say))
    sinks.commit()
    return last.exit.code
  } finally {
    sinks.close()
  }
}

/** Whether two runs were made alike; when they were made does not count. */
function isSame(a: Heading, b: Heading): boolean {
  const made = ({ run: { id: _, startedAt: __, finishedAt: ___, policy: ____, ...run }, ...rest }: Heading) =>
    JSON.stringify({ ...rest, run })
  return made(a) === made(b)
}
