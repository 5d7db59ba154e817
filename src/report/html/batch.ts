import type { ErrorRecord } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'
import { shownTime } from '../clock.ts'
import { type Group, groupsOf, quietLenders } from '../groups.ts'
import { shownFindings } from '../left-out.ts'
import type { Words } from '../style.ts'
import { appendix, phoneInWords } from './appendix.ts'
import { appTable, card } from './cards.ts'
import { danger, features, type Section, sheet, tiles } from './document.ts'
import { h, type Markup, name, nothing } from './markup.ts'
import { limits, problemList, rules } from './sections.ts'

/** What was audited, by name, and what came of it. */
export interface Phone {
  input: string
  report: Report
}

/** What a reader has to see first; what could not be audited at all comes before what is in order. */
const WORST_FIRST = ['act', 'check', 'incomplete', 'failed', 'clear'] as const
type Kind = (typeof WORST_FIRST)[number]
const TONE: Record<Kind, string> = { act: 'bad', check: 'warn', incomplete: 'gap', failed: 'gap', clear: 'good' }

interface Row {
  kind: Kind
  input: string
  /** Of the same kind, the more the worse. */
  weight: number
  line: Markup
  body: () => Markup
}

/**
 * Several reports in one language: how many there are of each verdict, then a line for each input, worst first, which
 * opens; the rules and limits once; no letter.
 */
export function manyPhones(phones: Phone[], failed: ErrorRecord[], words: Words): Markup {
  const reports = phones.map(({ report }) => report)
  const [first] = reports
  if (first === undefined) return nothing
  const guidance = together(reports)
  const rows = [...phones.map((phone) => rowOf(phone, words)), ...failed.map((record) => failedRow(record, words))]
  const sections = WORST_FIRST.flatMap((kind): Section[] => {
    const ofKind = rows.filter((row) => row.kind === kind).sort((a, b) => b.weight - a.weight)
    if (ofKind.length === 0) return []
    const title = words('batch.group', { verdict: kindInWords(kind, words), n: ofKind.length })
    return [{ id: `inputs-${kind}`, title, body: h`${ofKind.map(opening)}` }]
  })
  const counts = WORST_FIRST.map((kind): [string, number, string] => [
    kindInWords(kind, words),
    rows.filter((row) => row.kind === kind).length,
    TONE[kind],
  ])
  const head = h`<p class="eyebrow">${words('batch.title')} <span><time datetime="${first.run.startedAt}">${shownTime(first.run.startedAt)}</time></span></p><div class="verdict"><h1>${words('batch.headline', { n: rows.length })}</h1></div>
${danger(reports)}
${tiles(counts.filter(([, n]) => n > 0))}`
  return sheet(first.run.lang, words, head, [
    ...sections,
    ...(guidance.references.length > 0
      ? [{ id: 'rules', title: words('page.rules'), body: rules(guidance, words) }]
      : []),
    { id: 'limits', title: words('page.limits'), body: limits(first.limits) },
  ])
}

const kindInWords = (kind: Kind, words: Words) =>
  kind === 'failed' ? words('batch.failed') : words(`batch.verdict.${kind}`)

const opening = ({ kind, input, line, body }: Row) =>
  h`<details class="one"><summary><span class="mark ${kind === 'failed' ? 'incomplete' : kind}">${name(input)}</span> ${line}</summary>${body()}</details>\n`

function rowOf({ input, report }: Phone, words: Words): Row {
  const { verdict, device, headline, stats } = report
  return {
    kind: verdict,
    input,
    weight: stats.access.lendersThatRead,
    line: h`<span>${headline}</span> <span class="pkg">${phoneInWords(device, words)}</span>`,
    body: () => inputBody(report, words),
  }
}

const failedRow = ({ input, problem, problems }: ErrorRecord, words: Words): Row => ({
  kind: 'failed',
  input,
  weight: 0,
  line: h`<span class="tag">${problem.code}</span>`,
  body: () => problemList(problems, words),
})

function inputBody(report: Report, words: Words): Markup {
  const groups: Group[] = groupsOf(shownFindings(report), report)
  const quiet = quietLenders(report, groups)
  return h`${report.problems.length > 0 ? problemList(report.problems, words) : nothing}
${groups.map((group) => card(group, { isOpen: false, isOneOfSeveral: true, rules: null }, { report, words }))}
${features({ report, words })}
${quiet.length > 0 ? appTable(words('page.lenders'), quiet, report, words) : nothing}
<details><summary>${words('page.appendix')}</summary>${appendix({ report, words })}</details>`
}

/** What is said of any of them, once. */
function together(reports: Report[]): Report['guidance'] {
  const once = <Item extends { id: string; country?: string | null }>(items: Item[]) => [
    ...new Map(items.map((item) => [`${item.country} ${item.id}`, item])).values(),
  ]
  const countries = once(reports.flatMap(({ guidance }) => guidance.countries ?? []))
  return {
    countries,
    disclaimer: reports.map(({ guidance }) => guidance.disclaimer ?? null).find((one) => one !== null) ?? null,
    statements: once(reports.flatMap(({ guidance }) => guidance.statements)),
    law: once(reports.flatMap(({ guidance }) => guidance.law)),
    references: once(reports.flatMap(({ guidance }) => guidance.references)),
  }
}
