import { BASELINE, PAGE, TABLE, wholeReport } from '../model/report/own-files.ts'
import type { Format } from './index.ts'

/** How each format begins and no other file does; after the badge, where it begins with the verdict in words. */
const BEGINNINGS: Record<Format | 'baseline', (head: string, badges: string[]) => boolean> = {
  text: (head, badges) => badges.some((badge) => head.startsWith(`${badge} `)),
  markdown: (head, badges) => badges.some((badge) => head.replace(/\\([[\]])/g, '$1').startsWith(`## ${badge} `)),
  json: (head) => wholeReport(head) === 'json',
  ndjson: (head) => wholeReport(head) === 'ndjson',
  html: (head) => PAGE.test(head),
  csv: (head) => TABLE.test(head),
  sarif: (head) => /^\{\s*"\$schema":[\s\S]*"driver": \{\s*"name": "daicha"/.test(head),
  junit: (head) => head.includes('<testsuites name="daicha"'),
  gitlab: (head) => /^\[\s*(\]\s*$|\{[^}]*"check_name": "daicha\/)/.test(head),
  github: (head, badges) => badges.some((badge) => head.startsWith(`daicha: ${badge} `)),
  checkstyle: (head) => head.includes('<checkstyle') && (head.includes(' source="daicha.') || !head.includes('<error')),
  baseline: (head) => BASELINE.test(head),
}

/** Whether a file that begins so is of an earlier run, or empty; `badges` are the verdicts in all languages. */
export const isOurs = (format: Format | 'baseline', head: string, badges: string[]): boolean =>
  head === '' || BEGINNINGS[format](head, badges)
