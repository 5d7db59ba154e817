import type { AuditedApp, AuditedFinding } from '../model/report/audit.ts'
import type { Report } from '../model/report/report.ts'
import { isLender } from '../model/rules/lender.ts'
import { severities } from '../model/vocabulary.ts'

type Counts = Pick<Report['stats'], 'lenders' | 'access' | 'bySeverity' | 'suppressed' | 'unchanged'>

/**
 * How many lenders there are, by the worst that their users can do, and findings of each kind. What is not known is
 * never counted as harmless.
 */
export function countsOf(apps: AuditedApp[], findings: AuditedFinding[]): Counts {
  const worst = new Map<string, AuditedApp>()
  for (const one of apps.filter(({ lender }) => isLender(lender.class))) {
    const known = worst.get(one.package)
    if (known === undefined || rank(one) < rank(known)) worst.set(one.package, one)
  }
  const lenders = [...worst.values()]
  const unknown = lenders.filter(({ contacts }) => contacts.effective === 'unknown').length
  const reading = lenders.filter(({ contacts }) => contacts.effective === 'readable')
  const lendersThatRead = reading.filter(({ lender }) => lender.class === 'confirmed').length
  return {
    lenders: lenders.length,
    access: {
      lendersThatRead,
      suspectsThatRead: reading.length - lendersThatRead,
      lendersThatCannot: lenders.length - reading.length - unknown,
      unknown,
    },
    bySeverity: Object.fromEntries(
      severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
    ) as Counts['bySeverity'],
    suppressed: findings.filter(({ suppressed }) => suppressed !== null).length,
    unchanged: findings.filter(({ baseline }) => baseline === 'unchanged').length,
  }
}

const rank = ({ contacts: { effective } }: AuditedApp) =>
  effective === 'readable' ? 0 : effective === 'unknown' ? 1 : 2
