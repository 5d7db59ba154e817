import type { Audit, AuditedFinding } from '../model/report/audit.ts'
import type { Rules } from '../model/rules/rule.ts'
import { namedByFile } from '../parse/apk/unnamed.ts'
import { countsOf } from './counts.ts'
import { runVerdict } from './verdict.ts'

/**
 * What an audit of a whole phone says of one app, to be shown to others: no other app that was looked at is named. The
 * verdict speaks of this app and is never `clear`; how the run ended, and how whole it was, stays that of the whole.
 * Undefined where the audit holds nothing on the app.
 */
export function extractOf(
  { headline: _, ...audit }: Audit,
  name: string,
  { checks }: Pick<Rules, 'checks'>,
): Audit | undefined {
  const apps = audit.apps.filter((app) => app.package === name)
  if (apps.length === 0) return undefined
  const findings = audit.findings.filter((finding) => finding.package === name)
  const others = new Set(audit.apps.map((app) => app.package).filter((other) => other !== name))
  const isOfOther = (path: string | null) => others.has(namedByFile(path ?? '') ?? '')
  const { options } = audit.run
  return {
    ...audit,
    run: {
      ...audit.run,
      options: {
        ...options,
        app: name,
        assumedLenders: options.assumedLenders.filter((one) => one === name || one === 'all'),
      },
    },
    verdict: runVerdict(findings, checks, audit.complete, { narrowed: true, milder: false }),
    apps,
    findings,
    sources: audit.sources.filter(({ path }) => !isOfOther(path)),
    problems: audit.problems.filter(({ path, params }) => !isOfOther(path) && !namesOne(params, others)),
    guidance: {
      ...audit.guidance,
      statements: audit.guidance.statements.filter((one) => isAbout(one, findings, audit.findings)),
      law: audit.guidance.law.filter((one) => isAbout(one, findings, audit.findings)),
    },
    omitted: { ...audit.omitted, otherApps: Math.max(0, audit.stats.packages - 1) },
    stats: { ...audit.stats, ...countsOf(apps, findings) },
  }
}

const namesOne = (params: Record<string, string | number>, others: Set<string>) =>
  Object.values(params).some((value) =>
    String(value)
      .split(', ')
      .some((word) => others.has(word)),
  )

/** Whether what the guide or the law says is said of one of `findings`, or of no finding at all. */
function isAbout(
  { id, country }: { id: string; country?: string | null },
  findings: AuditedFinding[],
  all: AuditedFinding[],
): boolean {
  const tells = (finding: AuditedFinding) => finding.country === country && finding.explain.includes(id)
  return findings.some(tells) || (!all.some(tells) && findings.some((finding) => finding.country === country))
}
