import type { Finding, Report, ReportedApp } from '../model/report.ts'
import { compareSeverity, type Severity } from '../model/vocabulary.ts'

/** Which finding of an app leads its block: the state of contacts, then the other roads, then references. */
const LEADING = [
  'lender-reads-contacts',
  'suspected-lender-reads-contacts',
  'embedded-lender-reads-contacts',
  'lender-one-tap-from-contacts',
  'lender-declares-contacts',
  'contacts-state-unknown',
  'lender-has-other-contact-route',
  'lender-requests-contacts',
  'lender-breaks-store-policy',
]

/** One app of one user with its findings: the one that leads, then the others. */
export interface Group {
  app: ReportedApp | undefined
  lead: Finding
  others: Finding[]
}

/** What formats for people show: nothing below `--min-severity`. */
export const shownFindings = ({ findings, run }: Report) =>
  findings.filter(({ severity }) => compareSeverity(severity, run.minSeverity as Severity) <= 0)

/** Findings by app and user, the apps in the order of their worst finding. */
export function groupsOf(findings: Finding[], { apps }: Report): Group[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.package}\0${finding.user}`
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()].flatMap((group) => {
    const [lead, ...others] = group.sort((a, b) => LEADING.indexOf(a.ruleId) - LEADING.indexOf(b.ruleId))
    if (lead === undefined) return []
    const app = apps.find((candidate) => candidate.package === lead.package && candidate.user === lead.user)
    return [{ app, lead, others }]
  })
}

/** The lenders that no shown finding is about. */
export const quietLenders = ({ apps }: Report, groups: Group[]) =>
  apps.filter((app) => app.lender.class !== 'none' && !groups.some((group) => group.app === app))

/** The state of contacts for people: an app that is gone is said to be gone. */
export const stateKey = ({ presence, contacts }: ReportedApp) =>
  presence === 'absent' || presence === 'archived' ? 'absent' : contacts.verdict
