import { hasOptions } from '#platform/options.ts'
import type { AuditedFinding } from '../model/report/audit.ts'
import type { Ignore } from '../model/report/ignore.ts'
import { isAtLeast } from '../model/vocabulary.ts'
import type { AuditOptions } from './options.ts'

/** A finding of which nobody has decided anything yet. */
export type Undecided = Omit<AuditedFinding, 'suppressed' | 'baseline' | 'status' | 'fails'>

type Decisions = Pick<AuditOptions, 'ignores' | 'strictIgnores' | 'onIgnored' | 'baseline' | 'failOn' | 'now'>

/** What somebody has decided about findings; `unmatched`: an entry is of none of them, and must be of one. */
export function decideAll(
  findings: Undecided[],
  options: Decisions,
): { findings: AuditedFinding[]; unmatched: boolean } {
  const matched = new Set<number>()
  const onIgnored = (at: number) => {
    matched.add(at)
    options.onIgnored?.(at)
  }
  const decided = findings.map((finding) => decide(finding, { ...options, onIgnored }))
  const { strictIgnores = false, ignores = [] } = options
  return { findings: decided, unmatched: strictIgnores && ignores.some((_, at) => !matched.has(at)) }
}

/** Accepted for a time, or known from an earlier run. */
function decide(finding: Undecided, { ignores = [], onIgnored, baseline, failOn, now }: Decisions): AuditedFinding {
  const today = now().slice(0, 10)
  const entries = ignores.filter((entry, at) => {
    const isMatch = hasOptions && matches(entry, finding)
    if (isMatch) onIgnored?.(at)
    return isMatch
  })
  const entry = entries.find(({ expires }) => expires >= today)
  const [expired] = entry ? [] : entries
  const decided = {
    ...finding,
    suppressed: entry ? { reason: entry.reason, expires: entry.expires, by: entry.by ?? null } : null,
    baseline: baseline ? (baseline(finding) ? ('unchanged' as const) : ('new' as const)) : null,
    notes: expired ? [{ id: 'expired', params: { date: expired.expires } }, ...finding.notes] : finding.notes,
  }
  return { ...decided, ...statusOf(decided, failOn) }
}

/** What was decided of a finding, and whether it fails a run that was asked to fail at `failOn`. */
export function statusOf(
  { suppressed, baseline, severity }: Pick<AuditedFinding, 'suppressed' | 'baseline' | 'severity'>,
  failOn: Decisions['failOn'],
): Pick<AuditedFinding, 'status' | 'fails'> {
  const status = suppressed ? 'accepted' : baseline === 'unchanged' ? 'known' : 'open'
  const isSevere = failOn !== 'never' && (failOn === 'any' || isAtLeast(severity, failOn))
  return { status, fails: status === 'open' && isSevere }
}

function matches(entry: Ignore, { ruleId, package: name, permission }: Undecided): boolean {
  if (entry.rule !== ruleId) return false
  if (entry.permission !== undefined && entry.permission !== permission) return false
  return entry.package.endsWith('.*') ? name.startsWith(entry.package.slice(0, -1)) : name === entry.package
}
