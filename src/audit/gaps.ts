import { hasOptions } from '#platform/options.ts'
import { isPresent } from '../judge/index.ts'
import type { DeviceSnapshot } from '../model/phone/snapshot.ts'
import { isLender } from '../model/rules/lender.ts'
import { contactsGroup, type Policy } from '../model/vocabulary.ts'
import { MOST_UNCLEAR } from '../parse/index.ts'
import { type Assess, type Assessment, isLenderThere, packagesOf } from './assessment.ts'
import type { AuditOptions } from './options.ts'

type Gaps = DeviceSnapshot['gaps']

/** What a dump does not show, and what only the choice of users, the policy or an older state makes a gap. */
export const gapsOf = (
  judged: Assessment[],
  snapshot: DeviceSnapshot,
  assess: Assess,
  options: AuditOptions & { policy: Policy },
): Gaps => [
  ...snapshot.gaps.map((gap) => routeGap(gap, judged)).filter(isTold),
  ...userGaps(snapshot, options),
  ...(options.policy === 'release' ? strangerGaps(judged, snapshot) : []),
  ...olderGaps(judged, snapshot, assess),
  ...nameGaps(judged, snapshot),
  ...accessGaps(judged, snapshot),
  ...guessGaps(judged, snapshot),
]

/**
 * What a phone did not tell may be the very way in which a lender that has no permission gets at contacts. Of one that
 * has it, and of apps that do not lend, it could change nothing.
 */
function routeGap(gap: Gaps[number], judged: Assessment[]): Gaps[number] {
  if (gap.incomplete || !gap.hidesRoutes) return gap
  const concerns = (one: Assessment) =>
    isLenderThere(one) &&
    one.verdict.value !== 'granted' &&
    (gap.userId === undefined || one.user.userId === gap.userId)
  const lenders = packagesOf(judged.filter(concerns)).size
  return lenders === 0 ? gap : { ...gap, incomplete: true, params: { ...gap.params, lenders: String(lenders) } }
}

/** A filter that shows every holder of contacts is part of a dump only where it could hide another way of a lender. */
const isTold = ({ code, incomplete }: Gaps[number]) => incomplete || code !== 'E313'

/** A user that was asked for and is not in the dump was not looked at. */
const userGaps = ({ users, artifacts }: DeviceSnapshot, { userId }: AuditOptions): Gaps =>
  !hasOptions || userId === undefined || users.some((user) => user.userId === userId)
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
function olderGaps(judged: Assessment[], snapshot: DeviceSnapshot, assess: Assess): Gaps {
  const reads = ({ lender, verdict }: Assessment) => isLender(lender.class) && verdict.value === 'granted'
  const now = packagesOf(judged.filter(reads))
  return snapshot.older.flatMap(({ capturedAt, apps }) => {
    const then = packagesOf(assess({ ...snapshot, apps }).filter(reads))
    const gone = [...then].filter((name) => !now.has(name))
    const path = snapshot.artifacts[0]?.path ?? ''
    if (gone.length === 0) return []
    return [{ code: 'E329', path, params: { time: capturedAt, apps: gone.join(', ') }, incomplete: false }]
  })
}

/**
 * Apps whose names were not read, in one word for each reason. Such an app may lend for all that anybody knows: while
 * one of them can read contacts, or is one tap from it, the run is not clear.
 */
function nameGaps(judged: Assessment[], { unnamed }: DeviceSnapshot): Gaps {
  const able = packagesOf(judged.filter(mayReadUnnamed))
  return [...new Set(unnamed.map(({ code }) => code))].map((code) => {
    const apps = unnamed.filter((one) => one.code === code)
    const can = apps.filter(({ packageName }) => able.has(packageName)).length
    const params = { n: String(apps.length), ...(can > 0 && { can: String(can) }) }
    return { code, path: 'base.apk', params, incomplete: can > 0 }
  })
}

/** What the package name of an app says, its own name could only make worse. */
function mayReadUnnamed({ lender, user, verdict }: Assessment): boolean {
  if (lender.class !== 'none' || !isPresent(verdict.presence)) return false
  if (['granted', 'one-tap', 'unknown'].includes(verdict.value)) return true
  // Its manifest was not read either: one that holds a sibling may be able to take contacts without a question.
  return verdict.reason === 'MANIFEST_NOT_SEEN' && contactsGroup.some((name) => user.permissions[name]?.granted)
}

/** Lenders named where texts tell of special access: in a line that nobody could read, or for a user without them. */
function accessGaps(judged: Assessment[], { specialAccess, unclearAccess, packageNames }: DeviceSnapshot): Gaps {
  const known = new Set(packageNames)
  const unclear = [...unclearAccess, ...specialAccess.filter((one) => !known.has(one.packageName))]
  const present = judged.filter(isLenderThere)
  const open = present.filter(({ verdict, routes }) => verdict.value !== 'granted' && routes.length === 0)
  const isOf = (packageName: string, userId: number) =>
    present.some(({ app, user }) => app.packageName === packageName && user.userId === userId)
  const tellsOf = ({ app: { packageName } }: Assessment) =>
    unclear.length > MOST_UNCLEAR
      ? unclear[0]
      : (unclear.find((one) => one.packageName.includes(packageName)) ??
        specialAccess.find((one) => one.packageName === packageName && !isOf(packageName, one.userId)))
  const told = new Map(open.flatMap((one) => [[one.app.packageName, tellsOf(one)?.evidence]] as const))
  const [evidence, ...others] = [...told.values()].filter((one) => one !== undefined)
  if (evidence === undefined) return []
  const { path, line } = evidence
  return [{ code: 'E349', path, line, params: { file: path, n: String(others.length + 1) }, incomplete: true }]
}

/** Lenders that something is open of although nothing is told of their file: their own records were read by a guess. */
function guessGaps(judged: Assessment[], { gaps, packageHeaders, answers }: DeviceSnapshot): Gaps {
  const unknown = judged.filter(({ lender, open }) => isLender(lender.class) && open)
  const [first] = unknown
  if (first === undefined || gaps.some(({ incomplete }) => incomplete)) return []
  const { path, line } = first.app.evidence
  if (answers.includes(path)) return [{ code: 'E216', path, line, params: { what: 'apps' }, incomplete: true }]
  const n = packagesOf(unknown).size
  return [
    { code: 'E315', path, line, params: { file: path, n: String(n), all: String(packageHeaders) }, incomplete: true },
  ]
}
