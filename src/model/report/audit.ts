import type { Finding } from './finding.ts'
import type { Problem, Report, ReportedCheck } from './report.ts'
import type { ReportedApp } from './reported-app.ts'

/** A part of a report whose words are not said yet, or were said by whoever wrote it. */
type Untold<T, Words extends keyof T> = Omit<T, Words> & Partial<Pick<T, Words>>
type OnlyId<T extends { id: string }> = Untold<T, Exclude<keyof T, 'id'>>
type InCountry<T extends { id: string; country?: unknown }> = Untold<T, Exclude<keyof T, 'id' | 'country'>>
type Each<T extends unknown[]> = T[number]

export type AuditedBasis = Untold<Each<ReportedApp['lender']['basis']>, 'text'>

/** `label` is what it is called where `labels` has nothing for a language. */
export type AuditedApp = Omit<ReportedApp, 'lender' | 'routes'> & {
  lender: Omit<ReportedApp['lender'], 'basis'> & { basis: AuditedBasis[] }
  routes: Untold<Each<ReportedApp['routes']>, 'name' | 'line'>[]
}

export type AuditedFinding = Untold<
  Omit<Finding, 'remediation' | 'notes'>,
  'label' | 'message' | 'meaning' | 'facts' | 'sources'
> & { remediation: OnlyId<Each<Finding['remediation']>>[]; notes: Untold<Each<Finding['notes']>, 'text'>[] }

/**
 * What an audit found: ids, numbers and evidence, in no language. A saved report is one as well, and what it says in
 * words is heard only where the rules do not know an id.
 */
export type Audit = Omit<
  Report,
  'run' | 'headline' | 'emergency' | 'doNow' | 'apps' | 'checks' | 'findings' | 'problems' | 'guidance' | 'limits'
> & {
  run: Untold<Report['run'], 'lang'>
  headline?: string
  emergency: { country: Untold<NonNullable<Report['emergency']['country']>, 'name'> | null }
  apps: AuditedApp[]
  checks: Untold<ReportedCheck, 'title' | 'meaning' | 'steps'>[]
  findings: AuditedFinding[]
  problems: Untold<Problem, 'message' | 'remedy'>[]
  guidance: {
    statements: InCountry<Each<Report['guidance']['statements']>>[]
    law: InCountry<Each<Report['guidance']['law']>>[]
    references: OnlyId<Each<Report['guidance']['references']>>[]
  }
  limits: OnlyId<Each<Report['limits']>>[]
}
