import type { Report } from '../../model/report.ts'
import { leftOut } from '../left-out.ts'
import { type Place, placeOf, placeOfFinding, placeOfProblem } from '../place.ts'
import type { Style } from '../style.ts'
import { LEVELS } from './levels.ts'
import { element, xmlDocument } from './xml.ts'

/** Checkstyle XML: a file for each file that was read, and what was found in it. */
export function checkstyle(report: Report, { words }: Style): string {
  const findings = report.findings
    .filter(({ status }) => status === 'open')
    .map((finding) => ({
      place: placeOfFinding(finding, report),
      column: finding.evidence[0]?.column,
      severity: LEVELS[finding.severity].checkstyle,
      message: words('join.beside', {
        text: finding.message.text,
        beside: finding.package + words('join.clause') + words('value.user', { user: finding.user }),
      }),
      source: finding.ruleId,
    }))
  const problems = report.problems.map((problem) => ({
    place: placeOfProblem(problem, report),
    column: undefined,
    severity: problem.severity,
    message: [problem.message, ...problem.remedy].join('\n'),
    source: problem.code,
  }))
  const others = leftOut(report, words).map((message) => ({
    place: placeOf(report.sources[0]?.path ?? '-', null),
    column: undefined,
    severity: 'info',
    message,
    source: 'left-out',
  }))
  const all = [...findings, ...problems, ...others]
  const files = new Set([
    ...report.sources.map(({ path }) => placeOf(path, null).file),
    ...all.map(({ place }) => place.file),
  ])
  return xmlDocument(
    element(
      'checkstyle',
      { version: '4.3' },
      [...files].map((name) => element('file', { name }, all.filter(({ place }) => place.file === name).map(error))),
    ),
  )
}

const error = ({
  place,
  column,
  severity,
  message,
  source,
}: {
  place: Place
  column: number | undefined
  severity: string
  message: string
  source: string
}) =>
  element('error', {
    line: place.line,
    column: place.inside === undefined ? column : undefined,
    severity,
    message,
    source: `daicha.${source}`,
  })
