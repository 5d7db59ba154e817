import type { Classifier } from '../classify/index.ts'
import type { Knowable } from '../model/report/finding.ts'
import type { Ignore } from '../model/report/ignore.ts'
import type { Policy, Severity } from '../model/vocabulary.ts'

export interface AuditOptions {
  /** Lowest severity that makes the exit code 1; `any` is `note`. */
  failOn: Severity | 'any' | 'never'
  minSeverity: Severity
  /** Android users to include; all, if absent. */
  userId?: number
  allApps: boolean
  /**
   * Is told what was skipped without being understood, by kind and word. Then every record is read in full, so that all
   * is counted; the findings are the same.
   */
  onSkipped?: (counts: Record<string, number>) => void
  /** Id of the rules to compare with; absent: those of the country of the phone, or else the usual ones. */
  regime?: string
  /** `release` looks at what an app under test declares. Absent: `release` for APKs alone, `borrower` otherwise. */
  policy?: Policy
  /** Apps to take for lenders, whatever the catalogue says; `all` is every app. */
  assumeLender?: string[] | 'all'
  /** Ids of the checks to apply; all, if absent. A run that leaves some out is never clear. */
  onlyRules?: string[]
  skipRules?: string[]
  /** What somebody has looked at and accepted. The findings stay in the report and do not fail it. */
  ignores?: Ignore[]
  /** Is told the index of each entry that matched a finding, expired or not. */
  onIgnored?: (at: number) => void
  /** An entry that matches nothing is wrong usage. */
  strictIgnores?: boolean
  /** Whether a finding is known. Then it stays in the report and does not fail it. */
  baseline?: (finding: Knowable) => boolean
  exitZero: boolean
  allowPartial: boolean
  /** Made from the same rules; absent: one is made. */
  classify?: Classifier
  version: string
  /** Stamps the run: RFC 3339 with offset. */
  now: () => string
}

/** What an audit is asked for where nothing else is said. */
export const auditDefaults = {
  failOn: 'high',
  minSeverity: 'low',
  allApps: false,
  exitZero: false,
  allowPartial: false,
} as const satisfies Partial<AuditOptions>

/** What loan apps are compared with where neither a person nor a country says. */
export const USUAL_REGIME = 'play'

/** The options that decide what counts, and not what is read. */
export type Judgement = Pick<
  AuditOptions,
  'failOn' | 'minSeverity' | 'regime' | 'policy' | 'ignores' | 'strictIgnores' | 'baseline'
>
