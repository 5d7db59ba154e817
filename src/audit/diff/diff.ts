import { isPresent } from '../../judge/index.ts'
import * as Exit from '../../model/exit.ts'
import { keyOf } from '../../model/report/app-key.ts'
import type { Audit, AuditedApp } from '../../model/report/audit.ts'
import { type ChangeLevel, changeDirections, changeKinds, type DiffGap } from '../../model/report/change.ts'
import type { State, WordlessChange, WordlessDiff } from '../../model/report/diff.ts'
import { hasEnded, reasonOf } from '../../model/report/outcome.ts'
import { hasAppOps } from '../../model/report/uses.ts'
import { isLender } from '../../model/rules/lender.ts'
import type { Rules } from '../../model/rules/rule.ts'
import { compareTexts } from '../../model/text/order.ts'
import { compareSeverity, isAtLeast } from '../../model/vocabulary.ts'
import { changesOf, isOpenRead, type Pair, packageChanges, pairOf } from './app-changes.ts'
import { phoneOf } from './same-phone.ts'
import { isIdentical, namesAll, type Side, timeOf } from './side.ts'

export interface DiffOptions {
  /** Somebody knows that both are of one phone. */
  samePhone: boolean
  /** From which severity on a change for the worse, or an open one, fails the run; null: none does. */
  failOnChange: ChangeLevel | null
  /** Names apps that do not lend, too. */
  allApps: boolean
  allowPartial: boolean
  version: string
  /** RFC 3339 with offset. */
  now: () => string
}

/**
 * What changed between two states of one phone, worst first. What one of them did not see is never taken for unchanged.
 *
 * @throws AuditError E131 for two phones
 */
export function diff(old: Side, now: Side, rules: Rules, options: DiffOptions): WordlessDiff {
  const phone = options.samePhone ? 'said' : phoneOf(old, now)
  const pair = pairOf(old, now, rules)
  const identical = isIdentical(old, now)
  const apps = pairsOf(pair)
  const all = apps.flatMap(({ before, after }) => changesOf(before, after, pair))
  const told = new Set<string>()
  for (const { before, after } of apps) {
    if (!before || !after || !isPresent(before.presence) || !isPresent(after.presence)) continue
    if (!told.has(after.package)) all.push(...packageChanges(before, after, pair))
    told.add(after.package)
  }
  const isNamed = ({ lender }: { lender: AuditedApp['lender'] }) => options.allApps || lender.class !== 'none'
  const named = new Set(
    apps.flatMap(({ before, after }) => [before, after].flatMap((app) => (app && isNamed(app) ? [app.package] : []))),
  )
  const changes = all.filter((one) => named.has(one.package)).sort(worstFirst)
  const notCompared = gapsOf(pair, apps, identical)
  const complete = notCompared.length === 0
  const changed = new Set(changes.map(keyOf))
  const count = (direction: WordlessChange['direction']) => changes.filter((one) => one.direction === direction).length
  const { failOnChange, allApps, allowPartial } = options
  return {
    schemaVersion: '1.0',
    type: 'diff',
    tool: { name: 'daicha', version: options.version, rules: rules.version },
    run: { at: options.now(), failOnChange, allApps, allowPartial },
    exit: exitOf(changes, { complete, milder: isMilder(old) || isMilder(now) }, options),
    complete,
    phone,
    identical,
    reversed: isReversed(pair),
    old: stateOf(old),
    new: stateOf(now),
    changes,
    notCompared,
    stats: {
      worse: count('worse'),
      open: count('open'),
      better: count('better'),
      neutral: count('neutral'),
      unchanged: apps.filter(
        ({ before, after }) =>
          before && after && isLender(after.lender.class) && isPresent(after.presence) && !changed.has(keyOf(after)),
      ).length,
    },
    omitted: { otherApps: all.length - changes.length },
  }
}

/** An app and user in both states; in one of them, it may not be. */
interface Both {
  before: AuditedApp | undefined
  after: AuditedApp | undefined
}

/** Those that both states are about: one may be about a single app, or a single user. */
function pairsOf({ old, now }: Pair): Both[] {
  const covers = ({ options }: Audit['run'], { package: name, user }: AuditedApp) =>
    (options.app === undefined || options.app === name) && (options.user === 'all' || options.user === String(user))
  const appsOf = ({ audit }: Side) => new Map(audit.apps.map((app) => [keyOf(app), app]))
  const [before, after] = [appsOf(old), appsOf(now)]
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const both = { before: before.get(key), after: after.get(key) }
    const app = both.after ?? both.before
    return app && covers(old.audit.run, app) && covers(now.audit.run, app) ? [both] : []
  })
}

const worstFirst = (a: WordlessChange, b: WordlessChange) =>
  changeDirections.indexOf(a.direction) - changeDirections.indexOf(b.direction) ||
  compareSeverity(a.severity, b.severity) ||
  compareTexts(a.package, b.package) ||
  a.user - b.user ||
  changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind)

function isReversed({ old, now }: Pair): boolean {
  const [from, to] = [timeOf(old), timeOf(now)]
  return from !== null && to !== null && to < from
}

function gapsOf(pair: Pair, apps: Both[], identical: boolean): WordlessDiff['notCompared'] {
  const { old, now } = pair
  const sides = [
    ['old', old],
    ['new', now],
  ] as const
  const where = (id: DiffGap, has: (side: Side) => boolean) =>
    sides.flatMap(([side, one]) => (has(one) ? [{ id, side }] : []))
  const ofEach = [
    ...where('incomplete', ({ audit }) => !audit.complete),
    ...where('extract', ({ audit }) => audit.run.options.app !== undefined),
    ...(old.audit.run.options.user === now.audit.run.options.user
      ? []
      : where('user', ({ audit }) => audit.run.options.user !== 'all')),
  ]
  if (identical) return ofEach
  const blind = where('app-ops', ({ audit }) => !hasAppOps(audit.sources))
  return [
    ...ofEach,
    ...(pair.sameRules ? [] : where('rules', (side) => !namesAll(side))),
    ...(blind.length === 2 ? [{ id: 'app-ops', side: 'both' } as const] : blind),
    ...(apps.some(({ before, after }) => isOpenRead(before, after, pair))
      ? [{ id: 'no-time', side: 'old' } as const]
      : []),
  ]
}

const isMilder = ({ audit }: Side) => hasEnded(audit.exit, 'milder')

function exitOf(
  changes: WordlessChange[],
  { complete, milder }: { complete: boolean; milder: boolean },
  { failOnChange, allowPartial }: DiffOptions,
): WordlessDiff['exit'] {
  const fails = ({ direction, severity }: WordlessChange) =>
    failOnChange === 'any' ||
    ((direction === 'worse' || direction === 'open') && isAtLeast(severity, failOnChange ?? 'note'))
  const failing = failOnChange !== null && changes.some(fails)
  const reasons = [
    ...(failing ? [`change-at-or-above-${failOnChange}`] : []),
    ...(complete ? [] : ['incomplete']),
    ...(milder ? [reasonOf('milder')] : []),
  ]
  const code = failing ? Exit.failing : complete || allowPartial ? Exit.clean : Exit.partial
  return { code, reasons }
}

function stateOf(side: Side): State {
  const { path, audit, snapshot } = side
  return {
    path,
    kind: snapshot === undefined ? 'report' : 'dump',
    capturedAt: timeOf(side),
    complete: audit.complete,
    rules: audit.tool.rules,
    device: audit.device,
    packages: audit.stats.packages,
    lenders: audit.stats.lenders,
    sources: audit.sources.map(({ path: file, sha256 }) => ({ path: file, sha256 })),
  }
}
