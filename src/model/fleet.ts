import * as z from 'zod'
import { Problem, Report } from './report.ts'
import { runVerdicts, severities } from './vocabulary.ts'

const n = z.int().nonnegative()
const { run, tool, schemaVersion, exit } = Report.shape

/** The first line of a stream: what holds for every record after it. */
export const StartRecord = z.strictObject({
  type: z.literal('start'),
  schemaVersion,
  tool,
  run: run
    .omit({ finishedAt: true })
    .extend({ policy: run.shape.policy.nullable().describe('null where each input tells its own') }),
})
export type StartRecord = z.infer<typeof StartRecord>

/** One phone: its report without what the start record says for all. Where there is no start record it says so itself. */
export const InputRecord = Report.omit({ type: true, schemaVersion: true, tool: true, run: true }).extend({
  type: z.literal('input'),
  input: z.string().describe('The input as it was named'),
  policy: run.shape.policy,
  start: StartRecord.omit({ type: true }).optional().describe('Only in a stream without a start record'),
})
export type InputRecord = z.infer<typeof InputRecord>

/** An input of which nothing could be audited. */
export const ErrorRecord = z.strictObject({
  type: z.literal('error'),
  input: z.string().describe('The input as it was named'),
  problem: Problem,
})
export type ErrorRecord = z.infer<typeof ErrorRecord>

/** The last line of a stream; one that lacks it is not whole. */
export const EndRecord = z.strictObject({
  type: z.literal('end'),
  finishedAt: run.shape.finishedAt,
  complete: z.boolean().describe('Every input was read, and wholly'),
  stats: z.strictObject({
    inputs: n,
    inputsFailed: n,
    packages: n,
    lenders: n,
    byVerdict: z.record(z.enum(runVerdicts), n),
    bySeverity: z.record(z.enum(severities), n),
    suppressed: n,
    unchanged: n,
  }),
  exit,
})
export type EndRecord = z.infer<typeof EndRecord>

/** One line of NDJSON. */
export const FleetRecord = z.discriminatedUnion('type', [StartRecord, InputRecord, ErrorRecord, EndRecord])
export type FleetRecord = z.infer<typeof FleetRecord>
