import type { Evidence } from '../evidence.ts'
import type { AppUser } from './snapshot.ts'

/** An app that is there for a user, of which nothing else is printed. */
export const installedUser = (userId: number, evidence: Evidence): AppUser => ({
  userId,
  installed: true,
  hidden: false,
  suspended: false,
  stopped: false,
  notLaunched: false,
  instant: false,
  virtual: false,
  archived: false,
  enabled: 0,
  permissions: {},
  evidence,
})
