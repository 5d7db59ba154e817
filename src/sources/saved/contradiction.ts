import * as Exit from '../../model/exit.ts'
import type { Heading } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'
import { isLender } from '../../model/rules/lender.ts'
import { severities } from '../../model/vocabulary.ts'

/** Whether a report says that all is well beside what it found, or counts otherwise than it tells: no run ends so. */
export function contradictsItself(
  { verdict, complete, findings = [], apps = [], stats, exit }: Partial<Report>,
  run: Heading['run'] | undefined,
): boolean {
  const counted = severities.map((severity) => findings.filter((finding) => finding.severity === severity).length)
  const isMiscounted = stats && verdict && severities.some((severity, at) => stats.bySeverity[severity] !== counted[at])
  const isFound = findings.some(({ severity }) => severity !== 'note')
  const isRead = apps.some(({ lender, contacts }) => isLender(lender.class) && contacts.effective === 'readable')
  const fails = findings.some((finding) => finding.fails) && !run?.options?.exitZero
  return (
    isMiscounted || (verdict === 'clear' && (isFound || isRead || !complete)) || (fails && exit?.code === Exit.clean)
  )
}
