import type { Finding } from '../model/report/finding.ts'
import { hasEnded } from '../model/report/outcome.ts'
import type { Report } from '../model/report/report.ts'
import { isAtLeast } from '../model/vocabulary.ts'
import type { Words } from './style.ts'

/** Nothing below `--min-severity`. */
const severeFindings = ({ findings, run }: Report) =>
  findings.filter(({ severity }) => isAtLeast(severity, run.minSeverity))

/** What formats for people show: not what somebody accepts or knew before, unless that is asked for. */
export const shownFindings = (report: Report, showIgnored = false) =>
  severeFindings(report).filter(({ status }) => showIgnored || status === 'open')

/** That findings are not shown because they are of lower severity. Notes are told in words of their own. */
function lesserLines({ findings, run }: Report, words: Words): string[] {
  const lesser = findings.filter(({ severity }) => severity !== 'note' && !isAtLeast(severity, run.minSeverity)).length
  return lesser > 0 ? [words('line.hidden', { n: lesser })] : []
}

/** That findings are not shown because somebody accepts them, or knew them before. */
function ignoredLines(report: Report, words: Words, showIgnored = false): string[] {
  const ignored = severeFindings(report).length - shownFindings(report, showIgnored).length
  return ignored > 0 ? [words('line.notListed', { n: ignored })] : []
}

/** What formats for people do not show, in words. */
export const hiddenLines = (report: Report, words: Words, showIgnored = false): string[] => [
  ...lesserLines(report, words),
  ...ignoredLines(report, words, showIgnored),
]

/** That somebody accepts a finding, or that it was there before. */
export const decisionLines = ({ suppressed, baseline }: Finding, words: Words): string[] => [
  ...(suppressed ? [words('line.ignored', { date: suppressed.expires, reason: suppressed.reason })] : []),
  ...(baseline === 'unchanged' ? [words('line.known')] : []),
]

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
