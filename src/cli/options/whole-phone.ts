import { auditDefaults } from '../../internal.ts'
import type { Io } from '../io.ts'

/** How a phone is audited of which every app is wanted, as its owner wants to know it. */
export const wholePhone = (version: string, { now }: Pick<Io, 'now'>) =>
  ({ ...auditDefaults, allApps: true, policy: 'borrower', version, now }) as const
