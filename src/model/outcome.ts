import type { Report } from './report.ts'

/** How a run can end otherwise than well, gravest first: the reason in its report, and the exit code. */
const ENDS = {
  unmatched: { reason: 'ignore-unmatched', code: 2 },
  broken: { reason: 'bug', code: 70 },
  failing: { reason: 'finding-at-or-above', code: 1 },
  empty: { reason: 'nothing-audited', code: 3 },
  incomplete: { reason: 'incomplete', code: 5 },
  narrowed: { reason: 'rules-skipped', code: 0 },
} as const
type End = keyof typeof ENDS

/**
 * What of that is so. `unmatched`: an ignore entry matches nothing, and that was to be an error; `broken`: the tool itself
 * failed on an input; `failing`: a finding fails the run; `empty`: nothing was audited; `narrowed`: rules were left out on
 * request.
 */
export type Outcome = { [Name in End]?: boolean | undefined }

const ends = Object.keys(ENDS) as End[]

/**
 * The exit code of a run. A failing finding is never hidden by a broken neighbour, and a broken input never by an otherwise
 * clean run.
 */
export function exitOf(
  outcome: Outcome,
  { failOn, exitZero, allowPartial }: Pick<Report['run'], 'failOn'> & { exitZero: boolean; allowPartial: boolean },
): Report['exit'] {
  const found = ends.filter((end) => outcome[end])
  const forgiven: End[] = [...(exitZero ? ['failing' as const] : []), ...(allowPartial ? ['incomplete' as const] : [])]
  const [gravest] = found.filter((end) => !forgiven.includes(end))
  return {
    code: gravest === undefined ? 0 : ENDS[gravest].code,
    reasons: found.map((end) => (end === 'failing' ? `${ENDS.failing.reason}-${failOn}` : ENDS[end].reason)),
  }
}

/** Whether a run that ended so says this of itself. */
export const hasEnded = ({ reasons }: Report['exit'], end: Exclude<End, 'failing'>) =>
  reasons.includes(ENDS[end].reason)

/** How several runs ended as one: nothing was audited only where none of them audited anything. */
export const together = (a: Outcome, b: Outcome): Outcome => ({
  ...Object.fromEntries(ends.map((end) => [end, a[end] || b[end]])),
  empty: a.empty && b.empty,
})
