import type { Finding, Report } from '../model/report.ts'
import { compareSeverity } from '../model/vocabulary.ts'
import type { AuditOptions } from './options.ts'

/**
 * The exit code of a run, from the report alone. A failing finding is never hidden by a broken neighbour, and a broken
 * input never by an otherwise clean run.
 */
export function exitOf(
  { findings, complete, audited }: { findings: Finding[]; complete: boolean; audited: boolean },
  { failOn, exitZero, allowPartial }: Pick<AuditOptions, 'failOn' | 'exitZero' | 'allowPartial'>,
): Report['exit'] {
  const failing = findings.some(
    ({ severity }) => failOn !== 'never' && (failOn === 'any' || compareSeverity(severity, failOn) <= 0),
  )
  const reasons = [
    ...(failing ? [`finding-at-or-above-${failOn}`] : []),
    ...(!audited ? ['nothing-audited'] : []),
    ...(complete ? [] : ['incomplete']),
  ]
  const code = failing && !exitZero ? 1 : !audited ? 3 : !complete && !allowPartial ? 5 : 0
  return { code, reasons }
}
