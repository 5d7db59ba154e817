import { hasEnded } from '../model/outcome.ts'
import type { Report } from '../model/report.ts'
import type { Words } from './style.ts'

/** What a report leaves out on request, in words: without it a list that is empty would say that all is well. */
export function leftOut({ exit, run, stats, findings }: Report, words: Words): string[] {
  const decided = findings.some(({ status }) => status !== 'open')
  return [
    ...(hasEnded(exit, 'narrowed') ? [words('headline.narrowed')] : []),
    ...(hasEnded(exit, 'oneUser') ? [words('headline.oneUser', { user: run.options.user })] : []),
    ...(decided ? [words('batch.ignored', { n: stats.suppressed, known: stats.unchanged })] : []),
  ]
}
