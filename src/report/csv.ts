import { isOf } from '../model/report/app-key.ts'
import type { Finding } from '../model/report/finding.ts'
import type { ErrorRecord, InputRecord } from '../model/report/ndjson.ts'
import { hasEnded, reasonOf } from '../model/report/outcome.ts'
import type { Report } from '../model/report/report.ts'
import { ownUse } from '../model/report/uses.ts'
import { inputName } from './input.ts'
import type { Style } from './style.ts'

type Cell = string | number | boolean | null | undefined

/** What was audited, by name, and what came of it. */
type Audited = Pick<Report, 'verdict' | 'complete' | 'apps' | 'findings' | 'problems' | 'exit'> & { input: string }

/** The columns, in their order; `finding` is one row. */
const COLUMNS: Record<string, (finding: Finding, audited: Audited) => Cell> = {
  input: (_finding, { input }) => input,
  verdict: (_finding, { verdict }) => verdict,
  severity: ({ severity }) => severity,
  rule: ({ ruleId }) => ruleId,
  confidence: ({ confidence }) => confidence,
  package: (finding) => finding.package,
  label: ({ label }) => label,
  user: ({ user }) => user,
  permission: ({ permission }) => permission,
  state: (finding, audited) => appOf(finding, audited)?.contacts.verdict,
  effective: (finding, audited) => appOf(finding, audited)?.contacts.effective,
  last_access: (finding, audited) => ownUse(appOf(finding, audited)?.contacts.lastAccess ?? null)?.time,
  first_install: (finding, audited) => appOf(finding, audited)?.firstInstall,
  installer: (finding, audited) => appOf(finding, audited)?.installer,
  version_name: (finding, audited) => appOf(finding, audited)?.versionName,
  evidence_file: ({ evidence: [first] }) => first?.path,
  evidence_line: ({ evidence: [first] }) => first?.line,
  fingerprint: ({ fingerprint }) => fingerprint,
  baseline: ({ baseline }) => baseline,
  suppressed_reason: ({ suppressed }) => suppressed?.reason,
  status: ({ status }) => status,
  fails: ({ fails }) => fails,
}

const appOf = (finding: Finding, { apps }: Audited) => apps.find(isOf(finding))

/**
 * One row a finding, and one for whatever was not seen, as RFC 4180 has it; where there is neither, one that says what
 * was audited, so that no phone is lost among many. Keys and values are never translated. A file begins with a
 * byte-order mark, by which spreadsheets know UTF-8; a stream does not.
 */
export const csv = (report: Report, { toFile = false }: Pick<Style, 'toFile'>): string =>
  csvHead(toFile) + rowsOf({ ...report, input: inputName(report) })

export const csvHead = (toFile: boolean) => `${toFile ? '\ufeff' : ''}${line(Object.keys(COLUMNS))}`

/** The rows of one input of many; one that could not be audited has a row of its own, with the code of its problem. */
export const csvRows = (record: InputRecord | ErrorRecord): string =>
  record.type === 'input'
    ? rowsOf(record)
    : rowOf({ input: record.input, verdict: 'error', severity: 'error', rule: record.problem.code })

const rowsOf = (audited: Audited) =>
  [
    ...audited.findings.map((finding) => line(Object.values(COLUMNS).map((cellOf) => cell(cellOf(finding, audited))))),
    ...remarksOn(audited).map((remark) => rowOf({ input: audited.input, verdict: audited.verdict, ...remark })),
  ].join('') || rowOf({ input: audited.input, verdict: audited.verdict })

/** What was not read, by the code of its problem, and what was left out on request, by the reason in `exit`. */
function remarksOn({ problems, exit, complete }: Audited): Record<string, Cell>[] {
  const errors = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, line: at }) => ({ severity: 'error', rule: code, evidence_file: path, evidence_line: at }))
  const ends = [
    ...(complete || errors.length > 0 ? [] : (['incomplete'] as const)),
    ...(['narrowed', 'oneUser', 'milder'] as const),
  ]
  return [
    ...errors,
    ...ends
      .filter((end) => hasEnded(exit, end))
      .map((end) => ({ severity: end === 'incomplete' ? 'error' : 'note', rule: reasonOf(end) })),
  ]
}

const rowOf = (cells: Record<string, Cell>) => line(Object.keys(COLUMNS).map((name) => cell(cells[name])))

const line = (cells: string[]) => `${cells.join(',')}\r\n`

/**
 * What a spreadsheet would take for a formula, also in the full-width forms that some read alike, and behind a
 * semicolon, where in half of Europe a cell begins.
 */
const FORMULA = /(^|;[\s"]*)([=+\-@\uff1d\uff0b\uff0d\uff20])/g

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value.replace(FORMULA, "$1'$2") : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
