import type { Report } from '../../model/report.ts'
import { languageOfTag, type RunVerdict } from '../../model/vocabulary.ts'
import { featureLines, type Group, groupsOf, hiddenLines, quietLenders, shownFindings } from '../groups.ts'
import { mergedSteps } from '../steps.ts'
import type { Edition, Words } from '../style.ts'
import { appendix } from './appendix.ts'
import { card, lenderTable } from './cards.ts'
import { letters, needsLetter } from './letter.ts'
import { h, type Markup, nothing, sentence } from './markup.ts'
import { limits, problemList, roads, rules, steps } from './sections.ts'

/** A part of the page with a heading and a place in the table of contents. */
export interface Section {
  id: string
  title: string
  body: Markup
}

const TONE: Record<RunVerdict, string> = { act: 'bad', check: 'warn', clear: 'good', incomplete: 'gap' }

/** One report in one language, from the verdict to the hashes. */
export function onePhone(edition: Edition): Markup {
  const { report, words } = edition
  const groups = groupsOf(shownFindings(report), report)
  return sheet(report.run.lang, words, summary(groups, edition), sectionsOf(groups, edition))
}

/** The frame of a language: contents at the side, the first page, numbered sections, the foot. */
export function sheet(lang: Report['run']['lang'], words: Words, first: Markup, sections: Section[]): Markup {
  const short = languageOfTag(lang)
  const numbered = sections.map((section, at) => ({ ...section, title: `${at + 1}  ${section.title}` }))
  const idOf = (id: string) => `${short}-${id}`
  return h`<div class="doc in-${short}" lang="${lang}">
<nav class="toc" aria-label="${words('page.contents')}"><ol>
<li><a href="#${idOf('summary')}">${words('page.summary')}</a></li>${numbered.map(({ id, title }) => h`<li><a href="#${idOf(id)}">${title}</a></li>`)}
</ol></nav>
<article class="sheet">
<header class="pad" id="${idOf('summary')}">${first}</header>
${numbered.map(({ id, title, body }) => h`<section class="pad ${id}-page" id="${idOf(id)}"><h2>${title}</h2>\n${body}</section>\n`)}
<footer class="end">${words('appendix.footer')}</footer>
</article></div>`
}

function summary(groups: Group[], edition: Edition): Markup {
  const { report, words } = edition
  const { verdict, run, problems } = report
  const label = groups[0]?.lead.label ?? null
  return h`<p class="eyebrow">${words('page.title')} <span>${words('page.number', { id: run.id })}</span></p>
<div class="verdict ${TONE[verdict]}"><div><h1>${report.headline}</h1>
${groups.slice(0, 3).map(({ lead }) => h`<p class="lead">${sentence(lead.message.text, lead.label)}</p>`)}</div>${stamp(verdict, words)}</div>
${danger(report.emergency)}
${counts(report, words)}
${problems.length > 0 ? problemList(problems, words) : nothing}
${now(report, label, words)}
${features(edition)}
<p class="muted small">${closing(verdict, words)}</p>`
}

/** Whom to call, in one red line; a number can be tapped. */
export function danger({ calls, hint }: Report['emergency']): Markup {
  if (calls.length === 0) return nothing
  return h`<div class="danger"><p>${calls.map(({ text, number }) => h`<strong>${dialled(text, number)}</strong> `)}</p>${hint !== null && h`<p class="small">${hint}</p>`}</div>`
}

function dialled(text: string, number: string | null): Markup {
  const at = number === null ? -1 : text.indexOf(number)
  if (number === null || at === -1) return h`${text}`
  return h`${text.slice(0, at)}<a href="tel:${number}">${number}</a>${text.slice(at + number.length)}`
}

/** No stamp on what was not read to its end. */
const stamp = (verdict: RunVerdict, words: Words) =>
  verdict === 'incomplete' ? nothing : h`<div class="stamp ${TONE[verdict]}">${words(`stamp.${verdict}`)}</div>`

function counts({ stats: { access, packages }, complete }: Report, words: Words): Markup {
  const numbers: [string, number, string][] = [
    [words('page.count.read'), access.lendersThatRead, 'bad'],
    [words('page.count.suspects'), access.suspectsThatRead, 'warn'],
    [words('page.count.cannot'), access.lendersThatCannot, 'good'],
    ...(access.unknown > 0 ? [[words('page.count.unknown'), access.unknown, 'warn'] as [string, number, string]] : []),
    [complete ? words('page.count.apps') : words('page.count.appsInPart'), packages, ''],
  ]
  return h`<dl class="facts">${numbers.map(
    ([term, n, tone]) => h`<div><dt>${term}</dt><dd class="${n > 0 ? tone : ''}">${n}</dd></div>`,
  )}</dl>`
}

/** What to do now, in at most five rows. */
function now({ doNow, verdict }: Report, label: string | null, words: Words): Markup {
  if (doNow.length === 0) return nothing
  return h`<div class="first ${TONE[verdict]}"><strong>${words('page.now')}</strong><ol>${doNow.map(
    ({ text }) => h`<li>${sentence(text, label)}</li>`,
  )}</ol></div>`
}

function closing(verdict: RunVerdict, words: Words): string {
  if (verdict === 'act') return words('page.debt')
  if (verdict === 'clear') return `${words('line.monthly')} ${words('line.notVisible')}`
  return verdict === 'check' ? words('line.monthly') : words('line.notVisible')
}

function sectionsOf(groups: Group[], edition: Edition): Section[] {
  const { report, words } = edition
  const label = groups[0]?.lead.label ?? null
  const quiet = quietLenders(report, groups)
  const section = (id: string, title: string, wanted: boolean, body: () => Markup): Section[] =>
    wanted ? [{ id, title, body: body() }] : []
  const found = groups.length > 0
  return [
    ...section(
      'apps',
      words('page.apps'),
      found,
      () => h`${groups.map((group) => card(group, edition))}${hidden(edition)}`,
    ),
    ...section('lenders', words('page.lenders'), quiet.length > 0, () => lenderTable(quiet, words)),
    ...section('roads', words('page.roads'), found, () => roads(groups, words)),
    ...section('do', words('page.steps'), found, () => steps(mergedSteps(groups), words)),
    ...section('rules', words('page.rules'), report.guidance.references.length > 0, () =>
      rules(report.guidance, label, words),
    ),
    ...section('letter', words('page.letter'), groups.some(needsLetter), () => letters(groups, edition)),
    ...section('limits', words('page.limits'), true, () => limits(report.limits)),
    ...section('appendix', words('page.appendix'), true, () => appendix(edition)),
  ]
}

const hidden = ({ report, words }: Edition): Markup[] =>
  hiddenLines(report, words).map((line) => h`<p class="muted">${line}</p>`)

export const features = ({ report, words }: Pick<Edition, 'report' | 'words'>): Markup[] =>
  featureLines(report, words).map((line) => h`<p>${line}</p>`)
