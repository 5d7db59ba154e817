import type { AuditedFinding } from '../model/report/audit.ts'
import type { CheckRule } from '../model/rules/rule.ts'
import type { RunVerdict } from '../model/vocabulary.ts'

/**
 * `act` and `check` stand on findings that count; `clear` needs proof that everything was seen, that every rule was
 * applied to every user, and that nothing was found: what is ignored, known from before or judged more mildly by rules
 * of a user was found.
 */
export function runVerdict(
  findings: AuditedFinding[],
  checks: CheckRule[],
  complete: boolean,
  { narrowed, oneUser = false, milder }: { narrowed: boolean; oneUser?: boolean; milder: boolean },
): RunVerdict {
  const counts = ({ severity }: AuditedFinding) => severity !== 'note'
  const grave = checks.filter((check) => check.verdict === 'act').map(({ id }) => id)
  const open = findings.filter(({ status }) => status === 'open')
  if (open.some(({ ruleId }) => grave.includes(ruleId))) return 'act'
  if (open.some(counts)) return 'check'
  if (!complete || narrowed || oneUser) return 'incomplete'
  return milder || findings.some(counts) ? 'check' : 'clear'
}
