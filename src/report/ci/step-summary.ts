import type { Finding } from '../../model/report/finding.ts'
import type { Problem, Report } from '../../model/report/report.ts'
import { messageAt, placeOfFinding, shownInside } from '../place.ts'
import type { Style, Words } from '../style.ts'

/** A third of 1 MiB, the most that GitHub takes: a character is at most three bytes. */
const LONGEST = 2 ** 20 / 3 - 10_000

/** Markdown for the summary page of a GitHub Actions step: verdict, findings worst first, what was not seen, limits. */
export function stepSummary(report: Report, { words }: Pick<Style, 'words'>): string {
  const findings = report.findings.filter(({ status }) => status === 'open')
  const head = [`## daicha: ${words(`verdict.${report.verdict}`)} ${escaped(report.headline)}`, '']
  const foot = [
    ...problemLines(report.problems, words),
    `### ${words('section.limits')}`,
    '',
    ...report.limits.map(({ text }) => `- ${escaped(text)}`),
    '',
  ]
  const room = LONGEST - [...head, ...foot].join('\n').length
  const rows = fitting(
    findings.map((finding) => row(finding, report, words)),
    room,
  )
  const rest = findings.length - rows.length
  const table = [
    `| ${(['table.severity', 'table.finding', 'label.app', 'table.foundAt'] as const).map((key) => words(key)).join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(rest > 0 ? [words('line.rest', { n: rest }), ''] : []),
  ]
  return [...head, ...(findings.length > 0 ? table : []), ...foot].join('\n')
}

function row(finding: Finding, report: Report, words: Words) {
  const place = placeOfFinding(finding, report)
  const cells = [
    words(`severity.${finding.severity}`),
    words('join.beside', { text: finding.message.text, beside: finding.ruleId }),
    finding.package,
    shownInside(place) ?? `${place.file}:${place.line}`,
  ]
  return `| ${cells.map(escaped).join(' | ')} |`
}

function problemLines(problems: Problem[], words: Words) {
  if (problems.length === 0) return []
  const lines = problems.map((problem) =>
    [
      `- ${escaped(`[${problem.code}] ${messageAt(problem, words)}`)}`,
      ...problem.remedy.map((step, at) => `  ${at + 1}. ${escaped(step)}`),
    ].join('\n'),
  )
  const shown = fitting(lines, LONGEST / 2)
  const rest = lines.length - shown.length
  return [
    `### ${words('section.problems')}`,
    '',
    ...shown,
    ...(rest > 0 ? ['', words('line.rest', { n: rest })] : []),
    '',
  ]
}

/** As many of the first lines as there is room for. */
function fitting(lines: string[], room: number): string[] {
  let left = room
  return lines.filter((line) => {
    left -= line.length + 1
    return left >= 0
  })
}

/** Every sign that could be Markdown or HTML is shown as it is, links without brackets too. */
const escaped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, '\\$&')
