import { describe, expect, test } from 'vitest'
import { openRoutes } from '../../src/judge/index.ts'
import type { App, SpecialAccess } from '../../src/model/phone/snapshot.ts'
import { rules } from '../daicha.ts'
import { at, denied, granted, op, type UserChange, user } from './facts.ts'

const full = (name: string) => `android.permission.${name}`
const holding = (name: string, state = granted()): UserChange => ({ permissions: { [full(name)]: state } })

/** The routes of the rules that stand open, on a phone of that version. */
const routesOf = (change: UserChange, sdk: number | undefined = 34) => routesOn(change, { sdk })
const routesOn = (
  change: UserChange,
  { sdk, targetSdk, ...special }: { sdk?: number | undefined; targetSdk?: number; specialAccess?: SpecialAccess[] },
) =>
  openRoutes({ packageName: 'com.example.cash', targetSdk } as App, user(change), rules.routes, {
    device: { rom: 'aosp', ...(sdk !== undefined && { sdk }) },
    users: [],
    ...special,
  })
const idsOf = (...args: Parameters<typeof routesOf>) => routesOf(...args).map(({ id }) => id)

describe('a permission opens its route', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string, number]>([
    ['WRITE_CONTACTS',         'R2',  34],
    ['GET_ACCOUNTS',           'R3',  34],
    ['READ_CALL_LOG',          'R4',  34],
    ['WRITE_CALL_LOG',         'R28', 34],
    ['PROCESS_OUTGOING_CALLS', 'R5',  28],
    ['READ_SMS',               'R6',  34],
    ['RECEIVE_SMS',            'R6',  34],
    ['READ_EXTERNAL_STORAGE',  'R14', 28],
    ['WRITE_EXTERNAL_STORAGE', 'R14', 28],
    ['READ_MEDIA_IMAGES',      'R15', 34],
    ['READ_MEDIA_VIDEO',       'R15', 34],
    ['QUERY_ALL_PACKAGES',     'R16', 34],
    ['READ_PHONE_NUMBERS',     'R17', 34],
    ['READ_PHONE_STATE',       'R17', 34],
    ['ACCESS_FINE_LOCATION',   'R18', 34],
    ['READ_PROFILE',           'R20', 22],
    ['READ_SOCIAL_STREAM',     'R20', 22],
  ])('%s is %s', ([name, id, sdk]) => {
    const state = granted('USER_SET')
    expect(routesOf(holding(name, state), sdk)).toEqual([{ id, evidence: state.evidence }])
    expect(idsOf(holding(name, denied()), sdk)).toEqual([])
  })

  test('contacts themselves are no other route', () => {
    expect(idsOf(holding('READ_CONTACTS'))).toEqual([])
  })

  test('rough location is not the route of precise location', () => {
    expect(idsOf(holding('ACCESS_COARSE_LOCATION'))).toEqual([])
  })

  test('two permissions of one route open it once', () => {
    expect(idsOf({ permissions: { [full('READ_SMS')]: granted(), [full('RECEIVE_SMS')]: granted() } })).toEqual(['R6'])
  })

  test('the second permission of a route opens it where the first is denied', () => {
    expect(idsOf({ permissions: { [full('READ_SMS')]: denied(), [full('RECEIVE_SMS')]: granted() } })).toEqual(['R6'])
  })

  test('routes that stand open together are all told', () => {
    const permissions = { [full('READ_SMS')]: granted(), [full('READ_CALL_LOG')]: granted() }
    expect(idsOf({ permissions })).toEqual(['R4', 'R6'])
  })
})

describe('what the phone lets an app do beside its permissions opens its route, and no other', () => {
  test.for([
    ['default_sms_or_phone_app', 'R7'],
    ['companion', 'R8'],
    ['accessibility', 'R9'],
    ['notification_listener', 'R10'],
    ['device_owner', 'R11'],
    ['device_admin', 'R12'],
    ['input_method', 'R24'],
  ] as const)('%s is %s', ([kind, id]) => {
    const access: SpecialAccess = { kind, packageName: 'com.example.cash', userId: 0, evidence: at(kind) }
    const open = (change: Partial<SpecialAccess>) => routesOn({}, { specialAccess: [{ ...access, ...change }] })
    expect(open({})).toEqual([{ id, evidence: access.evidence }])
    expect([open({ userId: 10 }), open({ packageName: 'com.example.reader' })]).toEqual([[], []])
  })
})

describe('an app op opens its route with mode allow alone', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string, number]>([
    ['MANAGE_EXTERNAL_STORAGE', 'R13', 34],
    ['MANAGE_CONTACTS',         'R22', 37],
    ['SYSTEM_ALERT_WINDOW',     'R25', 34],
    ['PROJECT_MEDIA',           'R25', 34],
  ])('%s is %s', ([name, id, sdk]) => {
    const allowed = op(undefined, 'allow')
    expect(routesOf({ appOps: { [name]: allowed } }, sdk)).toEqual([{ id, evidence: allowed.package?.evidence }])
    for (const mode of ['ignore', 'deny', 'default', 'foreground', 'ask'])
      expect(idsOf({ appOps: { [name]: op(undefined, mode) } }, sdk)).toEqual([])
    expect(idsOf({ appOps: {} }, sdk)).toEqual([])
    expect(idsOf({ appOps: undefined }, sdk)).toEqual([])
  })

  test('the uid mode replaces the package mode', () => {
    expect(idsOf({ appOps: { MANAGE_EXTERNAL_STORAGE: op('allow', 'ignore') } })).toEqual(['R13'])
    expect(idsOf({ appOps: { MANAGE_EXTERNAL_STORAGE: op('ignore', 'allow') } })).toEqual([])
  })

  test('an op of a permission is not a grant of it', () => {
    expect(idsOf({ appOps: { READ_CALL_LOG: op(undefined, 'allow') } })).toEqual([])
  })
})

describe('a route is gated like contacts', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, UserChange, number, string[]]>([
    ['switched off in Settings',                 holding('READ_CALL_LOG', granted('REVOKED_COMPAT')),                            34, []],
    ['switched off in Settings, on Android 10',  holding('READ_CALL_LOG', granted('REVOKE_ON_UPGRADE')),                         29, []],
    ['the uid mode ignores',                     { ...holding('READ_CALL_LOG'), appOps: { READ_CALL_LOG: op('ignore') } },       34, []],
    ['the package mode ignores',                 { ...holding('READ_SMS'), appOps: { READ_SMS: op(undefined, 'ignore') } },      34, []],
    ['the package mode denies',                  { ...holding('READ_SMS'), appOps: { READ_SMS: op(undefined, 'deny') } },        34, []],
    ['a uid mode allow replaces ignore',         { ...holding('READ_SMS'), appOps: { READ_SMS: op('allow', 'ignore') } },        34, ['R6']],
    ['open only while it is in use',             { ...holding('READ_SMS'), appOps: { READ_SMS: op('foreground') } },             34, ['R6']],
    ['mode default stops it on Android 9',       { ...holding('READ_SMS'), appOps: { READ_SMS: op(undefined, 'default') } },     28, []],
    ['mode default passes on Android 12',        { ...holding('READ_SMS'), appOps: { READ_SMS: op(undefined, 'default') } },     31, ['R6']],
    ['the op of another permission is closed',   { ...holding('READ_SMS'), appOps: { READ_CALL_LOG: op('ignore') } },            34, ['R6']],
    ['precise location under its own op name',   { ...holding('ACCESS_FINE_LOCATION'), appOps: { FINE_LOCATION: op('ignore') } }, 34, []],
    ['app ops were not captured',                { ...holding('READ_CALL_LOG'), appOps: undefined },                             34, ['R4']],
  ])('%s', ([, change, sdk, ids]) => {
    expect(idsOf(change, sdk)).toEqual(ids)
  })
})

describe('a route exists from one version of Android to another', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, UserChange, number, string[]]>([
    ['all files before Android 11',          { appOps: { MANAGE_EXTERNAL_STORAGE: op('allow') } }, 29, []],
    ['all files on Android 11',              { appOps: { MANAGE_EXTERNAL_STORAGE: op('allow') } }, 30, ['R13']],
    ['photos and videos before Android 13',  holding('READ_MEDIA_IMAGES'),                         32, []],
    ['photos and videos on Android 13',      holding('READ_MEDIA_IMAGES'),                         33, ['R15']],
    ['the app list before Android 11',       holding('QUERY_ALL_PACKAGES'),                        29, []],
    ['the app list on Android 11',           holding('QUERY_ALL_PACKAGES'),                        30, ['R16']],
    ['managing contacts before Android 17',  { appOps: { MANAGE_CONTACTS: op('allow') } },         36, []],
    ['your own card on Android 5',           holding('READ_PROFILE'),                              22, ['R20']],
    ['your own card from Android 6',         holding('READ_PROFILE'),                              23, []],
  ])('%s', ([, change, sdk, ids]) => {
    expect(idsOf(change, sdk)).toEqual(ids)
  })

  // From 13 on it opens nothing to an app that is built for 13 (AOSP MediaProvider, `PermissionUtils`).
  // biome-ignore format: a table is read by its columns
  test.for<[string, { sdk?: number; targetSdk?: number }, string[]]>([
    ['storage, to an app built for 13 on Android 13',   { sdk: 33, targetSdk: 33 }, []],
    ['storage, to an app built for 15 on Android 14',   { sdk: 34, targetSdk: 35 }, []],
    ['storage, to an app built for 12 on Android 14',   { sdk: 34, targetSdk: 32 }, ['R14']],
    ['storage, to an app built for 14 on Android 12',   { sdk: 32, targetSdk: 34 }, ['R14']],
    ['storage, to an app built for nobody knows what',  { sdk: 34 },                ['R14']],
    ['storage, on a phone that nobody knows',           { targetSdk: 34 },          ['R14']],
  ])('%s', ([, versions, ids]) => {
    for (const name of ['READ_EXTERNAL_STORAGE', 'WRITE_EXTERNAL_STORAGE'])
      expect(routesOn(holding(name), versions).map(({ id }) => id)).toEqual(ids)
  })

  test('an unknown version closes no route', () => {
    const open = { ...holding('READ_PROFILE'), appOps: { MANAGE_EXTERNAL_STORAGE: op('allow') } }
    expect(routesOn(open, {}).map(({ id }) => id)).toEqual(['R13', 'R20'])
  })
})

describe('an app has a route only where it is', () => {
  const everything: UserChange = { ...holding('READ_CALL_LOG'), appOps: { MANAGE_EXTERNAL_STORAGE: op('allow') } }

  // biome-ignore format: a table is read by its columns
  test.for<[string, UserChange, string[]]>([
    ['in use',         {},                                    ['R4', 'R13']],
    ['not installed',  { installed: false },                  []],
    ['archived',       { installed: false, archived: true },  []],
    ['disabled',       { enabled: 3 },                        ['R4', 'R13']],
    ['suspended',      { suspended: true },                   ['R4', 'R13']],
    ['stopped',        { stopped: true },                     ['R4', 'R13']],
  ])('%s', ([, change, ids]) => {
    expect(idsOf({ ...everything, ...change })).toEqual(ids)
  })
})
