import { classifier, type Known } from '../classify/index.ts'
import type { Evidence } from '../model/evidence.ts'
import { installedUser } from '../model/phone/installed-user.ts'
import type { CheckRule, Rules, SignalExamples } from '../model/rules/rule.ts'
import type { AppSketch } from '../model/rules/signal.ts'
import type { LenderClass, Placed, Presence, VerdictValue } from '../model/vocabulary.ts'
import type { Assessment } from './assessment.ts'
import { activeChecks, runChecks } from './checks.ts'
import { USUAL_REGIME } from './options.ts'

/** An example that a rule carries, and whether it is so. */
export interface Trial {
  /** Id of the rule. */
  id: string
  /** File and line of the rule. */
  at: string
  /** The rule must find it; otherwise it must leave it alone. */
  isMatch: boolean
  sketch: unknown
  holds: boolean
}

type Check = CheckRule & Partial<Placed<unknown>>

/** Tries the examples of some rules: each `match` on its own rule, and each near miss on the whole set. */
export function tryExamples(
  rules: Rules,
  { signals, checks }: { signals: SignalExamples[]; checks: Check[] },
): Trial[] {
  const classify = classifier(rules, { catalog: false })
  const isFound = (id: string, sketch: AppSketch) => classify(sketched(sketch)).basis.some((sign) => sign.id === id)
  return [
    ...signals.flatMap(({ id, at, match, falseFriends }) =>
      tried(id, at, [match, falseFriends], (sketch) => isFound(id, sketch)),
    ),
    ...checks.filter(({ status }) => status === 'active').flatMap((check) => trialsOf(check, rules)),
  ]
}

/** @param isFound whether the rule finds a sketch; of a near miss, in whatever way it could */
const tried = <Sketch>(
  id: string,
  at: string,
  [matches, misses]: [Sketch[], Sketch[]],
  isFound: (sketch: Sketch, isMatch: boolean) => boolean,
): Trial[] => [
  ...matches.map((sketch) => ({ id, at, isMatch: true, sketch, holds: isFound(sketch, true) })),
  ...misses.map((sketch) => ({ id, at, isMatch: false, sketch, holds: !isFound(sketch, false) })),
]

/** The examples of signals in a user's lists. */
export const examplesOf = (lists: (Placed<{ id: string }> & { examples?: Omit<SignalExamples, 'id' | 'at'> })[]) =>
  lists.flatMap(({ id, at, examples }) => (examples === undefined ? [] : [{ id, at, ...examples }]))

function sketched({ package: packageName = 'com.example.app', label, permissions, ...rest }: AppSketch): Known {
  return {
    packageName,
    ...(label !== undefined && { labels: { default: label } }),
    ...(permissions && { requestedPermissions: permissions.map((one) => ({ name: `android.permission.${one}` })) }),
    ...rest,
  }
}

function trialsOf(check: Check, rules: Rules): Trial[] {
  const objects = (sketch: object, policy: 'borrower' | 'release') =>
    runChecks(
      [judgedAs(sketch as CheckSketch)],
      activeChecks({ ...rules, checks: [check] }, { policy }),
      rules,
      rules.regimes.find(({ id }) => id === USUAL_REGIME),
    ).length > 0
  const both = ['borrower', 'release'] as const
  const { id, at = '', examples, policy } = check
  return tried<object>(id, at, [examples.match, examples.miss], (sketch, isMatch) =>
    isMatch
      ? (policy ? [policy] : both).every((one) => objects(sketch, one))
      : both.some((one) => objects(sketch, one)),
  )
}

/** What an example of a check says of an app. */
interface CheckSketch {
  lender: LenderClass
  verdict: VerdictValue
  presence?: Presence
  /** A read of contacts by the app itself. */
  recorded?: boolean
  routes?: string[]
  /** Full names of permissions that it holds, whatever a regime says of them. */
  holds?: string[]
}

const evidence: Evidence = { path: '', line: 1, column: 1, endColumn: 1, byteOffset: 0, byteLength: 0, text: '' }

/** An app of the owner, installed and run, of which nothing is known. */
const user = installedUser(0, evidence)

/** An app as an example of a check describes it: everything else of it is plain. */
export const judgedAs = ({
  lender,
  verdict,
  presence = 'active',
  recorded = false,
  routes = [],
  holds = [],
}: CheckSketch): Assessment => ({
  app: { packageName: 'com.example.app', system: false, hasFactoryCopy: false, users: [user], evidence },
  user,
  lender: { class: lender, basis: [] },
  verdict: {
    value: verdict,
    reason: 'RUNTIME_GRANTED',
    qualifiers: [],
    canAsk: 'not-applicable',
    presence,
    scope: 'package',
    confidence: 'high',
    flags: [],
    ...(recorded && { lastAccess: { ageMs: 0, indirect: false, evidence } }),
    evidence: [evidence],
  },
  routes: routes.map((id) => ({ id, evidence })),
  held: new Map(holds.map((name) => [name, evidence])),
  open: false,
})
