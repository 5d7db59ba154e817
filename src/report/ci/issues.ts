import type { Problem, Report } from '../../model/report/report.ts'
import type { Severity } from '../../model/vocabulary.ts'
import { leftOut } from '../left-out.ts'
import { type Place, placeOf, placeOfFinding, placeOfProblem } from '../place.ts'
import type { Words } from '../style.ts'

export interface Issue {
  check: string
  /** The same as long as it is the same issue. */
  id: string
  severity: Severity | Problem['severity'] | 'info'
  /** What it is, then what to do. */
  lines: string[]
  place: Place
  column?: number | undefined
}

/** Open findings, what could not be read, and what was left out on request. */
export const issuesOf = (report: Report, words: Words): Issue[] => [
  ...report.findings
    .filter(({ status }) => status === 'open')
    .map((finding) => ({
      check: finding.ruleId,
      id: finding.fingerprint,
      severity: finding.severity,
      lines: [words('join.beside', { text: finding.message.text, beside: finding.package })],
      place: placeOfFinding(finding, report),
      column: finding.evidence[0]?.column,
    })),
  ...report.problems.map((problem) => ({
    check: problem.code,
    id: `${problem.code}:${problem.line}`,
    severity: problem.severity,
    lines: [problem.message, ...problem.remedy],
    place: placeOfProblem(problem, report),
  })),
  ...leftOut(report, words).map((line, at) => ({
    check: 'left-out',
    id: `left-out:${at}`,
    severity: 'info' as const,
    lines: [line],
    place: placeOf(report.sources[0]?.path ?? '-', null),
  })),
]
