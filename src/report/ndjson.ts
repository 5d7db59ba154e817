import type { EndRecord, ErrorRecord, InputRecord, NdjsonRecord, StartRecord } from '../model/ndjson.ts'
import type { Report } from '../model/report.ts'
import { jsonLine } from './escape.ts'
import { inputOf } from './place.ts'

/** A record a line: what ran, then one for each input, then the totals. Without the last, the stream was cut. */
export function ndjson(report: Report): string {
  const records: NdjsonRecord[] = [startRecord(report), inputRecord(report), endRecord([report], report.exit)]
  return records.map(jsonLine).join('')
}

export const startRecord = ({ schemaVersion, tool, run }: Report): StartRecord => ({
  type: 'start',
  schemaVersion,
  tool,
  run,
})

/** The report of an input, or why nothing of it could be audited. */
export function inputRecord(report: Report): InputRecord | ErrorRecord {
  const { schemaVersion: _version, type: _type, tool: _tool, run: _run, ...rest } = report
  const input = inputOf(report)
  const [problem] = report.problems.filter(({ severity }) => severity === 'error')
  return report.exit.reasons.includes('nothing-audited') && problem !== undefined
    ? { type: 'error', input, problem, problems: report.problems, exit: report.exit }
    : { type: 'input', input, ...rest }
}

export function endRecord(reports: Report[], exit: Report['exit']): EndRecord {
  const sum = (of: (report: Report) => number) => reports.reduce((total, report) => total + of(report), 0)
  const found = (severity: keyof Report['stats']['bySeverity']) => sum(({ stats }) => stats.bySeverity[severity])
  return {
    type: 'end',
    stats: {
      inputs: reports.length,
      inputsFailed: reports.filter(({ exit: { reasons } }) => reasons.includes('nothing-audited')).length,
      packages: sum(({ stats }) => stats.packages),
      lenders: sum(({ stats }) => stats.lenders),
      bySeverity: {
        critical: found('critical'),
        high: found('high'),
        medium: found('medium'),
        low: found('low'),
        note: found('note'),
      },
      suppressed: sum(({ findings }) => findings.filter(({ suppressed }) => suppressed !== null).length),
    },
    exit,
  }
}
