import type { Finding, Report } from '../model/report.ts'
import { visible } from './escape.ts'
import { inputName } from './input.ts'
import type { Style } from './style.ts'

type Cell = string | number | null | undefined

/** A finding, with what a run with a baseline or an ignore file adds to it. */
type Row = Finding & { baseline?: string | null; suppressed?: { reason: string } | null }

/** The columns, in their order; `finding` is one row. */
const COLUMNS: Record<string, (finding: Row, report: Report) => Cell> = {
  input: (_finding, report) => inputName(report),
  verdict: (_finding, { verdict }) => verdict,
  severity: ({ severity }) => severity,
  rule: ({ ruleId }) => ruleId,
  confidence: ({ confidence }) => confidence,
  package: (finding) => finding.package,
  label: ({ label }) => label,
  user: ({ user }) => user,
  permission: ({ permission }) => permission,
  state: (finding, report) => appOf(finding, report)?.contacts.verdict,
  effective: (finding, report) => appOf(finding, report)?.contacts.effective,
  last_access: (finding, report) => appOf(finding, report)?.contacts.lastAccess?.time,
  first_install: (finding, report) => appOf(finding, report)?.firstInstall,
  installer: (finding, report) => appOf(finding, report)?.installer,
  version_name: (finding, report) => appOf(finding, report)?.versionName,
  evidence_file: ({ evidence: [first] }) => first?.path,
  evidence_line: ({ evidence: [first] }) => first?.line,
  fingerprint: ({ fingerprint }) => fingerprint,
  baseline: ({ baseline }) => baseline,
  suppressed_reason: ({ suppressed }) => suppressed?.reason,
}

const appOf = (finding: Finding, { apps }: Report) =>
  apps.find((app) => app.package === finding.package && app.user === finding.user)

/**
 * One row a finding, as RFC 4180 has it. Keys and values are never translated. A file begins with a byte-order mark,
 * by which spreadsheets know UTF-8; a stream does not.
 */
export function csv(reports: Report[], { toFile = false }: Pick<Style, 'toFile'>): string {
  const rows = reports.flatMap((report) =>
    report.findings.map((finding) => Object.values(COLUMNS).map((cellOf) => cell(cellOf(finding, report)))),
  )
  const lines = [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.join(',')}\r\n`)
  return `${toFile ? '\ufeff' : ''}${lines.join('')}`
}

/** What a spreadsheet would take for a formula, also in the full-width forms that some read alike. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'number' ? String(value) : visible(value).replace(FORMULA, "'$&")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
