import type { Evidence } from '../evidence.ts'
import type { CanAsk, Presence, Qualifier, Reason, VerdictValue } from '../vocabulary.ts'
import type { OpUse } from './snapshot.ts'

/** What the platform would answer one app and user that reads contacts: one value, one reason, its evidence. */
export interface Verdict {
  value: VerdictValue
  reason: Reason
  qualifiers: Qualifier[]
  canAsk: CanAsk
  presence: Presence
  scope: 'package' | 'shared-uid'
  confidence: 'high' | 'medium' | 'low'
  flags: string[]
  /** App-op mode in force, if one was printed. */
  appOp?: string
  lastAccess?: OpUse
  lastReject?: OpUse
  /** The deciding line first. */
  evidence: Evidence[]
}

/** A route of `rules/routes`, open for one app and user. */
export interface OpenRoute {
  id: string
  evidence: Evidence
}
