import { describe, expect, test } from 'vitest'
import type { App } from '../src/model/snapshot.ts'
import { isFixed, planRevocation } from '../src/sources/adb/revocation.ts'
import { denied, granted, user } from './judge/facts.ts'

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
  })
})

describe('nobody can turn contacts off in Settings', () => {
  test.for(['SYSTEM_FIXED', 'POLICY_FIXED'])('where what is held is %s', (flag) => {
    expect(isFixed('contacts', target({ [READ]: granted(flag) }))).toBe(true)
  })

  test('but what is fixed and refused keeps nobody from turning off the rest', () => {
    expect(isFixed('contacts', target({ [READ]: granted(), [ACCOUNTS]: denied('POLICY_FIXED') }))).toBe(false)
  })
})
