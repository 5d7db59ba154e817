import { isLender } from '../model/lender.ts'
import type { Report, ReportedApp } from '../model/report.ts'
import { compareSeverity } from '../model/vocabulary.ts'
import {
  decisionLines,
  featureLines,
  type Group,
  groupsOf,
  ignoredLines,
  lesserLines,
  readingFeatures,
  readOf,
  shownFindings,
  stateKey,
} from './groups.ts'
import { cut, padded, widest, wrap } from './layout.ts'
import type { Style, Words } from './style.ts'
import { danger, headline, openPage, type Page, put } from './text-page.ts'

/** Of a terminal of 24, which keeps one for the prompt. */
const ROWS = 23
const LEAST_APPS = 3
const MOST_PROBLEMS = 2
const MOST_STEPS = 5
const WIDEST_NAME = 24
const DAY = 86_400_000
/** Days from which on the state of a phone is called old. */
const OLD = 7

/**
 * The answer on one screen of 24 rows and 80 columns, however much was found: how it stands, which apps can read, what to
 * do now, where the rest is.
 */
export async function shortText(report: Report, style: Style): Promise<string> {
  const page = await openPage(report, style)
  const { words, showIgnored, saved } = style
  const part = (write: (page: Page) => void): string[] => {
    const lines: string[] = []
    write({ ...page, lines })
    return lines
  }
  const groups = groupsOf(shownFindings(report, showIgnored), report)
  const isOpen = report.verdict === 'incomplete'
  const top = part((at) => answer(at, report))
  const below = part((at) => {
    if (isOpen) problems(at, report)
    if (groups.some(({ app }) => app !== undefined && canRead(app))) put(at, words('short.risk'))
    folded(at, report)
    if (!isOpen) problems(at, report)
    for (const line of hidden(report, words, showIgnored)) put(at, line)
  })
  const now = part((at) => doNow(at, report))
  const end = part((at) => {
    if (report.verdict === 'clear')
      for (const key of ['line.notVisible', 'line.monthly'] as const) put(at, words(key), 0)
    if (saved === undefined) put(at, words('short.where'), 0)
    else if (saved.length > 0) put(at, words('short.saved', { files: saved.join(', ') }), 0)
  })
  const room = ROWS - [top, below, now, end].flatMap((lines) => (lines.length > 0 ? [...lines, ''] : [])).length + 1
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

function stateOf({ sources, device, stats, run }: Report, words: Words): string {
  const at = sources.flatMap(({ capturedAt }) => capturedAt ?? []).sort()
  const time = at.at(-1)?.slice(0, 16) ?? ''
  const days = time === '' ? 0 : Math.floor((Date.parse(run.startedAt) - Date.parse(`${time}Z`)) / DAY)
  const { manufacturer, model, androidVersion } = device
  return [
    ...(time === '' ? [] : [words('short.at', { time: time.replace('T', ' ') })]),
    ...(days >= OLD ? [words('short.old', { n: days })] : []),
    ...[model ?? manufacturer].filter((name) => name !== null),
    ...(androidVersion === null ? [] : [words('short.android', { version: androidVersion })]),
    words(stats.packages === 1 ? 'short.apps.one' : 'short.apps.other', { n: stats.packages }),
  ].join(words('short.and'))
}

/** Notes are told in words of their own. */
const hidden = (report: Report, words: Words, showIgnored = false) => [
  ...(compareSeverity(report.run.minSeverity, 'low') < 0 ? lesserLines(report, words) : []),
  ...ignoredLines(report, words, showIgnored),
]

const canRead = ({ contacts, lender }: ReportedApp) => contacts.effective === 'readable' && isLender(lender.class)

const nameOf = ({ label, package: name, user }: ReportedApp, { users }: Pick<Report, 'users'>, words: Words) =>
  user === 0 ? (label ?? name) : words('short.userOf', { app: label ?? name, user: userInWords(user, users, words) })

/** A clone or a work profile as such where the phone has one of the kind; else by its number. */
function userInWords(user: number, users: Report['users'], words: Words): string {
  const kind = users.find(({ id }) => id === user)?.kind ?? 'secondary'
  const isOnly = kind !== 'secondary' && users.filter((one) => one.kind === kind).length === 1
  return isOnly ? words(`value.user.${kind}`) : words('value.user', { user })
}

/** A line for each app that can read, worst first; of apps under test, for each that something was found of. */
function rows(page: Page, groups: Group[], report: Report, room: number) {
  const { words, widthOf, ink, width } = page
  const isRelease = report.run.policy === 'release'
  const told = groups.flatMap(({ app, lead }) => {
    if (app === undefined || !(isRelease || canRead(app))) return []
    return [
      {
        name: nameOf(app, report, words),
        states: [...(isRelease ? [lead.message.text] : statesOf(app, words)), ...decisionLines(lead, words)],
      },
    ]
  })
  const shown = told.length > room ? told.slice(0, room - 1) : told
  const nameWidth = Math.min(
    widest(
      shown.map(({ name }) => name),
      widthOf,
    ),
    WIDEST_NAME,
  )
  const left = width - nameWidth - 4
  const whole = shown.map(({ states }) => wrap(states.join(words('short.and')), left, widthOf))
  const fits = whole.flat().length + told.length - shown.length <= room
  for (const [at, { name, states }] of shown.entries()) {
    const lines = fits ? (whole[at] ?? []) : [fitting(states, left, page)]
    const cells = [padded(cut(name, nameWidth, widthOf), nameWidth, widthOf), ' '.repeat(nameWidth)]
    for (const [row, line] of lines.entries())
      page.lines.push(`  ${row === 0 ? ink('bold', cells[0] ?? '') : cells[1]}  ${line}`)
  }
  const rest = told.length - shown.length
  if (rest > 0) put(page, words(rest === 1 ? 'short.more.one' : 'short.more.other', { n: rest }))
}

/** What is known of an app that can read, in the order in which it matters. */
function statesOf({ lender, contacts, routes }: ReportedApp, words: Words): string[] {
  return [
    words(lender.class === 'confirmed' ? 'short.reads' : 'short.suspectReads'),
    ...readOf(contacts, words),
    ...(routes.length > 0 ? [words('short.also', { list: listed(routes, words) })] : []),
  ]
}

const listed = (routes: ReportedApp['routes'], words: Words) =>
  [...new Set(routes.map(({ name }) => name))].join(words('page.comma'))

/** As many parts as stand in one line, the first always. */
function fitting([first = '', ...more]: string[], width: number, { words, widthOf }: Page): string {
  return more.reduce((line, part) => {
    const longer = line + words('short.and') + part
    return widthOf(longer) > width ? line : longer
  }, first)
}

/** Lenders that cannot read now, by what can be said of them, in the order in which it matters. */
const STATES = [
  'short.oneTap',
  'short.otherWays',
  'short.unknown',
  'short.asked',
  'short.cannot',
  'short.gone',
] as const

function stateOfLender(app: ReportedApp): (typeof STATES)[number] {
  const state = stateKey(app)
  if (state === 'absent') return 'short.gone'
  if (state === 'one-tap') return 'short.oneTap'
  if (app.routes.some(({ direct }) => direct)) return 'short.otherWays'
  if (state === 'unknown') return 'short.unknown'
  return state === 'requested' || state === 'blocked-by-appop' ? 'short.asked' : 'short.cannot'
}

/** One line for each state of those that cannot read, and one for loan features inside of other apps. */
function folded(page: Page, report: Report) {
  const { words } = page
  const lenders = report.apps.filter((app) => isLender(app.lender.class))
  const quiet = report.run.policy === 'release' ? [] : lenders.filter((app) => app.contacts.effective !== 'readable')
  for (const key of STATES) {
    const apps = quiet.filter((app) => stateOfLender(app) === key)
    if (apps.length > 0)
      fold(
        page,
        key,
        apps.map((app) => nameOf(app, report, words)),
      )
  }
  const ways = quiet.flatMap((app) => waysOf(app, report, words))
  if (ways.length > 0) fold(page, 'short.ways', ways)
  const reads = quiet.flatMap((app) =>
    readOf(app.contacts, words).map((read) => [nameOf(app, report, words), read].join(words('short.and'))),
  )
  if (reads.length > 0) fold(page, 'short.readBefore', reads)
  if (lenders.length === 0 && report.verdict === 'clear') put(page, words('short.noLender'))
  const [whole] = featureLines(report, words)
  if (whole === undefined) return
  if (wrap(whole, page.width - 2, page.widthOf).length <= 2) put(page, whole)
  else
    fold(
      page,
      'short.features',
      readingFeatures(report).map((app) => nameOf(app, report, words)),
    )
}

/** The gravest of the other ways to the people whom somebody knows, where they are grave. */
function waysOf(app: ReportedApp, report: Report, words: Words): string[] {
  const grave = app.routes.filter(({ direct, severity }) => !direct && compareSeverity(severity, 'high') <= 0)
  const [worst] = grave.map(({ severity }) => severity).sort(compareSeverity)
  const list = listed(
    grave.filter(({ severity }) => severity === worst),
    words,
  )
  return list === '' ? [] : [words('short.wayOf', { app: nameOf(app, report, words), list })]
}

type FoldKey = (typeof STATES)[number] | 'short.ways' | 'short.readBefore' | 'short.features'

/** A line of names, of which as many are said as fit. */
function fold(page: Page, key: FoldKey, names: string[]) {
  const { words, width, widthOf } = page
  const distinct = [...new Set(names)]
  const said = (shown: number) => {
    const list = distinct.slice(0, shown).join(words('page.comma'))
    return words(key, { list: shown < distinct.length ? words('short.andMore', { list, n: distinct.length }) : list })
  }
  let shown = distinct.length
  while (shown > 1 && widthOf(said(shown)) > width - 2) shown--
  put(page, said(shown))
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

/** The first steps of the person; where nothing can be said without what was not seen, how to see it. */
function doNow(page: Page, { doNow: steps, problems: all, verdict }: Report) {
  const again = verdict === 'incomplete' ? (all[0]?.remedy ?? []) : []
  const told = [...steps.map(({ text }) => text), ...again].slice(0, MOST_STEPS)
  if (told.length === 0) return
  page.lines.push(page.ink('bold', page.words('short.now')))
  for (const [at, step] of told.entries()) put(page, step, 2, `${at + 1} `)
}
