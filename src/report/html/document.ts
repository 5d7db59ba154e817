import type { Edition } from '../../model/report/edition.ts'
import type { Report } from '../../model/report/report.ts'
import { isLender } from '../../model/rules/lender.ts'
import { languageOfTag, type RunVerdict } from '../../model/vocabulary.ts'
import { shownTime } from '../clock.ts'
import { featureLines, readingFeatures } from '../features.ts'
import { type Group, groupsOf } from '../groups.ts'
import { besideHeadline, hiddenLines, shownFindings } from '../left-out.ts'
import { mergedSteps } from '../steps.ts'
import type { Words } from '../style.ts'
import { appendix } from './appendix.ts'
import { appTable, card } from './cards.ts'
import { letters, needsLetter } from './letter.ts'
import { h, type Markup, nothing, sentence } from './markup.ts'
import { limits, look, problemList, routes, rules, sayStep, steps } from './sections.ts'

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
  const sections = sectionsOf(groups, edition)
  return sheet(report.run.lang, words, summary(groups, sections, edition), sections)
}

/** The place of a section, and of the verdict, in the part of a page that is in one language. */
const anchor = (lang: Report['run']['lang'], id: string) => `${languageOfTag(lang)}-${id}`

/** The frame of a language: contents at the side, the first page, numbered sections, the foot. */
export function sheet(lang: Report['run']['lang'], words: Words, first: Markup, sections: Section[]): Markup {
  const short = languageOfTag(lang)
  const numbered = sections.map((section, at) => ({ ...section, title: `${at + 1}  ${section.title}` }))
  return h`<div class="doc in-${short}" lang="${lang}">
<nav class="toc" aria-label="${words('page.contents')}"><a class="skip" href="#${anchor(lang, 'summary')}">${words('page.skip')}</a><ol>
<li><a href="#${anchor(lang, 'summary')}">${words('page.summary')}</a></li>${numbered.map(({ id, title }) => h`<li><a href="#${anchor(lang, id)}">${title}</a></li>`)}
</ol></nav>
<article class="sheet">
<header class="pad" id="${anchor(lang, 'summary')}">${first}</header>
${numbered.map(({ id, title, body }) => h`<section class="pad ${id}-page" id="${anchor(lang, id)}"><h2>${title}</h2>\n${body}</section>\n`)}
<footer class="end">${words('appendix.footer')}<span class="printed"> ${words('page.printed')}</span></footer>
</article></div>`
}

/** How many apps are named below the headline. */
const MOST_LEADS = 3

function summary(groups: Group[], sections: Section[], edition: Edition): Markup {
  const { report, words } = edition
  const { verdict, run, problems } = report
  const placeOf = (id: string) => (sections.some((one) => one.id === id) ? anchor(run.lang, id) : null)
  const more = groups.length - MOST_LEADS
  return h`<p class="eyebrow">${words('page.title')} <span>${words('page.number', { id: run.id })}</span> <span><time datetime="${run.startedAt}">${shownTime(run.startedAt)}</time></span></p>
<div class="verdict ${TONE[verdict]}"><div><h1>${report.headline}</h1>
${besideHeadline(report, words).map((line) => h`<p class="lead">${line}</p>`)}${groups.slice(0, MOST_LEADS).map(({ lead }) => h`<p class="lead">${sentence(lead.message.text, lead.label)}</p>`)}${
  more > 0 &&
  h`<p class="lead"><a href="#${placeOf('apps')}">${words('page.more', { n: more, section: words('page.apps') })}</a></p>`
}</div>${stamp(verdict, words)}</div>
${danger([report])}
${counts(report, words)}
${problems.length > 0 && problemList(problems, words)}
${firstSteps(report, placeOf('letter'), groups[0]?.lead.label ?? null, words)}
${features(edition)}
<p class="muted small">${closing(verdict, words)}</p>`
}

/** Whom to call, in one red line, each number once; it can be tapped. */
export function danger(reports: Pick<Report, 'emergency'>[]): Markup {
  const calls = new Map(
    reports.flatMap(({ emergency }) => emergency.calls.map((call) => [call.number ?? call.text, call])),
  )
  const hints = new Set(reports.flatMap(({ emergency: { hint } }) => hint ?? []))
  if (calls.size === 0) return nothing
  return h`<div class="danger"><p>${[...calls.values()].map(({ text, number }) => h`<strong>${dialled(text, number)}</strong> `)}</p>${[...hints].map((hint) => h`<p class="small">${hint}</p>`)}</div>`
}

function dialled(text: string, number: string | null): Markup {
  const at = number === null ? -1 : text.indexOf(number)
  if (number === null || at === -1) return h`${text}`
  return h`${text.slice(0, at)}<a href="tel:${number}">${number}</a>${text.slice(at + number.length)}`
}

/** No stamp on what was not read to its end. */
const stamp = (verdict: RunVerdict, words: Words) =>
  verdict === 'incomplete' ? nothing : h`<div class="stamp ${TONE[verdict]}">${words(`stamp.${verdict}`)}</div>`

function counts(report: Report, words: Words): Markup {
  const { access, packages } = report.stats
  const features = new Set(readingFeatures(report).map((app) => app.package)).size
  const numbers: [string, number, string][] = [
    [words('page.count.read'), access.lendersThatRead, 'bad'],
    [words('page.count.suspects'), access.suspectsThatRead, 'warn'],
    [words('page.count.cannot'), access.lendersThatCannot, 'good'],
    ...(access.unknown > 0 ? [[words('page.count.unknown'), access.unknown, 'warn'] as [string, number, string]] : []),
    ...(features > 0 ? [[words('page.count.features'), features, ''] as [string, number, string]] : []),
    [report.complete ? words('page.count.apps') : words('page.count.appsInPart'), packages, ''],
  ]
  return tiles(numbers)
}

/** Numbers side by side: what is counted, how many, and the colour of a number that is not zero. */
export const tiles = (numbers: [string, number, string][]): Markup =>
  h`<dl class="facts">${numbers.map(
    ([term, n, tone]) => h`<div><dt>${term}</dt><dd class="${n > 0 ? tone : ''}">${n}</dd></div>`,
  )}</dl>`

/** What to do now, a row each; the letter is on this page. */
function firstSteps({ doNow, verdict }: Report, letter: string | null, label: string | null, words: Words): Markup {
  if (doNow.length === 0) return nothing
  return h`<div class="first ${TONE[verdict]}"><h2>${words('page.now')}</h2><ol>${doNow.map(({ kind, text }) =>
    kind === 'document' && letter !== null
      ? h`<li><a href="#${letter}">${words('page.now.letter')}</a></li>`
      : h`<li>${sayStep(kind, text, label)}</li>`,
  )}</ol></div>`
}

function closing(verdict: RunVerdict, words: Words): string {
  if (verdict === 'act') return words('page.debt')
  if (verdict === 'clear') return `${words('line.monthly')} ${words('line.notVisible')}`
  return verdict === 'check' ? words('line.monthly') : words('line.notVisible')
}

function sectionsOf(groups: Group[], edition: Edition): Section[] {
  const { report, words } = edition
  const { lang } = report.run
  const lenders = report.apps.filter((app) => isLender(app.lender.class))
  const section = (id: string, title: string, wanted: boolean, body: () => Markup): Section[] =>
    wanted ? [{ id, title, body: body() }] : []
  const found = groups.length > 0
  const hasLetter = edition.draft !== undefined && groups.some(needsLetter)
  const hasRules = report.guidance.references.length > 0
  return [
    ...section('do', words('page.steps'), found, () =>
      steps(mergedSteps(groups, words), hasLetter ? anchor(lang, 'letter') : null, words),
    ),
    ...section('letter', words('page.letter'), hasLetter, () => letters(groups, edition)),
    ...section('look', words('page.look'), !found && report.run.policy === 'borrower', () => look(report, words)),
    ...section('apps', words('page.apps'), found, () => {
      const place = { isOneOfSeveral: groups.length > 1, rules: hasRules ? anchor(lang, 'rules') : null }
      const cards = groups.map((group, at) => card(group, { isOpen: at === 0, ...place }, edition))
      return h`${cards}${hiddenLines(report, words).map((line) => h`<p class="muted">${line}</p>`)}`
    }),
    ...section('routes', words('page.routes'), found, () => routes(groups, report, words)),
    ...section('lenders', words('page.lenders'), lenders.length > 0, () =>
      appTable(words('page.lenders'), lenders, report, words),
    ),
    ...section('rules', words('page.rules'), hasRules, () => rules(report.guidance, words)),
    ...section('limits', words('page.limits'), true, () => limits(report.limits)),
    ...section('appendix', words('page.appendix'), true, () => appendix(edition)),
  ]
}

export const features = ({ report, words }: Pick<Edition, 'report' | 'words'>): Markup[] =>
  featureLines(report, words).map((line) => h`<p>${line}</p>`)
