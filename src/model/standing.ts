import type { ReportedApp } from './reported-app.ts'
import type { VerdictValue } from './vocabulary.ts'

/** What a report says that an app can do now: what is granted to one that cannot run is one step away. */
export const standingOf = ({
  verdict,
  effective,
}: Pick<ReportedApp['contacts'], 'verdict' | 'effective'>): VerdictValue =>
  verdict === 'granted' && effective !== 'readable' ? 'one-tap' : verdict
