import type { Finding } from '../model/report/finding.ts'
import type { Report } from '../model/report/report.ts'
import { isAtLeast } from '../model/vocabulary.ts'

type Decided = Pick<Finding, 'suppressed' | 'baseline' | 'severity'>

/** What was decided of a finding, and whether it fails a run that was asked to fail at `failOn`. */
export function statusOf(
  { suppressed, baseline, severity }: Decided,
  failOn: Report['run']['failOn'],
): Pick<Finding, 'status' | 'fails'> {
  const status = suppressed ? 'accepted' : baseline === 'unchanged' ? 'known' : 'open'
  const isSevere = failOn !== 'never' && (failOn === 'any' || isAtLeast(severity, failOn))
  return { status, fails: status === 'open' && isSevere }
}
