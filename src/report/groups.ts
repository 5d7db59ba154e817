import { grouped } from '../model/multimap.ts'
import { isOf, keyOf } from '../model/report/app-key.ts'
import type { Finding } from '../model/report/finding.ts'
import type { Report } from '../model/report/report.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import { isLender } from '../model/rules/lender.ts'
import { leadsFirst } from '../model/text/order.ts'

/** One app of one user with its findings: the one that leads, then the others. */
export interface Group {
  app: ReportedApp | undefined
  lead: Finding
  others: Finding[]
}

/** Findings by app and user, the apps in the order of their worst finding. */
export function groupsOf(findings: Finding[], { apps, checks }: Report): Group[] {
  const checkOf = ({ ruleId }: Finding) => checks.find(({ id }) => id === ruleId) ?? {}
  return [...grouped(findings, (one) => [keyOf(one)]).values()].flatMap((group) => {
    const [lead, ...others] = group.sort((a, b) => leadsFirst(checkOf(a), checkOf(b)))
    if (lead === undefined) return []
    return [{ app: apps.find(isOf(lead)), lead, others }]
  })
}

/** The lenders that no shown finding is about. */
export const quietLenders = ({ apps }: Report, groups: Group[]) =>
  apps.filter((app) => isLender(app.lender.class) && !groups.some((group) => group.app === app))
