import type { AuditedFinding } from '../model/report/audit.ts'
import type { Report } from '../model/report/report.ts'
import { severities } from '../model/vocabulary.ts'

/** How many findings there are of each kind. */
export const countsOf = (
  findings: AuditedFinding[],
): Pick<Report['stats'], 'bySeverity' | 'suppressed' | 'unchanged'> => ({
  bySeverity: Object.fromEntries(
    severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
  ) as Report['stats']['bySeverity'],
  suppressed: findings.filter(({ suppressed }) => suppressed !== null).length,
  unchanged: findings.filter(({ baseline }) => baseline === 'unchanged').length,
})
