import type { Report } from './report.ts'
import type { LastAccess, ReportedApp } from './reported-app.ts'

/** A use that the system recorded of the app itself, by a clock that was not set. */
export const ownUse = (use: LastAccess | null): LastAccess | null =>
  use === null || use.indirect || use.clockInconsistent ? null : use

/** Whether what was read holds what would tell of a use. */
export const showsUses = ({ contacts }: ReportedApp, sources: Report['sources']): boolean =>
  !contacts.qualifiers.includes('appops-unchecked') &&
  sources.some(({ kinds }) => kinds.some((kind) => TELL_USES.includes(kind)))
const TELL_USES = ['dumpsys appops', 'appops get']
