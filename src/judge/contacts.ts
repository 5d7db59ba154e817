import type { Evidence } from '../model/evidence.ts'
import { hasOp, opOf } from '../model/phone/app-op.ts'
import { type Gate, gateOf, modeInForce } from '../model/phone/gate.ts'
import { SDK_RUNTIME } from '../model/phone/sdk.ts'
import type { App, AppUser, Device, PermissionState, SpecialAccess, User } from '../model/phone/snapshot.ts'
import type { Verdict } from '../model/phone/verdict.ts'
import {
  type CanAsk,
  contactsGroup,
  GET_ACCOUNTS,
  type Qualifier,
  READ_CONTACTS,
  type Reason,
  type VerdictValue,
  WRITE_CONTACTS,
} from '../model/vocabulary.ts'
import { isPresent, presenceOf, presenceQualifiers } from './presence.ts'

/** What the judge may know besides the app. */
export interface Context {
  device: Device
  users: User[]
  specialAccess?: SpecialAccess[]
  autoGrants?: number[]
}

/** From 35 the uid mode is computed from the permission, and a package mode can only be left over from before. */
const SDK_COMPUTED_UID_MODE = 35

/** MIUI and HyperOS: `READ_CONTACTS_REAL`, the op of the blank pass. */
export const MIUI_READ_CONTACTS_REAL = 'MIUIOP(10029)'

const KNOWN_FLAGS = new Set(
  `USER_SET USER_FIXED POLICY_FIXED REVOKE_ON_UPGRADE REVOKED_COMPAT SYSTEM_FIXED GRANTED_BY_DEFAULT REVIEW_REQUIRED
  REVOKE_WHEN_REQUESTED USER_SENSITIVE_WHEN_GRANTED USER_SENSITIVE_WHEN_DENIED RESTRICTION_INSTALLER_EXEMPT
  RESTRICTION_SYSTEM_EXEMPT RESTRICTION_UPGRADE_EXEMPT APPLY_RESTRICTION GRANTED_BY_ROLE ONE_TIME AUTO_REVOKED
  524288`.split(/\s+/),
)

/**
 * Decides, for one app and Android user, what the platform would answer when it reads contacts.
 * The order is the platform's: installed, held, gate, and only then what it could still ask.
 */
export function judgeContacts(app: App, user: AppUser, context: Context): Verdict {
  const presence = presenceOf(user)
  const permission = user.permissions[READ_CONTACTS]
  const facts = { app, user, context, presence, permission }

  if (!isPresent(presence)) return verdict(facts, 'not-held', 'NOT_INSTALLED')
  if (permission?.granted) return judgeHeld(facts, permission)
  // A denial in the app's own runtime block is the whole truth about that user, whatever was not read behind it.
  const denied = permission?.block === 'runtime'
  if (user.unread !== undefined && !denied) return verdict(facts, 'unknown', user.unread, { canAsk: 'unknown' })
  if (!requests(app, context)) {
    // A state line of its own proves a request; one of the shared user may stand for another member's.
    const own = permission !== undefined && !permission.block.startsWith('shared-')
    if (!own && app.requestedPermissions !== undefined) return verdict(facts, 'not-requested', 'NOT_IN_MANIFEST')
    if (permission === undefined) return verdict(facts, 'not-held', 'MANIFEST_NOT_SEEN')
  }
  return judgeNotHeld(facts)
}

interface Facts {
  app: App
  user: AppUser
  context: Context
  presence: Verdict['presence']
  permission: PermissionState | undefined
}

/** Whether the manifest is known to ask for contacts on this Android version. */
const requests = ({ requestedPermissions = [] }: App, { device: { sdk = 0 } }: Context) =>
  requestedPermissions.some(({ name, maxSdkVersion }) => name === READ_CONTACTS && (maxSdkVersion ?? sdk) >= sdk)

function judgeHeld(facts: Facts, permission: PermissionState): Verdict {
  const { app, user, context } = facts
  const gate = gateOf(permission, user, opOf(READ_CONTACTS), context.device.sdk)
  const extra = { gate, qualifiers: heldQualifiers(facts, permission, gate) }
  if (gate.reason === 'OEM_ASK') return verdict(facts, 'one-tap', gate.reason, extra)
  if (gate.state === 'closed' && gate.reason) return verdict(facts, 'blocked-by-appop', gate.reason, extra)
  return verdict(facts, 'granted', heldBecause(app, permission, context), extra)
}

/** Where the grant came from; the first that fits is the one that a person can do something about. */
function heldBecause(app: App, permission: PermissionState, context: Context): Reason {
  const { flags, block } = permission
  if (flags.includes('POLICY_FIXED')) return 'POLICY_GRANTED'
  const shared = block.startsWith('shared-')
  if (shared && app.requestedPermissions !== undefined && !requests(app, context)) return 'SHARED_UID_UNION'
  if (flags.includes('SYSTEM_FIXED')) return 'SYSTEM_FIXED'
  if (flags.includes('GRANTED_BY_ROLE')) return 'ROLE_GRANTED'
  if (flags.includes('GRANTED_BY_DEFAULT')) return 'DEFAULT_GRANTED'
  if (!block.endsWith('runtime') || isLegacy(app, permission)) return 'INSTALL_GRANTED'
  return 'RUNTIME_GRANTED'
}

/**
 * Built for Android 5 or older, so that it holds at install what it asks, on a system that has runtime permissions:
 * those that have none print `grantedPermissions:`.
 */
const isLegacy = ({ targetSdk = SDK_RUNTIME }: App, { block }: PermissionState) =>
  targetSdk < SDK_RUNTIME && !block.endsWith('granted-list')

function heldQualifiers({ app, user, context, presence }: Facts, permission: PermissionState, gate: Gate): Qualifier[] {
  const { flags, block } = permission
  const kind = context.users.find(({ userId }) => userId === user.userId)?.kind
  const { rom } = context.device
  const blank = modeInForce(user.appOps?.[MIUI_READ_CONTACTS_REAL])?.mode === 'ignore'
  // What says that it can read, or could, holds for nothing that is blocked.
  const isOpen = gate.state === 'open'
  const latent = presenceQualifiers[presence]
  const candidates: [boolean, Qualifier][] = [
    [flags.includes('REVIEW_REQUIRED'), 'review-pending'],
    [isOpen && gate.mode === 'foreground', 'while-in-use'],
    [isOpen && user.appOps === undefined, 'appops-unchecked'],
    [gate.doubt === 'op-mode-default', 'op-mode-default'],
    [gate.doubt === 'op-mode-unknown', 'op-mode-unknown'],
    [gate.state === 'asks', 'oem-ask'],
    [kind === 'clone', 'clone-reads-parent'],
    [isOpen && kind === 'vendor-clone', 'clone-contacts-unconfirmed'],
    [blank, 'oem-blank-configured'],
    [rom === 'coloros' || rom === 'originos', 'oem-blank-possible'],
    [block.startsWith('shared-'), 'via-shared-uid'],
    [isOpen && flags.includes('ONE_TIME'), 'one-time-unexpected'],
    [isLegacy(app, permission), 'legacy-target'],
    [flags.some((flag) => !KNOWN_FLAGS.has(flag)), 'flags-unknown'],
  ]
  const found = candidates.filter(([holds]) => holds).map(([, qualifier]) => qualifier)
  return latent === undefined || !isOpen ? found : [...found, latent]
}

/**
 * Not held: can the app get it without a dialog, or only ask? (PermissionController,
 * `GrantPermissionsViewModel.getGroupState`: a granted sibling approves silently, a user-fixed member ends it.)
 */
function judgeNotHeld(facts: Facts): Verdict {
  const { user, context, permission, presence } = facts
  const group = contactsGroup.map((name) => user.permissions[name]).filter((state) => state !== undefined)
  const has = (flag: string) => group.some(({ flags }) => flags.includes(flag))
  if (presence === 'instant') return verdict(facts, 'requested', 'REQUESTED_FIRST', { canAsk: 'not-applicable' })
  if (permission?.flags.includes('POLICY_FIXED') || (has('POLICY_FIXED') && !group.some(({ granted }) => granted)))
    return verdict(facts, 'requested', 'REQUESTED_POLICY', { canAsk: 'no-policy' })
  if (has('USER_FIXED')) return verdict(facts, 'requested', 'REQUESTED_FIXED', { canAsk: 'no-user-fixed' })

  const sibling = openSibling(user, context, group)
  if (sibling) return verdict(facts, 'one-tap', 'GROUP_AUTO_GRANT', { also: sibling.evidence })
  if (context.autoGrants?.includes(user.userId)) return verdict(facts, 'one-tap', 'POLICY_AUTO_GRANT')

  if (permission?.flags.includes('AUTO_REVOKED'))
    return verdict(facts, 'requested', 'AUTO_REVOKED', { canAsk: 'first' })
  return permission?.flags.includes('USER_SET')
    ? verdict(facts, 'requested', 'REQUESTED_AGAIN', { canAsk: 'again' })
    : verdict(facts, 'requested', 'REQUESTED_FIRST', { canAsk: 'first' })
}

/** A granted permission of the group that makes the next request for contacts pass unseen. */
function openSibling(
  user: AppUser,
  { device: { sdk } }: Context,
  group: PermissionState[],
): PermissionState | undefined {
  const implicit = ({ flags }: PermissionState) => flags.includes('REVOKE_WHEN_REQUESTED')
  const allImplicit = group.every(implicit)
  return [WRITE_CONTACTS, GET_ACCOUNTS]
    .filter((name) => {
      const state = user.permissions[name]
      if (!state?.granted || (implicit(state) && !allImplicit)) return false
      // Where nothing guards it, what is left of an op closes nothing.
      const isGuarded = sdk === undefined || hasOp(name, sdk)
      return gateOf(state, isGuarded ? user : { ...user, appOps: {} }, opOf(name), sdk).state === 'open'
    })
    .map((name) => user.permissions[name])[0]
}

function verdict(
  { app, user, context, presence, permission }: Facts,
  value: VerdictValue,
  reason: Reason,
  {
    canAsk = 'not-applicable',
    qualifiers = [],
    gate,
    also,
  }: { canAsk?: CanAsk; qualifiers?: Qualifier[]; gate?: Gate; also?: Evidence } = {},
): Verdict {
  const op = user.appOps?.[opOf(READ_CONTACTS)]
  const preinstalled = app.system || app.hasFactoryCopy || permission?.flags.includes('GRANTED_BY_DEFAULT')
  const leftover =
    gate?.reason === 'OP_IGNORE' && op?.uid === undefined && (context.device.sdk ?? 0) >= SDK_COMPUTED_UID_MODE
  const doubtful = gate?.doubt !== undefined
  const asked = permission ? undefined : app.requestedPermissions?.find(({ name }) => name === READ_CONTACTS)?.evidence
  const lines = [
    also,
    gate?.state === 'open' ? undefined : gate?.evidence,
    permission?.evidence,
    asked,
    gate?.evidence,
    op?.lastAccess?.evidence,
  ]
  const evidence = lines.filter((line, at): line is Evidence => line !== undefined && lines.indexOf(line) === at)
  const mode = gate?.mode ?? (op?.uid ?? op?.package)?.mode
  return {
    value,
    reason,
    qualifiers: preinstalled && isPresent(presence) ? [...qualifiers, 'preinstalled'] : qualifiers,
    canAsk,
    presence,
    scope: permission?.block.startsWith('shared-') ? 'shared-uid' : 'package',
    confidence: doubtful
      ? 'low'
      : leftover || (value === 'granted' && context.device.rom === 'originos')
        ? 'medium'
        : 'high',
    flags: permission?.flags ?? [],
    ...(mode !== undefined && { appOp: mode }),
    ...(op?.lastAccess && { lastAccess: op.lastAccess }),
    ...(op?.lastReject && { lastReject: op.lastReject }),
    evidence: evidence.length > 0 ? evidence : [user.evidence ?? app.evidence],
  }
}
