import { type Baseline, explainProblem, type Judgement, type PlacedIgnore, type Speaker } from '../../index.ts'
import type { Io } from '../io.ts'
import { problemText } from '../output/problem.ts'
import type { AuditCommand } from './audit-command.ts'

/** What somebody decided before this run, and where today's findings are to be kept. */
export interface Decisions {
  ignores: PlacedIgnore[]
  baseline?: Baseline['findings']
  /** As it was named. */
  baselinePath?: string
  writeBaseline?: (text: string) => void
}

/** What counts in a run over any number of inputs; it crosses to another thread, so it is data. */
export interface Decided extends Omit<Judgement, 'baseline'> {
  baseline?: Baseline['findings']
}

/** What an audit was told of what counts; the files of decisions that it does not name are not heeded. */
export const decidedBy = (
  { failOn, minSeverity, regime, policy, strictIgnores = false, ignoreFile, baseline }: AuditCommand,
  decisions: Decisions,
): Decided => ({
  failOn,
  minSeverity,
  regime,
  strictIgnores,
  ...(policy !== undefined && { policy }),
  ignores: ignoreFile === undefined ? [] : decisions.ignores,
  ...(baseline !== undefined && decisions.baseline && { baseline: decisions.baseline }),
})

/** The same for one input, by its line in the list; null is the one phone of a run without a list. */
export function judgementBy({ baseline, ...judgement }: Decided): (input: string | null) => Judgement {
  if (baseline === undefined) return () => judgement
  const known = new Map<string | null, Set<string>>()
  for (const { input, fingerprint } of baseline) known.set(input, (known.get(input) ?? new Set()).add(fingerprint))
  return (input) => ({ ...judgement, baseline: known.get(input) ?? new Set() })
}

/** An entry that ends sooner is worth a look now. */
const SOON_DAYS = 14

/** Says which decisions end soon or are needed no longer, so that the files can shrink. */
export async function noteDecisions(
  { ignores, baseline, baselinePath = '' }: Decisions,
  seen: { used: ReadonlySet<number>; unchanged: number },
  { strictIgnores = false, quiet = false }: Pick<AuditCommand, 'strictIgnores' | 'quiet'>,
  words: Speaker,
  { stderr, now }: Pick<Io, 'stderr' | 'now'>,
): Promise<void> {
  const say = async (
    code: string,
    params: Record<string, string | number>,
    severity: 'warning' | 'error' = 'warning',
  ) => {
    if (severity === 'error' || !quiet)
      stderr.write(await problemText(explainProblem(code, words, { params, severity }), words))
  }
  const soon = new Date(Date.parse(now().slice(0, 10)) + SOON_DAYS * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  for (const [at, { place, rule, package: name, expires }] of ignores.entries()) {
    if (expires <= soon) await say('E105', { file: place, rule, package: name, date: expires })
    if (!seen.used.has(at)) await say('E106', { file: place, rule, package: name }, strictIgnores ? 'error' : 'warning')
  }
  const gone = (baseline?.length ?? 0) - seen.unchanged
  if (gone > 0) await say('E107', { file: baselinePath, n: gone })
}
