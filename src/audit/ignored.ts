import type { AuditedFinding } from '../model/audit.ts'
import type { Ignore } from '../model/ignore.ts'
import { statusOf } from '../model/status.ts'
import type { AuditOptions } from './options.ts'

/** A finding of which nobody has decided anything yet. */
export type Undecided = Omit<AuditedFinding, 'suppressed' | 'baseline' | 'status' | 'fails'>

/** What somebody has decided about a finding: accepted for a time, or known from an earlier run. */
export function decide(
  finding: Undecided,
  {
    ignores = [],
    onIgnored,
    baseline,
    failOn,
    now,
  }: Pick<AuditOptions, 'ignores' | 'onIgnored' | 'baseline' | 'failOn' | 'now'>,
): AuditedFinding {
  const today = now().slice(0, 10)
  const entries = ignores.filter((entry, at) => {
    const isMatch = matches(entry, finding)
    if (isMatch) onIgnored?.(at)
    return isMatch
  })
  const entry = entries.find(({ expires }) => expires >= today)
  const [expired] = entry ? [] : entries
  const decided = {
    ...finding,
    suppressed: entry ? { reason: entry.reason, expires: entry.expires, by: entry.by ?? null } : null,
    baseline: baseline ? (baseline.has(finding.fingerprint) ? ('unchanged' as const) : ('new' as const)) : null,
    notes: expired ? [{ id: 'expired', params: { date: expired.expires } }, ...finding.notes] : finding.notes,
  }
  return { ...decided, ...statusOf(decided, failOn) }
}

function matches(entry: Ignore, { ruleId, package: name, permission }: Undecided): boolean {
  if (entry.rule !== ruleId) return false
  if (entry.permission !== undefined && entry.permission !== permission) return false
  return entry.package.endsWith('.*') ? name.startsWith(entry.package.slice(0, -1)) : name === entry.package
}
