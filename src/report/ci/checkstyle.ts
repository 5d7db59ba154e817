import type { Report } from '../../model/report/report.ts'
import { placeOf } from '../place.ts'
import type { Style } from '../style.ts'
import { type Issue, issuesOf } from './issues.ts'
import { LEVELS } from './levels.ts'
import { element, xmlDocument } from './xml.ts'

/** Checkstyle XML: a file for each file that was read, and what was found in it. */
export function checkstyle(report: Report, { words }: Style): string {
  const issues = issuesOf(report, words)
  const files = new Set([
    ...report.sources.map(({ path }) => placeOf(path, null).file),
    ...issues.map(({ place }) => place.file),
  ])
  return xmlDocument(
    element(
      'checkstyle',
      { version: '4.3' },
      [...files].map((name) => element('file', { name }, issues.filter(({ place }) => place.file === name).map(error))),
    ),
  )
}

const error = ({ check, severity, lines, place, column }: Issue) =>
  element('error', {
    line: place.line,
    column: place.inside === undefined ? column : undefined,
    severity: LEVELS[severity].checkstyle,
    message: lines.join('\n'),
    source: `daicha.${check}`,
  })
