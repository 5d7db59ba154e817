import { resolve } from 'node:path'
import {
  type Audit,
  auditDefaults,
  type Baseline,
  failLevels,
  isAtLeast,
  type Judgement,
  type Knowable,
  type KnownFinding,
  loadBaseline,
  loadIgnores,
  type Place,
  type PlacedIgnore,
  placeAt,
  policies,
  type RuleSet,
  severities,
  shownPath,
  writeOutput,
} from '../../internal.ts'
import { definedOnly } from '../../model/defined-only.ts'
import { flags, type OptionsOf } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import type { Io } from '../io.ts'
import { sayError } from '../output/problem.ts'
import type { To } from '../output/teller.ts'

export const severityFlags = flags({
  '--fail-on <level>': { help: 'help.failOn', oneOf: failLevels, said: 'severity', default: auditDefaults.failOn },
  '--min-severity <level>': {
    help: 'help.minSeverity',
    oneOf: severities,
    said: 'severity',
    default: auditDefaults.minSeverity,
  },
})

export const policyFlags = flags({
  '--regime <id>': { help: 'help.regime', shows: ['play', 'cn', 'in', 'id', 'pk', 'tz'] },
  '--policy <policy>': { help: 'help.policy', oneOf: policies },
})

export const ignoreFlags = flags({
  '--ignore-file <file>': { help: 'help.ignoreFile' },
  '--strict-ignores': { help: 'help.strictIgnores' },
})

export const baselineFlags = flags({
  '--baseline <file>': { help: 'help.baseline' },
  '--write-baseline <file>': { help: 'help.writeBaseline' },
})

export type FileOptions = OptionsOf<typeof ignoreFlags & typeof baselineFlags>
export type DecisionOptions = FileOptions & OptionsOf<typeof severityFlags & typeof policyFlags>

/** What somebody decided before this run, and where today's findings are to be kept. */
export interface Decisions {
  ignores: PlacedIgnore[]
  baseline?: Baseline['findings']
  /** As it was named. */
  baselinePath?: string
  writeBaseline?: (text: string) => void
}

/** The files of decisions that a run heeds. @throws AuditError E103, E104 */
export async function decisionsOf(options: FileOptions, rules: RuleSet, { cwd, now }: Io): Promise<Decisions> {
  const { ignoreFile, baseline, writeBaseline } = options
  const today = now().slice(0, 10)
  const at = (named: string): Place => {
    const path = resolve(cwd, named)
    return { path, shown: shownPath(path, cwd) }
  }
  const ruleIds = rules.checks.map(({ id }) => id)
  return {
    ignores: ignoreFile === undefined ? [] : await loadIgnores(at(ignoreFile), { today, ruleIds }),
    ...(baseline !== undefined && { baseline: await loadBaseline(at(baseline)), baselinePath: at(baseline).shown }),
    ...(writeBaseline !== undefined && {
      writeBaseline: (text: string) => writeOutput(placeAt(writeBaseline, cwd), text),
    }),
  }
}

/** What counts in a run over any number of inputs; it crosses to another thread, so it is data. */
export interface Decided extends Omit<Judgement, 'baseline'> {
  baseline?: Baseline['findings']
}

/** What an audit was told of what counts; the files of decisions that it does not name are not heeded. */
export const decidedBy = (
  { failOn, minSeverity, regime, policy, strictIgnores = false, ignoreFile, baseline }: DecisionOptions,
  decisions: Decisions,
): Decided => ({
  failOn,
  minSeverity,
  ...definedOnly({ regime, policy }),
  strictIgnores,
  ignores: ignoreFile === undefined ? [] : decisions.ignores,
  ...(baseline !== undefined && decisions.baseline && { baseline: decisions.baseline }),
})

/** The same for one input, by its line in the list; null is the one phone of a run without a list. */
export function judgementBy({ baseline, ...judgement }: Decided): (input: string | null) => Judgement {
  if (baseline === undefined) return () => judgement
  const known = new Map<string | null, Map<string, KnownFinding>>()
  for (const { input, ...one } of baseline) known.set(input, (known.get(input) ?? new Map()).set(one.fingerprint, one))
  return (input) => ({
    ...judgement,
    baseline: (finding) => isKnown(finding, known.get(input)?.get(finding.fingerprint)),
  })
}

/** What got graver, or opens more, is no longer what was known. */
function isKnown(finding: Knowable, known: KnownFinding | undefined): boolean {
  if (known === undefined) return false
  const now = asKnown(finding)
  const { severity = now.severity, open = now.open } = known
  return isAtLeast(severity, now.severity) && now.open.every((one) => open.includes(one))
}

const asKnown = ({ fingerprint, severity, routes, held }: Knowable) => ({
  fingerprint,
  severity,
  open: [...routes, ...held],
})

/** What a baseline keeps of an audit: all that nobody accepts, as an ignore entry ends. */
export const keptOf = ({ findings }: Pick<Audit, 'findings'>, input: string | null): Baseline['findings'] =>
  findings.filter(({ status }) => status !== 'accepted').map((one) => ({ input, ...asKnown(one) }))

/** An entry that ends sooner is worth a look now. */
const SOON_DAYS = 14

/** Says which decisions end soon or are needed no longer, so that the files can shrink. */
export function noteDecisions(
  { ignores, baseline, baselinePath = '' }: Decisions,
  seen: { used: ReadonlySet<number>; unchanged: number },
  { strictIgnores = false, quiet = false }: Pick<DecisionOptions & GlobalOptions, 'strictIgnores' | 'quiet'>,
  to: To,
): void {
  const say = (code: string, params: Record<string, string | number>, severity: 'warning' | 'error' = 'warning') => {
    if (severity === 'error' || !quiet) sayError({ code, params, severity }, to)
  }
  const today = to.io.now().slice(0, 10)
  const soon = new Date(Date.parse(today) + SOON_DAYS * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  for (const [at, { place, rule, package: name, expires }] of ignores.entries()) {
    const end = expires < today ? { ended: expires } : { last: expires }
    if (expires <= soon) say('E105', { file: place, rule, package: name, date: expires, ...end })
    if (!seen.used.has(at)) say('E106', { file: place, rule, package: name }, strictIgnores ? 'error' : 'warning')
  }
  const gone = (baseline?.length ?? 0) - seen.unchanged
  if (gone > 0) say('E107', { file: baselinePath, n: gone })
}
