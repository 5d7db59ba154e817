import { inFull, userInWords } from '../../model/report/app-name.ts'
import type { Change, Diff, State } from '../../model/report/diff.ts'
import { hasEnded } from '../../model/report/outcome.ts'
import type { Report } from '../../model/report/report.ts'
import { toMinute } from '../../model/text/time.ts'
import type { Words } from '../style.ts'
import { phoneIn } from '../summary.ts'

export type Mark = 'worse' | 'open' | 'changed' | 'same'

/** How it stands, in one word: what is not sure is never called unchanged. */
export function markOf({ stats, complete }: Diff): Mark {
  if (stats.worse > 0) return 'worse'
  if (stats.open > 0 || !complete) return 'open'
  return stats.better + stats.neutral > 0 ? 'changed' : 'same'
}

/** With whose it is where it is not the owner's. */
export const nameOf = (change: Change, users: Report['users'], words: Words): string =>
  inFull(change, words, change.user === 0 ? [] : [userInWords(change.user, users, words)])

/** When, of which phone, and how much of it. */
export function stateLine({ kind, capturedAt, device, packages, lenders }: State, words: Words): string {
  return [
    capturedAt === null ? words('diff.side.noTime') : words('short.at', { time: toMinute(capturedAt) }),
    ...phoneIn(device, packages, words),
    words('diff.side.lenders', { n: lenders }),
    ...(kind === 'report' ? [words('diff.side.report')] : []),
  ].join(words('join.clause'))
}

/** What bears on all of it. */
export const warnings = ({ phone, reversed, exit }: Diff, words: Words): string[] => [
  ...(phone === 'same' ? [] : [words(`diff.phone.${phone}`)]),
  ...(reversed ? [words('diff.reversed')] : []),
  ...(hasEnded(exit, 'milder') ? [words('diff.milder')] : []),
]

/** What stands below the changes. */
export const rest = ({ stats: { unchanged }, changes, omitted }: Diff, words: Words): string[] => [
  ...(unchanged > 0 && changes.length > 0
    ? [words(unchanged === 1 ? 'diff.unchanged.one' : 'diff.unchanged.other', { n: unchanged })]
    : []),
  ...(omitted.otherApps > 0 ? [words('diff.others', { n: omitted.otherApps })] : []),
]
