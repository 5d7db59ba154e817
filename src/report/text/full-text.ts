import { userInWords } from '../../model/report/app-name.ts'
import type { Finding } from '../../model/report/finding.ts'
import type { Problem, Report } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import type { Severity } from '../../model/vocabulary.ts'
import { quietState, readersFirst } from '../app-state.ts'
import { featureLines } from '../features.ts'
import { type Group, groupsOf, quietLenders } from '../groups.ts'
import { headingIn, lawByCountry } from '../law.ts'
import { decisionLines, hiddenLines, shownFindings } from '../left-out.ts'
import { messageAt } from '../place.ts'
import { type MergedStep, mergedSteps } from '../steps.ts'
import type { Style, Words } from '../style.ts'
import { countLines } from '../summary.ts'
import type { Color } from './ink.ts'
import { padded, widest, widthOf, wrap } from './layout.ts'
import { tableRows } from './table.ts'
import { blank, danger, heading, headline, openPage, type Page, put, title } from './text-page.ts'

/** Apps that are explained one below the other; more of them stand in a table. */
const MOST_BLOCKS = 3
/** In a narrower terminal no column of a table could be read. */
const LEAST_FOR_TABLE = 60

/** Everything for a terminal: plain words first, then evidence, what to do, limits and sources. */
export async function fullText(report: Report, style: Style): Promise<string> {
  const { columns, words, showIgnored } = style
  const page = await openPage(style)
  const groups = groupsOf(shownFindings(report, showIgnored), report)

  headline(page, report)
  if (report.emergency.calls.length > 0) blank(page)
  danger(page, report)
  problems(page, report.problems)
  if (groups.length > MOST_BLOCKS && columns >= LEAST_FOR_TABLE) table(page, groups, report)
  else blocks(page, groups, report.guidance)
  lenders(page, groups, report)
  features(page, featureLines(report, words))
  if (report.run.options.allApps) allApps(page, report)
  guidance(page, report)
  limits(page, report)
  summary(page, report, groups, hiddenLines(report, words, showIgnored))
  if (style.saved?.length !== 0) records(page, report)
  return `${page.lines.join('\n')}\n`
}

const INK: Record<Severity, Color> = { critical: 'red', high: 'red', medium: 'yellow', low: 'blue', note: 'gray' }

function problems(page: Page, all: Problem[]) {
  if (all.length === 0) return
  title(page, 'section.problems')
  for (const problem of all) {
    put(page, `${messageAt(problem, page.words)}  [${problem.code}]`, 4)
    for (const [index, remedy] of problem.remedy.entries()) put(page, remedy, 6, `${index + 1}. `)
  }
}

/** One app below the other. What was said of one above is not said again, but what is typed is of each. */
function blocks(page: Page, groups: Group[], told: Report['guidance']) {
  const said = new Set<string>()
  for (const group of groups) {
    const all = mergedSteps([group], page.words)
    block(
      page,
      group,
      all.filter(({ texts, commands }) => commands.length > 0 || !texts.every((text) => said.has(text))),
      told,
    )
    for (const text of all.flatMap(({ texts }) => texts)) said.add(text)
  }
}

/** Everything about one app and user: its leading finding in full, the others in a line each, the steps of all. */
function block(page: Page, { app, lead, others }: Group, toDo: MergedStep[], told: Report['guidance']) {
  const { words, ink, lines } = page
  rule(page, lead.label ?? lead.package, `${words(`severity.${lead.severity}`)} ${lead.ruleId}`, INK[lead.severity])

  decision(page, lead)
  title(page, 'section.meaning')
  put(page, lead.message.text, 4)
  for (const paragraph of lead.meaning) put(page, paragraph, 4)

  title(page, 'section.evidence')
  const names = lead.facts.map(({ name }) => name)
  const nameWidth = Math.min(widest(names) + 2, page.width)
  for (const fact of lead.facts) put(page, fact.text, 4, padded(fact.name, nameWidth))
  for (const [at, { path, line, text: printed }] of lead.evidence.slice(0, 4).entries()) {
    put(page, `${path}:${line}`, 4, padded(at === 0 ? words('table.foundAt') : '', nameWidth))
    const shown = wrap(printed, page.width - 6 - nameWidth)
    for (const part of shown.slice(0, 3)) lines.push(`${' '.repeat(6 + nameWidth)}${ink('dim', part)}`)
  }

  if (app && app.routes.length > 0) {
    title(page, 'section.routes')
    for (const route of app.routes)
      put(
        page,
        words('join.beside', { text: route.line, beside: `${route.evidence.path}:${route.evidence.line}` }),
        4,
        route.name + words('join.colon'),
      )
  }

  if (others.length > 0) {
    title(page, 'section.also')
    for (const other of others) {
      put(page, other.message.text, 4, `${words(`severity.${other.severity}`)}  `)
      decision(page, other)
      lines.push(`      ${ink('dim', other.ruleId)}`)
    }
  }

  steps(page, toDo)

  if (lead.notes.length > 0) {
    title(page, 'section.notes')
    for (const note of lead.notes) put(page, note.text, 4)
  }

  heading(page, headingIn(words('section.sources'), lead.country, told, words))
  for (const source of lead.sources)
    put(page, `[${words(`kind.${source.kind}`)}] ${source.title}${source.text === null ? '' : ` ${source.text}`}`, 4)
  put(page, words('line.more', { topic: lead.ruleId }), 4)
}

/** Many apps, a row each, and what to do about all of them; what is of one alone stands in a report file. */
function table(page: Page, groups: Group[], report: Report) {
  const { words, ink, lines, width } = page
  blank(page)
  const [head = '', line = '', ...rows] = tableRows(groups, report, words, width - 2)
  lines.push(`  ${ink('bold', head)}`, `  ${ink('dim', line)}`, ...rows.map((row) => `  ${row}`))
  steps(
    page,
    mergedSteps(groups, words).filter(({ commands }) => commands.length === 0),
  )
  put(page, words('table.full'), 4)
}

function steps(page: Page, all: MergedStep[]) {
  if (all.length > 0) title(page, 'section.steps')
  let n = 0
  for (const { texts, commands } of all) {
    for (const text of texts) put(page, text, 4, `${++n}. `)
    for (const command of commands) page.lines.push(`         ${page.ink('cyan', command.join(' '))}`)
  }
}

function decision(page: Page, finding: Finding) {
  for (const line of decisionLines(finding, page.words)) put(page, line, 4)
}

function rule(page: Page, left: string, right: string, color: Color) {
  blank(page)
  const fill = page.width - widthOf(left) - widthOf(right) - 8
  const [name, mark] = [page.ink('bold', left), page.ink(color, right)]
  if (fill >= 2) page.lines.push(`== ${name} ${'='.repeat(fill)} ${mark} ==`)
  else page.lines.push(`== ${name}`, mark)
}

function features(page: Page, sentences: string[]) {
  if (sentences.length > 0) title(page, 'section.features')
  for (const sentence of sentences) put(page, sentence, 4)
}

/** The lenders of which nothing was found, each with the state that was proven. */
function lenders(page: Page, groups: Group[], report: Report) {
  const { words } = page
  const { users, stats } = report
  const quiet = quietLenders(report, groups)
  if (groups.length === 0) {
    blank(page)
    const told = { n: stats.packages, lenders: stats.lenders, users: usersInWords(users, words) }
    put(page, words('section.lenders', told))
  } else if (quiet.length > 0) title(page, 'page.lenders')
  for (const app of quiet) line(page, app, users)
}

const usersInWords = (users: Report['users'], words: Words) =>
  words(users.length === 1 ? 'line.user' : 'line.users', { list: users.map(({ id }) => id).join(words('join.comma')) })

function line(page: Page, app: ReportedApp, users: Report['users']) {
  const { words } = page
  const whose = app.user > 0 && userInWords(app.user, users, words)
  put(page, [app.label, app.package, quietState(app, words), whose].filter(Boolean).join('  '), 4)
}

function allApps(page: Page, { apps, users }: Report) {
  title(page, 'section.apps')
  for (const app of readersFirst(apps)) line(page, app, users)
}

function guidance(page: Page, { guidance: told }: Report) {
  const { words, ink, lines } = page
  const { statements, law, disclaimer } = told
  if (statements.length + law.length === 0) return
  blank(page)
  lines.push('-'.repeat(page.width))
  const [first] = statements
  if (first) heading(page, headingIn(words('section.guidance'), first.country, told, words))
  for (const statement of statements) {
    put(page, statement.text, 4, `[${statement.id}] `)
    for (const correction of statement.corrections)
      put(page, correction.text, 6, words('line.correction') + words('join.colon'))
  }
  for (const { id, law: sentences } of lawByCountry(told)) {
    heading(page, headingIn(words('section.law'), id, told, words))
    for (const sentence of sentences) {
      put(page, sentence.text, 4)
      lines.push(`      ${ink('dim', sentence.sources.join(', '))}`)
    }
  }
  if (disclaimer) {
    blank(page)
    put(page, disclaimer, 2)
  }
}

function limits(page: Page, report: Report) {
  title(page, 'section.limits')
  for (const limit of report.limits) put(page, limit.text, 4, '- ')
}

function summary(page: Page, report: Report, groups: Group[], hidden: string[]) {
  const { words, lines, width } = page
  const { stats, run, verdict } = report
  blank(page)
  lines.push('-'.repeat(width))
  for (const line of hidden) put(page, line, 0)
  // Where nothing was found, the lenders stand below how many there are.
  for (const line of groups.length > 0 ? countLines(stats, words) : []) put(page, line, 0)
  const { packageRecords: read, packageHeaders: all } = stats
  if (run.policy === 'borrower')
    put(page, all === 0 ? words('line.records.none') : words('line.records', { read, all }), 0)
  if (verdict === 'clear') for (const key of ['line.monthly', 'line.notVisible'] as const) put(page, words(key), 0)
}

/** What was read, as whoever looks at it again finds it; and the code for a script. */
function records(page: Page, { sources, tool, exit }: Report) {
  const { words, ink, lines } = page
  for (const source of sources) {
    if (source.capturedAt !== null)
      put(page, words('line.capturedAt', { time: source.capturedAt.replace('T', ' ') }), 0)
    put(page, words('line.source', { path: source.path, bytes: source.bytes }), 0)
    lines.push(ink('dim', `  sha256 ${source.sha256}`))
  }
  for (const { path, sha256 } of tool.ruleFiles ?? []) {
    put(page, words('line.ruleFile', { path }), 0)
    lines.push(ink('dim', `  sha256 ${sha256}`))
  }
  put(page, words('line.exit', { code: exit.code }), 0)
}
