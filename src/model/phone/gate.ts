import type { Evidence } from '../evidence.ts'
import type { Reason } from '../vocabulary.ts'
import type { AppOp, AppUser, OpMode, PermissionState } from './snapshot.ts'

/** What stands between a permission that is granted on paper and a read. */
export interface Gate {
  state: 'open' | 'closed' | 'asks'
  reason?: Extract<Reason, 'OP_IGNORE' | 'OP_DENY' | 'OP_DEFAULT_CLOSED' | 'REVOKED_COMPAT' | 'OEM_ASK'>
  mode?: string
  /** The mode says less than it seems to. */
  doubt?: 'op-mode-default' | 'op-mode-unknown'
  evidence?: Evidence
}

/** Whether nobody can turn it off in Settings: the system, or who manages the phone, holds it open. */
export const isFixed = (held: PermissionState | undefined) =>
  held?.granted && held.flags.some((flag) => flag === 'SYSTEM_FIXED' || flag === 'POLICY_FIXED')

/** The flag that a switch in Settings sets for apps built for old Android, by its names. */
const isSwitchedOff = ({ flags }: Pick<PermissionState, 'flags'>) =>
  flags.includes('REVOKED_COMPAT') || flags.includes('REVOKE_ON_UPGRADE')

/** Whether flags close a grant on some release. */
export const isFlagged = (held: Pick<PermissionState, 'flags'>) =>
  isSwitchedOff(held) || held.flags.includes('APPLY_RESTRICTION')

/** A uid mode, where one is printed, replaces the package mode; the two are never combined (AOSP `AppOpsService`). */
export const modeInForce = (op: AppOp | undefined): OpMode | undefined => op?.uid ?? op?.package

/** From 31 `PermissionChecker` rejects only `ignore` and `deny`, so `default` passes. */
const SDK_DEFAULT_PASSES = 31
const SDK_RESTRICTION_CLOSES = 30
/** Before 29 the flag of the switch in Settings closes nothing by itself; the app op that it sets does. */
const SDK_FLAG_CLOSES = 29

/**
 * Whether reads of a granted permission reach the data: first the flag of the switch, then the app op (AOSP
 * `PermissionPolicyService.shouldGrantAppOp`, `AppOpsService`).
 *
 * @param op name of the app op that guards the permission
 */
export function gateOf(permission: PermissionState, user: AppUser, op: string, sdk: number | undefined): Gate {
  const inForce = modeInForce(user.appOps?.[op])
  const set = inForce && { mode: inForce.mode }
  // Its old name is all that tells an old Android where nothing else does.
  const isOld = sdk === undefined ? permission.flags.includes('REVOKE_ON_UPGRADE') : sdk < SDK_FLAG_CLOSES
  const isOpened = isOld && inForce?.mode === 'allow'
  if (isSwitchedOff(permission) && !isOpened)
    return { state: 'closed', reason: 'REVOKED_COMPAT', evidence: permission.evidence, ...set }

  // For restricted permissions only; should a build ever set it here, the platform would not let reads through.
  if (permission.flags.includes('APPLY_RESTRICTION') && (sdk ?? 0) >= SDK_RESTRICTION_CLOSES)
    return { state: 'closed', reason: 'OP_IGNORE', evidence: permission.evidence, ...set }

  if (inForce === undefined) return { state: 'open' }
  const { mode, evidence } = inForce
  switch (mode) {
    case 'allow':
    case 'foreground':
      return { state: 'open', mode, evidence }
    case 'ignore':
      return { state: 'closed', reason: 'OP_IGNORE', mode, evidence }
    case 'deny':
      return { state: 'closed', reason: 'OP_DENY', mode, evidence }
    case 'ask':
      return { state: 'asks', reason: 'OEM_ASK', mode, evidence }
    case 'default':
      return sdk === undefined || sdk >= SDK_DEFAULT_PASSES
        ? { state: 'open', mode, evidence, doubt: 'op-mode-default' }
        : { state: 'closed', reason: 'OP_DEFAULT_CLOSED', mode, evidence, doubt: 'op-mode-default' }
    default:
      return { state: 'open', mode, evidence, doubt: 'op-mode-unknown' }
  }
}
