import * as z from 'zod'
import { runVerdicts, severities } from '../vocabulary.ts'
import { Problem, Report } from './report.ts'
import { natural } from './report-fields.ts'

const { run, exit } = Report.shape
const input = z.string().describe('The input as it was named: a file, or the folder that holds all files of one phone')

/** What holds for every record of a stream. */
const Heading = Report.pick({ schemaVersion: true, tool: true }).extend({
  run: run.extend({
    finishedAt: run.shape.finishedAt.nullable().describe('null where the run had not ended'),
    policy: run.shape.policy.nullable().describe('null where each input tells its own'),
  }),
})
export type Heading = z.infer<typeof Heading>

const StartRecord = Heading.extend({ type: z.literal('start') })
export type StartRecord = z.infer<typeof StartRecord>

const InputRecord = Report.omit({ schemaVersion: true, tool: true, run: true }).extend({
  type: z.literal('input'),
  input,
  policy: run.shape.policy,
  heading: Heading.optional().describe('Only in a stream without a start record'),
})
export type InputRecord = z.infer<typeof InputRecord>

const ErrorRecord = z.strictObject({
  type: z.literal('error'),
  input,
  problem: Problem.describe('Why nothing of it could be audited'),
  problems: z.array(Problem),
  exit,
})
export type ErrorRecord = z.infer<typeof ErrorRecord>

const EndRecord = z.strictObject({
  type: z.literal('end'),
  stats: z.strictObject({
    inputs: natural,
    inputsFailed: natural,
    packages: natural,
    lenders: natural,
    byVerdict: z.record(z.enum(runVerdicts), natural),
    bySeverity: z.record(z.enum(severities), natural),
    suppressed: natural,
    unchanged: natural,
  }),
  exit,
})
export type EndRecord = z.infer<typeof EndRecord>

/** A line of `-f ndjson`: `start`, then `input` or `error` for each input in order, then `end`. */
export const NdjsonRecord = z.discriminatedUnion('type', [StartRecord, InputRecord, ErrorRecord, EndRecord])
export type NdjsonRecord = StartRecord | InputRecord | ErrorRecord | EndRecord
