/** Says an entry of `rules/guidance/words.yaml` in the language of the report. */
export type Words = (key: string, params?: Record<string, string | number>) => string

export interface Style {
  color: boolean
  columns: number
  words: Words
  /** List findings that are ignored or known from the baseline, too. */
  showIgnored?: boolean
  /** Tells several SARIF files of one commit apart. */
  sarifCategory?: string
}
