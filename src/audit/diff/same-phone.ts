import { AuditError } from '../../errors.ts'
import { type AppIds, areOfTwoPhones, isGivenAsItCame, MOST_CHANGED } from '../../model/phone/app-ids.ts'
import { PER_USER } from '../../model/phone/user-id.ts'
import { keyOf } from '../../model/report/app-key.ts'
import type { AuditedApp } from '../../model/report/audit.ts'
import type { phoneProofs } from '../../model/report/change.ts'
import { isSameSecond } from '../../model/text/time.ts'
import { isSameSerial } from '../../parse/index.ts'
import { isIdentical, type Side, timeOf } from './side.ts'

type Answer = Exclude<(typeof phoneProofs)[number], 'said'>
/** What tells two phones apart. */
type Difference = 'serial' | 'product' | 'apps'

/**
 * Whether two states are of one phone, where somebody did not say so.
 *
 * @throws AuditError E131 where they are not
 */
export function phoneOf(old: Side, now: Side): Answer {
  if (isIdentical(old, now)) return 'same'
  const answer = answerOf(old, now)
  if (answer === 'same' || answer === 'unknown') return answer
  throw new AuditError('E131', { old: named(old), new: named(now), [answer]: '' })
}

/**
 * A serial decides. Then the apps that somebody installed: Android keeps to the second when that was, and no two phones
 * agree in it. Two products are two phones, but an upgrade may print the product in another way. Then the ids of apps.
 */
function answerOf(old: Side, now: Side): Answer | Difference {
  const isSame = isSameSerial(old.snapshot, now.snapshot)
  if (isSame !== undefined) return isSame ? 'same' : 'serial'
  const installs = installsOf(old, now)
  if (installs.same > 0 && installs.same >= installs.other) return 'same'
  if (isOtherProduct(old, now)) return 'product'
  if (installs.other > Math.max(MOST_CHANGED, installs.same)) return 'apps'
  return areOfTwoPhones(idsOf(old), idsOf(now)) ? 'apps' : 'unknown'
}

function isOtherProduct(old: Side, now: Side): boolean {
  const [product, otherProduct] = [old, now].map(({ snapshot }) => snapshot?.device.fingerprint?.split(':')[0])
  if (product !== undefined && otherProduct !== undefined) return product !== otherProduct
  const [model, otherModel] = [old, now].map(({ audit: { device } }) => device.model)
  return model !== null && otherModel !== null && model !== otherModel
}

/**
 * Apps in both that somebody installed: at the same second, or, in two accounts of the time before the old state, not.
 * What a phone was sold with has times of its making.
 */
function installsOf(old: Side, now: Side) {
  const before = new Map(old.audit.apps.map((app) => [keyOf(app), app]))
  const made = new Set(
    [old, now].flatMap(({ audit }) => audit.apps.flatMap((app) => (app.system ? [app.firstInstall] : []))),
  )
  const isOwn = ({ system, firstInstall }: AuditedApp) =>
    !system && firstInstall !== null && firstInstall >= EARLIEST && !made.has(firstInstall)
  const oldTime = timeOf(old)
  let same = 0
  let other = 0
  for (const app of now.audit.apps) {
    const then = before.get(keyOf(app))
    if (then === undefined || !isOwn(app) || !isOwn(then)) continue
    const [is, was] = [app.firstInstall ?? '', then.firstInstall ?? '']
    if (isSameSecond(is, was)) same++
    else if (oldTime !== null && is < oldTime && app.uid !== then.uid) other++
  }
  return { same, other }
}
/** What was installed before was installed by a clock that nobody had set. */
const EARLIEST = '2015'

const idsOf = ({ audit: { apps } }: Side): AppIds =>
  new Map(
    apps.flatMap(({ package: name, uid }) => {
      const id = uid === null ? undefined : uid % PER_USER
      return isGivenAsItCame(id) ? [[name, id] as const] : []
    }),
  )

/** A file, and what is known of the phone without telling whose it is: `a.zip (Example A1, Android 13)`. */
function named({ path, audit: { device } }: Side): string {
  const { manufacturer, model, androidVersion } = device
  const known = [model ?? manufacturer, androidVersion && `Android ${androidVersion}`].filter(Boolean)
  return known.length === 0 ? path : `${path} (${known.join(', ')})`
}
