import type { Report } from '../model/report.ts'

/** Says an entry of `rules/guidance/words.yaml` or `page.yaml` in the language of the report. */
export type Words = (key: string, params?: Record<string, string | number>) => string

/** A report, and the words of its language. */
export interface Edition {
  report: Report
  words: Words
}

export interface Style {
  color: boolean
  columns: number
  words: Words
  /** List findings that are ignored or known from the baseline, too. */
  showIgnored?: boolean
  /** Tells several SARIF files of one commit apart. */
  sarifCategory?: string
  /** The same run in the other language, for formats that hold both; absent where it is not known. */
  other?: Edition
  /** Whether the text goes to a file and not to a stream. */
  toFile?: boolean
}
