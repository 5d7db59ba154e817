import { describe, expect, test } from 'vitest'
import type { App, AppUser } from '../src/model/phone/snapshot.ts'
import type { Revocation } from '../src/sources/adb/revocation/log.ts'
import { planRevocation } from '../src/sources/adb/revocation/plan.ts'
import { isGroupFixed } from '../src/sources/adb/revocation/proof.ts'
import { isSameState, planUndo, stateOf } from '../src/sources/adb/revocation/undo.ts'
import { denied, granted, op, user } from './judge/facts.ts'

const READ = 'android.permission.READ_CONTACTS'
const ACCOUNTS = 'android.permission.GET_ACCOUNTS'

/** On Android 9, where a plan has no flags to set. */
const target = (permissions: Record<string, ReturnType<typeof granted>>, app: Partial<App> = {}) => ({
  app: { packageName: 'com.example.cash', targetSdk: 28, ...app } as App,
  user: user({ permissions }),
  sharers: [],
  sdk: 28,
})

describe('what takes contacts away from an app', () => {
  test('a permission that it holds without asking for it is taken back too', () => {
    const revoked = planRevocation(target({ [READ]: granted() }, { requestedPermissions: [] }), ['contacts'])
    expect(revoked.map((command) => command.join(' '))).toEqual([
      `pm revoke --user 0 com.example.cash ${READ}`,
      'am force-stop --user 0 com.example.cash',
    ])
  })

  test('nothing is sent where nothing is known to be held', () => {
    expect(planRevocation(target({ [READ]: denied() }), ['contacts'])).toEqual([])
    expect(planRevocation({ ...target({ [ACCOUNTS]: denied() }), sdk: 34 }, ['contacts'])).toEqual([])
  })

  test('nothing is sent where only who fixed it can take it, not even for its siblings', () => {
    const fixed = target({ [READ]: granted('SYSTEM_FIXED'), [ACCOUNTS]: denied() })
    expect(planRevocation({ ...fixed, sdk: 34 }, ['contacts'])).toEqual([])
  })

  test('what is not held is locked, as who manages the phone may have it granted without a question', () => {
    const refused = { ...target({ [READ]: denied() }), sdk: 34 }
    expect(planRevocation(refused, ['contacts']).map((command) => command.join(' '))).toEqual([
      `pm set-permission-flags --user 0 com.example.cash ${READ} user-set user-fixed`,
      'am force-stop --user 0 com.example.cash',
    ])
  })
})

describe('nobody can turn contacts off in Settings', () => {
  test.for(['SYSTEM_FIXED', 'POLICY_FIXED'])('where what is held is %s', (flag) => {
    expect(isGroupFixed('contacts', target({ [READ]: granted(flag) }))).toBe(true)
  })

  test('but what is fixed and refused keeps nobody from turning off the rest', () => {
    expect(isGroupFixed('contacts', target({ [READ]: granted(), [ACCOUNTS]: denied('POLICY_FIXED') }))).toBe(false)
  })
})

describe('what was taken away on Android 9, which keeps no mark of it,', () => {
  const held = target({ [READ]: granted() }, { firstInstallTime: '2026-08-11 20:14:07' })
  const left = (firstInstallTime: string) => target({ [READ]: denied('USER_SET') }, { firstInstallTime })
  const revocation = {
    groups: ['contacts'],
    users: [
      {
        userId: 0,
        firstInstall: '2026-08-11 20:14:07',
        before: stateOf(held, ['contacts']),
        after: null,
        proved: true,
      },
    ],
    changes: planRevocation(held, ['contacts']).map((command) => ({
      userId: 0,
      command,
      sentAt: '',
      exitCode: 0,
      said: '',
    })),
  } as unknown as Revocation

  test.for(['2026-08-11 20:14:07', '2026-08-11 13:14:07'])('is put back, in whatever zone (%s)', (time) => {
    expect(planUndo(revocation, left(time))).toEqual([['pm', 'grant', '--user', '0', 'com.example.cash', READ]])
  })

  test('is not given to an app that did not hold it before', () => {
    const before = stateOf(target({ [READ]: denied() }), ['contacts'])
    const users = revocation.users.map((one) => ({ ...one, before }))
    expect(planUndo({ ...revocation, users }, left('2026-08-11 20:14:07'))).toEqual([])
  })

  test('is not given to an app that has it again', () => {
    expect(planUndo(revocation, held)).toEqual([])
  })

  test('is not given to an app that was installed anew', () => {
    expect(planUndo(revocation, left('2026-10-20 10:00:31'))).toEqual([])
  })
})

describe('what was allowed for once', () => {
  const held = target({ [READ]: granted('ONE_TIME'), [ACCOUNTS]: granted('USER_SET') })
  const states = (appOps: AppUser['appOps'], ...more: string[]) =>
    stateOf(
      {
        user: user({ permissions: { [READ]: denied('ONE_TIME', ...more), [ACCOUNTS]: granted('USER_SET') }, appOps }),
        sdk: 34,
      },
      ['contacts'],
    )
  const before = stateOf(held, ['contacts'])

  test('is not put back, as it would be for good', () => {
    const revocation = {
      groups: ['contacts'],
      users: [{ userId: 0, before, after: null, proved: true }],
      changes: planRevocation(held, ['contacts']).map((command) => ({ userId: 0, command, sentAt: '' })),
    } as unknown as Revocation
    const left = target({ [READ]: denied('ONE_TIME'), [ACCOUNTS]: denied('USER_SET') })
    expect(planUndo(revocation, left)).toEqual([['pm', 'grant', '--user', '0', 'com.example.cash', ACCOUNTS]])
  })

  test('has ended, and the rest is as it was', () => {
    expect(isSameState(before, states({ READ_CONTACTS: op('ignore') }))).toBe(true)
    expect(isSameState(before, states({ GET_ACCOUNTS: op('ignore') }))).toBe(false)
    expect(isSameState(before, states({}, 'USER_FIXED'))).toBe(false)
  })
})
