import { nameOf } from '../../model/report/app-name.ts'
import type { Report } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import { isLender } from '../../model/rules/lender.ts'
import { isAtLeast, worstOf } from '../../model/vocabulary.ts'
import { readOf, stateKey, suspected } from '../app-state.ts'
import { readingFeatures } from '../features.ts'
import type { Words } from '../style.ts'
import { widthOf } from './layout.ts'
import { listed } from './short-apps.ts'
import { type Page, put } from './text-page.ts'

/** Lenders that cannot read now, by what can be said of them, in the order in which it matters. */
const STATES = [
  'short.latent',
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
  if (state === 'latent') return 'short.latent'
  if (state === 'one-tap') return 'short.oneTap'
  if (app.routes.some(({ direct }) => direct)) return 'short.otherWays'
  if (state === 'unknown') return 'short.unknown'
  return state === 'requested' || state === 'blocked-by-appop' ? 'short.asked' : 'short.cannot'
}

/** One line for each state of those that cannot read, and one for loan features inside of other apps. */
export function folded(page: Page, report: Report) {
  const { words } = page
  const called = (app: ReportedApp) => nameOf(app, report.users, words)
  const lenders = report.apps.filter((app) => isLender(app.lender.class))
  const there = new Set(lenders.filter((app) => stateKey(app) !== 'absent').map((app) => app.package))
  const quiet = report.run.policy === 'release' ? [] : lenders.filter((app) => app.contacts.effective !== 'readable')
  for (const key of STATES) {
    // What another user has is not gone from the phone.
    const apps = quiet.filter((app) => stateOfLender(app) === key && !(key === 'short.gone' && there.has(app.package)))
    const names = apps.map((app) =>
      suspected(app, words).reduce((text, beside) => words('join.beside', { text, beside }), called(app)),
    )
    fold(page, key, names)
  }
  const ways = quiet.flatMap((app) => waysOf(app, report, words))
  fold(page, 'short.ways', ways)
  const reads = quiet.flatMap((app) =>
    readOf(app.contacts, words).map((read) => [called(app), read].join(words('join.clause'))),
  )
  fold(page, 'short.readBefore', reads)
  if (lenders.length === 0 && report.verdict === 'clear') put(page, words('short.noLender'))
  fold(page, 'short.features', readingFeatures(report).map(called))
}

/** The gravest of the other ways to the people whom somebody knows, where they are grave. */
function waysOf(app: ReportedApp, report: Report, words: Words): string[] {
  const grave = app.routes.filter(({ direct, severity }) => !direct && isAtLeast(severity, 'high'))
  const worst = worstOf(grave.map(({ severity }) => severity))
  const list = listed(
    grave.filter(({ severity }) => severity === worst),
    words,
  )
  return list === '' ? [] : [words('join.beside', { text: nameOf(app, report.users, words), beside: list })]
}

type FoldKey = (typeof STATES)[number] | 'short.ways' | 'short.readBefore' | 'short.features'

/** A line of names, of which as many are said as fit; none where there are none. */
function fold(page: Page, key: FoldKey, names: string[]) {
  if (names.length === 0) return
  const { words, width } = page
  const distinct = [...new Set(names)]
  const said = (shown: number) => {
    const list = distinct.slice(0, shown).join(words('join.comma'))
    return words(key, { list: shown < distinct.length ? words('short.andMore', { list, n: distinct.length }) : list })
  }
  const fits = (shown: number) => widthOf(said(shown)) <= width - 2
  let shown = 1
  while (shown < distinct.length && fits(shown + 1)) shown++
  put(page, said(fits(distinct.length) ? distinct.length : shown))
}
