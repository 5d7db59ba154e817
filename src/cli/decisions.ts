import { type Baseline, explainProblem, type PlacedIgnore, type Speaker } from '../index.ts'
import type { Io } from './io.ts'
import { problemText } from './problem.ts'

/** What somebody decided before this run, and where today's findings are to be kept. */
export interface Decisions {
  ignores: PlacedIgnore[]
  baseline?: Baseline['findings']
  /** As it was named. */
  baselinePath?: string
  writeBaseline?: (text: string) => void
}

/** An entry that ends sooner is worth a look now. */
const SOON_DAYS = 14

/** Says which decisions end soon or are needed no longer, so that the files can shrink. */
export async function noteDecisions(
  { ignores, baseline, baselinePath = '' }: Decisions,
  seen: { used: ReadonlySet<number>; unchanged: number; strict: boolean },
  words: Speaker,
  { stderr, now }: Pick<Io, 'stderr' | 'now'>,
  quiet: boolean,
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
    if (!seen.used.has(at)) await say('E106', { file: place, rule, package: name }, seen.strict ? 'error' : 'warning')
  }
  const gone = (baseline?.length ?? 0) - seen.unchanged
  if (gone > 0) await say('E107', { file: baselinePath, n: gone })
}
