import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { SCHEMA_VERSION } from '../model/schema-version.ts'
import { statusOf } from '../model/status.ts'
import type { FactId } from '../model/vocabulary.ts'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Makes what puts reports and records of schema version 1.0 into the shape of today, where a stream comes record by record;
 * everything else stays as it is. Nothing is checked here: what is wrong with it, the schema says afterwards.
 *
 * Before 2.1 one country stood for a whole report, or none, and nothing said what to do first: that is said anew. Version 1.0
 * had no ids for facts and notes, and did not say which check leads, which routes are direct, or, in
 * its first days, what became of a finding.
 */
export function upgrader(): (saved: unknown) => unknown {
  let start: Json | undefined
  return (saved) => {
    if (!isObject(saved)) return saved
    const { type, heading, apps, checks, findings } = saved
    if (type === 'start') start = saved
    const head = type === 'report' ? saved : isObject(heading) ? heading : start
    const version = head?.['schemaVersion']
    if (head === undefined || (version !== '1.0' && version !== '2.0')) return saved
    const placed = withPlaces(saved, heading)
    if (version === '2.0') return placed
    const failOn = isObject(head['run']) ? head['run']['failOn'] : undefined
    const upgradeFinding = findingUpgrader(apps, failOn as Report['run']['failOn'])
    return {
      ...placed,
      ...(Array.isArray(apps) && { apps: apps.map(upgradeApp) }),
      ...(Array.isArray(checks) && { checks: checks.map(upgradeCheck) }),
      ...(Array.isArray(findings) && { findings: upgradeEach(placed['findings'], upgradeFinding) }),
    }
  }
}

const upgradeEach = (value: unknown, upgrade: (part: Json) => Json) =>
  Array.isArray(value) ? value.map((part) => (isObject(part) ? upgrade(part) : part)) : value

/** The country of all of it is that of each part. Where it names none, the laws do that it rests on: `cn.civil`. */
function withPlaces(saved: Json, heading: unknown): Json {
  const { guidance, findings } = saved
  const named = isObject(guidance) && isObject(guidance['country']) ? guidance['country'] : null
  const isUnnamed = isObject(guidance) && guidance['country'] === undefined
  const country = named?.['id'] ?? (isUnnamed ? countryOfLaw(guidance['references']) : null)
  const inPlace = (part: Json) => ({ country, ...part })
  return {
    ...saved,
    ...('schemaVersion' in saved && { schemaVersion: SCHEMA_VERSION }),
    ...(isObject(heading) && { heading: { ...heading, schemaVersion: SCHEMA_VERSION } }),
    ...(isObject(guidance) && {
      emergency: { country: named, calls: [], hint: null },
      doNow: [],
      guidance: {
        ...guidance,
        statements: upgradeEach(guidance['statements'], inPlace),
        law: upgradeEach(guidance['law'], inPlace),
      },
      findings: upgradeEach(findings, inPlace),
    }),
  }
}

function countryOfLaw(references: unknown): string | null {
  const ids = Array.isArray(references) ? references.map((one) => (isObject(one) ? String(one['id']) : '')) : []
  return ids.flatMap((id) => /^([a-z]{2})\./.exec(id)?.[1] ?? [])[0] ?? null
}

const upgradeApp = (app: unknown) =>
  isObject(app)
    ? {
        ...app,
        ...(isObject(app['lender']) && { lender: upgradeLender(app['lender']) }),
        routes: upgradeEach(app['routes'], (route) => ({
          direct: route['kind'] === 'call_log' || route['kind'] === 'sms',
          ...route,
        })),
      }
    : app

/** It added up points; now a rung decides. What it said of its signs stays as it was written, and names their points. */
function upgradeLender({ score: _, ...lender }: Json): Json {
  const upgradeSign = ({ points, ...sign }: Json) => ({
    ...sign,
    ...(typeof points === 'number' && { kind: 'earlier', text: withPoints(sign['text'], points) }),
  })
  return { rung: null, ...lender, basis: upgradeEach(lender['basis'], upgradeSign) }
}

const withPoints = (text: unknown, points: number) =>
  isText(text) ? `${text} (${points > 0 ? '+' : ''}${points})` : text

/** The checks of that version, the one that leads first. */
const LEADING = [
  'lender-reads-contacts',
  'suspected-lender-reads-contacts',
  'embedded-lender-reads-contacts',
  'lender-one-tap-from-contacts',
  'lender-declares-contacts',
  'contacts-state-unknown',
  'lender-has-other-contact-route',
  'lender-requests-contacts',
  'lender-breaks-store-policy',
]

function upgradeCheck(check: unknown) {
  if (!isObject(check)) return check
  const order = LEADING.indexOf(String(check['id']))
  return { order: order === -1 ? null : order, ...check }
}

/** What it called its rows of evidence. */
const FACTS = new Map<unknown, FactId>([
  ['权限', 'permission'],
  ['Permission', 'permission'],
  ['持有', 'held'],
  ['Holds', 'held'],
  ['参照', 'regime'],
  ['Reference', 'regime'],
  ['最近读取', 'lastRead'],
  ['Last read', 'lastRead'],
  ['授权时间', 'span'],
  ['Granted', 'span'],
  ['安装', 'installed'],
  ['Installed', 'installed'],
  ['App', 'app'],
  ['是网贷', 'lender'],
  ['像网贷', 'lender'],
  ['借贷功能', 'lender'],
  ['Lender', 'lender'],
  ['Maybe lends', 'lender'],
  ['Loan feature', 'lender'],
])
const EXPIRED = /^(?:ignored until (\d{4}-\d\d-\d\d)|这一条曾被忽略，到 (\d{4}-\d\d-\d\d) 为止)$/

/** Of what is not known, words alone are left. */
const UNKNOWN = 'other'

function findingUpgrader(apps: unknown, failOn: Report['run']['failOn']) {
  return (finding: Json): Json => {
    const facts = upgradeEach(finding['facts'], (fact) => ({ id: FACTS.get(fact['name']) ?? UNKNOWN, ...fact }))
    return {
      ...finding,
      facts,
      notes: notesOf(finding, qualifiersOf(finding, apps)),
      held: heldIn(facts),
      ...(!('status' in finding && 'fails' in finding) && statusOf(finding as Finding, failOn)),
    }
  }
}

/** The sentence named the permissions without what is before their last dot, which was the same for all. */
function heldIn(facts: unknown): string[] {
  const held = Array.isArray(facts) ? facts.find((fact) => isObject(fact) && fact['id'] === 'held') : undefined
  return isText(held?.text) ? held.text.split(', ').map((name: string) => `android.permission.${name}`) : []
}

/** That an entry of the ignore file had expired, then a note for each qualifier of the app. */
function notesOf({ notes }: Json, qualifiers: unknown[]) {
  if (!Array.isArray(notes)) return notes
  const others = notes.length - (EXPIRED.test(notes[0]) ? 1 : 0)
  return notes.map((text, at) => {
    if (!isText(text)) return text
    const [found, ...dates] = EXPIRED.exec(text) ?? []
    if (found !== undefined) return { id: 'expired', params: { date: dates.find(Boolean) }, text }
    const qualifier = others === qualifiers.length ? qualifiers[at - notes.length + others] : undefined
    return { id: isText(qualifier) ? qualifier : UNKNOWN, params: {}, text }
  })
}

function qualifiersOf({ package: name, user }: Json, apps: unknown): unknown[] {
  const all = Array.isArray(apps) ? apps.filter(isObject) : []
  const contacts = all.find((app) => app['package'] === name && app['user'] === user)?.['contacts']
  return isObject(contacts) && Array.isArray(contacts['qualifiers']) ? contacts['qualifiers'] : []
}
