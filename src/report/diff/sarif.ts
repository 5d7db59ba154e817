import { keyOf } from '../../model/report/app-key.ts'
import type { Diff } from '../../model/report/diff.ts'
import type { Finding } from '../../model/report/finding.ts'
import type { Report } from '../../model/report/report.ts'
import { sarif as sarifOf } from '../ci/sarif.ts'
import type { Style } from '../style.ts'

/** What changed, and the reports of both states. */
export interface Compared {
  diff: Diff
  old: Report
  now: Report
}

/**
 * The findings of the new state, and of the old one those that are gone, each with how it stands to the other. `absent`
 * closes an alert, so that it needs proof: what the new state did not see stays as it was.
 */
export function sarif({ diff, old, now }: Compared, style: Style): string {
  const before = new Map(old.findings.map((finding) => [finding.fingerprint, finding]))
  const after = new Set(now.findings.map(({ fingerprint }) => fingerprint))
  const gone = old.findings.filter(({ fingerprint }) => !after.has(fingerprint))
  const open = new Set(diff.changes.filter(({ direction }) => direction === 'open').map(keyOf))
  const isProved = (finding: Finding) => now.complete && !open.has(keyOf(finding))
  const changed = new Set(diff.changes.map(keyOf))
  const report: Report = {
    ...now,
    exit: diff.exit,
    sources: [...now.sources, ...old.sources.filter((one) => now.sources.every(({ path }) => path !== one.path))],
    checks: [...now.checks, ...old.checks.filter((one) => now.checks.every(({ id }) => id !== one.id))],
    findings: [...now.findings, ...gone].map((finding) => ({ ...finding, baseline: null })),
  }
  return sarifOf(report, style, {
    notes: diff.notCompared.map(({ text }) => text),
    stateOf(finding) {
      const then = before.get(finding.fingerprint)
      if (!after.has(finding.fingerprint)) return isProved(finding) ? 'absent' : 'unchanged'
      if (then === undefined) return 'new'
      return then.severity !== finding.severity || changed.has(keyOf(finding)) ? 'updated' : 'unchanged'
    },
  })
}
