import type { ErrorRecord } from '../../model/ndjson.ts'
import type { Report } from '../../model/report.ts'
import { languageOfTag } from '../../model/vocabulary.ts'
import { type Group, groupsOf, quietLenders, shownFindings } from '../groups.ts'
import { mergedSteps } from '../steps.ts'
import type { Words } from '../style.ts'
import { appendix, phoneInWords } from './appendix.ts'
import { card, lenderTable } from './cards.ts'
import { danger, features, type Section, sheet } from './document.ts'
import { h, type Markup, name, nothing } from './markup.ts'
import { limits, problemList, rules, steps } from './sections.ts'

/** What was audited, by name, and what came of it. */
export interface Phone {
  input: string
  report: Report
}

/**
 * Several reports in one language: a table of the inputs, a section for each, the rules and limits once; no letter. What
 * could not be audited stands below the others, with what to do.
 */
export function manyPhones(phones: Phone[], failed: ErrorRecord[], words: Words): Markup {
  const reports = phones.map(({ report }) => report)
  const [first] = reports
  if (first === undefined) return nothing
  const short = languageOfTag(first.run.lang)
  const guidance = together(reports)
  const inputs = phones.map(
    ({ input, report }, at): Section => ({ id: `input-${at + 1}`, title: input, body: inputBody(report, words) }),
  )
  const head = h`<p class="eyebrow">${words('batch.title')}</p><div class="verdict"><h1>${words('batch.headline', { n: reports.length + failed.length })}</h1></div>
${inputTable(phones, failed, short, words)}`
  return sheet(first.run.lang, words, head, [
    ...inputs,
    ...failed.map(
      ({ input, problems }, at): Section => ({
        id: `failed-${at + 1}`,
        title: input,
        body: problemList(problems, words),
      }),
    ),
    ...(guidance.references.length > 0
      ? [{ id: 'rules', title: words('page.rules'), body: rules(guidance, null, words) }]
      : []),
    { id: 'limits', title: words('page.limits'), body: limits(first.limits) },
  ])
}

const inputTable = (phones: Phone[], failed: ErrorRecord[], short: string, words: Words) =>
  h`<div class="tw"><table class="stack"><thead><tr><th scope="col">${words('batch.input')}</th><th scope="col">${words('batch.verdict')}</th><th scope="col">${words('page.count.read')}</th><th scope="col">${words('page.count.suspects')}</th><th scope="col">${words('page.count.apps')}</th></tr></thead><tbody>
${phones.map(({ input, report }, at) => {
  const { lendersThatRead, suspectsThatRead } = report.stats.access
  return h`<tr><th scope="row"><a href="#${short}-input-${at + 1}">${name(input)}</a><span class="pkg">${phoneInWords(report.device, words)}</span></th><td><span class="mark ${report.verdict}">${words(`verdict.${report.verdict}`)}</span></td><td data-label="${words('page.count.read')}">${lendersThatRead}</td><td data-label="${words('page.count.suspects')}">${suspectsThatRead}</td><td data-label="${words('page.count.apps')}">${report.stats.packages}</td></tr>`
})}${failed.map(
  ({ input }, at) =>
    h`<tr><th scope="row"><a href="#${short}-failed-${at + 1}">${name(input)}</a></th><td colspan="4"><span class="mark incomplete">${words('batch.failed')}</span></td></tr>`,
)}</tbody></table></div>`

function inputBody(report: Report, words: Words): Markup {
  const groups: Group[] = groupsOf(shownFindings(report), report)
  const quiet = quietLenders(report, groups)
  const list = mergedSteps(groups)
  return h`<p class="lead"><span class="mark ${report.verdict}">${words(`verdict.${report.verdict}`)}</span> ${report.headline}</p>
${danger(report.emergency)}
${report.problems.length > 0 ? problemList(report.problems, words) : nothing}
${groups.map((group) => card(group, { report, words }))}
${features({ report, words })}
${quiet.length > 0 ? lenderTable(quiet, words) : nothing}
${list.length > 0 ? h`<details><summary>${words('page.steps')}</summary>${steps(list, words)}</details>` : nothing}
<details><summary>${words('page.appendix')}</summary>${appendix({ report, words })}</details>`
}

/** What is said of any of them, once. */
function together(reports: Report[]): Report['guidance'] {
  const once = <Item extends { id: string }>(items: Item[]) => [
    ...new Map(items.map((item) => [item.id, item])).values(),
  ]
  const countries = once(reports.flatMap(({ guidance }) => guidance.countries ?? []))
  const ofCountry = <Item extends { id: string; country: string | null }>(items: Item[]) => [
    ...new Map(items.map((item) => [`${item.country} ${item.id}`, item])).values(),
  ]
  return {
    countries,
    disclaimer: reports.map(({ guidance }) => guidance.disclaimer ?? null).find((one) => one !== null) ?? null,
    statements: ofCountry(reports.flatMap(({ guidance }) => guidance.statements)),
    law: ofCountry(reports.flatMap(({ guidance }) => guidance.law)),
    references: once(reports.flatMap(({ guidance }) => guidance.references)),
  }
}
