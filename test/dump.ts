import type { Audit, Dump, Report } from '../src/internal.ts'
import { audit, type ReportOptions } from './built.ts'
import { guidance, options, rules } from './daicha.ts'

export type Texts = Record<string, string | Uint8Array>

/** A text as a source hands it out, that somebody named. */
export const dumpOf = (path: string, text: string | Uint8Array, change: Partial<Dump> = {}): Dump => ({
  path,
  optional: false,
  chunks: () => [Buffer.from(text)],
  seal: () => ({ bytes: text.length, sha256: '0'.repeat(64) }),
  failure: () => undefined,
  ...change,
})

export const dumpsOf = (texts: Texts, change: Partial<Dump> = {}): Dump[] =>
  Object.entries(texts).map(([path, text]) => dumpOf(path, text, change))

/** A folder that holds a `package.txt`, and other files that nobody named. */
export const folderOf = (texts: Texts): Dump[] =>
  Object.entries(texts).map(([path, text]) => dumpOf(path, text, { optional: path !== 'package.txt' }))

/** The report on dumps of one phone, with the catalogue of the tests. */
export const reportOf = (dumps: Dump[], change: Partial<ReportOptions> = {}): Promise<Report> =>
  audit(dumps, { ...rules, guidance }, { ...options, ...change })

export const codes = ({ problems }: Pick<Audit, 'problems'>) => problems.map(({ code }) => code)
