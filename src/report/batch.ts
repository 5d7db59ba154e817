import type { EndRecord, ErrorRecord, InputRecord, StartRecord } from '../model/report/ndjson.ts'
import { hasEnded } from '../model/report/outcome.ts'
import { runVerdicts } from '../model/vocabulary.ts'
import { csvHead, csvRows } from './csv.ts'
import { inert, jsonLine } from './escape.ts'
import type { Words } from './style.ts'
import { countLines } from './summary.ts'

/** How a run over many inputs is written: a piece for each record, in order. */
export interface BatchReporter {
  start: (record: StartRecord, words: Words, toFile: boolean) => string
  record: (record: InputRecord | ErrorRecord, words: Words) => string
  end: (record: EndRecord, words: Words) => string
}

const ndjson: BatchReporter = { start: jsonLine, record: jsonLine, end: jsonLine }

/** A line for each input, its verdict first, and what they add up to. */
const text: BatchReporter = {
  start: () => '',
  record: (record, words) =>
    record.type === 'error'
      ? `${words('problem.error')} [${record.problem.code}] ${record.input}  ${record.problem.message}\n`
      : `${words(`verdict.${record.verdict}`)} ${record.input}  ${record.headline}\n`,
  end({ stats, exit }, words) {
    const verdicts = runVerdicts
      .filter((verdict) => stats.byVerdict[verdict] > 0)
      .map((verdict) => `${words(`verdict.${verdict}`)} ${stats.byVerdict[verdict]}`)
    return `${[
      words('batch.inputs', { n: stats.inputs, failed: stats.inputsFailed }),
      ...(verdicts.length > 0 ? [verdicts.join('  ')] : []),
      ...countLines(stats, words),
      ...(stats.suppressed + stats.unchanged > 0
        ? [words('batch.ignored', { n: stats.suppressed, known: stats.unchanged })]
        : []),
      ...(hasEnded(exit, 'narrowed') ? [words('batch.narrowed')] : []),
      ...(hasEnded(exit, 'oneUser') ? [words('batch.oneUser')] : []),
      words('line.exit', { code: exit.code }),
    ].join('\n')}\n`
  },
}

/** As `ofInert` of one phone: what is text is made of an inert record. */
const ofInert = (format: BatchReporter): BatchReporter => ({
  ...format,
  record: (record, words) => format.record(inert(record), words),
})

const csv: BatchReporter = { start: (_, __, toFile) => csvHead(toFile), record: csvRows, end: () => '' }

/** Every format of a run over many inputs, record by record. */
export const batchReporters = { text: ofInert(text), ndjson, csv: ofInert(csv) } satisfies Record<string, BatchReporter>
export type BatchFormat = keyof typeof batchReporters
