import { describe, expect, test } from 'vitest'
import { type Context, judgeContacts } from '../../src/judge/index.ts'
import type { App, OpUse, PermissionState } from '../../src/model/phone/snapshot.ts'
import type { Verdict } from '../../src/model/phone/verdict.ts'
import type { Presence, Qualifier, UserKind } from '../../src/model/vocabulary.ts'
import { at, denied, granted, op, type UserChange, user } from './facts.ts'

const RC = 'android.permission.READ_CONTACTS'
const WC = 'android.permission.WRITE_CONTACTS'
const GA = 'android.permission.GET_ACCOUNTS'

const standingIn = (block: PermissionState['block'], state: PermissionState): PermissionState => ({ ...state, block })

const contactsOp = (...modes: Parameters<typeof op>) => ({ appOps: { READ_CONTACTS: op(...modes) } })

/** A lender for Android 13, in a dump that does not print what apps ask for. */
const app = (change: Partial<App> = {}): App => ({
  packageName: 'com.example.kuaijie',
  appId: 10143,
  targetSdk: 33,
  system: false,
  hasFactoryCopy: false,
  users: [],
  evidence: at('Package [com.example.kuaijie] (a1b2c3d):'),
  ...change,
})
const asksFor = (...names: string[]): Partial<App> => ({
  requestedPermissions: names.map((name) => ({ name, evidence: at(name) })),
})

const holding = (contacts: PermissionState, siblings: Record<string, PermissionState> = {}): UserChange => ({
  permissions: { [RC]: contacts, ...siblings },
})

/** What stands apart from the app and its user: the Android version, the maker and the kind of user. */
interface Phone extends Omit<Context, 'device' | 'users'> {
  sdk?: number | undefined
  rom?: string
  kind?: UserKind
}

/** One row: what is special about it, and what must come out. */
interface Example {
  on?: Phone
  app?: Partial<App>
  user?: UserChange
  is: Partial<Verdict> & Pick<Verdict, 'value'>
}

function judge({ on = {}, app: appChange = {}, user: userChange = {} }: Omit<Example, 'is'>): Verdict {
  const { sdk = 34, rom = 'aosp', kind = 'owner', ...rest } = on
  const device = { rom, ...(!('sdk' in on && on.sdk === undefined) && { sdk }) }
  const subject = user(userChange)
  return judgeContacts(app(appChange), subject, { device, users: [{ userId: subject.userId, kind }], ...rest })
}

/** Qualifiers are compared whole: what a row does not name must not be there. */
function check(example: Example) {
  const verdict = judge(example)
  const { qualifiers = [], ...is } = example.is
  expect(verdict).toMatchObject(is)
  expect([...verdict.qualifiers].sort()).toEqual([...qualifiers].sort())
}

describe('the worked examples', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string, Example]>([
    ['E01', 'granted by the person, nothing in the way', {
      user: holding(granted('USER_SET')),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', presence: 'active', scope: 'package' },
    }],
    ['E02', 'denied once; the uid mode only repeats it', {
      user: { ...holding(denied('USER_SET', 'USER_SENSITIVE_WHEN_GRANTED', 'USER_SENSITIVE_WHEN_DENIED')), ...contactsOp('ignore') },
      is: { value: 'requested', reason: 'REQUESTED_AGAIN', canAsk: 'again' },
    }],
    ['E03', 'not asked yet', {
      app: asksFor(RC),
      user: holding(denied()),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['E04', 'denied for good', {
      user: holding(denied('USER_FIXED')),
      is: { value: 'requested', reason: 'REQUESTED_FIXED', canAsk: 'no-user-fixed' },
    }],
    ['E05', 'it already holds WRITE_CONTACTS', {
      user: holding(denied(), { [WC]: granted() }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['E06', 'it already holds GET_ACCOUNTS, which is enough', {
      user: holding(denied(), { [GA]: granted() }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['E07', 'denied for good, whatever else it holds', {
      user: holding(denied('USER_FIXED'), { [WC]: granted() }),
      is: { value: 'requested', reason: 'REQUESTED_FIXED', canAsk: 'no-user-fixed' },
    }],
    ['E08', 'the permission beside it is itself switched off', {
      user: holding(denied(), { [WC]: granted('REVOKED_COMPAT') }),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['E09', 'the permission beside it was never asked for', {
      user: holding(denied(), { [WC]: granted('REVOKE_WHEN_REQUESTED') }),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['E10', 'granted on paper, switched off in Settings', {
      user: { ...holding(granted('USER_SET', 'REVOKED_COMPAT')), ...contactsOp('ignore') },
      is: { value: 'blocked-by-appop', reason: 'REVOKED_COMPAT' },
    }],
    ['E11', 'the package mode counts where the uid has none', {
      on: { sdk: 30 }, app: { targetSdk: 30 },
      user: { ...holding(granted()), ...contactsOp(undefined, 'ignore') },
      is: { value: 'blocked-by-appop', reason: 'OP_IGNORE', confidence: 'high' },
    }],
    ['E12', 'the uid mode replaces the package mode', {
      on: { sdk: 29 }, app: { targetSdk: 29 },
      user: { ...holding(granted()), ...contactsOp('foreground', 'ignore') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['while-in-use'] },
    }],
    ['E13', 'the op refuses with an exception', {
      on: { sdk: 33 },
      user: { ...holding(granted()), ...contactsOp(undefined, 'deny') },
      is: { value: 'blocked-by-appop', reason: 'OP_DENY' },
    }],
    ['E14', 'mode default lets it pass on Android 13', {
      on: { sdk: 33 },
      user: { ...holding(granted()), ...contactsOp(undefined, 'default') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['op-mode-default'], confidence: 'low' },
    }],
    ['E15', 'mode default stops it on Android 9', {
      on: { sdk: 28 }, app: { targetSdk: 28 },
      user: { ...holding(granted()), ...contactsOp(undefined, 'default') },
      is: { value: 'blocked-by-appop', reason: 'OP_DEFAULT_CLOSED', qualifiers: ['op-mode-default'], confidence: 'low' },
    }],
    ['E16', 'built for Android 5: granted when it was installed', {
      on: { sdk: 28 }, app: { targetSdk: 22 },
      user: holding(standingIn('install', granted())),
      is: { value: 'granted', reason: 'INSTALL_GRANTED', qualifiers: ['legacy-target'] },
    }],
    ['E17', 'built for Android 5, and switched off', {
      on: { sdk: 28 }, app: { targetSdk: 22 },
      user: { ...holding(standingIn('install', granted('REVOKE_ON_UPGRADE'))), ...contactsOp('ignore') },
      is: { value: 'blocked-by-appop', reason: 'REVOKED_COMPAT', qualifiers: ['legacy-target'] },
    }],
    ['E18', 'built for Android 5, not reviewed and never opened', {
      on: { sdk: 33 }, app: { targetSdk: 22 },
      user: { ...holding(granted('REVIEW_REQUIRED')), notLaunched: true },
      is: {
        value: 'granted', reason: 'INSTALL_GRANTED', presence: 'never-launched',
        qualifiers: ['legacy-target', 'review-pending', 'never-launched'],
      },
    }],
    ['E19', 'built for Android 5, and switched off on Android 13', {
      on: { sdk: 33 }, app: { targetSdk: 22 },
      user: holding(granted('REVOKED_COMPAT')),
      is: { value: 'blocked-by-appop', reason: 'REVOKED_COMPAT', qualifiers: ['legacy-target'] },
    }],
    ['E20', 'Android 5 knows no other grant than at install', {
      on: { sdk: 22 }, app: { targetSdk: 21 },
      user: holding(standingIn('granted-list', granted())),
      is: { value: 'granted', reason: 'INSTALL_GRANTED' },
    }],
    ['E21', 'Android 5 with the op set to ignore', {
      on: { sdk: 22 }, app: { targetSdk: 21 },
      user: { ...holding(standingIn('granted-list', granted())), ...contactsOp(undefined, 'ignore') },
      is: { value: 'blocked-by-appop', reason: 'OP_IGNORE' },
    }],
    ['E22', 'an administrator granted it in the work profile', {
      on: { kind: 'work' },
      user: { ...holding(granted('POLICY_FIXED')), userId: 10 },
      is: { value: 'granted', reason: 'POLICY_GRANTED' },
    }],
    ['E23', 'an administrator denied it', {
      user: holding(denied('POLICY_FIXED')),
      is: { value: 'requested', reason: 'REQUESTED_POLICY', canAsk: 'no-policy' },
    }],
    ['E24', 'part of the system, locked by the maker', {
      app: { system: true },
      user: holding(granted('SYSTEM_FIXED', 'GRANTED_BY_DEFAULT')),
      is: { value: 'granted', reason: 'SYSTEM_FIXED', qualifiers: ['preinstalled'] },
    }],
    ['E25', 'the default SMS app got it with the role', {
      app: { targetSdk: 34 },
      user: holding(granted('GRANTED_BY_ROLE')),
      is: { value: 'granted', reason: 'ROLE_GRANTED' },
    }],
    ['E28', 'its shared identity was not read', {
      app: { sharedUser: 'com.example.shared' },
      user: { unread: 'SECTION_TRUNCATED' },
      is: { value: 'unknown', reason: 'SECTION_TRUNCATED', canAsk: 'unknown' },
    }],
    ['E29', 'a complete dump without a line about contacts', {
      is: { value: 'not-held', reason: 'MANIFEST_NOT_SEEN' },
    }],
    ['E30', 'what it asks for is printed, and contacts is not among it', {
      app: asksFor('android.permission.INTERNET'),
      is: { value: 'not-requested', reason: 'NOT_IN_MANIFEST' },
    }],
    ['E31', 'known by name, and absent from the list of holders', {
      app: { packageName: 'com.example.jisu' },
      is: { value: 'not-held', reason: 'MANIFEST_NOT_SEEN' },
    }],
    ['E32', 'denied; only the factory copy says otherwise', {
      app: { hasFactoryCopy: true },
      user: holding(denied()),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first', qualifiers: ['preinstalled'] },
    }],
    ['E33', 'denied to the owner of a phone with dual apps', {
      user: holding(denied()),
      is: { value: 'requested' },
    }],
    ['E33', 'granted to the dual app', {
      on: { kind: 'vendor-clone' },
      user: { ...holding(granted()), userId: 999 },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['clone-contacts-unconfirmed'] },
    }],
    ['E34', 'a clone reads the contacts of its parent', {
      on: { kind: 'clone' },
      user: { ...holding(granted()), userId: 11 },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['clone-reads-parent'] },
    }],
    ['E35', 'Secure Folder has a list of its own', {
      on: { kind: 'secure-folder' },
      user: { ...holding(granted()), userId: 150 },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['E36', 'a leftover line of an app that is not installed', {
      user: { ...holding(granted()), installed: false },
      is: { value: 'not-held', reason: 'NOT_INSTALLED', presence: 'absent' },
    }],
    ['E37', 'archived, with the line kept', {
      on: { sdk: 35 },
      user: { ...holding(granted()), installed: false, archived: true },
      is: { value: 'not-held', reason: 'NOT_INSTALLED', presence: 'archived' },
    }],
    ['E38', 'disabled by the person', {
      user: { ...holding(granted()), enabled: 3 },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['latent-disabled'], presence: 'disabled' },
    }],
    ['E39', 'suspended', {
      user: { ...holding(granted()), suspended: true },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['latent-suspended'], presence: 'suspended' },
    }],
    ['E40', 'stopped', {
      user: { ...holding(granted()), stopped: true },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['stopped'], presence: 'stopped' },
    }],
    ['E41', 'withdrawn because it was not used', {
      user: holding(denied('AUTO_REVOKED')),
      is: { value: 'requested', reason: 'AUTO_REVOKED', canAsk: 'first' },
    }],
    ['E42', 'MIUI asks at every read', {
      on: { sdk: 33, rom: 'miui' },
      user: { ...holding(granted()), ...contactsOp(undefined, 'ask') },
      is: { value: 'one-tap', reason: 'OEM_ASK', qualifiers: ['oem-ask'] },
    }],
    ['E43', 'MIUI hands out blank contacts, which is not safe', {
      on: { sdk: 33, rom: 'miui' },
      user: {
        ...holding(granted()),
        appOps: { READ_CONTACTS: op('allow', 'allow'), 'MIUIOP(10029)': op(undefined, 'ignore') },
      },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['oem-blank-configured'] },
    }],
    ['E44', 'ColorOS may hand out blank contacts', {
      on: { sdk: 33, rom: 'coloros' },
      user: { ...holding(granted()), ...contactsOp('allow', 'allow') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['oem-blank-possible'] },
    }],
    ['E45', 'a package mode left over from before Android 15', {
      on: { sdk: 35 },
      user: { ...holding(granted()), ...contactsOp(undefined, 'ignore') },
      is: { value: 'blocked-by-appop', reason: 'OP_IGNORE', confidence: 'medium' },
    }],
    ['E46', 'app ops were not captured', {
      user: { ...holding(granted()), appOps: undefined },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['appops-unchecked'] },
    }],
    ['E47', 'the package mode allow is a default and no grant', {
      user: { ...holding(denied()), ...contactsOp('ignore', 'allow') },
      is: { value: 'requested', reason: 'REQUESTED_FIRST', appOp: 'ignore' },
    }],
    ['E48', 'listed by query-op allow, and denied', {
      user: { ...holding(denied()), ...contactsOp(undefined, 'allow') },
      is: { value: 'requested', reason: 'REQUESTED_FIRST', appOp: 'allow' },
    }],
    ['E49', 'an update added contacts beside WRITE_CONTACTS', {
      on: { sdk: 25 }, app: { targetSdk: 25 },
      user: holding(denied(), { [WC]: granted() }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['E50', 'it uses the contact picker of Android 17', {
      on: { sdk: 37 }, app: asksFor('android.permission.INTERNET'),
      is: { value: 'not-requested', reason: 'NOT_IN_MANIFEST' },
    }],
    ['E51', 'it asks only on Android 9 and earlier', {
      app: { requestedPermissions: [{ name: RC, maxSdkVersion: 28 }] },
      is: { value: 'not-requested', reason: 'NOT_IN_MANIFEST' },
    }],
    ['E52', 'an instant app cannot be granted it', {
      app: asksFor(RC),
      user: { instant: true },
      is: { value: 'requested', presence: 'instant', canAsk: 'not-applicable' },
    }],
    ['E53', 'granted, and nobody wrote down by whom', {
      user: holding(granted()),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['E54', 'a flag that nobody knows is kept as it is', {
      user: holding(granted('NEWFLAG_X')),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['flags-unknown'], flags: ['NEWFLAG_X'] },
    }],
    ['E55', 'an op that was never used is not a block', {
      on: { sdk: 29 }, app: { targetSdk: 29 },
      user: holding(granted()),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
  ])('%s: %s', ([, , example]) => check(example))

  /** Two apps of one identity: the grant stands with the identity, an app op with each package name. */
  const shared = { permissions: { [RC]: standingIn('shared-runtime', granted()) } }
  const asks = { app: { ...asksFor(RC), sharedUser: 'com.example.shared' } }
  const neverAsks = { app: { ...asksFor('android.permission.INTERNET'), sharedUser: 'com.example.shared' } }

  test('E26: an app that never asked reads through the one that did', () => {
    expect(judge({ ...asks, user: shared })).toMatchObject({
      value: 'granted',
      reason: 'RUNTIME_GRANTED',
      scope: 'shared-uid',
    })
    check({
      ...neverAsks,
      user: shared,
      is: { value: 'granted', reason: 'SHARED_UID_UNION', qualifiers: ['via-shared-uid'], scope: 'shared-uid' },
    })
  })

  test('E27: an app op of one package does not stop the other', () => {
    const stopped = { ...shared, ...contactsOp(undefined, 'ignore') }
    expect(judge({ ...asks, user: stopped })).toMatchObject({
      value: 'blocked-by-appop',
      reason: 'OP_IGNORE',
    })
    check({
      ...neverAsks,
      user: shared,
      is: { value: 'granted', reason: 'SHARED_UID_UNION', qualifiers: ['via-shared-uid'] },
    })
  })
})

describe('what is held', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, Example]>([
    ['a uid mode allow replaces a package mode ignore', {
      user: { ...holding(granted()), ...contactsOp('allow', 'ignore') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['a uid mode ignore replaces a package mode allow', {
      user: { ...holding(granted()), ...contactsOp('ignore', 'allow') },
      is: { value: 'blocked-by-appop', reason: 'OP_IGNORE' },
    }],
    ['a uid mode deny replaces a package mode allow', {
      user: { ...holding(granted()), ...contactsOp('deny', 'allow') },
      is: { value: 'blocked-by-appop', reason: 'OP_DENY' },
    }],
    ['the flag closes the gate although the op allows', {
      user: { ...holding(granted('REVOKED_COMPAT')), ...contactsOp('allow', 'allow') },
      is: { value: 'blocked-by-appop', reason: 'REVOKED_COMPAT' },
    }],
    ['the flag closes the gate although app ops were not captured', {
      user: { ...holding(granted('REVOKED_COMPAT')), appOps: undefined },
      is: { value: 'blocked-by-appop', reason: 'REVOKED_COMPAT' },
    }],
    ['Android 10 calls the same flag REVOKE_ON_UPGRADE', {
      on: { sdk: 29 }, app: { targetSdk: 22 },
      user: holding(granted('REVOKE_ON_UPGRADE')),
      is: { value: 'blocked-by-appop', reason: 'REVOKED_COMPAT', qualifiers: ['legacy-target'] },
    }],
    ['before Android 10 the app op decides: whatever set it opened what the flag had closed', {
      on: { sdk: 28 }, app: { targetSdk: 22 },
      user: { ...holding(standingIn('install', granted('REVOKE_ON_UPGRADE'))), ...contactsOp('allow') },
      is: { value: 'granted', reason: 'INSTALL_GRANTED', qualifiers: ['legacy-target'] },
    }],
    ['and so it does where only the name of the flag tells that Android is old', {
      on: { sdk: undefined }, app: { targetSdk: 22 },
      user: { ...holding(standingIn('install', granted('REVOKE_ON_UPGRADE'))), ...contactsOp('allow') },
      is: { value: 'granted', reason: 'INSTALL_GRANTED', qualifiers: ['legacy-target'] },
    }],
    ['a restriction flag closes the gate from Android 11', {
      on: { sdk: 30 },
      user: holding(granted('APPLY_RESTRICTION')),
      is: { value: 'blocked-by-appop' },
    }],
    ['mode default stops a read on Android 11', {
      on: { sdk: 30 },
      user: { ...holding(granted()), ...contactsOp('default') },
      is: { value: 'blocked-by-appop', reason: 'OP_DEFAULT_CLOSED', qualifiers: ['op-mode-default'], confidence: 'low' },
    }],
    ['mode default passes on Android 12', {
      on: { sdk: 31 },
      user: { ...holding(granted()), ...contactsOp('default') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['op-mode-default'], confidence: 'low' },
    }],
    ['mode default on an unknown version counts as open', {
      on: { sdk: undefined },
      user: { ...holding(granted()), ...contactsOp(undefined, 'default') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['op-mode-default'], confidence: 'low' },
    }],
    ['a package mode that blocks nothing is no leftover, on Android 16 either', {
      on: { sdk: 36 },
      user: { ...holding(granted()), ...contactsOp(undefined, 'allow') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', confidence: 'high' },
    }],
    ['a mode with a number for a name counts as open', {
      user: { ...holding(granted()), ...contactsOp('7') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['op-mode-unknown'], confidence: 'low' },
    }],
    ['a mode that no Android prints counts as open', {
      user: { ...holding(granted()), ...contactsOp(undefined, 'perhaps') },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['op-mode-unknown'], confidence: 'low' },
    }],
    ['a blank pass that is not armed says nothing', {
      on: { rom: 'hyperos' },
      user: { ...holding(granted()), appOps: { 'MIUIOP(10029)': op(undefined, 'allow') } },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['OriginOS may hand out blank contacts, out of sight', {
      on: { rom: 'originos' },
      user: holding(granted()),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['oem-blank-possible'], confidence: 'medium' },
    }],
    ['a blank pass is no comfort where nothing is granted', {
      on: { rom: 'coloros' },
      user: holding(denied()),
      is: { value: 'requested', reason: 'REQUESTED_FIRST' },
    }],
    ['nor does it make a denial less sure', {
      on: { rom: 'originos' },
      user: holding(denied()),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', confidence: 'high' },
    }],
    ['once only, which Android does not offer for contacts', {
      user: holding(granted('ONE_TIME')),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', qualifiers: ['one-time-unexpected'] },
    }],
    ['built for Android 5, on Android 10', {
      on: { sdk: 29 }, app: { targetSdk: 22 },
      user: holding(granted()),
      is: { value: 'granted', reason: 'INSTALL_GRANTED', qualifiers: ['legacy-target'] },
    }],
    ['built for Android 6 is not legacy', {
      on: { sdk: 33 }, app: { targetSdk: 23 },
      user: holding(granted()),
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['granted stays granted although the section is cut further down', {
      user: { ...holding(granted()), unread: 'SECTION_TRUNCATED' },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['preinstalled and granted by the maker', {
      app: { system: true },
      user: holding(granted('GRANTED_BY_DEFAULT')),
      is: { value: 'granted', reason: 'DEFAULT_GRANTED', qualifiers: ['preinstalled'] },
    }],
    ['the administrator is named before the maker', {
      app: { system: true },
      user: holding(granted('POLICY_FIXED', 'SYSTEM_FIXED')),
      is: { value: 'granted', reason: 'POLICY_GRANTED', qualifiers: ['preinstalled'] },
    }],
    ['the maker is named before the role', {
      app: { system: true },
      user: holding(granted('SYSTEM_FIXED', 'GRANTED_BY_ROLE')),
      is: { value: 'granted', reason: 'SYSTEM_FIXED', qualifiers: ['preinstalled'] },
    }],
    ['the role is named before the grant of the maker', {
      app: { system: true },
      user: holding(granted('GRANTED_BY_ROLE', 'GRANTED_BY_DEFAULT')),
      is: { value: 'granted', reason: 'ROLE_GRANTED', qualifiers: ['preinstalled'] },
    }],
    ['the grant of the maker is named before the old target', {
      app: { system: true, targetSdk: 22 },
      user: holding(granted('GRANTED_BY_DEFAULT')),
      is: { value: 'granted', reason: 'DEFAULT_GRANTED', qualifiers: ['legacy-target', 'preinstalled'] },
    }],
    ['a secondary user has a list of its own', {
      on: { kind: 'secondary' },
      user: { ...holding(granted()), userId: 10 },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
    ['a private space has a list of its own', {
      on: { kind: 'private' },
      user: { ...holding(granted()), userId: 12 },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED' },
    }],
  ])('%s', ([, example]) => check(example))
})

describe('what is not held', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, Example]>([
    ['a sibling that an administrator denied closes the group', {
      user: holding(denied(), { [WC]: denied('POLICY_FIXED') }),
      is: { value: 'requested', reason: 'REQUESTED_POLICY', canAsk: 'no-policy' },
    }],
    ['a sibling that an administrator granted opens it', {
      user: holding(denied(), { [WC]: granted('POLICY_FIXED') }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['contacts denied by an administrator stay so beside a granted sibling', {
      user: holding(denied('POLICY_FIXED'), { [WC]: granted() }),
      is: { value: 'requested', reason: 'REQUESTED_POLICY', canAsk: 'no-policy' },
    }],
    ['a sibling that was denied for good ends the silent approval', {
      user: holding(denied(), { [WC]: granted(), [GA]: denied('USER_FIXED') }),
      is: { value: 'requested', reason: 'REQUESTED_FIXED', canAsk: 'no-user-fixed' },
    }],
    ['denied once, and a sibling is granted', {
      user: holding(denied('USER_SET'), { [WC]: granted() }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['withdrawn for want of use, and a sibling is granted', {
      user: holding(denied('AUTO_REVOKED'), { [GA]: granted() }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['a sibling whose op is closed approves nothing', {
      user: { ...holding(denied(), { [WC]: granted() }), appOps: { WRITE_CONTACTS: op(undefined, 'ignore') } },
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['of two siblings the open one approves', {
      user: { ...holding(denied(), { [WC]: granted('REVOKED_COMPAT'), [GA]: granted() }) },
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['a sibling approves although the op of contacts repeats the denial', {
      user: { ...holding(denied(), { [WC]: granted() }), ...contactsOp('ignore') },
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['implicit siblings count when the whole group is implicit', {
      user: holding(denied('REVOKE_WHEN_REQUESTED'), { [WC]: granted('REVOKE_WHEN_REQUESTED') }),
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['GET_ACCOUNTS has an op from Android 7 that can be closed', {
      on: { sdk: 24 },
      user: { ...holding(denied(), { [GA]: granted() }), appOps: { GET_ACCOUNTS: op('ignore') } },
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['GET_ACCOUNTS has no op on Android 6', {
      on: { sdk: 23 },
      user: { ...holding(denied(), { [GA]: granted() }), appOps: { GET_ACCOUNTS: op('ignore') } },
      is: { value: 'one-tap', reason: 'GROUP_AUTO_GRANT' },
    }],
    ['GET_ACCOUNTS may have an op where nothing tells the version', {
      on: { sdk: undefined },
      user: { ...holding(denied(), { [GA]: granted() }), appOps: { GET_ACCOUNTS: op('ignore') } },
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['the device policy approves by itself', {
      on: { autoGrants: [0] },
      user: holding(denied()),
      is: { value: 'one-tap', reason: 'POLICY_AUTO_GRANT' },
    }],
    ['the device policy does not undo a denial for good', {
      on: { autoGrants: [0] },
      user: holding(denied('USER_FIXED')),
      is: { value: 'requested', reason: 'REQUESTED_FIXED', canAsk: 'no-user-fixed' },
    }],
    ['asked for in the manifest, and no line about it', {
      app: asksFor(RC),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['denied in a line of its own, which the printed requests lack', {
      app: asksFor('android.permission.INTERNET'),
      user: holding(denied()),
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['denied stays denied although the section is cut further down', {
      user: { ...holding(denied('USER_SET')), unread: 'SECTION_TRUNCATED' },
      is: { value: 'requested', reason: 'REQUESTED_AGAIN', canAsk: 'again' },
    }],
    ['asked for up to this very version', {
      app: { requestedPermissions: [{ name: RC, maxSdkVersion: 34 }] },
      is: { value: 'requested', reason: 'REQUESTED_FIRST', canAsk: 'first' },
    }],
    ['asked for by another app of its identity only, and denied', {
      app: { ...asksFor('android.permission.INTERNET'), sharedUser: 'com.example.shared' },
      user: holding(standingIn('shared-runtime', denied())),
      is: { value: 'not-requested', reason: 'NOT_IN_MANIFEST' },
    }],
    ['the dump does not hold the identity that it shares', {
      app: { sharedUser: 'com.example.shared' },
      user: { unread: 'SHARED_USERS_NOT_SEEN' },
      is: { value: 'unknown', reason: 'SHARED_USERS_NOT_SEEN' },
    }],
    ['the dump does not cover this user', {
      user: { userId: 150, unread: 'USER_NOT_READABLE' },
      is: { value: 'unknown', reason: 'USER_NOT_READABLE' },
    }],
    ['not installed, whatever was not read', {
      user: { installed: false, unread: 'SECTION_TRUNCATED' },
      is: { value: 'not-held', reason: 'NOT_INSTALLED', presence: 'absent' },
    }],
  ])('%s', ([, example]) => check(example))
})

describe('presence', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, UserChange, Presence, Qualifier[]]>([
    ['installed',                                {},                                        'active',          []],
    ['enabled by name',                          { enabled: 1 },                            'active',          []],
    ['stopped',                                  { stopped: true },                         'stopped',         ['stopped']],
    ['never opened, and so stopped too',         { notLaunched: true, stopped: true },      'never-launched',  ['never-launched']],
    ['disabled',                                 { enabled: 2 },                            'disabled',        ['latent-disabled']],
    ['disabled by the person',                   { enabled: 3 },                            'disabled',        ['latent-disabled']],
    ['disabled until used',                      { enabled: 4 },                            'disabled',        ['latent-disabled']],
    ['suspended',                                { suspended: true },                       'suspended',       ['latent-suspended']],
    ['hidden',                                   { hidden: true },                          'hidden',          ['latent-hidden']],
    ['preloaded, without a full install',        { virtual: true },                         'virtual-preload', []],
    ['disabled counts before stopped',           { enabled: 3, stopped: true },             'disabled',        ['latent-disabled']],
    ['disabled counts before never opened',      { enabled: 2, notLaunched: true },         'disabled',        ['latent-disabled']],
    ['suspended counts before stopped',          { suspended: true, stopped: true },        'suspended',       ['latent-suspended']],
    ['suspended counts before never opened',     { suspended: true, notLaunched: true },    'suspended',       ['latent-suspended']],
    ['hidden counts before disabled',            { hidden: true, enabled: 3 },              'hidden',          ['latent-hidden']],
    ['stopped counts before preloaded',          { virtual: true, stopped: true },          'stopped',         ['stopped']],
  ])('%s: the permission stands all the same', ([, change, presence, qualifiers]) => {
    check({
      user: { ...holding(granted()), ...change },
      is: { value: 'granted', reason: 'RUNTIME_GRANTED', presence, qualifiers },
    })
  })

  test.for<[string, UserChange]>([
    ['while it is open', { ...holding(granted('REVOKED_COMPAT')), ...contactsOp('foreground') }],
    ['for this one time', { ...holding(granted('ONE_TIME')), ...contactsOp('ignore') }],
    ['once it is opened', { ...holding(granted()), ...contactsOp('ignore'), stopped: true }],
    ['once it is enabled', { ...holding(granted()), ...contactsOp('deny'), enabled: 3 }],
  ])('what is blocked is not said to read %s', ([, change]) => {
    check({ user: change, is: { value: 'blocked-by-appop', qualifiers: [] } })
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, UserChange, Presence]>([
    ['not installed counts before hidden',     { hidden: true },                     'absent'],
    ['not installed counts before disabled',   { enabled: 3 },                       'absent'],
    ['not installed counts before stopped',    { stopped: true, notLaunched: true }, 'absent'],
    ['archived counts before hidden',          { archived: true, hidden: true },     'archived'],
    ['archived counts before suspended',       { archived: true, suspended: true },  'archived'],
  ])('%s, and the leftover line means nothing', ([, change, presence]) => {
    check({
      user: { ...holding(granted('GRANTED_BY_DEFAULT')), installed: false, ...change },
      is: { value: 'not-held', reason: 'NOT_INSTALLED', presence },
    })
  })
})

describe('evidence', () => {
  const contacts = granted('USER_SET')
  const sibling = granted('USER_SENSITIVE_WHEN_GRANTED')
  const refused = denied('USER_SET')

  // biome-ignore format: a table is read by its columns
  test.for<[string, UserChange, string]>([
    ['a grant',                    holding(contacts),                                                     contacts.evidence.text],
    ['a grant with an open op',    { ...holding(contacts), ...contactsOp('foreground') },                 contacts.evidence.text],
    ['a closed op',                { ...holding(contacts), ...contactsOp('ignore', 'allow') },            'mode=ignore'],
    ['a closed package op',        { ...holding(contacts), ...contactsOp(undefined, 'deny') },            '(deny)'],
    ['a flag beside a closed op',  { ...holding(granted('REVOKED_COMPAT')), ...contactsOp('ignore') },    granted('REVOKED_COMPAT').evidence.text],
    ['a denial',                   holding(refused),                                                      refused.evidence.text],
    ['a silent approval',          holding(refused, { [WC]: sibling }),                                   sibling.evidence.text],
    ['nothing held',               {},                                                                    'User 0: installed=true'],
  ])('%s is shown by the line that decides it', ([, change, text]) => {
    expect(judge({ user: change }).evidence[0]?.text).toBe(text)
  })

  test('a request without a line about contacts is shown by the manifest', () => {
    expect(judge({ app: asksFor('android.permission.INTERNET', RC) }).evidence[0]?.text).toBe(RC)
  })
})

describe('recorded use', () => {
  const use: OpUse = { ageMs: 60_000, processState: 'top', indirect: false, evidence: at('Access: [top-tpd]') }

  test.for<[string, PermissionState]>([
    ['held now', granted()],
    ['taken away since', denied('USER_SET')],
  ])('a read is told although the permission is %s', ([, state]) => {
    const appOps = { READ_CONTACTS: { lastAccess: use } }
    expect(judge({ user: { ...holding(state), appOps } }).lastAccess).toEqual(use)
  })

  test('a refused read is told of a block', () => {
    const appOps = { READ_CONTACTS: { ...op('ignore'), lastReject: use } }
    const verdict = judge({ user: { ...holding(granted()), appOps } })
    expect(verdict).toMatchObject({ value: 'blocked-by-appop', lastReject: use })
    expect(verdict.lastAccess).toBeUndefined()
  })
})
