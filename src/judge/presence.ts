import type { AppUser } from '../model/snapshot.ts'
import type { Verdict } from '../model/verdict.ts'
import type { Presence, Qualifier, VerdictValue } from '../model/vocabulary.ts'

/** `COMPONENT_ENABLED_STATE_DISABLED`, `_DISABLED_USER`, `_DISABLED_UNTIL_USED` (AOSP `PackageManager`). */
const DISABLED = [2, 3, 4]

/** How far the app is there for this user. It changes the urgency of a verdict, never the verdict. */
export function presenceOf(user: AppUser): Presence {
  if (!user.installed) return user.archived ? 'archived' : 'absent'
  if (user.hidden) return 'hidden'
  if (user.instant) return 'instant'
  if (DISABLED.includes(user.enabled)) return 'disabled'
  if (user.suspended) return 'suspended'
  if (user.notLaunched) return 'never-launched'
  if (user.stopped) return 'stopped'
  return user.virtual ? 'virtual-preload' : 'active'
}

/** Whether the app is on the phone for this user at all. */
export const isPresent = (presence: Presence) => presence !== 'absent' && presence !== 'archived'

const QUALIFIER: Partial<Record<Presence, Qualifier>> = {
  disabled: 'latent-disabled',
  suspended: 'latent-suspended',
  hidden: 'latent-hidden',
  stopped: 'stopped',
  'never-launched': 'never-launched',
}

export const presenceQualifier = (presence: Presence) => QUALIFIER[presence]

/** Whether it can run as it stands. A suspended app cannot be opened, but its services run. */
export const canRun = (presence: Presence) => isPresent(presence) && presence !== 'disabled' && presence !== 'hidden'

/** What it can do now: what is granted to an app that cannot run is one step away. */
export const standing = ({ value, presence }: Pick<Verdict, 'value' | 'presence'>): VerdictValue =>
  value === 'granted' && !canRun(presence) ? 'one-tap' : value
