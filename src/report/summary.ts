import type { Report } from '../model/report/report.ts'
import { severities } from '../model/vocabulary.ts'
import type { Words } from './style.ts'

/** Of which phone a text is, and how much of it was seen. */
export const phoneIn = ({ model, manufacturer, androidVersion }: Report['device'], packages: number, words: Words) => [
  ...[model ?? manufacturer].filter((name) => name !== null),
  ...(androidVersion === null ? [] : [words('short.android', { version: androidVersion })]),
  words(packages === 1 ? 'short.apps.one' : 'short.apps.other', { n: packages }),
]

/** How many apps were looked at, and what was found of them. */
export function countLines(
  { packages, lenders, bySeverity }: Pick<Report['stats'], 'packages' | 'lenders' | 'bySeverity'>,
  words: Words,
): string[] {
  const found = severities.filter((severity) => bySeverity[severity] > 0)
  const n = found.reduce((sum, severity) => sum + bySeverity[severity], 0)
  const counts = found.map((severity) => `${words(`severity.${severity}`)} ${bySeverity[severity]}`)
  return [
    words('line.summary', { n: packages, lenders }),
    ...(n > 0 ? [words('line.findings', { n, counts: counts.join(words('join.clause')) })] : []),
  ]
}
