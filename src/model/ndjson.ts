import * as z from 'zod'
import { Problem, Report } from './report.ts'
import { severities } from './vocabulary.ts'

const input = z.string().describe('The file, or the folder that holds all files of one phone')

const StartRecord = Report.pick({ schemaVersion: true, tool: true, run: true }).extend({ type: z.literal('start') })
export type StartRecord = z.infer<typeof StartRecord>

const InputRecord = Report.omit({ schemaVersion: true, tool: true, run: true }).extend({
  type: z.literal('input'),
  input,
})
export type InputRecord = z.infer<typeof InputRecord>

const ErrorRecord = z.strictObject({
  type: z.literal('error'),
  input,
  problem: Problem.describe('Why nothing of it could be audited'),
  problems: z.array(Problem),
  exit: Report.shape.exit,
})
export type ErrorRecord = z.infer<typeof ErrorRecord>

const EndRecord = z.strictObject({
  type: z.literal('end'),
  stats: z.strictObject({
    inputs: z.int().nonnegative(),
    inputsFailed: z.int().nonnegative(),
    packages: z.int().nonnegative(),
    lenders: z.int().nonnegative(),
    bySeverity: z.record(z.enum(severities), z.int().nonnegative()),
    suppressed: z.int().nonnegative(),
  }),
  exit: Report.shape.exit,
})
export type EndRecord = z.infer<typeof EndRecord>

/** A line of `-f ndjson`: `start`, then `input` or `error` for each input in order, then `end`. */
export const NdjsonRecord = z.discriminatedUnion('type', [StartRecord, InputRecord, ErrorRecord, EndRecord])
export type NdjsonRecord = z.infer<typeof NdjsonRecord>
