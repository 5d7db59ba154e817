import type { Editions } from '../model/report/edition.ts'
import type { Say } from '../model/words.ts'

/** Says an entry of `rules/guidance/words.yaml` or `page.yaml` in the language of the report. */
export type Words = Say

export interface Style {
  color: boolean
  columns: number
  words: Words
  /** List findings that are ignored or known from the baseline, too. */
  showIgnored?: boolean
  /** Tells several SARIF files of one commit apart. */
  sarifCategory?: string | undefined
  /** The run in all its languages, for formats that hold them; absent where there is one. */
  editions?: Editions
  /** Everything in the text, and not the answer alone. */
  full?: boolean
  /** Files that the run wrote, as they were named; an empty list where somebody else tells of all files. */
  saved?: string[]
  /** Whether the text goes to a file and not to a stream. */
  toFile?: boolean
}
