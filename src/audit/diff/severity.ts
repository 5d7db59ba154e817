import type { AuditedApp } from '../../model/report/audit.ts'
import type { Rules } from '../../model/rules/rule.ts'
import { type Severity, worstOf } from '../../model/vocabulary.ts'
import { capped, hasRead, raises } from '../checks.ts'

/** How bad it is what an app can do with contacts: that of the check which objects to it. */
export function severityOfState({ contacts, lender }: AuditedApp, { checks }: Rules): Severity {
  const found = checks.flatMap((check) =>
    check.on === 'verdict' &&
    check.status === 'active' &&
    check.policy !== 'release' &&
    check.lender.includes(lender.class) &&
    check.when.includes(contacts.verdict) &&
    (!check.recorded || hasRead(contacts))
      ? [raises(contacts, lender.kind) ? (check.raised ?? check.severity) : check.severity]
      : [],
  )
  return worstOf(found) ?? 'note'
}

/** The same of a route that it has. */
export const severityOfRoute = (severity: Severity, app: AuditedApp, { checks }: Rules): Severity =>
  checks.some((check) => check.on === 'routes' && check.lender.includes(app.lender.class))
    ? capped(severity, app)
    : 'note'

/** How bad it is that an app is there: for contacts, and for the other ways that it has. */
export const severityOfApp = (app: AuditedApp, rules: Rules): Severity =>
  worstOf([severityOfState(app, rules), ...app.routes.map(({ severity }) => severityOfRoute(severity, app, rules))]) ??
  'note'
