import { describe, expect, test } from 'vitest'
import {
  appOf,
  CASH,
  contactsByUser,
  contactsOf,
  DENIED,
  dump14,
  gapCodes,
  NOTES,
  onlyApps,
  openGaps,
  package14,
  READS,
  service,
  sharedUser14,
  snapshotFrom,
  text,
  userOf,
} from './dumps.ts'

const BODY = dump14([package14(CASH, { runtime: [READS] }), package14(NOTES, { appId: 10082 })])
const SMALL = dump14([package14(CASH)])
/** A section that stops where its packages stop. */
const PACKAGES = `Packages:\n${package14(CASH, { runtime: [READS] })}\n${package14(NOTES, { appId: 10082 })}\n`
/** A section that stops with its shared users: only what follows can tell that it was whole. */
const UNCLOSED = `${PACKAGES}\nShared users:\n${sharedUser14('android.uid.phone', { appId: 1001 })}\n`
const DASHES = '-'.repeat(79)
const BOTH = [`${CASH} 0 granted`, `${NOTES} 0 -`]

const onlyCash = onlyApps((name) => name === CASH)
const nobody = onlyApps(() => false)

describe('where the package section begins and ends', () => {
  test.for<[string, string]>([
    ['a bare capture', BODY],
    ['a capture with text around it', `Here is the dump you asked for.\n\n${BODY}\nthat is all\n`],
    ['a capture in a Markdown fence', `# My phone\n\n\`\`\`text\n${BODY}\`\`\`\n`],
    ['a whole dumpsys of 8.0 and later', service('package', UNCLOSED) + service('power', 'POWER MANAGER\n')],
    [
      'a whole dumpsys of 7.x, whose duration has no time',
      service('package', UNCLOSED, '--------- 1.130s was the duration of dumpsys package\n'),
    ],
    [
      'a whole dumpsys before 7, where the next dash line ends it',
      service('package', UNCLOSED, '') + service('power', 'POWER MANAGER\n', ''),
    ],
    [
      'the next service ends it, where the dash line is missing',
      `DUMP OF SERVICE package:\n${UNCLOSED}DUMP OF SERVICE power:\nPOWER MANAGER\n`,
    ],
    [
      'a heading of dumpstate ends it',
      service('package', UNCLOSED, '------ APP ACTIVITIES (dumpsys activity all) ------\n'),
    ],
    ['a service of a priority class', service('CRITICAL package', UNCLOSED, `${DASHES}\n`)],
    ['a service of high priority', service('HIGH package', UNCLOSED, `${DASHES}\n`)],
    [
      'blank lines inside Packages',
      BODY.replace('    versionCode=14', '\n    versionCode=14').replace(
        `  Package [${NOTES}]`,
        `\n\n  Package [${NOTES}]`,
      ),
    ],
    [
      'Queries before, Renamed packages after',
      BODY.replace('Queries:\n', 'Renamed packages:\n  com.example.a -> com.example.b\n\nQueries:\n'),
    ],
  ])('%s', ([, dump]) => {
    const snapshot = snapshotFrom(dump)
    expect(contactsByUser(snapshot)).toEqual(BOTH)
    expect(snapshot.packageNames).toEqual([CASH, NOTES])
    expect(openGaps(snapshot)).toEqual([])
  })

  test.for(['package_native', 'package.foo', 'packages', 'my-package', 'constructor'])(
    'what stands in the service %s is no list of packages',
    (name) => {
      expect(openGaps(snapshotFrom(service(name, PACKAGES), { interest: nobody }))).toEqual(['E338'])
      // An app that was asked for is read wherever its record stands, and the list is as little whole as before.
      const snapshot = snapshotFrom(service(name, PACKAGES))
      expect(contactsOf(snapshot, CASH)?.granted).toBe(true)
      expect(openGaps(snapshot)).toContain('E338')
    },
  )

  test('package_native after package takes nothing away from it', () => {
    const snapshot = snapshotFrom(
      service('package', BODY) + service('package_native', 'Packages:\n') + service('power', 'x\n'),
    )
    expect(contactsByUser(snapshot)).toEqual(BOTH)
    expect(openGaps(snapshot)).toEqual([])
  })

  test('the comma records of CHECKIN PACKAGE are no second section', () => {
    const checkin = text(`
      ------ CHECKIN PACKAGE (dumpsys package --checkin) ------
      vers,1,25,3
      pkg,com.example.cash,10081,14,1510000000000,1510000000000,com.example.store
      pkg-usr,0,I,b,s,N,0,?
      ------ 0.112s was the duration of 'CHECKIN PACKAGE' ------
    `)
    const snapshot = snapshotFrom(service('package', BODY) + checkin)
    expect(contactsByUser(snapshot)).toEqual(BOTH)
    expect(snapshot.packageNames).toEqual([CASH, NOTES])
  })

  test('`dumpsys package --checkin` alone is unusable, and says so', () => {
    const snapshot = snapshotFrom(
      'vers,1,25,3\npkg,com.example.cash,10081,14,1510000000000,1510000000000,com.example.store\npkg-usr,0,I,b,s,N,0,?\n',
    )
    expect(snapshot.apps).toEqual([])
    expect(openGaps(snapshot)).toEqual(['E303'])
  })

  test('a duration line of another service is no proof that the section came to its end', () => {
    expect(openGaps(snapshotFrom(service('package', UNCLOSED)))).toEqual([])
    const lost = service(
      'package',
      UNCLOSED,
      '--------- 0.021s was the duration of dumpsys alarm, ending at: 2025-11-02 20:20:00\n',
    )
    expect(openGaps(snapshotFrom(lost + service('power', 'POWER MANAGER\n')))).toEqual(['E305'])
  })

  test('a heading of the overlay bug of 12 to 15 at column 0 is none', () => {
    const record = package14(CASH, { runtime: [READS] }).replace(
      '      runtime permissions:',
      '      \ncom.google.android.trichromelibrary_5790 overlay paths:\n        /product/overlay/A.apk\n        \nAB12 legacy overlay paths:\n        /b.apk\n      runtime permissions:',
    )
    const snapshot = snapshotFrom(dump14([record, package14(NOTES, { appId: 10082 })]))
    expect(contactsByUser(snapshot)).toEqual(BOTH)
    expect(openGaps(snapshot)).toEqual([])
  })

  test.for(['--------- beginning of main', '--------- switch to system'])('a log goes on behind `%s`', (divider) => {
    const forged = 'Packages:\n  Package [com.example.forged] (1):\n    userId=10999\n'
    const log = `------ SYSTEM LOG (logcat -v threadtime -d *:v) ------\n${divider}\n${forged}`
    const snapshot = snapshotFrom(service('power', '') + log + service('package', BODY), { interest: onlyCash })
    expect(snapshot.packageNames).toEqual([CASH, NOTES])
    expect(openGaps(snapshot)).toEqual([])
  })

  test('the services around it print what they like at column 0', () => {
    const other = service(
      'dropbox',
      'Packages:\n  Package [com.example.forged] (1):\n    userId=10999\nShared users:\nHidden system packages:\n',
    )
    const snapshot = snapshotFrom(other + service('package', BODY) + other, { interest: onlyCash })
    expect(snapshot.packageNames).toEqual([CASH, NOTES])
    expect(snapshot.packageHeaders).toBe(2)
    expect(openGaps(snapshot)).toEqual([])
  })
})

describe('a section that is there twice', () => {
  test.for<[string, string]>([
    ['the same twice', service('package', BODY) + service('package', BODY)],
    ['the same twice, bare', `${BODY}\n${BODY}`],
    ['an empty one last', service('package', BODY) + service('package', '')],
    [
      'one that timed out at once first',
      service('package', "\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n") + service('package', BODY),
    ],
  ])('counts once: %s', ([, dump]) => {
    const snapshot = snapshotFrom(dump)
    expect(contactsByUser(snapshot)).toEqual(BOTH)
    expect(snapshot.packageHeaders).toBe(2)
    expect(openGaps(snapshot)).toEqual([])
  })

  test.for<[string, string]>([
    ['the larger first', service('package', BODY) + service('package', SMALL)],
    ['the larger last', service('package', SMALL) + service('package', BODY)],
    ['bare, the larger first', `${BODY}\n${SMALL}`],
    ['bare, the larger last', `${SMALL}\n${BODY}`],
  ])('two states of unknown age: both stand, and the worse is the answer: %s', ([, dump]) => {
    const snapshot = snapshotFrom(dump)
    expect(contactsByUser(snapshot)).toEqual(expect.arrayContaining(BOTH))
    expect(gapCodes(snapshot)).toEqual(['E330'])
  })
})

describe('a section that was cut', () => {
  test.for<[string, string]>([
    [
      'a timeout of newer dumpsys',
      service('package', `${PACKAGES}\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n\n`),
    ],
    ['a timeout of older dumpsys', service('package', `${PACKAGES}\n*** SERVICE DUMP TIMEOUT EXPIRED ***\n\n`, '')],
    ['a timeout in a bare capture', `${PACKAGES}\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n`],
    [
      'a service that died, with standard error',
      `${PACKAGES}Error with service 'package' while dumping: DEAD_OBJECT\n`,
    ],
    ['the same up to Android 7', `${PACKAGES}Error dumping service info: (Broken pipe) package\n`],
    ['the file stops after a record', service('package', PACKAGES, '')],
    ['a bare capture stops after a record', PACKAGES],
    ['the file stops inside a line', service('package', PACKAGES.slice(0, -40), '')],
    ['app ops follow where a heading should', `${PACKAGES}Current AppOps Service state:\n  Uid u0a81:\n`],
  ])('%s: what was read is kept, and the rest is open', ([, dump]) => {
    const snapshot = snapshotFrom(dump)
    expect(contactsOf(snapshot, CASH)?.granted).toBe(true)
    expect(userOf(snapshot, NOTES).unread).toBe('SECTION_TRUNCATED')
    expect(openGaps(snapshot)).toEqual(['E305'])
  })

  test('a timeout before Shared users leaves its members open', () => {
    const body = `Packages:\n${package14(CASH, { sharedUser: 'com.example.shared' })}\n${package14(NOTES, { appId: 10082 })}\n\nQueries:\n`
    const snapshot = snapshotFrom(
      service('package', `${body}\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n`),
    )
    expect(userOf(snapshot, CASH).unread).toBe('SECTION_TRUNCATED')
    expect(openGaps(snapshot)).toEqual(['E305'])
  })

  test('a timeout inside Shared users leaves the one that was cut, and those after it, open', () => {
    const shared = [
      sharedUser14('com.example.one', { appId: 10081, members: [CASH] }),
      sharedUser14('com.example.two', { appId: 10082, members: [NOTES] }),
    ]
    const members = [
      package14(CASH, { sharedUser: 'com.example.one' }),
      package14(NOTES, { appId: 10082, sharedUser: 'com.example.two' }),
    ]
    const [body = ''] = dump14(members, { shared }).split('\nPackage Changes:')
    const snapshot = snapshotFrom(
      service('package', `${body}\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n`),
    )
    expect(userOf(snapshot, CASH).unread).toBeUndefined()
    expect(userOf(snapshot, NOTES).unread).toBe('SECTION_TRUNCATED')
    expect(openGaps(snapshot)).toEqual(['E305'])
  })

  test('app ops that timed out are not captured and empty', () => {
    const appops = service(
      'appops',
      "Current AppOps Service state:\n  Uid u0a82:\n\n*** SERVICE 'appops' DUMP TIMEOUT (10000ms) EXPIRED ***\n",
    )
    const snapshot = snapshotFrom(appops + service('package', BODY))
    expect(userOf(snapshot, CASH).appOps).toBeUndefined()
    expect(snapshot.gaps).toMatchObject([{ code: 'E305', params: { package: 'appops', service: 'appops' } }])
  })

  test.for([
    "Error with service 'appops' while dumping: DEAD_OBJECT",
    'Error dumping service info: (Broken pipe) appops',
  ])('nor are those whose service died, saved with standard error: %s', (said) => {
    const snapshot = snapshotFrom(`Current AppOps Service state:\n  Uid u0a82:\n${said}\n${service('package', BODY)}`)
    expect(userOf(snapshot, CASH).appOps).toBeUndefined()
    expect(snapshot.gaps).toMatchObject([{ code: 'E305', params: { package: 'appops', service: 'appops' } }])
  })

  test('app ops that came to their end are captured, if empty', () => {
    const appops = service('appops', 'Current AppOps Service state:\n  Uid u0a82:\n')
    expect(userOf(snapshotFrom(appops + service('package', BODY)), CASH).appOps).toEqual({})
    expect(userOf(snapshotFrom(BODY), CASH).appOps).toBeUndefined()
  })
})

describe('no packages', () => {
  test.for<[string, string]>([
    [
      'the service is not in the report',
      service('power', 'POWER MANAGER\n') + service('appops', 'Current AppOps Service state:\n'),
    ],
    ['the service printed nothing', service('package', '') + service('power', 'POWER MANAGER\n')],
    ['the answer of newer builds to a name that is not installed', 'Unable to find package: com.example.cash\n'],
    ['a capture without Packages', 'Dexopt state:\n  [com.example.notes]\n\nCompiler stats:\n'],
  ])('%s', ([, dump]) => {
    const snapshot = snapshotFrom(dump)
    expect(snapshot.apps).toEqual([])
    expect(openGaps(snapshot)).not.toEqual([])
  })
})

describe('a bug report', () => {
  const HEADER = text(`
    ========================================================
    == dumpstate: 2020-01-08 15:30:07
    ========================================================

    Build: QP1A.191005.007.A3
    Build fingerprint: 'example/sailfish/sailfish:10/QP1A.191005.007.A3/5972272:user/release-keys'
    Bugreport format version: 2.0
    ------ UPTIME (uptime -p) ------
    up 0 weeks, 0 days, 0 hours, 12 minutes
    ------ SYSTEM PROPERTIES (getprop) ------
    [ro.build.version.release]: [10]
    [ro.build.version.sdk]: [29]
    [ro.product.model]: [Sample 1]
    ------ 0.020s was the duration of 'SYSTEM PROPERTIES' ------
  `)

  test('tells its time, the phone, and every section', () => {
    const users = 'Users:\n  UserInfo{0:Owner:13} serialNo=0\n  UserInfo{11:Work:30} serialNo=11\n'
    const appops =
      'Current AppOps Service state:\n  Uid u0a81:\n    Package com.example.cash:\n      READ_CONTACTS (ignore): \n'
    const snapshot = snapshotFrom(
      HEADER + service('appops', appops) + service('package', UNCLOSED) + service('user', users),
    )
    expect(snapshot.apps[0]?.capturedAt).toBe('2020-01-08 15:30:07')
    expect(snapshot.artifacts[0]?.kinds.toSorted()).toEqual([
      'bugreport',
      'dumpsys appops',
      'dumpsys package',
      'getprop',
      'users',
    ])
    expect(snapshot.device).toMatchObject({
      androidVersion: '10',
      sdk: 29,
      model: 'Sample 1',
      fingerprint: 'example/sailfish/sailfish:10/QP1A.191005.007.A3/5972272:user/release-keys',
    })
    expect(snapshot.users).toEqual([
      { userId: 0, kind: 'owner' },
      { userId: 11, kind: 'work' },
    ])
    expect(userOf(snapshot, CASH).appOps?.['READ_CONTACTS']?.package?.mode).toBe('ignore')
  })
})

describe('captures of several commands in one file', () => {
  const PROPERTIES = '[ro.build.version.sdk]: [34]\n[ro.product.model]: [Sample 1]\n'
  const OPS =
    'Current AppOps Service state:\n  Uid u0a81:\n    Package com.example.cash:\n      READ_CONTACTS (ignore): \n'
  const USERS = 'Users:\n\tUserInfo{0:Owner:13} running\n'
  const LIST = `package:${CASH}\npackage:${NOTES}\n`

  test.for<[string, string[]]>([
    ['packages first', [BODY, OPS, PROPERTIES, USERS, LIST]],
    ['packages last', [LIST, USERS, PROPERTIES, OPS, BODY]],
    ['packages between', [PROPERTIES, OPS, BODY, LIST, USERS]],
  ])('%s', ([, parts]) => {
    const snapshot = snapshotFrom(parts.join('\n'))
    expect(contactsByUser(snapshot)).toEqual(BOTH)
    expect(userOf(snapshot, CASH).appOps?.['READ_CONTACTS']?.package?.mode).toBe('ignore')
    expect(snapshot.device).toMatchObject({ model: 'Sample 1', sdk: 34 })
    expect(openGaps(snapshot)).toEqual([])
  })

  test('dumps of single packages are all kept', () => {
    const single = (name: string, appId: number) =>
      `Key Set Manager:\n  [${name}]\n      Signing KeySets: 3\n\nPackages:\n${package14(name, { appId, requested: ['android.permission.INTERNET'] })}\n\nQueries:\n  system apps queryable: false\n\n`
    const snapshot = snapshotFrom(single(CASH, 10081) + single(NOTES, 10082))
    expect(snapshot.packageNames).toEqual([CASH, NOTES])
    expect(appOf(snapshot, NOTES).appId).toBe(10082)
    expect(gapCodes(snapshot)).toEqual(['E313'])
  })

  test.for([
    ['pm dump of one package', ''],
    ['pm dump of one package with Windows line ends', '\r'],
  ] as const)('%s, whose lines are moved by two columns', ([, cr]) => {
    const body = `Activity Resolver Table:\n  Non-Data Actions:\n      android.intent.action.MAIN:\n        7248eb7 ${CASH}/.Main filter 2766978\n\nPackages:\n${package14(CASH, { requested: ['android.permission.READ_CONTACTS'], runtime: [READS] })}\n\nQueries:\n  system apps queryable: false\n`
    const moved = body.replace(/^(?=.)/gm, '  ')
    const dump = `DUMP OF SERVICE package:\n${moved}\nDUMP OF SERVICE activity:\n  ACTIVITY MANAGER SETTINGS (dumpsys activity settings)\n`
    const snapshot = snapshotFrom(dump.replaceAll('\n', `${cr}\n`))
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`])
    expect(gapCodes(snapshot)).toEqual(['E313'])
    const { line = 0, column = 0, byteOffset = 0 } = contactsOf(snapshot, CASH)?.evidence ?? {}
    const shown = dump.split('\n')[line - 1]?.slice(column - 1)
    expect(shown).toBe(READS)
    expect(dump.replaceAll('\n', `${cr}\n`).slice(byteOffset)).toMatch(/^android.permission.READ_CONTACTS/)
    // A line that is not moved belongs to nobody, and leaves the run open.
    expect(openGaps(snapshotFrom(dump.replace('\n      pkgFlags', '\n    pkgFlags')))).toContain('E315')
  })

  test.for<[string, { requested?: string[] }]>([
    ['that asks for permissions', { requested: ['android.permission.INTERNET'] }],
    ['that asks for none', {}],
  ])('pm dump of one package from 7 on, %s: nothing is moved, and other apps were not seen', ([, asks]) => {
    const record = package14(CASH, { sharedUser: 'com.example.shared', ...asks })
    const shared = sharedUser14('com.example.shared', { members: [CASH], users: [{ runtime: [DENIED] }] })
    const body = `Packages:\n${record}\n\nQueries:\n  system apps queryable: false\n\nShared users:\n${shared}\n\nDexopt state:\n`
    const dump = `DUMP OF SERVICE package:\n${body}\nDUMP OF SERVICE activity:\nACTIVITY MANAGER SETTINGS (dumpsys activity settings)\n`
    expect(gapCodes(snapshotFrom(dump))).toEqual(['E313'])
  })
})
