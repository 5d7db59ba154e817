import type { ContactState, Presence, VerdictValue } from '../vocabulary.ts'

/** Whether what is installed can run as it stands. A suspended app cannot be opened, but its services run. */
export const canRun = (presence: Presence) => presence !== 'disabled' && presence !== 'hidden'

/** What an app can do now: what is granted to one that cannot run is latent. */
export const contactState = (verdict: VerdictValue, presence: Presence): ContactState =>
  verdict === 'granted' && !canRun(presence) ? 'latent' : verdict
