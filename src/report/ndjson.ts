import type { Report } from '../model/report/report.ts'
import { jsonLine } from './escape.ts'
import { inputName } from './input.ts'
import { endRecord, recordOf, tallyOf } from './records.ts'

/** A record a line: what ran, then one for each input, then the totals. Without the last, the stream was cut. */
export function ndjson(report: Report): string {
  const { schemaVersion, tool, run, exit } = report
  const record = recordOf(inputName(report), report)
  return [{ type: 'start', schemaVersion, tool, run }, record, endRecord(tallyOf(record), exit)].map(jsonLine).join('')
}
