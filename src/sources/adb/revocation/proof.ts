import { opOf } from '../../../model/phone/app-op.ts'
import { gateOf, isFixed } from '../../../model/phone/gate.ts'
import { type PermissionGroup, readsOf } from '../../../model/phone/permission-group.ts'
import type { Audit } from '../../../model/report/audit.ts'
import { isLegacy, membersFor, SDK_FLAGS, statesOf, type Target } from './target.ts'

type Contacts = Audit['apps'][number]['contacts']

/** Whether it was read that the app cannot get at contacts without asking. */
export const isOff = ({ verdict, confidence }: Pick<Contacts, 'verdict' | 'confidence'>): boolean =>
  ['requested', 'blocked-by-appop', 'not-requested', 'not-held'].includes(verdict) && confidence !== 'low'

/**
 * Whether it was read that the app has none of a group, and can get none without asking. Of contacts the verdict tells;
 * of the others that no member is held with its gate open. A member that shows nothing counts where one that does is
 * asked for.
 */
export function isGroupOff(group: PermissionGroup, target: Target, contacts: Contacts): boolean {
  if (group === 'contacts') return isOff(contacts)
  const { user, sdk } = target
  if (!user.installed) return true
  const members = membersFor(group, target)
  // A line in the app's own runtime block is the whole truth, whatever was not read behind it.
  const isTold = members.length > 0 && members.every(({ state }) => state?.block === 'runtime')
  if (user.unread !== undefined && !isTold) return false
  const reads = readsOf(group)
  if (!members.some(({ name }) => reads.includes(name))) return true
  return members.every(({ name, state }) => !state?.granted || gateOf(state, user, opOf(name), sdk).state === 'closed')
}

/** Whether everything is as the calls should have left it: off, and from Android 11 so that it cannot ask silently. */
export function isAsPlanned(group: PermissionGroup, target: Target, contacts: Contacts): boolean {
  if (!isGroupOff(group, target, contacts)) return false
  if (isLegacy(target))
    return group !== 'contacts' || contacts.verdict === 'blocked-by-appop' || contacts.verdict === 'not-held'
  const states = statesOf(group, target)
  return states.every(({ granted }) => !granted) && (target.sdk < SDK_FLAGS || isLocked(group, target))
}

export const isGroupFixed = (group: PermissionGroup, target: Pick<Target, 'user' | 'sdk'>): boolean =>
  statesOf(group, target).some((state) => isFixed(state))

/** Whether Android no longer asks the person for a group: one member that is fixed is enough. */
export function isLocked(group: PermissionGroup, target: Pick<Target, 'user' | 'sdk'>): boolean {
  const states = statesOf(group, target)
  return states.length === 0 || states.some(({ flags }) => flags.includes('USER_FIXED'))
}
