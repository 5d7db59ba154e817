import { countryHere } from '../../model/report/country-here.ts'
import { exportedAt } from '../../model/report/exported.ts'
import type { Report } from '../../model/report/report.ts'
import { toMinute } from '../../model/text/time.ts'
import { groupsOf } from '../groups.ts'
import { hiddenLines, shownFindings } from '../left-out.ts'
import type { Style, Words } from '../style.ts'
import { phoneIn } from '../summary.ts'
import { canRead, rows } from './short-apps.ts'
import { folded } from './short-folded.ts'
import { danger, headline, openPage, type Page, put } from './text-page.ts'

/** Of a terminal of 24, which keeps one for the prompt. */
const ROWS = 23
const LEAST_APPS = 3
const MOST_PROBLEMS = 2
const MOST_STEPS = 6
/** Where apps that can read would have no room beside them. */
const FEWER_STEPS = 5
const DAY = 86_400_000
/** Days from which on the state of a phone is called old. */
const OLD = 7

/**
 * The answer on one screen of 24 rows and 80 columns, however much was found: how it stands, which apps can read, what
 * to do now, where the rest is.
 */
export async function shortText(report: Report, style: Style): Promise<string> {
  const page = await openPage(style)
  const { words, showIgnored, saved } = style
  const part = (write: (page: Page) => void): string[] => {
    const lines: string[] = []
    write({ ...page, lines })
    return lines
  }
  const groups = groupsOf(shownFindings(report, showIgnored), report)
  const readers = groups.filter(({ app }) => app !== undefined && canRead(app)).length
  const isOpen = report.verdict === 'incomplete'
  const top = part((at) => answer(at, report))
  const below = part((at) => {
    if (isOpen) problems(at, report)
    if (readers > 0) put(at, words('short.risk'))
    folded(at, report)
    if (!isOpen) problems(at, report)
    for (const line of hiddenLines(report, words, showIgnored)) put(at, line)
  })
  const end = part((at) => {
    if (report.verdict === 'clear')
      for (const key of ['line.notVisible', 'line.monthly'] as const) put(at, words(key), 0)
    harassed(at, report, style)
    if (saved === undefined) {
      if (report.verdict === 'clear') put(at, words('short.others'), 0)
      put(at, words('short.where'), 0)
    } else if (saved.length > 0) put(at, words('short.saved', { files: saved.join(words('join.comma')) }), 0)
  })
  const withSteps = (most: number) => {
    const now = part((at) => doNow(at, report, most))
    const taken = [top, below, now, end].flatMap((lines) => (lines.length > 0 ? [...lines, ''] : [])).length
    return { now, room: ROWS - taken + 1 }
  }
  const all = withSteps(MOST_STEPS)
  const { now, room } = readers > all.room ? withSteps(FEWER_STEPS) : all
  const apps = part((at) => rows(at, groups, report, Math.max(LEAST_APPS, room)))
  const parts = [top, [...apps, ...below], now, end].filter((lines) => lines.length > 0)
  const spaced = parts.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
  return `${(spaced.length > ROWS ? parts.flat() : spaced).join('\n')}\n`
}

/** The verdict, when and of which phone, and where help is. */
function answer(page: Page, report: Report) {
  headline(page, report)
  put(page, stateOf(report, page.words))
  danger(page, report)
}

function stateOf(report: Report, words: Words): string {
  const { device, stats, run } = report
  const time = exportedAt(report)
  const days =
    time === undefined ? 0 : Math.floor((Date.parse(run.startedAt) - Date.parse(`${time.slice(0, 16)}Z`)) / DAY)
  return [
    ...(time === undefined ? [] : [words('short.at', { time: toMinute(time) })]),
    ...(days >= OLD ? [words('short.old', { n: days })] : []),
    ...phoneIn(device, stats.packages, words),
  ].join(words('join.clause'))
}

/** Where no step leads to those who help, as the phone shows nothing to complain of, what leads there. */
function harassed(page: Page, { doNow: steps, emergency }: Report, { saved }: Style) {
  if (saved?.length === 0 || emergency.calls.length === 0 || steps.some(({ kind }) => kind === 'complaint')) return
  const here = countryHere(emergency)
  const country = here === null ? '' : ` --country ${here}`
  put(page, page.words('short.harassed', { command: `daicha explain --incident${country}` }), 0)
}

/** What was not seen. Where nothing can be said without it, in full with the way to see it. */
function problems(page: Page, { problems: all, verdict }: Report) {
  const { words } = page
  if (all.length === 0) return
  const shown = all.slice(0, verdict === 'incomplete' ? MOST_PROBLEMS : 1)
  for (const { message, code } of shown) put(page, `${message}  [${code}]`, 2, '- ')
  const rest = all.length - shown.length
  if (rest > 0) put(page, words(rest === 1 ? 'short.problems.one' : 'short.problems.other', { n: rest }))
}

/** The first steps of the person; where nothing can be said without what was not seen, how to see it, here or there. */
function doNow(page: Page, { doNow: steps, problems: all, verdict }: Report, most: number) {
  const remedy = all[0]?.remedy ?? []
  const byHand = remedy.some((step) => step.includes('explain manual')) ? [] : [page.words('short.byHand')]
  const again = verdict === 'incomplete' ? [...remedy, ...byHand] : []
  const told = [...steps.map(({ text }) => text), ...again].slice(0, most)
  if (told.length === 0) return
  page.lines.push(page.ink('bold', page.words('short.now')))
  for (const [at, step] of told.entries()) put(page, step, 2, `${at + 1} `)
}
