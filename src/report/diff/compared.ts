import type { Diff } from '../../model/report/diff.ts'
import type { Report } from '../../model/report/report.ts'

/** What changed, and the reports of both states, which SARIF is made of. */
export interface Compared {
  diff: Diff
  old: Report
  now: Report
}
