import { describe, expect, test } from 'vitest'
import { judgeContacts } from '../../src/judge/index.ts'
import type { DeviceSnapshot } from '../../src/model/phone/snapshot.ts'
import { once } from '../../src/parse/gaps/once.ts'
import {
  CASH,
  contactsByUser,
  contactsOf,
  DENIED,
  dump14,
  everyApp,
  gapCodes,
  NOTES,
  onlyApps,
  openGaps,
  package14,
  READS,
  service,
  sharedUser14,
  snapshotFrom,
  userOf,
} from './dumps.ts'

const OTHER = 'com.example.other'
const PERMISSION_FILTER = (records: string[]) =>
  `Permissions:\n  Permission [android.permission.READ_CONTACTS] (8bc0874):\n    sourcePackage=android\n    uid=1000 gids=[] type=0 prot=dangerous\n\nPackages:\n${records.join('\n')}\n\nShared users:\n${sharedUser14('android.uid.phone', { appId: 1001, users: [{ runtime: [READS] }] })}\n`

/** A run asks about lenders only, or about all apps. */
const onlyCash = onlyApps((name) => name === CASH)

/** What the platform would answer the app, in the worst of its users. */
const verdictsOf = (snapshot: DeviceSnapshot) =>
  snapshot.apps
    .filter(({ packageName, alias }) => packageName === CASH || alias === CASH)
    .flatMap((app) =>
      app.users.map((user) => judgeContacts(app, user, { device: snapshot.device, users: snapshot.users }).value),
    )

describe('text of an app that tears a record with line feeds', () => {
  const tears: [string, string][] = [
    ['the heading of hidden packages', '1.0\nHidden system packages:'],
    ['a heading of any section', '1.0\nQueries:\n  system apps queryable: false'],
    ['the heading of permissions', '1.0\nPermissions:'],
    ['the heading of database versions', '1.0\nDatabase versions:'],
    [
      'the end of the packages, of the shared users and of the service',
      '1.0\nShared users:\n  SharedUser [x] (1):\n\n--------- 0.373s was the duration of dumpsys package, ending at: 2025-11-02 20:20:00',
    ],
    [
      'the end of all that matters, and another service',
      '1.0\nShared users:\n  SharedUser [x] (1):\n\nPackage Changes:\nDUMP OF SERVICE power:\nPOWER MANAGER',
    ],
    [
      'the end of all that matters, and a heading of dumpstate',
      '1.0\nShared users:\n  SharedUser [x] (1):\n\nPackage Changes:\n------ UPTIME (uptime) ------',
    ],
    [
      'the end of all that matters, and the begin of app ops',
      '1.0\nShared users:\n  SharedUser [x] (1):\n\nPackage Changes:\nCurrent AppOps Service state:',
    ],
    ['the heading of shared users', '1.0\nShared users:\n  SharedUser [x] (1):'],
    ['the header of another package', '1.0\n  Package [com.example.forged] (1):'],
    [
      'the header of another package and its identity',
      '1.0\n  Package [com.example.forged] (1):\n    appId=10999\n    versionName=1',
    ],
    ['the header of a package of the phone', `1.0\n  Package [${OTHER}] (1):`],
    ['its own header', `1.0\n  Package [${CASH}] (1):\n    appId=10999`],
    ['a shared user', '1.0\n  SharedUser [com.example.forged] (1):'],
    ['a user line that says not installed', '1.0\n    User 0: installed=false'],
    [
      'a user line as the system prints it',
      '1.0\n    User 0: ceDataInode=1 installed=false hidden=false suspended=false stopped=true notLaunched=true enabled=0',
    ],
    ['flags and a user line that says not installed', '1.0\n    pkgFlags=[ HAS_CODE ]\n    User 0: installed=false'],
    ['a user line that says archived', '1.0\n    User 0: installed=false\n      archiveTime=2025-06-12 11:50:54'],
    ['the user line of another user', '1.0\n    User 10: installed=false'],
    ['a list of requests that is empty', '1.0\n    requested permissions:'],
    [
      'a denial among install permissions',
      '1.0\n    install permissions:\n      android.permission.READ_CONTACTS: granted=false',
    ],
    [
      'a denial in a runtime block',
      '1.0\n    User 0: installed=true\n      runtime permissions:\n        android.permission.READ_CONTACTS: granted=false, flags=[ USER_FIXED]',
    ],
    ['flags as of Android 2', '1.0\n    pkgFlags=0x0'],
    ['a timeout', "1.0\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***"],
    [
      'the end of the service',
      '1.0\n--------- 0.373s was the duration of dumpsys package, ending at: 2025-11-02 20:20:00',
    ],
    ['the begin of another service', '1.0\nDUMP OF SERVICE power:'],
    ['the begin of app ops', '1.0\nCurrent AppOps Service state:\n  Uid u0a81:'],
    ['properties of the phone', '1.0\n[ro.build.version.sdk]: [34]'],
    ['a list of packages', `1.0\npackage:${OTHER}`],
    ['a heading of dumpstate', '1.0\n== dumpstate: 2025-11-02 20:20:00'],
  ]
  const users = [
    { id: 0, runtime: [READS] },
    { id: 10, runtime: [READS] },
  ]
  const torn = (versionName: string) =>
    dump14([
      package14(NOTES, { appId: 10080, users: [{ id: 0 }, { id: 10 }] }),
      package14(CASH, { versionName, users }),
      package14(OTHER, { appId: 10082, users: [{ id: 0 }, { id: 10 }] }),
    ])

  const cases = tears.flatMap(([name, versionName]) =>
    ['a bare dump', 'a bug report'].flatMap((place) =>
      ['all apps', 'lenders'].map((asked): [string, string, string, string] => [name, place, asked, versionName]),
    ),
  )

  test.for(cases)(
    '%s, in %s, asked for %s: the reader is seen in both users, or the dump is not whole',
    ([, place, asked, versionName]) => {
      const dump = place === 'a bug report' ? service('package', torn(versionName)) : torn(versionName)
      const interest = asked === 'lenders' ? onlyCash : everyApp
      const snapshot = snapshotFrom(dump, { interest })
      const seen = verdictsOf(snapshot)
      const whole = openGaps(snapshot).length === 0 && !seen.includes('unknown')
      expect([['granted', 'granted'], 'not whole']).toContainEqual(whole ? seen : 'not whole')
    },
  )

  test('no line feed: it stays one line, and nothing is missing', () => {
    for (const [, versionName] of tears) {
      const snapshot = snapshotFrom(torn(versionName.replaceAll('\n', '\u2028')))
      expect(verdictsOf(snapshot)).toEqual(['granted', 'granted'])
      expect(openGaps(snapshot)).toEqual([])
    }
  })

  const accomplices = tears.flatMap(([name, versionName]) =>
    ['a bare dump', 'a bug report'].flatMap((place) =>
      ['before', 'behind'].map((side): [string, string, string, string] => [name, place, side, versionName]),
    ),
  )

  test.for(accomplices)(
    'another app that prints %s, in %s, %s the reader, hides nobody',
    ([, place, side, versionName]) => {
      const evil = package14(OTHER, { appId: 10082, versionName, users: [{ id: 0 }, { id: 10 }] })
      const reader = package14(CASH, { users })
      const first = package14(NOTES, { appId: 10080, users: [{ id: 0 }, { id: 10 }] })
      const dump = dump14([first, ...(side === 'before' ? [evil, reader] : [reader, evil])])
      const snapshot = snapshotFrom(place === 'a bug report' ? service('package', dump) : dump, { interest: onlyCash })
      const seen = verdictsOf(snapshot)
      expect([['granted', 'granted'], 'not whole']).toContainEqual(openGaps(snapshot).length === 0 ? seen : 'not whole')
    },
  )
})

describe('records that do not add up', () => {
  const whole = [
    package14(CASH, { runtime: [DENIED] }),
    package14(NOTES, { appId: 10082 }),
    package14(OTHER, { appId: 10083 }),
  ]

  test('the dump that they are made from is whole', () => {
    const snapshot = snapshotFrom(dump14(whole))
    expect(snapshot.gaps).toEqual([])
    expect(snapshot).toMatchObject({ packageHeaders: 3, packageRecords: 3 })
  })

  test.for<[string, string]>([
    [
      'a package header outside of Packages',
      dump14(whole).replace('Queries:\n', `Queries:\n${package14('com.example.lost')}\n`),
    ],
    [
      'a header above Packages',
      dump14(whole).replace('Permissions:\n', `Permissions:\n${package14('com.example.lost')}\n`),
    ],
    ['a record without a user line', dump14(whole).replace(/ {4}User 0:.*\n/, '')],
    ['a record without pkgFlags', dump14(whole).replace(/ {4}pkgFlags=.*\n/, '')],
    ['a record without its number', dump14(whole).replace(/ {4}appId=.*\n/, '')],
    ['a name that is there twice', dump14([...whole, package14(CASH)])],
    [
      'a factory copy without a live package',
      dump14(whole, { hidden: [package14('com.example.lost', { system: true })] }),
    ],
  ])('%s', ([, dump]) => {
    expect(gapCodes(snapshotFrom(dump)).filter((code) => code !== 'E324')).toEqual(['E315'])
  })

  test('one record torn says how many, and no name', () => {
    const [gap] = snapshotFrom(dump14(whole).replace(/ {4}User 0:.*\n/, '')).gaps
    expect(gap?.params).toMatchObject({ n: '1', all: '3' })
  })

  test.for<[string, string]>([
    ['of an app that was asked for', dump14(whole).replace(/ {4}User 0:.*\n/, '')],
    ['of the first app', dump14([package14(NOTES, { appId: 10082 }), package14(CASH)]).replace(/ {4}User 0:.*\n/, '')],
  ])('a torn record is seen when only lenders are asked for: %s', ([, dump]) => {
    expect(gapCodes(snapshotFrom(dump, { interest: onlyCash }))).toEqual(['E315'])
  })

  test('a torn record is unknown, if no grant is seen', () => {
    const snapshot = snapshotFrom(
      dump14([package14(CASH), package14(NOTES, { appId: 10082 })]).replace(/ {4}pkgFlags=.*\n/, ''),
    )
    expect(userOf(snapshot, CASH).unread).toBe('SECTION_TRUNCATED')
    expect(verdictsOf(snapshot)).toEqual(['unknown'])
  })

  test('a grant that is seen stays one, however torn the record', () => {
    const snapshot = snapshotFrom(
      dump14([package14(CASH, { runtime: [READS] }), package14(NOTES, { appId: 10082 })]).replace(
        / {4}pkgFlags=.*\n/,
        '',
      ),
    )
    expect(verdictsOf(snapshot)).toEqual(['granted'])
  })
})

describe('pm list packages beside a dump', () => {
  const dump = dump14([
    package14(CASH),
    package14(NOTES, { appId: 10082 }),
    package14('com.example.library_123', { appId: 10083 }),
    package14('com.example.new', { appId: 10084 }).replace(':\n', ':\n    compat name=com.example.old\n'),
  ])
  const against = (...names: string[]) =>
    snapshotFrom({ 'package.txt': dump, 'list.txt': names.map((name) => `package:${name}\n`).join('') })

  test.for<[string, string[]]>([
    ['the same names', [CASH, NOTES, 'com.example.library_123', 'com.example.old']],
    ['fewer names: the list of one user', [CASH]],
    ['a static library without its suffix', [CASH, 'com.example.library']],
    ['a renamed package by its compat name', ['com.example.old']],
  ])('%s leave nothing open', ([, names]) => {
    expect(openGaps(against(...names))).toEqual([])
  })

  test.for<[string, string[]]>([
    ['a name that the dump lacks', [CASH, 'com.example.lost']],
    ['a name that only begins like one', ['com.example.cash.plus']],
    ['a name with another suffix', ['com.example.library_124']],
  ])('%s is a hole', ([, names]) => {
    const snapshot = against(...names)
    expect(openGaps(snapshot)).toEqual(['E317'])
    expect(snapshot.gaps[0]).toMatchObject({ path: 'list.txt', params: { file: 'list.txt', n: '1' } })
  })
})

describe('a dump that somebody made shorter', () => {
  const last = package14(OTHER, { appId: 10083 })
  const first = package14(NOTES, { appId: 10082, runtime: [READS] })

  test.for<[string, string]>([
    ['dots', '...'],
    ['dots in brackets, and how many lines', '[... 300 lines ...]'],
    ['an ellipsis among blank lines', '\n…\n'],
    ['a word', '(gekürzt)'],
    ['a sentence', 'here I took out the other apps'],
    ['a rule', '-----'],
    ['dots as far in as the line before', '        ...'],
    ['dots in brackets as far in', '        [...]'],
    ['an ellipsis in the column of a key', '    …'],
  ])('leaves open which apps stood there: %s', ([, mark]) => {
    expect(openGaps(snapshotFrom(dump14([first, mark, last]), { interest: onlyCash }))).toEqual(['E315'])
    expect(openGaps(snapshotFrom(dump14([first, last, mark]), { interest: onlyCash }))).toEqual(['E315'])
  })

  test.for<[string, string | undefined]>([
    ['      (more)', 'SECTION_TRUNCATED'],
    ['    [cut]', 'SECTION_TRUNCATED'],
    ['      ...', 'SECTION_TRUNCATED'],
    ['      …', 'SECTION_TRUNCATED'],
    ['      $PACKAGE_NAME.permission.PUSH: granted=true', undefined],
    ['      权限.PUSH: granted=true', undefined],
  ])(
    'leaves open what the app may do whose list is shorter, not that of one with an odd name: %s',
    ([mark, unread]) => {
      const listed = package14(CASH, { install: ['android.permission.INTERNET: granted=true'] })
      const shorter = listed.replace(/^(.*INTERNET.*)$/m, (line) => `${line}\n${mark}`)
      expect(userOf(snapshotFrom(dump14([shorter, last])), CASH).unread).toBe(unread)
    },
  )

  test('gives to no app what stands behind the dots: the lines may be of another', () => {
    const grant = package14(OTHER, { runtime: [READS] })
      .split('\n')
      .slice(-3)
    const denied = package14(CASH, { runtime: [DENIED] })
    const snapshot = snapshotFrom(dump14([denied, '[...]', ...grant, last]))
    expect(contactsByUser(snapshot)).toContain(`${CASH} 0 denied`)
    expect(contactsByUser(snapshot)).not.toContain(`${CASH} 0 granted`)
  })

  test.for<[string, string]>([
    ['a version of two lines', '1.4\n(beta)'],
    ['a version with dots', '1.4... [beta]'],
  ])('is not told by text of an app that nobody asked about: %s', ([, versionName]) => {
    const talkative = package14(NOTES, { appId: 10082, versionName })
    expect(openGaps(snapshotFrom(dump14([talkative, last]), { interest: onlyCash }))).toEqual([])
  })
})

describe('lines that somebody searched for', () => {
  test('are of nobody where grep left out which app they are of', () => {
    const found = (name: string, line: string) =>
      package14(name, { runtime: [line] })
        .split('\n')
        .slice(-3)
    const dump = ['Packages:', package14(CASH, { runtime: [DENIED] }), '--', ...found(OTHER, READS)].join('\n')
    const snapshot = snapshotFrom(`${dump}\n`)
    expect(contactsByUser(snapshot).filter((line) => line.startsWith(CASH))).toEqual([`${CASH} 0 denied`])
    expect(openGaps(snapshot)).toEqual(expect.arrayContaining(['E315', 'E324']))
  })

  test('are of the user in whose part they stand, whatever a tab is as wide as', () => {
    const users = [{ runtime: [READS] }, { id: 10, runtime: [DENIED] }]
    const tabbed = dump14([package14(CASH, { users }), package14(NOTES, { appId: 10082, users })]).replace(
      / {4}/g,
      '\t',
    )
    const granted = contactsByUser(snapshotFrom(tabbed)).filter((line) => line.endsWith('granted'))
    expect(granted).toEqual([`${CASH} 0 granted`, `${NOTES} 0 granted`])
  })
})

test('a line that is cut in its flags leaves open whether one behind closes the grant, and those before it count', () => {
  const closed = (flags: string) => `android.permission.READ_CONTACTS: granted=true, flags=[ ${flags}`
  const ofLine = (line: string) =>
    snapshotFrom(dump14([package14(CASH, { runtime: [line] }), package14(NOTES, { appId: 10082 })]))
  const cut = ofLine(closed('USER_SET|REVOKED_COMPAT|USER_SENS'))
  expect(contactsOf(cut, CASH)).toMatchObject({ granted: true, flags: ['USER_SET', 'REVOKED_COMPAT'] })
  expect(userOf(cut, CASH).unread).toBe('SECTION_TRUNCATED')
  const whole = ofLine(closed('USER_SET|REVOKED_COMPAT]'))
  expect(contactsOf(whole, CASH)?.flags).toEqual(['USER_SET', 'REVOKED_COMPAT'])
  expect(userOf(whole, CASH).unread).toBeUndefined()
})

describe('filtered dumps prove nothing about the apps they leave out', () => {
  const LIST = `package:android\npackage:${CASH}\npackage:${NOTES}\n`
  const single = (record: string) =>
    `Key Set Manager:\n  [android]\n      Signing KeySets: 1\n\nPackages:\n${record}\n\nQueries:\n  system apps queryable: false\n\nShared users:\n${sharedUser14('android.uid.system', { appId: 1000, users: [{ runtime: [READS] }] })}\n\nDexopt state:\n`

  test.for<[string, string]>([
    [
      '`dumpsys package android`',
      single(
        package14('android', {
          appId: 1000,
          sharedUser: 'android.uid.system',
          requested: ['android.permission.INTERNET'],
        }),
      ),
    ],
    [
      '`dumpsys package android` of a release that lists no requests',
      single(package14('android', { appId: 1000, sharedUser: 'android.uid.system' })),
    ],
    [
      '`dumpsys package permission android.permission.CAMERA`',
      PERMISSION_FILTER([package14('android', { appId: 1000, requested: [] })]).replaceAll('READ_CONTACTS', 'CAMERA'),
    ],
  ])('%s with a list of packages', ([, dump]) => {
    const snapshot = snapshotFrom({ 'package.txt': dump, 'list.txt': LIST })
    expect(verdictsOf(snapshot)).toEqual(['unknown'])
    expect(openGaps(snapshot)).not.toEqual([])
  })

  test('a dump of one app is filtered, and says so', () => {
    expect(gapCodes(snapshotFrom(single(package14(CASH, { requested: [] }))))).toEqual(['E313'])
  })

  test('the filter by READ_CONTACTS without a list of packages', () => {
    const snapshot = snapshotFrom(
      PERMISSION_FILTER([
        package14(NOTES, { requested: [], runtime: [READS] }),
        package14(OTHER, { appId: 10082, requested: [], runtime: [DENIED] }),
      ]),
    )
    expect(openGaps(snapshot)).toEqual(['E313'])
  })

  test('the filter by READ_CONTACTS, whole, with a list of packages proves that those it leaves out hold no state (E31)', () => {
    const dump = PERMISSION_FILTER([
      package14(NOTES, { requested: ['android.permission.READ_CONTACTS'], runtime: [READS] }),
      package14(OTHER, { appId: 10082, requested: ['android.permission.READ_CONTACTS'], runtime: [DENIED] }),
    ])
    const snapshot = snapshotFrom({ 'package.txt': dump, 'list.txt': `${LIST}package:${OTHER}\n` })
    expect(verdictsOf(snapshot)).toEqual(['not-held'])
  })

  test('the same, with its packages taken out, proves nothing', () => {
    const snapshot = snapshotFrom({ 'package.txt': PERMISSION_FILTER([]), 'list.txt': LIST })
    expect(verdictsOf(snapshot)).toEqual(['unknown'])
    expect(openGaps(snapshot)).toEqual(['E313'])
  })

  test('the same, cut inside its packages, proves nothing', () => {
    const [cut = ''] = PERMISSION_FILTER([package14(NOTES, { requested: [], runtime: [READS] })]).split(
      '\n\nShared users:',
    )
    const snapshot = snapshotFrom({ 'package.txt': cut, 'list.txt': LIST })
    expect(verdictsOf(snapshot)).toEqual(['unknown'])
    expect(openGaps(snapshot)).not.toEqual([])
  })

  test('two files of two single apps are not all apps', () => {
    const snapshot = snapshotFrom({
      'a.txt': single(package14(CASH, { requested: [] })),
      'b.txt': single(package14(NOTES, { appId: 10082, requested: [] })),
    })
    expect(openGaps(snapshot)).toEqual(['E313', 'E313'])
  })
})

describe('files that hold no dump', () => {
  test.for<[string, string, string]>([
    ['nothing', '', 'E302'],
    ['only blank lines', '\n \r\n\t\n', 'E302'],
    ['a letter', 'Dear Sir or Madam,\n', 'E303'],
    ['adb without a phone', 'adb.exe: no devices/emulators found\n', 'E304'],
    [
      'a phone that was not unlocked',
      "error: device unauthorized.\nThis adb server's $ADB_VENDOR_KEYS is not set\n",
      'E304',
    ],
    ['a service that is not there', "Can't find service: package\n", 'E304'],
    [
      'a shell that may not',
      "Permission Denial: can't dump Package from from pid=1, uid=2 due to missing android.permission.DUMP permission\n",
      'E304',
    ],
  ])('%s', ([, dump, code]) => {
    const snapshot = snapshotFrom(dump)
    expect(openGaps(snapshot)).toEqual([code])
    expect(snapshot.artifacts[0]?.complete).toBe(false)
  })

  test('a phone whose files name no packages says so', () => {
    expect(openGaps(snapshotFrom('[ro.build.version.sdk]: [34]\n'))).toEqual(['E316'])
  })

  test('beside a whole dump, what was asked for alone and names no app says nothing of them; a dump that was cut does', () => {
    const whole = dump14([package14('com.example.notes')])
    const gaps = (text: string) =>
      openGaps(snapshotFrom({ 'package.txt': whole, 'other.txt': text })).filter((code) => code === 'E316')
    const versions = 'Database versions:\n  Internal:\n    sdkVersion=34 databaseVersion=3\n\n'
    const features = 'Features:\n  android.hardware.camera version=1\n'
    const libraries = 'Libraries:\n  javax.obex -> (jar) /system/framework/javax.obex.jar\n'
    for (const asked of [features, libraries]) expect(gaps(asked), asked).toEqual([])
    for (const cut of [versions, versions + libraries, `${libraries}\n${features}`])
      expect(gaps(cut), cut).toEqual(['E316'])
  })
})

describe('more than a phone holds', () => {
  test.for<[string, string]>([
    [
      'packages',
      dump14(Array.from({ length: 10_001 }, (_, n) => package14(`com.example.app${n}`, { appId: 10_000 + n }))),
    ],
    ['users', dump14([package14(CASH, { users: Array.from({ length: 101 }, (_, id) => ({ id })) })])],
    ['names in a list', Array.from({ length: 10_001 }, (_, n) => `package:com.example.app${n}\n`).join('')],
  ])('%s: a part is read, and it is told', ([, text]) => {
    expect(openGaps(snapshotFrom(text))).toContain('E344')
  })

  test('apps to be told of: as many as fit a report, and it is told', () => {
    const list = (n: number) => Array.from({ length: n }, (_, at) => `package:com.example.app${at}\n`).join('')
    const most = snapshotFrom(list(1200))
    expect([most.apps.length, openGaps(most)]).toEqual([1200, ['E306']])
    const more = snapshotFrom(list(1201))
    expect([more.apps.length, openGaps(more)]).toEqual([1200, ['E344', 'E306']])
  })
})

test('of two gaps that are told in the same words, the one that keeps the run open stands', () => {
  const gap = { code: 'E216' as const, params: { what: 'use' } }
  const harmless = { ...gap, path: 'a.txt', incomplete: false }
  const open = { ...gap, path: 'b.txt', incomplete: true }
  expect(once([harmless, open])).toEqual([open])
  expect(once([open, harmless])).toEqual([open])
})

test('what ends an archive is told of it alone, and costs no gap that keeps the run open', () => {
  const gapOf = (path: string, file: string, incomplete = true) =>
    ({ code: 'E340', path, params: { file }, incomplete }) as const
  const [file, archive] = [gapOf('a.zip!b.txt', 'a.zip'), gapOf('a.zip', 'a.zip')]
  expect(once([file, archive])).toEqual([archive])
  expect(once([file, gapOf('a.zip', 'a.zip', false)])).toEqual([file])
  const [one, other] = [gapOf('a.txt', 'b.txt'), gapOf('b.txt', 'a.txt')]
  expect(once([one, other])).toEqual([one, other])
})

test('a line that no Android prints leaves nothing open in a record that nobody asked about', () => {
  const odd = package14(OTHER).replace('    splits=', '     maker=1\n$&')
  const text = dump14([package14(NOTES, { appId: 10082, runtime: [READS] }), odd, package14(CASH)])
  expect(openGaps(snapshotFrom(text, { interest: onlyCash }))).toEqual([])
})
