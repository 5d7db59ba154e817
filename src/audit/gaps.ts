import type { Classifier } from '../classify/index.ts'
import { isPresent } from '../judge/index.ts'
import { isLender } from '../model/lender.ts'
import type { DeviceSnapshot } from '../model/snapshot.ts'
import { type Assessment, assessAll } from './assessment.ts'
import type { AuditOptions, Policy, Rules } from './options.ts'

type Gaps = DeviceSnapshot['gaps']

/** What a dump does not show, and what only the choice of users, the policy or an older state makes a gap. */
export const gapsOf = (
  judged: Assessment[],
  snapshot: DeviceSnapshot,
  rules: Rules,
  classify: Classifier,
  options: AuditOptions & { policy: Policy },
): Gaps => [
  ...snapshot.gaps,
  ...userGaps(snapshot, options),
  ...(options.policy === 'release' ? strangerGaps(judged, snapshot) : []),
  ...olderGaps(judged, snapshot, rules, classify, options),
]

/** A user that was asked for and is not in the dump was not looked at. */
const userGaps = ({ users, artifacts }: DeviceSnapshot, { userId }: AuditOptions): Gaps =>
  userId === undefined || users.some((user) => user.userId === userId)
    ? []
    : [
        {
          code: 'E318',
          path: artifacts[0]?.path ?? '',
          params: { user: String(userId), list: users.map((user) => user.userId).join(', ') },
          incomplete: true,
        },
      ]

/** Before a release, an app that asks for contacts and is no known lender passes: whoever made it knows better. */
const strangerGaps = (judged: Assessment[], { artifacts }: DeviceSnapshot): Gaps =>
  judged
    .filter(({ lender, verdict }) => lender.class === 'none' && verdict.value === 'requested')
    // Apps of a phone are nobody's business; the APK was named by whoever runs this.
    .filter(({ app }) => artifacts.some(({ path, encoding }) => path === app.evidence.path && encoding === 'binary'))
    .map(({ app: { packageName, evidence } }) => ({
      code: 'E323',
      path: evidence.path,
      params: { package: packageName },
      incomplete: false,
    }))

/** Lenders that could read contacts in an earlier state of the phone and cannot in the newest. */
function olderGaps(
  judged: Assessment[],
  snapshot: DeviceSnapshot,
  rules: Rules,
  classify: Classifier,
  options: AuditOptions,
): Gaps {
  const reads = ({ lender, verdict }: Assessment) =>
    isLender(lender.class) && verdict.value === 'granted' && isPresent(verdict.presence)
  const now = new Set(judged.filter(reads).map(({ app }) => app.packageName))
  return snapshot.older.flatMap(({ capturedAt, apps }) => {
    const then = assessAll({ ...snapshot, apps }, rules, classify, options).filter(reads)
    const gone = new Set(then.map(({ app }) => app.packageName).filter((name) => !now.has(name)))
    const path = snapshot.artifacts[0]?.path ?? ''
    if (gone.size === 0) return []
    return [{ code: 'E329', path, params: { time: capturedAt, apps: [...gone].join(', ') }, incomplete: false }]
  })
}
