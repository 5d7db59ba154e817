import { hasEnded } from '../model/outcome.ts'
import type { Report } from '../model/report.ts'
import type { Words } from './style.ts'

/** What a report leaves out on request, in words: without it a list that is empty would say that all is well. */
export function leftOut(report: Report, words: Words): string[] {
  const { stats, findings } = report
  const decided = findings.some(({ status }) => status !== 'open')
  return [
    ...passedOver(report, words),
    ...(decided ? [words('batch.ignored', { n: stats.suppressed, known: stats.unchanged })] : []),
  ]
}

/** Where the headline names what is found, it has no word on what was not looked for. */
export const besideHeadline = (report: Report, words: Words) =>
  report.verdict === 'act' ? passedOver(report, words) : []

const passedOver = ({ exit, run }: Report, words: Words): string[] => [
  ...(hasEnded(exit, 'narrowed') ? [words('headline.narrowed')] : []),
  ...(hasEnded(exit, 'oneUser') ? [words('headline.oneUser', { user: run.options.user })] : []),
]
