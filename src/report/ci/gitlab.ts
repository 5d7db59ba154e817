import type { Report } from '../../model/report.ts'
import { safeJson, visible } from '../escape.ts'
import { leftOut } from '../left-out.ts'
import { placeOf, placeOfFinding, placeOfProblem } from '../place.ts'
import type { Style } from '../style.ts'
import { hash } from './hash.ts'
import { LEVELS } from './levels.ts'

/**
 * GitLab code quality. What could not be read, and what was left out on request, stands among the findings: an empty
 * list means that all is well, so a run that is clear has no problem in it either.
 */
export function gitlab(report: Report, { words }: Style): string {
  const findings = report.findings
    .filter(({ status }) => status === 'open')
    .map((finding) => ({
      description: visible(
        words('join.beside', {
          text: finding.message.text,
          beside: finding.package + words('join.clause') + words('value.user', { user: finding.user }),
        }),
      ),
      check: finding.ruleId,
      id: finding.fingerprint,
      severity: LEVELS[finding.severity].gitlab,
      place: placeOfFinding(finding, report),
    }))
  const told = report.verdict === 'clear' ? [] : report.problems
  const problems = told.map((problem) => ({
    description: visible([problem.message, ...problem.remedy.slice(0, 1)].join('. ')),
    check: problem.code,
    id: `${problem.code}:${problem.line}`,
    severity: problem.severity === 'error' ? 'critical' : 'info',
    place: placeOfProblem(problem, report),
  }))
  const others = leftOut(report, words).map((line, at) => ({
    description: visible(line),
    check: 'left-out',
    id: `left-out:${at}`,
    severity: 'info',
    place: placeOf(report.sources[0]?.path ?? '-', null),
  }))
  const seen = new Map<string, number>()
  const issues = [...findings, ...problems, ...others].map(
    ({ description, check, id, severity, place: { file, line } }) => {
      const key = `${id}\0${file}`
      const times = seen.get(key) ?? 0
      seen.set(key, times + 1)
      return {
        description,
        check_name: `daicha/${check}`,
        fingerprint: hash(`${key}\0${times}`),
        severity,
        location: { path: file, lines: { begin: line } },
      }
    },
  )
  return `${safeJson(issues)}\n`
}
