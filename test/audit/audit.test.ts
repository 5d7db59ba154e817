import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunVerdict } from '../../src/model/vocabulary.ts'
import type { ReportOptions } from '../built.ts'
import { root } from '../daicha.ts'
import { dumpOf, reportOf } from '../dump.ts'

/** The report on one text of a phone. */
const reportOn = (text: string, change: Partial<ReportOptions> = {}) => reportOf([dumpOf('package.txt', text)], change)

const head = `Database versions:
  Internal:
    sdkVersion=34 databaseVersion=3
    fingerprint=example/sample/sample:14/EXAMPLE.34/1:user/release-keys

Packages:
`
const tail = `
Shared users:

Package Changes:
  Sequence number=2

Frozen packages:
  (none)
`

/** A record as Android 14 prints it; `lines` are the permissions of each user, by user id. */
const record = (packageName: string, appId: number, users: Record<number, string[]>, state = 'installed=true') =>
  `  Package [${packageName}] (19de493):
    appId=${appId}
    pkg=Package{dbb0ced ${packageName}}
    codePath=/data/app/~~245ff99Ab8e1xw==/${packageName}-49e6f1aQd0Lw==
    versionCode=381 minSdk=21 targetSdk=34
    versionName=3.8.1
    flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ]
    timeStamp=2025-11-02 20:14:07
    lastUpdateTime=2025-11-02 20:14:07
    signatures=PackageSignatures{17290f6 version:3, signatures:[83c4e20], past signatures:[]}
    installPermissionsFixed=true
    pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ]
    install permissions:
      android.permission.INTERNET: granted=true
${Object.entries(users)
  .map(
    ([
      userId,
      lines,
    ]) => `    User ${userId}: ceDataInode=262414 ${state} hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false
      firstInstallTime=2025-11-02 20:14:07
      gids=[3003]
      runtime permissions:
${lines.map((line) => `        android.permission.${line}\n`).join('')}`,
  )
  .join('')}`

const reads = 'READ_CONTACTS: granted=true, flags=[ USER_SET]'
const refused = 'READ_CONTACTS: granted=false, flags=[ USER_SET]'
const other = 'POST_NOTIFICATIONS: granted=true, flags=[ USER_SET]'
const dump = (...records: string[]) => head + records.join('') + tail

/** Confirmed, likely and embedded lenders of the sample catalogue, and an app that does not lend. */
const lender = (line: string) => record('com.example.kuaijie', 10075, { 0: [line] })
const likely = (line: string) => record('com.example.fenqi', 10076, { 0: [line] })
const shop = (line: string) => record('com.example.shop', 10077, { 0: [line] })
const notes = (line: string) => record('com.example.notes', 10078, { 0: [line] })

describe('the verdict of a run', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string, RunVerdict, number]>([
    ['a lender reads',                                  dump(lender(reads), notes(other)),          'act',        1],
    ['a lender reads, among lesser things',             dump(lender(reads), likely(reads)),         'act',        1],
    ['a likely lender reads',                           dump(likely(reads)),                        'check',      0],
    ['what calls itself a bank that lends reads',       dump(record('com.example.quickloanbank', 10090, { 0: [reads] })), 'check', 0],
    ['an app with a loan feature reads',                dump(shop(reads)),                          'clear',      0],
    ['a lender asks and was refused',                   dump(lender(refused)),                      'check',      0],
    ['a lender without contacts',                       dump(lender(other)),                        'clear',      0],
    ['an app that does not lend reads',                 dump(notes(reads)),                         'clear',      0],
    ['a lender that is not installed for the user',     dump(record('com.example.kuaijie', 10075, { 0: [reads] }, 'installed=false'), notes(other)), 'clear', 0],
    ['cut after an app that does not lend',             head + notes(other),                        'incomplete', 5],
    ['cut after a lender was seen reading',             head + lender(reads) + notes(other),        'act',        1],
    ['cut after a lender was seen refused',             head + lender(refused) + notes(other),      'check',      5],
    ['cut before the permissions of a lender',          head + lender(other).slice(0, -160),        'incomplete', 5],
    ['a file that is empty',                            '',                                         'incomplete', 3],
    ['a file of something else',                        'Dear diary,\n',                            'incomplete', 3],
  ])('%s', async ([, text, verdict, code]) => {
    const report = await reportOn(text)
    expect([report.verdict, report.exit.code]).toEqual([verdict, code])
    expect(report.complete).toBe(text.endsWith(tail))
  })
})

test('a grant has no span that ends before it begins', async () => {
  const text = readFileSync(join(root, 'fixtures/bugreport-text/input/bugreport.txt'), 'utf8')
  const span = async (installed: string) => {
    const { apps } = await reportOn(text.replace(/(firstInstallTime=).*/g, `$1${installed}`))
    return apps.find(({ contacts }) => contacts.verdict === 'granted')?.contacts.grantedBetween
  }
  expect(await span('2025-11-02 20:14:07')).toEqual(['2025-11-02T20:14:07', '2026-02-27T09:30:12'])
  expect(await span('2026-02-27 20:14:07')).toBeNull()
})

test('a read before the app was there has no time that could be relied on', async () => {
  const text = readFileSync(join(root, 'fixtures/bugreport-text/input/bugreport.txt'), 'utf8')
  const read = async (installed: string) => {
    const { apps } = await reportOn(text.replace(/(firstInstallTime=).*/g, `$1${installed}`))
    return apps.find(({ contacts }) => contacts.verdict === 'granted')?.contacts.lastAccess
  }
  const ageMs = 3 * 24 * 60 * 60 * 1000
  // A day is the most that another time zone makes of the same moment.
  expect(await read('2026-02-28 09:30:11')).toMatchObject({ time: '2026-02-27T09:30:12', clockInconsistent: false })
  expect(await read('2026-02-28 09:30:13')).toMatchObject({ time: null, ageMs, clockInconsistent: true })
})

test('a read is at the time that its line says, though a bug report is begun before it reads app ops', async () => {
  const text = readFileSync(join(root, 'fixtures/bugreport-text/input/bugreport.txt'), 'utf8')
  const begun = text.replace(/(== dumpstate: .*):30:12/, '$1:28:30')
  const { apps } = await reportOn(begun)
  const [{ contacts: { lastAccess = null } = {} } = {}] = apps.filter(({ contacts }) => contacts.verdict === 'granted')
  expect(lastAccess).toMatchObject({ time: '2026-02-27T09:30:12', clockInconsistent: false })
  expect(begun).not.toBe(text)
})

test('what is long is cut, and a time that is none is left out', async () => {
  const odd = lender(reads)
    .replace('versionName=3.8.1', `versionName=${'\u001b'.repeat(2_000_000)}`)
    .replaceAll('lastUpdateTime=2025-11-02 20:14:07', 'lastUpdateTime=2025-13-02 20:14:07')
  const report = await reportOn(dump(odd))
  expect(report.apps[0]?.versionName).toBe(`${'\u001b'.repeat(4000)}…`)
  expect(report.apps[0]?.lastUpdate).toBeNull()
  expect(JSON.stringify(report).length).toBeLessThan(1_000_000)
})

test.for([
  'com.example.kuaijie$(reboot)',
  'com.example.kuaijie --user 0 com.example.notes',
  '-com.example.kuaijie',
  `com.example.${'kuaijie'.repeat(40)}`,
])('%s is no package name, and is put into no command', async (name) => {
  const { findings } = await reportOn(dump(record(name, 10075, { 0: [reads] })), { assumeLender: [name] })
  expect(JSON.stringify(findings.map(({ remediation }) => remediation))).not.toContain('adb')
})

test('findings stand by severity, then by package, user and check', async () => {
  const critical = 'READ_CALL_LOG: granted=true, flags=[ USER_SET]'
  const { findings } = await reportOn(
    dump(
      record('com.example.xiaojin', 10080, { 0: [refused, critical], 10: [other] }),
      record('com.example.qianbao', 10079, { 0: [reads], 10: [reads] }),
      record('com.example.kuaijie', 10075, { 0: [reads], 10: [other] }),
    ),
    { regime: 'play' },
  )
  expect(findings.map(({ severity, package: name, user, ruleId }) => [severity, name, user, ruleId].join(' '))).toEqual(
    [
      'critical com.example.xiaojin 0 lender-has-other-contact-route',
      'high com.example.kuaijie 0 lender-reads-contacts',
      'high com.example.qianbao 0 lender-reads-contacts',
      'high com.example.qianbao 10 lender-reads-contacts',
      'low com.example.kuaijie 0 lender-breaks-store-policy',
      'low com.example.qianbao 0 lender-breaks-store-policy',
      'low com.example.qianbao 10 lender-breaks-store-policy',
      'low com.example.xiaojin 0 lender-requests-contacts',
    ],
  )
})

test('the package of an app under test may not even declare contacts', async () => {
  const { findings, exit } = await reportOn(dump(lender(refused)), { policy: 'release' })
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['lender-declares-contacts'])
  expect(exit.code).toBe(1)
})

test('a regime is a yardstick of its own', async () => {
  const text = dump(lender('READ_SMS: granted=true, flags=[ USER_SET]'))
  const rulesAgainst = async (regime: string) => (await reportOn(text, { regime })).findings.map(({ ruleId }) => ruleId)
  expect(await rulesAgainst('play')).not.toContain('lender-breaks-store-policy')
  expect(await rulesAgainst('cn')).toContain('lender-breaks-store-policy')
})

test('one Android user is looked at alone when asked for', async () => {
  const text = dump(record('com.example.kuaijie', 10075, { 0: [other], 10: [reads] }))
  expect((await reportOn(text)).verdict).toBe('act')
  expect((await reportOn(text, { userId: 10 })).findings.map(({ user }) => user)).toEqual([10, 10])
  expect((await reportOn(text, { userId: 0 })).findings).toEqual([])
})

describe('an app that nobody knows by its name', () => {
  const sun = (tables: string) =>
    head.replace('Packages:\n', `${tables}\nPackages:\n`) + record('com.example.sunny', 10301, { 0: [reads] }) + tail
  const screens = (...names: string[]) =>
    `Activity Resolver Table:\n  Schemes:\n      sunny:\n${names
      .map((name, at) => `        7248eb${at} com.example.sunny/.ui.${name} filter 276697${at}\n`)
      .join('')}`
  const crawler = `Registered ContentProviders:
  com.example.sunny/in.finbox.mobileriskmanager.init.AutoInitProvider:
    Provider{d05adca com.example.sunny/in.finbox.mobileriskmanager.init.AutoInitProvider}
`
  test('is suspected by its screens to borrow and repay', async () => {
    const { verdict, findings } = await reportOn(
      sun(screens('LoanApplyActivity', 'BorrowConfirmActivity', 'RepaymentActivity')),
    )
    expect([verdict, findings[0]?.ruleId]).toEqual(['check', 'suspected-lender-reads-contacts'])
  })

  test('is suspected by a library that gathers data to score borrowers', async () => {
    const { findings, apps } = await reportOn(sun(crawler))
    expect(findings[0]?.ruleId).toBe('suspected-lender-reads-contacts')
    expect(apps[0]?.lender.basis.map(({ id }) => id)).toEqual(['built.sdk', 'sdk.credit-data'])
  })

  test('is not accused for a calendar, nor for one screen alone', async () => {
    for (const names of [['CalendarActivity', 'SplendidActivity', 'TomorrowActivity'], ['LoanApplyActivity']])
      expect((await reportOn(sun(screens(...names)))).findings).toEqual([])
  })
})

test('tells the region of a lender, and the licence that a source names', async () => {
  const licensed = record('com.example.xiaojin', 10079, { 0: [reads] })
  const named = record('com.example.sunloans', 10080, { 0: [reads] })
  const { apps } = await reportOn(dump(licensed, lender(reads), named))
  const told = Object.fromEntries(
    apps.map(({ package: name, lender: { region, licence } }) => [name, { region, licence }]),
  )
  expect(told).toEqual({
    'com.example.xiaojin': { region: 'CN', licence: 'consumer-finance' },
    'com.example.kuaijie': { region: 'CN' },
    'com.example.sunloans': {},
  })
})

test('where the owner of a phone has all requests approved, nobody is told to refuse what is not asked', async () => {
  const denied = record('com.example.kuaijie', 10083, { 0: ['READ_CONTACTS: granted=false, flags=[ USER_SET]'] })
  const steps = async (policy: string) => {
    const policies = `\nCurrent Device Policy Manager state:\n  Device policy cache:\n    Permission policy: ${policy}\n`
    const { findings } = await reportOn(head + denied + tail + policies)
    return findings.flatMap(({ remediation }) => remediation.map(({ id }) => id))
  }
  const [asks, approves] = [await steps('{0=0}'), await steps('{0=1}')]
  expect(asks).toContain('keep-denied')
  expect(asks).not.toContain('ask-for-questions')
  expect(approves).toContain('ask-for-questions')
  expect(approves).not.toContain('keep-denied')
})

test.for<[string, string, boolean]>([
  ['denied once', 'granted=false, flags=[ USER_SET]', true],
  ['denied for good', 'granted=false, flags=[ USER_SET|USER_FIXED]', false],
  ['denied by an administrator', 'granted=false, flags=[ POLICY_FIXED]', false],
  ['switched off and built for old Android', 'granted=true, flags=[ REVOKED_COMPAT]', false],
])('a lender is %s: to refuse it is a step only where Android still asks', async ([, state, asks]) => {
  const held = record('com.example.kuaijie', 10083, { 0: [`READ_CONTACTS: ${state}`] })
  const { findings } = await reportOn(head + held + tail)
  const [finding] = findings.filter(({ ruleId }) => ruleId === 'lender-requests-contacts')
  expect(finding?.remediation.some(({ id }) => id === 'keep-denied')).toBe(asks)
  expect(finding?.meaning.join('').includes('It may ask you again')).toBe(asks)
})
