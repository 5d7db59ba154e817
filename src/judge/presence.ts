import type { AppUser } from '../model/phone/snapshot.ts'
import type { Presence, Qualifier } from '../model/vocabulary.ts'

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

/** What it adds to a verdict. */
export const presenceQualifiers: Partial<Record<Presence, Qualifier>> = {
  disabled: 'latent-disabled',
  suspended: 'latent-suspended',
  hidden: 'latent-hidden',
  stopped: 'stopped',
  'never-launched': 'never-launched',
}
