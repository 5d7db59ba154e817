import type { Report } from './report.ts'
import type { LastAccess, ReportedApp } from './reported-app.ts'

/** A use that the system recorded of the app itself, by a clock that was not set. */
export const ownUse = (use: LastAccess | null): LastAccess | null =>
  use === null || use.indirect || use.clockInconsistent ? null : use

/** Whether what was read holds what would tell of a use. */
export const showsUses = ({ contacts }: ReportedApp, sources: Report['sources']): boolean =>
  !contacts.qualifiers.includes('appops-unchecked') && hasAppOps(sources)

/** Whether app ops were read, of all apps or of some. */
export const hasAppOps = (sources: Report['sources']): boolean =>
  sources.some(({ kinds }) => kinds.some((kind) => OF_APP_OPS.includes(kind)))
const OF_APP_OPS = ['dumpsys appops', 'appops get']
