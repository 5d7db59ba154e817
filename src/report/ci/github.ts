import type { Report } from '../../model/report/report.ts'
import { labelled } from '../../model/words.ts'
import { leftOut } from '../left-out.ts'
import { type Place, placeOfFinding, placeOfProblem, shownInside } from '../place.ts'
import type { Style, Words } from '../style.ts'
import { LEVELS } from './levels.ts'

/** The service shows ten of each kind a step. */
const MOST_OF_A_KIND = 10

interface Annotation {
  kind: 'error' | 'warning' | 'notice'
  title: string
  message: string
  place: Place
  /** Columns of the line; a problem of a whole file has no line either. */
  column?: { from: number; to: number }
  wholeFile?: boolean
}

/** Workflow commands of GitHub Actions: the summary first, then the worst of each kind, then how many are left. */
export function github(report: Report, { words }: Style): string {
  const all = [...findingsOf(report, words), ...problemsOf(report)]
  const shown = (['error', 'warning', 'notice'] as const).flatMap((kind) =>
    all.filter((one) => one.kind === kind).slice(0, MOST_OF_A_KIND),
  )
  const rest = all.length - shown.length
  const lines = [
    `daicha: ${words(`verdict.${report.verdict}`)} ${report.headline}`,
    ...leftOut(report, words)
      .filter((line) => line !== report.headline)
      .map((line) => `daicha: ${line}`),
    ...shown.map(command),
    ...(rest > 0 ? [`daicha: ${words('line.rest', { n: rest })}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

const findingsOf = (report: Report, words: Words): Annotation[] =>
  report.findings
    .filter(({ status }) => status === 'open')
    .map((finding) => {
      const place = placeOfFinding(finding, report)
      const inside = shownInside(place)
      const [first] = finding.evidence
      return {
        kind: LEVELS[finding.severity].github,
        title: finding.ruleId,
        message: [
          finding.message.text,
          ...finding.facts.map(({ name, text }) => labelled(name, text, words)),
          ...(inside === undefined ? [] : [labelled(words('table.foundAt'), inside, words)]),
        ].join('\n'),
        place,
        ...(first && place.inside === undefined && { column: { from: first.column, to: first.endColumn } }),
      }
    })

const problemsOf = (report: Report): Annotation[] =>
  report.problems.map((problem) => ({
    kind: problem.severity,
    title: problem.code,
    message: [problem.message, ...problem.remedy.map((step, at) => `${at + 1}. ${step}`)].join('\n'),
    place: placeOfProblem(problem, report),
    wholeFile: problem.line === null,
  }))

function command({ kind, title, message, place: { file, line }, column, wholeFile }: Annotation): string {
  const columns = column && { endLine: line, col: column.from, endColumn: column.to }
  const at = { file, ...(!wholeFile && { line }), ...columns }
  const properties = Object.entries({ ...(file !== '-' && at), title }).map(
    ([key, value]) => `${key}=${property(String(value))}`,
  )
  return `::${kind} ${properties.join(',')}::${data(message)}`
}

/** After the second `::`. */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
