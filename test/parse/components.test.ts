import { describe, expect, test } from 'vitest'
import type { App } from '../../src/model/phone/snapshot.ts'
import { snapshotReader } from '../../src/parse/index.ts'
import type { Seen } from '../../src/parse/interest.ts'
import { wordMatcher } from '../../src/parse/packages/class-words.ts'

/** An app as `dumpsys package` of Android 14 prints it. */
const record = (name: string, appId: number) => `  Package [${name}] (1a2b3c):
    appId=${appId}
    versionCode=1 minSdk=21 targetSdk=34
    pkgFlags=[ HAS_CODE ]
    User 0: ceDataInode=1 installed=true hidden=false stopped=false notLaunched=false enabled=0
`

function appsOf(text: string, wanted = (name: string, _seen?: Seen): boolean => name === 'com.example.cash'): App[] {
  const reader = snapshotReader({
    wanted,
    missed: wanted,
    permissions: new Set(),
    appOps: new Set(),
    components: ['loan', 'vendor', 'risk'],
  })
  const file = reader.open({ path: 'package.txt', optional: false })
  file.write(Buffer.from(text))
  file.end()
  return reader.snapshots().flatMap(({ apps }) => apps)
}

/** The two tables as Android 9 to 17 print them, and queries as 11 to 17 do. */
const dump = `Activity Resolver Table:
  Full MIME Types:
      text/plain:
        7248eb7 com.example.cash/.loan.ApplyActivity (2 filters)
        a00e477 com.example.notes/.ShareActivity filter 62bc50a
  Non-Data Actions:
      android.intent.action.MAIN:
        7248eb7 com.example.cash/.loan.ApplyActivity filter 2766978
          Action: "android.intent.action.MAIN"
        9911aa0 com.example.cash/org.vendor.Launcher filter 11

Receiver Resolver Table:
  Non-Data Actions:
      android.intent.action.BOOT_COMPLETED:
        1234567 com.example.cash/.Boot

Registered ContentProviders:
  com.example.cash/androidx.startup.InitializationProvider:
    Provider{d05adca com.example.cash/androidx.startup.InitializationProvider}

ContentProvider Authorities:
  [com.example.cash.risk;com.example.cash.other]:
    Provider{d05adca com.example.cash/com.vendor.risk.AutoInitProvider}
      applicationInfo=ApplicationInfo{615e6a7 com.example.cash}
  [com.example.notes.files]:
    Provider{d05adcb com.example.notes/.Files}

Packages:
${record('com.example.cash', 10101)}${record('com.example.notes', 10102)}
Queries:
  system apps queryable: false
  queries via forceQueryable:
    com.example.cash:
      com.android.shell
  queries via package name:
    com.example.cash:
      com.example.rival
      com.example.wallet
    [com.example.notes,com.example.clock]:
      com.example.cash
  queries via component:
    com.example.cash:
      com.example.camera

Shared users:

Package Changes:
  Sequence number=1
`

describe('what a dump shows of an app besides its record', () => {
  const [cash] = appsOf(dump)

  test('its components with an intent filter and a stem, once each, by their whole class names', () => {
    expect(cash?.components).toEqual(['com.example.cash.loan.ApplyActivity', 'org.vendor.Launcher'])
  })

  test('its content providers with a stem, and their authorities', () => {
    expect(cash?.providers).toEqual([
      'com.vendor.risk.AutoInitProvider',
      'com.example.cash.risk',
      'com.example.cash.other',
    ])
  })

  test('the packages that it names in its manifest, not those that it may see for another reason', () => {
    expect(cash?.queries).toEqual(['com.example.rival', 'com.example.wallet'])
  })

  test('a shared identity asks for all of its members', () => {
    const [, notes] = appsOf(dump, () => true)
    expect(notes).toMatchObject({ packageName: 'com.example.notes', queries: ['com.example.cash'] })
  })

  test('an app may be wanted for its components', () => {
    const byComponent = (_: string, seen?: Seen) => (seen?.components.size ?? 0) > 0
    expect(appsOf(dump, byComponent).map(({ packageName }) => packageName)).toEqual(['com.example.cash'])
  })

  test('Android 2.3 names providers by their class alone: nobody knows whose they are', () => {
    const [old] = appsOf(
      `Registered ContentProviders:\n  [com.example.cash]: Provider{4075e778 com.example.cash.Data}\n\nPackages:\n${record('com.example.cash', 10101)}`,
    )
    expect(old?.providers ?? []).toEqual([])
  })
})

describe('a word of a class name', () => {
  const hasLoan = (name: string) => wordMatcher(['loan', 'repay', 'jiekuan'])(Buffer.from(name), 0, name.length)
  test.each([
    ['com.example.LoanApply', true],
    ['com.example.loan', true],
    ['com.example.ApplyLoanActivity', true],
    ['LOANActivity', true],
    ['act_repayPlan', true],
    ['HuoDongJieKuan', true],
    ['JiekuanActivity', true],
    ['com.example.Helloandroid', false],
    ['com.example.reloan', false],
    ['com.example.LoaningActivity', false],
    ['com.example.loan2', true],
    ['com.example.loan filter 5', true],
    ['com.example.Lo', false],
    ['loa', false],
  ])('%s: %s', (name, found) => {
    expect(hasLoan(name)).toBe(found)
  })
})
