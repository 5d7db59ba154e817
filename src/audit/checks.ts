import { hasOptions } from '#platform/options.ts'
import { isPresent } from '../judge/index.ts'
import type { Evidence } from '../model/evidence.ts'
import { canRun, contactState } from '../model/phone/contact-state.ts'
import type { CheckRule, RegimeRule, RouteRule, Rules } from '../model/rules/rule.ts'
import { compareTexts } from '../model/text/order.ts'
import {
  compareSeverity,
  isAtLeast,
  type LenderClass,
  type LenderKind,
  type Policy,
  type Presence,
  type Severity,
} from '../model/vocabulary.ts'
import { type Assessment, byAppAndUser } from './assessment.ts'
import type { AuditOptions } from './options.ts'

/** A check that objects to an app. */
export interface Objection {
  check: CheckRule
  judged: Assessment
  severity: Severity
  evidence: Evidence[]
  /** Permissions that the app holds against the rules that it is compared with. */
  held?: string[]
}

type Choice = Pick<AuditOptions, 'onlyRules' | 'skipRules'> & { policy: Policy }

/** The checks that a run applies. */
export const activeChecks = ({ checks }: Rules, { policy, onlyRules, skipRules = [] }: Choice): CheckRule[] =>
  checks.filter(
    ({ id, status, policy: own = policy }) =>
      status === 'active' &&
      own === policy &&
      (!hasOptions || ((onlyRules?.includes(id) ?? true) && !skipRules.includes(id))),
  )

/** All objections, worst first, then by package, user and check. */
export function runChecks(
  judged: Assessment[],
  checks: CheckRule[],
  { routes }: Pick<Rules, 'routes'>,
  regime: RegimeRule | undefined,
): Objection[] {
  const found = judged
    .filter(({ verdict }) => isPresent(verdict.presence))
    .flatMap((one) =>
      checks.flatMap((check): Objection[] => {
        const said = check.lender.includes(one.lender.class) && objection(check, one, routes, regime)
        return said ? [{ check, judged: one, ...said }] : []
      }),
    )
  return found.sort(
    (a, b) =>
      compareSeverity(a.severity, b.severity) ||
      byAppAndUser(a.judged, b.judged) ||
      compareTexts(a.check.id, b.check.id),
  )
}

/** How bad an app is by a check, and what shows it; undefined where the check leaves it alone. */
function objection(
  { on, when, recorded, severity, raised = severity }: CheckRule,
  judged: Assessment,
  routes: RouteRule[],
  regime: RegimeRule | undefined,
): Omit<Objection, 'check' | 'judged'> | undefined {
  const { lender, verdict, held } = judged
  switch (on) {
    case 'verdict':
      if (!when.includes(contactState(verdict.value, verdict.presence))) return undefined
      if (recorded && !hasRead(verdict)) return undefined
      return {
        severity: raises(verdict, lender.rule?.kind) ? raised : severity,
        evidence: recorded && verdict.lastAccess ? [verdict.lastAccess.evidence] : verdict.evidence,
      }
    case 'routes': {
      const open = worstFirst(judged, routes)
      const [worst] = open
      return (
        worst && {
          severity: capped(worst.severity, { lender, presence: verdict.presence }),
          evidence: open.map(({ evidence }) => evidence),
        }
      )
    }
    case 'regime': {
      const forbidden = regime?.permissions.filter((name) => held.has(name)) ?? []
      if (forbidden.length === 0) return undefined
      return { severity, held: forbidden, evidence: forbidden.flatMap((name) => held.get(name) ?? []) }
    }
  }
}

const worstFirst = (judged: Assessment, routes: RouteRule[]) =>
  judged.routes
    .flatMap(({ id, evidence }) =>
      routes.filter((route) => route.id === id).map(({ severity }) => ({ severity, evidence })),
    )
    .sort((a, b) => compareSeverity(a.severity, b.severity))

interface Recorded {
  lastAccess?: { indirect: boolean } | null
}

/** Whether Android recorded a read by the app itself. */
export const hasRead = ({ lastAccess }: Recorded) => lastAccess?.indirect === false

/** A recorded read, a role, or a source that names the app for abuse. */
export const raises = (held: Recorded & { flags: string[] }, kind: LenderKind | null | undefined): boolean =>
  hasRead(held) || held.flags.includes('GRANTED_BY_ROLE') || kind === 'predatory-reported'

/** A wrong suspicion must not break a build, and what cannot run is a step below what can. */
export function capped(
  severity: Severity,
  { lender, presence }: { lender: { class: LenderClass }; presence: Presence },
): Severity {
  const most = lender.class !== 'confirmed' ? 'medium' : canRun(presence) ? 'critical' : 'high'
  return isAtLeast(severity, most) ? most : severity
}
