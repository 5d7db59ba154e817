import { ageInWords } from '../model/age.ts'
import { isOf, keyOf } from '../model/app-key.ts'
import { contactState } from '../model/contact-state.ts'
import type { Finding } from '../model/finding.ts'
import { isLender, isSuspected } from '../model/lender.ts'
import { grouped } from '../model/multimap.ts'
import { leadsFirst } from '../model/order.ts'
import type { Report } from '../model/report.ts'
import type { LastAccess, ReportedApp } from '../model/reported-app.ts'
import { ownUse, showsUses } from '../model/uses.ts'
import { type FactId, isAtLeast, severities } from '../model/vocabulary.ts'
import type { Words } from './style.ts'

/** One app of one user with its findings: the one that leads, then the others. */
export interface Group {
  app: ReportedApp | undefined
  lead: Finding
  others: Finding[]
}

/** Nothing below `--min-severity`. */
const severeFindings = ({ findings, run }: Report) =>
  findings.filter(({ severity }) => isAtLeast(severity, run.minSeverity))

/** What formats for people show: not what somebody accepts or knew before, unless that is asked for. */
export const shownFindings = (report: Report, showIgnored = false) =>
  severeFindings(report).filter(({ status }) => showIgnored || status === 'open')

/** That findings are not shown because they are of lower severity, in words. */
export function lesserLines(report: Report, words: Words): string[] {
  const lesser = report.findings.length - severeFindings(report).length
  return lesser > 0 ? [words('line.hidden', { n: lesser })] : []
}

/** That findings are not shown because somebody accepts them, or knew them before. */
export function ignoredLines(report: Report, words: Words, showIgnored = false): string[] {
  const ignored = severeFindings(report).length - shownFindings(report, showIgnored).length
  return ignored > 0 ? [words('line.notListed', { n: ignored })] : []
}

/** What formats for people do not show, in words. */
export const hiddenLines = (report: Report, words: Words, showIgnored = false): string[] => [
  ...lesserLines(report, words),
  ...ignoredLines(report, words, showIgnored),
]

/** That somebody accepts a finding, or that it was there before. */
export const decisionLines = ({ suppressed, baseline }: Finding, words: Words): string[] => [
  ...(suppressed ? [words('line.ignored', { date: suppressed.expires, reason: suppressed.reason })] : []),
  ...(baseline === 'unchanged' ? [words('line.known')] : []),
]

/** Findings by app and user, the apps in the order of their worst finding. */
export function groupsOf(findings: Finding[], { apps, checks }: Report): Group[] {
  const checkOf = ({ ruleId }: Finding) => checks.find(({ id }) => id === ruleId) ?? {}
  return [...grouped(findings, (one) => [keyOf(one)]).values()].flatMap((group) => {
    const [lead, ...others] = group.sort((a, b) => leadsFirst(checkOf(a), checkOf(b)))
    if (lead === undefined) return []
    return [{ app: apps.find(isOf(lead)), lead, others }]
  })
}

/** The lenders that no shown finding is about. */
export const quietLenders = ({ apps }: Report, groups: Group[]) =>
  apps.filter((app) => isLender(app.lender.class) && !groups.some((group) => group.app === app))

/** Apps with a loan feature inside that can read contacts. They are no lenders. */
export const readingFeatures = ({ apps }: Report) =>
  apps.filter(({ lender, contacts }) => lender.class === 'embedded' && contacts.effective === 'readable')

/** One line that tells of them. */
export function featureLines(report: Report, words: Words): string[] {
  const names = readingFeatures(report).map(({ label, package: name, lender: { features = [] } }) =>
    features.length === 0
      ? (label ?? name)
      : words('join.beside', { text: label ?? name, beside: features.join(words('join.semicolon')) }),
  )
  return names.length === 0 ? [] : [words('line.features', { list: [...new Set(names)].join(words('join.comma')) })]
}

const countriesOf = ({ countries = [], country }: Report['guidance']) =>
  countries.length > 0 || !country ? countries : [country]

/** A heading, with the country that what stands below it is of. */
export const headingIn = (
  text: string,
  id: string | null | undefined,
  guidance: Report['guidance'],
  words: Words,
): string => {
  const name = countriesOf(guidance).find((one) => one.id === id)?.name
  return name === undefined ? text : words('join.beside', { text, beside: name })
}

/** The law, by the country that it is of. */
export const lawByCountry = (guidance: Report['guidance']) => {
  const { law } = guidance
  const named = countriesOf(guidance)
  const ofNone = law.filter((one) => !named.some(({ id }) => id === one.country))
  return [
    ...named.map(({ id, name }) => ({ id, name, law: law.filter((one) => one.country === id) })),
    { id: null, name: undefined, law: ofNone },
  ].filter((part) => part.law.length > 0)
}

/** The state of contacts for people: an app that is gone is said to be gone. */
export const stateKey = ({ presence, contacts }: ReportedApp) =>
  presence === 'absent' || presence === 'archived' ? 'absent' : contactState(contacts.verdict, presence)

/** Its day; before Android 9, which prints none, how long it was before the export. */
const dayOf = ({ time, ageMs }: LastAccess, words: Words): string =>
  time?.slice(0, 10) ?? words('value.read.before', { age: ageInWords(ageMs, words) })

/** A read that the system recorded; not what another app said, or a clock that was set. */
export function readOf({ lastAccess }: ReportedApp['contacts'], words: Words): string[] {
  const read = ownUse(lastAccess)
  if (read === null) return []
  const day = dayOf(read, words)
  if (read.state === null) return [words('short.read', { day })]
  return [words(read.foreground ? 'short.readOpen' : 'short.readHidden', { day })]
}

/** The same for a cell under its heading, which says why there is none: `-` where nothing would tell of it. */
export function lastReadCell(app: ReportedApp | undefined, { sources }: Report, words: Words): string {
  if (app === undefined) return '-'
  const { lastAccess } = app.contacts
  if (lastAccess === null || lastAccess.indirect) return showsUses(app, sources) ? words('table.none') : '-'
  const read = ownUse(lastAccess)
  return read === null ? words('timeline.noTime') : dayOf(read, words)
}

/** That an app only looks like a lender, where nothing beside its name says why. */
export const suspected = ({ lender }: ReportedApp, words: Words) =>
  isSuspected(lender.class) ? [words('state.suspect')] : []

/** Whether an app that no finding is about lends, the state of its contacts, and that it read them once. */
export const quietState = (app: ReportedApp, words: Words) =>
  [...suspected(app, words), words(`state.${stateKey(app)}`), ...readOf(app.contacts, words)].join(words('join.clause'))

/** A row of the evidence of a finding. */
export const factOf = ({ facts }: Finding, wanted: FactId) => facts.find(({ id }) => id === wanted)

/** Of which phone a text is, and how much of it was seen. */
export const phoneIn = ({ model, manufacturer, androidVersion }: Report['device'], packages: number, words: Words) => [
  ...[model ?? manufacturer].filter((name) => name !== null),
  ...(androidVersion === null ? [] : [words('short.android', { version: androidVersion })]),
  words(packages === 1 ? 'short.apps.one' : 'short.apps.other', { n: packages }),
]

/** How many apps were looked at, and what was found of them. */
export function countLines(
  { packages, lenders, bySeverity }: Pick<Report['stats'], 'packages' | 'lenders' | 'bySeverity'>,
  words: Words,
): string[] {
  const found = severities.filter((severity) => bySeverity[severity] > 0)
  const n = found.reduce((sum, severity) => sum + bySeverity[severity], 0)
  const counts = found.map((severity) => `${words(`severity.${severity}`)} ${bySeverity[severity]}`)
  return [
    words('line.summary', { n: packages, lenders }),
    ...(n > 0 ? [words('line.findings', { n, counts: counts.join(words('join.clause')) })] : []),
  ]
}
