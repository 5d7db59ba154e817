import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { MOST_USERS } from '../../src/parse/phone-limits.ts'
import { codes, dumpOf, folderOf, reportOf, type Texts } from '../dump.ts'
import { DENIED, dump14, NOTES, package14, READS, service, sharedUser14 } from '../parse/dumps.ts'

/** In the catalogue of the tests. */
const LENDER = 'com.example.kuaijie'
/** An app that nobody asks about, and that holds contacts. */
const CHAT = 'com.example.chat'
const WRITES = 'android.permission.WRITE_CONTACTS: granted=true, flags=[ USER_SET]'

const notes = (users: object[] = [{}]) => package14(NOTES, { appId: 10082, users })
const chat = (users: object[] = [{ runtime: [READS] }]) => package14(CHAT, { appId: 10085, users })
const phone = (runtime: string[], change = {}) =>
  dump14([notes(), package14(LENDER, { appId: 10084, users: [{ runtime }], ...change }), chat()])
/** The same phone with a user more. */
const withUser = dump14([
  notes([{}, { id: 10 }]),
  package14(LENDER, { appId: 10084, users: [{}, { id: 10 }] }),
  chat([{ runtime: [READS] }, { id: 10 }]),
])
const found = ({ findings }: Report) => findings.map(({ ruleId, user }) => `${ruleId} ${user}`).sort()

/** What dumps of unknown age say, whichever is read first. */
async function saidOf(...dumps: string[]): Promise<Report> {
  const inOrder = (texts: string[]): Texts => Object.fromEntries(texts.map((text, at) => [`${at}.txt`, text]))
  const [report, turned] = await Promise.all([dumps, dumps.toReversed()].map((all) => reportOf(folderOf(inOrder(all)))))
  if (report === undefined || turned === undefined) throw new Error('no report')
  const told = (one: Report) => [
    one.verdict,
    one.exit.code,
    found(one),
    one.findings.map(({ severity }) => severity),
    codes(one).sort(),
  ]
  expect(told(turned)).toEqual(told(report))
  return report
}

describe('of two dumps of one phone, of which nobody knows which is the newer', () => {
  test('the one takes no way to contacts away that the other shows', async () => {
    const report = await saidOf(phone([WRITES]), phone([DENIED]))
    expect([report.exit.code, found(report)]).toEqual([
      1,
      ['lender-has-other-contact-route 0', 'lender-requests-contacts 0'],
    ])
  })

  test('nor does one in which the app was removed', async () => {
    const gone = phone([], { users: [{ state: 'installed=false' }] })
    expect(found(await saidOf(phone([WRITES], { requested: [] }), gone))).toEqual(['lender-has-other-contact-route 0'])
  })

  test('what the one leaves open the other does not tell', async () => {
    const guessed = phone([DENIED.replace('granted=false', 'granted=no')])
    expect((await saidOf(guessed)).complete).toBe(false)
    const report = await saidOf(guessed, phone([DENIED]))
    expect([report.verdict, report.complete]).toEqual(['check', false])
  })

  test('that the worse counts is told of dumps of the app alone too', async () => {
    const alone = (runtime: string[]) =>
      `Packages:\n${package14(LENDER, { appId: 10084, requested: [], runtime })}\n\nQueries:\n`
    for (const before of [alone([READS]), phone([READS])]) {
      const report = await saidOf(before, alone([DENIED]))
      expect([
        found(report).includes('lender-reads-contacts 0'),
        codes(report).filter((code) => code === 'E330'),
      ]).toEqual([true, ['E330']])
    }
    expect(codes(await saidOf(alone([DENIED]), phone([DENIED])))).not.toContain('E330')
  })

  test('an update between them, which changes the digest of its parts, makes no second phone', async () => {
    const of14 = (text: string, digest: string) =>
      text.replace(/f(ingerprint=\S+)/, `buildF$1 fingerprint=${digest.repeat(20)}`)
    const report = await saidOf(of14(phone([READS]), '5d'), of14(phone([DENIED]), 'a0'))
    expect(found(report)).toContain('lender-reads-contacts 0')
  })

  test('a user that came in between leaves nothing open', async () => {
    const report = await saidOf(phone([]), withUser)
    expect([report.verdict, report.complete]).toEqual(['clear', true])
  })

  test('both are told what a dump of the app alone knows of its requests', async () => {
    const requested = ['android.permission.INTERNET', 'android.permission.READ_CONTACTS']
    const alone = `Key Set Manager:\n\nPackages:\n${package14(LENDER, { appId: 10084, requested })}\n\nQueries:\n`
    expect(found(await saidOf(phone([]), alone, withUser))).toEqual([
      'lender-requests-contacts 0',
      'lender-requests-contacts 10',
    ])
    // Of another version it says what that one asked for, where it was.
    const other = alone.replace('versionCode=14', 'versionCode=15')
    expect(found(await saidOf(phone([]), other, withUser))).toEqual(['lender-requests-contacts 0'])
  })
})

describe('the app ops of two dumps of unknown age', () => {
  const taken = (packages: string, ops: string) =>
    service('package', packages) + service('appops', `AppOps Service state:\n  Uid u0a84:\n    state=cch\n${ops}`)
  const mode = (word: string) => `      READ_CONTACTS: mode=${word}\n    Package ${LENDER}:\n      CAMERA (allow):\n`
  const read = (time: string) =>
    `    Package ${LENDER}:\n      READ_CONTACTS (allow):\n        null=[\n          Access: [bg-s] ${time} (-1d2h)\n        ]\n`
  const contacts = ({ apps }: Report) => apps.map((app) => app.contacts)

  test('count both where all else of the dumps is the same', async () => {
    const report = await saidOf(taken(phone([READS]), mode('allow')), taken(phone([READS]), mode('ignore')))
    expect([report.verdict, found(report)]).toEqual(['act', expect.arrayContaining(['lender-reads-contacts 0'])])
  })

  test('are those of the one that has some', async () => {
    const report = await saidOf(taken(phone([READS]), mode('ignore')), phone([READS]))
    expect(contacts(report)).toMatchObject([{ verdict: 'blocked-by-appop' }])
  })

  test.for([
    ['2026-05-04 17:40:17.059', '2026-05-07 08:00:00.000'],
    ['2026-05-07 08:00:00.000', '2026-05-04 17:40:17.059'],
  ])('tell the latest read: %s, %s', async ([one = '', other = '']) => {
    const updated = phone([READS], { versionName: '1.5' })
    const report = await saidOf(taken(phone([READS]), read(one)), taken(updated, read(other)))
    expect(contacts(report)).toMatchObject([{ verdict: 'granted', lastAccess: { time: '2026-05-07T08:00:00' } }])
  })

  test('tell a read that one of them recorded, with its line', async () => {
    const updated = phone([READS], { versionName: '1.5' })
    const report = await saidOf(phone([READS]), taken(updated, read('2026-05-04 17:40:17.059')))
    expect(report.findings).toMatchObject([{ ruleId: 'lender-reads-contacts', severity: 'critical' }, {}])
    expect(report.findings[0]?.evidence.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Access: /))
  })
})

describe('app ops of a time that nobody knows, beside a dump and one of the app alone', () => {
  const alone = (runtime: string[]) => `Packages:\n${package14(LENDER, { appId: 10084, runtime })}\n\nQueries:\n`
  const use = '        null=[\n          Access: [bg-s] 2026-05-04 17:40:17.059 (-1d2h)\n        ]\n'
  const loose = `AppOps Service state:\n  Uid u0a84:\n    state=cch\n      READ_CONTACTS: mode=ignore\n    Package ${LENDER}:\n      READ_CONTACTS (allow):\n${use}`

  test.for([
    ['the one before it was given contacts', [DENIED], [READS]],
    ['the one after they were taken away', [READS], [DENIED]],
  ] as const)('close nothing where they may be of %s', async ([, whole, one]) => {
    const { exit, apps } = await saidOf(phone([...whole]), loose, alone([...one]))
    expect([exit.code, apps.map(({ contacts }) => contacts.verdict)]).toEqual([1, ['granted']])
    expect(apps[0]?.contacts.lastAccess).toMatchObject({ time: '2026-05-04T17:40:17' })
  })

  test('close no other way to contacts that it was given since', async () => {
    const sent = (granted: boolean) => `android.permission.READ_SMS: granted=${granted}, flags=[ USER_SET]`
    const ops = `${loose}      READ_SMS (ignore):\n`
    const report = await saidOf(phone([READS, sent(false)]), ops, alone([READS, sent(true)]))
    expect([found(report), codes(report)]).toEqual([
      [
        'lender-breaks-store-policy 0',
        'lender-has-other-contact-route 0',
        'lender-has-read-contacts 0',
        'lender-requests-contacts 0',
      ],
      ['E330'],
    ])
    // Of contacts the dumps say the same.
    expect(report.apps.map(({ contacts }) => contacts.verdict)).toEqual(['blocked-by-appop'])
  })

  test('are those of the app where both say the same of it, or where a dump has its own', async () => {
    const own = service('package', phone([READS])) + service('appops', loose)
    for (const dumps of [
      [phone([READS]), loose, alone([READS])],
      [own, alone([DENIED])],
    ]) {
      const { apps } = await saidOf(...dumps)
      expect(apps.map(({ contacts }) => contacts.verdict)).toEqual(['blocked-by-appop'])
    }
  })
})

describe('of two bug reports', () => {
  const taken = (time: string, zone: string, ...services: string[]) =>
    `== dumpstate: ${time}\n\n------ SYSTEM PROPERTIES (getprop) ------\n[persist.sys.timezone]: [${zone}]\n\n${services.join('')}`

  test.for([
    ['a time within a day of another zone tells nobody which is the newer', '2026-05-01 22:00:00', 'act'],
    ['a time of days before does', '2026-04-28 22:00:00', 'clear'],
  ])('%s', async ([, time = '', verdict]) => {
    const china = taken('2026-05-02 01:00:00', 'Asia/Shanghai', service('package', phone([])))
    // Within a day it is two hours later, on the way west.
    const kenya = taken(time, 'Africa/Nairobi', service('package', phone([READS])))
    expect((await saidOf(china, kenya)).verdict).toBe(verdict)
  })

  test('a dump of no known time is not over with the earlier one that says the same', async () => {
    const [then, now] = [service('package', phone([READS])), service('package', phone([DENIED]))]
    const reports = [
      taken('2026-05-01 10:00:00', 'Asia/Shanghai', then),
      taken('2026-06-01 10:00:00', 'Asia/Shanghai', now),
    ]
    for (const dumps of [reports, [...reports, now]]) expect((await saidOf(...dumps)).verdict).toBe('check')
    const said = await saidOf(...reports, then)
    expect([said.verdict, codes(said)]).toEqual(['act', ['E330']])
  })

  test('the age of a use counts back from the one that tells it', async () => {
    const use = `    Package ${LENDER}:\n      READ_CONTACTS: mode=0; time=+1h0m0s0ms ago\n`
    const ops = service('appops', `AppOps Service state:\n  Uid u0a84:\n${use}`)
    const [cut = ''] = service('package', phone([READS])).split('Shared users:')
    const updated = service('package', phone([READS], { versionName: '2' }))
    const report = await saidOf(
      taken('2026-05-01 10:00:00', 'Asia/Shanghai', ops, cut),
      taken('2026-06-01 10:00:00', 'Asia/Shanghai', updated),
    )
    expect(report.apps[0]?.contacts.lastAccess?.time).toBe('2026-05-01T09:00:00')
  })

  test('the time of the one is not that of the other, which tells none', async () => {
    const use = `    Package ${LENDER}:\n      READ_CONTACTS: mode=0; time=+1h0m0s0ms ago\n`
    const ops = service('appops', `AppOps Service state:\n  Uid u0a84:\n${use}`)
    const dated = taken('2026-06-01 10:00:00', 'Asia/Shanghai', service('package', phone([DENIED])))
    const { apps } = await saidOf(service('package', phone([READS])) + ops, dated)
    expect(apps).toMatchObject([
      { contacts: { lastAccess: { time: null, ageMs: 3_600_000 }, grantedBetween: ['2025-11-02T20:14:07', null] } },
    ])
  })
})

describe('what somebody put into the text of a bug report', () => {
  const report = (time: string, ...services: string[]) => `== dumpstate: ${time}\n\n${services.join('')}`
  const earlier = report('2026-05-01 10:00:00', service('package', phone([DENIED])))
  const granted = phone([READS])

  test.for([
    ['a dump behind it', earlier + granted],
    ['records behind it', earlier + granted.slice(granted.indexOf('Packages:'))],
    ['a dump before it', granted + earlier],
  ])('is of no known time, and a later one does not answer for it: %s', async ([, text = '']) => {
    const later = report('2026-06-01 10:00:00', service('package', phone([])))
    expect((await saidOf(earlier, later)).verdict).toBe('clear')
    const said = await saidOf(text, later)
    expect([said.verdict, codes(said)]).toEqual(['act', ['E330']])
  })

  test('is closed by no app op that was taken with another dump', async () => {
    const ops = `AppOps Service state:\n  Uid u0a84:\n    state=cch\n      READ_CONTACTS: mode=ignore\n    Package ${LENDER}:\n      CAMERA (allow):\n`
    const taken = service('package', phone([DENIED])) + service('appops', ops)
    for (const text of [taken, report('2026-05-01 10:00:00', taken), phone([DENIED]) + ops])
      for (const beside of [[], [granted]]) expect((await saidOf(text + granted, ...beside)).verdict).toBe('act')
    expect((await saidOf(granted + ops)).verdict).toBe('check')
  })
})

describe('of two captures of one phone', () => {
  const requested = ['android.permission.INTERNET', 'android.permission.READ_CONTACTS']
  const alone = (runtime: string[]) =>
    `Key Set Manager:\n\nPackages:\n${package14(LENDER, { appId: 10084, requested, users: [{ runtime }] })}\n\nQueries:\n`
  const list = (...names: string[]) => names.map((name) => `package:${name} uid:10000\n`).join('')
  const users = (...ids: number[]) => `Users:\n${ids.map((id) => `  UserInfo{${id}:x:c13} serialNo=0\n`).join('')}`
  const mode = `AppOps Service state:\n  Uid u0a84:\n    state=cch\n      READ_CONTACTS: mode=ignore\n    Package ${LENDER}:\n      CAMERA (allow):\n`
  const commands: Record<string, string[]> = {
    'package.txt': ['dumpsys', '-t', '60', 'package'],
    [`package-${LENDER}.txt`]: ['dumpsys', '-t', '30', 'package', LENDER],
    'appops.txt': ['dumpsys', '-t', '60', 'appops'],
    'users.txt': ['dumpsys', '-t', '30', 'user'],
    'list-packages-user-0.txt': ['pm', 'list', 'packages', '-U', '--user', '0'],
    'clock.txt': ['date', '+%Y%m%dT%H%M%S%z'],
  }
  const capture = (day: string, texts: Texts) =>
    Object.entries({ 'clock.txt': `${day}T100000+0800`, ...texts }).map(([file, text]) => {
      const command = commands[file]
      return dumpOf(`${day}/${file}`, text, { optional: true, capture: day, ...(command && { command }) })
    })
  const gone = dump14([notes(), chat()])
  const facts = {
    package: LENDER,
    versionCode: '14',
    'uses-permission': [{ name: 'android.permission.READ_CONTACTS' }],
  }
  const summary = JSON.stringify({ format: 'daicha-apk/1', ...facts }, null, 2)
  const version2 = phone([READS], { versionName: '2' })
  const crowded = { 'package.txt': phone([]), 'users.txt': users(...Array(MOST_USERS + 1).keys()) }

  test.for<[what: string, old: Texts, now: Texts]>([
    [
      'what the app held by itself before it was taken away',
      { 'package.txt': phone([READS]), [`package-${LENDER}.txt`]: alone([READS]) },
      { 'package.txt': phone([DENIED]), [`package-${LENDER}.txt`]: alone([DENIED]) },
    ],
    ['a switch that was off then', { 'package.txt': phone([READS]), 'appops.txt': mode }, { 'package.txt': version2 }],
    [
      'an app that was removed since',
      { 'package.txt': phone([READS]), 'list-packages-user-0.txt': list(NOTES, LENDER, CHAT) },
      { 'package.txt': gone, 'list-packages-user-0.txt': list(NOTES, CHAT) },
    ],
    [
      'the APK of an app that was removed since',
      { 'package.txt': phone([READS]), [`apk-${LENDER}.json`]: summary },
      { 'package.txt': gone },
    ],
    [
      'a user that was removed since',
      { 'package.txt': withUser, 'users.txt': users(0, 10) },
      { 'package.txt': phone([]), 'users.txt': users(0) },
    ],
    [
      'what the phone did not tell then',
      { 'package.txt': phone([DENIED]), 'appops.txt': "Can't find service: appops\n" },
      { 'package.txt': phone([]), 'appops.txt': 'AppOps Service state:\n  Uid u0a84:\n    state=cch\n' },
    ],
    ['more users than a phone has, which only the newest tells of', { 'package.txt': phone([READS]) }, crowded],
  ])('the earlier one does not say how it is now: %s', async ([, old, now]) => {
    const [then, newest] = [capture('20260501', old), capture('20260601', now)]
    const [alone, ...both] = await Promise.all(
      [newest, [...then, ...newest], [...newest, ...then]].map((all) => reportOf(all)),
    )
    const said = ({ verdict, complete, apps, findings, users, problems, stats }: Report) => ({
      verdict,
      complete,
      apps,
      findings,
      users,
      problems: problems.filter(({ code }) => code !== 'E326' && code !== 'E329'),
      stats,
    })
    for (const one of both) {
      expect(codes(one)).toContain('E326')
      expect(said(one)).toEqual(said(alone as Report))
    }
  })

  test('one that was cut before it names an app leaves open how it is now, if it is the later', async () => {
    const [head = ''] = phone([]).split('Packages:')
    const captures = (whole: string, cut: string) =>
      [capture(whole, { 'package.txt': phone([]) }), capture(cut, { 'package.txt': head })].flat()
    expect(await reportOf(captures('20260501', '20260601'))).toMatchObject({ verdict: 'incomplete', complete: false })
    expect(await reportOf(captures('20260601', '20260501'))).toMatchObject({ verdict: 'clear', complete: true })
  })

  test('one whose clock shows a time before its apps came is not taken for the earlier', async () => {
    for (const dump of [phone([READS]), alone([READS])]) {
      const captures = [capture('20260501', { 'package.txt': phone([]) }), capture('19700101', { 'package.txt': dump })]
      const report = await reportOf(captures.flat())
      expect([report.verdict, codes(report)]).toEqual(['act', ['E330']])
    }
  })

  test('a dump that somebody put beside the files of the earlier one is of no known time', async () => {
    const then = { 'package.txt': phone([]), 'new.txt': phone([READS]) }
    const report = await reportOf([
      ...capture('20260501', then),
      ...capture('20260601', { 'package.txt': phone([DENIED]) }),
    ])
    expect([report.verdict, codes(report)]).toEqual(['act', ['E330']])
  })

  test('nor does the later one answer for a way to contacts that somebody put there', async () => {
    const helper = `enabled_accessibility_services=${LENDER}/.Helper\n`
    const now = capture('20260601', { 'package.txt': phone([]) })
    const report = await reportOf([...capture('20260501', { 'package.txt': phone([]), 'helper.txt': helper }), ...now])
    expect(found(report)).toEqual(['lender-has-other-contact-route 0'])
  })

  test('one whose clock was days ahead when it was read is not taken for the later', async () => {
    const ahead = capture('20270501', { 'package.txt': phone([]) }).map((dump) => ({
      ...dump,
      failure: () =>
        dump.path.endsWith('clock.txt')
          ? { code: 'E219' as const, params: { days: '365' }, incomplete: false }
          : undefined,
    }))
    const report = await reportOf([...ahead, ...capture('20260601', { 'package.txt': phone([READS]) })])
    expect([report.verdict, codes(report)]).toEqual(['act', ['E219', 'E330']])
  })
})

describe('beside a clean dump', () => {
  test.for<[end: string, between: string]>([
    ['a line end', ''],
    ['no line end', 'PS C:\\>'],
  ])('one that another program wrote into the same file, behind %s, is read', async ([, between]) => {
    const first = Buffer.from(`\ufeff${phone([])}${between}`, 'utf16le')
    const report = await reportOf(folderOf({ 'package.txt': Buffer.concat([first, Buffer.from(phone([READS]))]) }))
    expect(report.verdict).toBe('act')
  })

  test('one that somebody had translated is not passed over', async () => {
    const translated = phone([READS])
      .replace('Packages:', 'Paquetes:')
      .replaceAll('  Package [', '  Paquete [')
      .replaceAll('granted=true', 'concedido=verdadero')
    const report = await saidOf(phone([]), translated)
    expect([report.verdict, codes(report)]).toEqual(['incomplete', expect.arrayContaining(['E324'])])
  })

  test('one in which nobody can read the names of apps is not taken for one that was cut before them', async () => {
    const [head = '', records = ''] = phone([READS]).split('Packages:')
    const spaced = `${head}包裹:${records.replaceAll('Package', '套餐').replaceAll(/[._]/g, '$& ').replaceAll('=', ' = ')}`
    const told = await saidOf(phone([]), spaced)
    expect([told.verdict, codes(told)]).toEqual(['incomplete', ['E316']])
  })

  const headOfReport = (brand: string) =>
    `== dumpstate: 2026-11-20 10:00:00\n\nBuild fingerprint: '${brand}/sample/sample:14/A/1:user/release-keys'\n`

  test('one that was cut before it names an app is told', async () => {
    const [head = ''] = phone([READS]).split('Packages:')
    expect(await saidOf(phone([]), head)).toMatchObject({ verdict: 'clear', problems: [{ code: 'E316' }] })
    expect(codes(await saidOf(head))).not.toContain('E316')
    expect(await saidOf(phone([]), headOfReport('example'))).toMatchObject({
      verdict: 'clear',
      problems: [{ code: 'E316' }],
    })
  })

  test('one of another phone that was cut so leaves it open', async () => {
    const [head = ''] = phone([READS]).split('Packages:')
    const other = head.replaceAll(/fingerprint=\w+/g, 'fingerprint=other')
    expect(other).not.toBe(head)
    expect(await saidOf(phone([]), other)).toMatchObject({ verdict: 'incomplete', problems: [{ code: 'E316' }] })
    expect(await saidOf(phone([]), headOfReport('other'))).toMatchObject({ verdict: 'incomplete' })
    expect(await saidOf(phone([]), 'Database versions:\n')).toMatchObject({ verdict: 'incomplete' })
    const [whole = '', cut = ''] = [phone([]), head].map((text) => text.replaceAll(/fingerprint=\S+/g, ''))
    expect(await saidOf(whole, cut)).toMatchObject({ verdict: 'incomplete' })
  })

  test('of Android 13, which names no product, one of another build leaves it open', async () => {
    const of13 = (text: string, digest: string) => text.replace(/fingerprint=\S+/, `fingerprint=${digest.repeat(20)}`)
    const [head = ''] = phone([READS]).split('Packages:')
    for (const [digest, verdict] of Object.entries({ '5d': 'clear', a0: 'incomplete' }))
      expect(await saidOf(of13(phone([]), '5d'), of13(head, digest)), digest).toMatchObject({ verdict })
  })

  test('one of a lender whose shared identity could not be read leaves it open', async () => {
    const identity = 'com.example.family'
    const shares = { appId: 10084, sharedUser: identity }
    const shared = (runtime: string[]) => [
      sharedUser14(identity, { appId: 10084, members: [LENDER], users: [{ runtime }] }),
    ]
    const whole = dump14([notes(), package14(LENDER, shares), chat()], { shared: shared([]) })
    const requested = ['android.permission.INTERNET', 'android.permission.READ_CONTACTS']
    const alone = (runtime: string[]) =>
      `Packages:\n${package14(LENDER, { ...shares, requested })}\n\nQueries:\n\nShared users:\n${shared(runtime).join('')}\n\nDexopt state:\n`
    expect(codes(await saidOf(whole, alone([READS.replace('=true', '=t?ue')])))).toEqual(['E315'])
    expect(codes(await saidOf(whole, alone([DENIED])))).toEqual([])
  })
})

describe('an app that only the tables of another dump show to lend', () => {
  const SUN = 'com.example.sunny'
  const screens = ['LoanApplyActivity', 'BorrowConfirmActivity', 'RepaymentActivity'].map(
    (name, at) => `        7248eb${at} ${SUN}/.ui.${name} filter 276697${at}\n`,
  )
  const tables = `Activity Resolver Table:\n  Non-Data Actions:\n      android.intent.action.MAIN:\n${screens.join('')}\n`
  const records = (runtime: string[], change = {}) => [
    notes(),
    package14(SUN, { appId: 10084, users: [{ runtime }], ...change }),
    chat(),
  ]
  const whole = dump14(records([])).replace('Permissions:\n', `${tables}$&`)
  const recordsAlone = (runtime: string[]) =>
    `Packages:\n${records(runtime).join('\n')}\n\nQueries:\n  system apps queryable: false\n`
  const requested = ['android.permission.READ_CONTACTS']
  const filter = (runtime: string[]) =>
    `Permissions:\n  Permission [${requested[0]}] (1a2b):\n\nPackages:\n${[
      package14(CHAT, { appId: 10085, requested, runtime: [READS] }),
      package14(SUN, { appId: 10084, requested, runtime }),
    ].join('\n')}\n\nShared users:\n`
  const identity = 'com.example.family'
  const shared = (runtime: string[]) =>
    `${recordsAlone([]).replace('appId=10084\n', `$&    sharedUser=SharedUserSetting{d8bf56a ${identity}/10084}\n`)}\nShared users:\n${sharedUser14(identity, { appId: 10084, members: [SUN], users: [{ runtime }] })}\n\nQueries:\n`

  test('is not passed over where it holds contacts', async () => {
    for (const newer of [recordsAlone([READS]), filter([READS]), shared([READS])]) {
      const report = await saidOf(whole, newer)
      expect([report.verdict, codes(report).includes('E327')]).toEqual(['incomplete', true])
    }
  })

  test('leaves nothing open where it does not', async () => {
    for (const newer of [recordsAlone([DENIED]), filter([DENIED])])
      expect((await saidOf(whole, newer)).verdict).toBe('clear')
  })
})

describe('a filter by the permission beside a list of all apps', () => {
  const requested = ['android.permission.READ_CONTACTS']
  const filter = (...records: string[]) =>
    `Permissions:\n  Permission [${requested[0]}] (1a2b):\n\nPackages:\n${[
      package14(CHAT, { appId: 10085, requested, runtime: [READS] }),
      ...records,
    ].join('\n')}\n\nShared users:\n`
  const list = (...names: string[]) => [NOTES, CHAT, ...names].map((name) => `package:${name}\n`).join('')

  test('does not show which other ways a lender has', async () => {
    const denied = package14(LENDER, { appId: 10084, requested, runtime: [DENIED] })
    for (const text of [filter(), filter(denied)]) {
      const report = await saidOf(text, list(LENDER))
      expect([report.complete, codes(report)]).toEqual([false, ['E313']])
    }
  })

  test('is enough where there is no lender, and where one can read contacts', async () => {
    expect(await saidOf(filter(), list())).toMatchObject({ verdict: 'clear', problems: [] })
    const granted = package14(LENDER, { appId: 10084, requested, runtime: [READS] })
    expect(await saidOf(filter(granted), list(LENDER))).toMatchObject({ verdict: 'act', complete: true })
  })
})

describe('a text that no phone prints', () => {
  test('of more dumps than any phone is told, and what was read of it counts', async () => {
    const report = await reportOf(folderOf({ 'package.txt': phone([READS]) + 'Packages:\n'.repeat(11_000) }))
    expect([report.verdict, codes(report)]).toEqual(['act', ['E344']])
    expect(report.problems[0]?.message).toBe('package.txt holds more than any phone, so only a part was read')
  })

  test.for(['═'.repeat(40), `  ╔${'═══╦'.repeat(10)}╗`, '…'.repeat(30)])(
    'but %s in UTF-16 is a line that is drawn',
    async (line) => {
      for (const text of [`${line}\r\n${phone([])}`, `${phone([])}${line}`]) {
        const report = await reportOf(folderOf({ 'package.txt': Buffer.from(`\ufeff${text}`, 'utf16le') }))
        expect([report.verdict, codes(report)]).toEqual(['clear', ['E307']])
      }
    },
  )

  test('of two encodings in turn is read to its end', async () => {
    const turn = Buffer.concat([
      Buffer.from('\ufeffNeither of them ends before the other begins\n', 'utf16le'),
      Buffer.from('Neither of them ends before the other begins\n'),
    ])
    const turns = Buffer.concat([...Array<Buffer>(20_000).fill(turn), Buffer.from(phone([READS]))])
    expect((await reportOf(folderOf({ 'package.txt': turns }))).verdict).toBe('act')
  })
})

describe('an app behind a lender, whose first lines are lost', () => {
  test.for([1, 2, 3, 4, 5])('lends it no permission: %i lines', async (lost) => {
    const behind = chat().split('\n').slice(lost).join('\n')
    const denied = package14(LENDER, { appId: 10084, users: [{ runtime: [DENIED] }] })
    const report = await reportOf(folderOf({ 'package.txt': dump14([notes(), denied, behind]) }))
    expect([report.complete, found(report)]).toEqual([false, expect.not.arrayContaining(['lender-reads-contacts 0'])])
  })
})
