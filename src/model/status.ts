import type { Finding, Report, SavedFinding, WithStatus } from './report.ts'
import { compareSeverity } from './vocabulary.ts'

/** The finding with its status and whether it fails the run; what it says of these itself is kept. */
export function withStatus(finding: SavedFinding, failOn: Report['run']['failOn']): Finding {
  const { suppressed, baseline, severity } = finding
  const status = finding.status ?? (suppressed ? 'accepted' : baseline === 'unchanged' ? 'known' : 'open')
  const isSevere = failOn !== 'never' && (failOn === 'any' || compareSeverity(severity, failOn) <= 0)
  return { ...finding, status, fails: finding.fails ?? (status === 'open' && isSevere) }
}

/** The same of all findings of a saved report or record. */
export const withStatuses = <T extends { findings: SavedFinding[] }>(
  saved: T,
  failOn: Report['run']['failOn'],
): WithStatus<T> => ({ ...saved, findings: saved.findings.map((finding) => withStatus(finding, failOn)) })
