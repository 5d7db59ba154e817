import type { Say } from '../words.ts'
import type { Letter } from './letter.ts'
import type { Report } from './report.ts'
import type { ReportedApp } from './reported-app.ts'

/** A report, and the words of its language. */
export interface Edition {
  report: Report
  words: Say
  /** The letter about one of its apps, for a page; without it there is none. */
  draft?: (app: ReportedApp) => Letter
}

/** That of the person first. */
export type Editions = [Edition, ...Edition[]]
