import * as Exit from '../exit.ts'
import type { Report } from './report.ts'

/** How a run can end otherwise than well, gravest first: the reason in its report, and the exit code. */
const ENDS = {
  unmatched: { reason: 'ignore-unmatched', code: Exit.usage },
  broken: { reason: 'bug', code: Exit.bug },
  failing: { reason: 'finding-at-or-above', code: Exit.failing },
  empty: { reason: 'nothing-audited', code: Exit.nothingAudited },
  incomplete: { reason: 'incomplete', code: Exit.partial },
  narrowed: { reason: 'rules-skipped', code: Exit.clean },
  oneUser: { reason: 'users-skipped', code: Exit.clean },
  milder: { reason: 'rules-milder', code: Exit.clean },
} as const
type End = keyof typeof ENDS

/**
 * What of that is so. `unmatched`: an ignore entry matches nothing, and that was to be an error; `broken`: the tool
 * itself failed on an input; `failing`: a finding fails the run; `empty`: nothing was audited; `narrowed`: rules were
 * left out on request; `oneUser`: so were users of the phone; `milder`: rules of the user say less than the built-in
 * ones.
 */
export type Outcome = { [Name in End]?: boolean | undefined }

const ends = Object.keys(ENDS) as End[]

/**
 * The exit code of a run. A failing finding is never hidden by a broken neighbour, and a broken input never by an
 * otherwise clean run.
 */
export function exitOf(
  outcome: Outcome,
  { failOn, exitZero, allowPartial }: Pick<Report['run'], 'failOn'> & { exitZero: boolean; allowPartial: boolean },
): Report['exit'] {
  const found = ends.filter((end) => outcome[end])
  const forgiven: End[] = [...(exitZero ? ['failing' as const] : []), ...(allowPartial ? ['incomplete' as const] : [])]
  const [gravest] = found.filter((end) => !forgiven.includes(end))
  return {
    code: gravest === undefined ? Exit.clean : ENDS[gravest].code,
    reasons: found.map((end) => (end === 'failing' ? `${ENDS.failing.reason}-${failOn}` : ENDS[end].reason)),
  }
}

/** How a report calls such an end. */
export const reasonOf = (end: Exclude<End, 'failing'>) => ENDS[end].reason

/** Whether a run that ended so says this of itself. */
export const hasEnded = ({ reasons }: Report['exit'], end: Exclude<End, 'failing'>) => reasons.includes(reasonOf(end))

/** How several runs ended as one: nothing was audited only where none of them audited anything. */
export const together = (a: Outcome, b: Outcome): Outcome => ({
  ...Object.fromEntries(ends.map((end) => [end, a[end] || b[end]])),
  empty: a.empty && b.empty,
})
