import type { Guidance, RuleSet } from '../model/rule.ts'
import type { Language, Severity } from '../model/vocabulary.ts'

/** The rules without the words for people, which are a file of their own. */
export type Rules = Omit<RuleSet, 'guidance'>

export type Policy = 'borrower' | 'release'

export interface AuditOptions {
  lang: Language
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
  regime: string
  /** `release` looks at what an app under test declares. Absent: `release` for APKs alone, `borrower` otherwise. */
  policy?: Policy
  exitZero: boolean
  allowPartial: boolean
  version: string
  /** Stamps the run: RFC 3339 with offset. */
  now: () => string
}

export interface AuditRules extends Rules {
  guidance: Guidance
}
