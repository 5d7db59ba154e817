import type { Speaker } from '../explain/index.ts'
import type { Ignore } from '../model/ignore.ts'
import type { Finding } from '../model/report.ts'
import type { AuditOptions } from './options.ts'

/** What somebody has decided about a finding: accepted for a time, or known from an earlier run. */
export function decide(
  finding: Finding,
  { ignores = [], onIgnored, baseline, now }: Pick<AuditOptions, 'ignores' | 'onIgnored' | 'baseline' | 'now'>,
  { say }: Speaker,
): Finding {
  const today = now().slice(0, 10)
  const entries = ignores.filter((entry, at) => {
    const isMatch = matches(entry, finding)
    if (isMatch) onIgnored?.(at)
    return isMatch
  })
  const entry = entries.find(({ expires }) => expires >= today)
  const [expired] = entry ? [] : entries
  return {
    ...finding,
    suppressed: entry ? { reason: entry.reason, expires: entry.expires, by: entry.by ?? null } : null,
    baseline: baseline ? (baseline.has(finding.fingerprint) ? 'unchanged' : 'new') : null,
    notes: expired ? [say('note.expired', { date: expired.expires }), ...finding.notes] : finding.notes,
  }
}

function matches(entry: Ignore, { ruleId, package: name, permission }: Finding): boolean {
  if (entry.rule !== ruleId) return false
  if (entry.permission !== undefined && entry.permission !== permission) return false
  return entry.package.endsWith('.*') ? name.startsWith(entry.package.slice(0, -1)) : name === entry.package
}
