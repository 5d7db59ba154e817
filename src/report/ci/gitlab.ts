import type { Report } from '../../model/report/report.ts'
import { json, visible } from '../escape.ts'
import type { Style } from '../style.ts'
import { hash } from './hash.ts'
import { issuesOf } from './issues.ts'
import { LEVELS } from './levels.ts'

/**
 * GitLab code quality. What could not be read, and what was left out on request, stands among the findings: an empty
 * list means that all is well, so a run that is clear has no problem in it either.
 */
export function gitlab(report: Report, { words }: Style): string {
  const told = report.verdict === 'clear' ? { ...report, problems: [] } : report
  const seen = new Map<string, number>()
  const issues = issuesOf(told, words).map(({ check, id, severity, lines, place: { file, line } }) => {
    const key = `${id}\0${file}`
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    return {
      description: visible(lines.slice(0, 2).join('. ')),
      check_name: `daicha/${check}`,
      fingerprint: hash(`${key}\0${times}`),
      severity: LEVELS[severity].gitlab,
      location: { path: file, lines: { begin: line } },
    }
  })
  return json(issues)
}
