import { nameOf } from '../../model/report/app-name.ts'
import type { Report } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import { isLender } from '../../model/rules/lender.ts'
import { readOf, suspected } from '../app-state.ts'
import type { Group } from '../groups.ts'
import { decisionLines } from '../left-out.ts'
import type { Words } from '../style.ts'
import { cut, padded, widest, widthOf, wrap } from './layout.ts'
import { type Page, put } from './text-page.ts'

/** Of what an app is called, and no more than a third of the line; whose it is stands behind it whole. */
const WIDEST_NAME = 24

/** A lender that can read now. */
export const canRead = ({ contacts, lender }: ReportedApp) =>
  contacts.effective === 'readable' && isLender(lender.class)

/** A line for each app that can read, worst first; of apps under test, for each that something was found of. */
export function rows(page: Page, groups: Group[], report: Report, room: number) {
  const { words, ink, width } = page
  const isRelease = report.run.policy === 'release'
  const widestName = Math.min(WIDEST_NAME, Math.floor(width / 3))
  const told = groups.flatMap(({ app, lead }) => {
    if (app === undefined || !(isRelease || canRead(app))) return []
    return [
      {
        name: nameOf({ ...app, label: cut(app.label ?? app.package, widestName) }, report.users, words),
        states: [...(isRelease ? [lead.message.text] : statesOf(app, words)), ...decisionLines(lead, words)],
      },
    ]
  })
  const shown = told.length > room ? told.slice(0, room - 1) : told
  const nameWidth = widest(shown.map(({ name }) => name))
  const left = width - nameWidth - 4
  const whole = shown.map(({ states }) => wrap(states.join(words('join.clause')), left))
  const fits = whole.flat().length + told.length - shown.length <= room
  for (const [at, { name, states }] of shown.entries()) {
    const lines = fits ? (whole[at] ?? []) : [fitting(states, left, page)]
    const cells = [padded(name, nameWidth), ' '.repeat(nameWidth)]
    for (const [row, line] of lines.entries())
      page.lines.push(`  ${row === 0 ? ink('bold', cells[0] ?? '') : cells[1]}  ${line}`)
  }
  const rest = told.length - shown.length
  if (rest > 0) put(page, words(rest === 1 ? 'short.more.one' : 'short.more.other', { n: rest }))
}

/** What is known of an app that can read, in the order in which it matters. */
function statesOf(app: ReportedApp, words: Words): string[] {
  const { contacts, routes } = app
  return [
    ...suspected(app, words),
    words('short.reads'),
    ...readOf(contacts, words),
    ...(routes.length > 0 ? [words('short.also', { list: listed(routes, words) })] : []),
  ]
}

/** What routes are called, each once. */
export const listed = (routes: ReportedApp['routes'], words: Words) =>
  [...new Set(routes.map(({ name }) => name))].join(words('join.comma'))

/** As many parts as stand in one line, the first always. */
function fitting([first = '', ...more]: string[], width: number, { words }: Page): string {
  return more.reduce((line, part) => {
    const longer = line + words('join.clause') + part
    return widthOf(longer) > width ? line : longer
  }, first)
}
