import { describe, expect, test } from 'vitest'
import { READ_CONTACTS } from '../../src/model/vocabulary.ts'
import {
  appOf,
  CASH,
  contactsByUser,
  contactsOf,
  DENIED,
  dump14,
  NOTES,
  onlyApps,
  openGaps,
  package14,
  READS,
  snapshotFrom,
  text,
  userOf,
} from './dumps.ts'

/** The identity lines of each release, as `dumpPackageLPr` prints them. */
const RELEASES: [string, string, object, object][] = [
  [
    '2.3: flags in hex, no User line',
    `
    Packages:
      Package [com.example.cash] (40730798):
        userId=10017 gids=[3003, 1015]
        sharedUser=null
        pkg=Package{406946b8 com.example.cash}
        codePath=/data/app/com.example.cash-1.apk
        resourcePath=/data/app/com.example.cash-1.apk
        nativeLibraryPath=/data/data/com.example.cash/lib
        versionCode=100
        dataDir=/data/data/com.example.cash
        targetSdk=10
        supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]
        timeStamp=2011-08-01 14:00:00
        signatures=PackageSignatures{40685050 [406ea1d0]}
        permissionsFixed=false haveGids=true
        pkgFlags=0x0 installStatus=1 enabled=0
        grantedPermissions:
          android.permission.READ_CONTACTS
    `,
    { appId: 10017, versionCode: '100', targetSdk: 10, system: false },
    { userId: 0, installed: true, permissions: { [READ_CONTACTS]: { granted: true, block: 'granted-list' } } },
  ],
  [
    '2.3: a system app',
    `
    Packages:
      Package [com.example.cash] (40730798):
        userId=10017 gids=[]
        codePath=/data/app/com.example.cash
        versionCode=100
        versionName=1.0.0
        targetSdk=10
        pkgFlags=0x1 installStatus=1 enabled=0
    `,
    { appId: 10017, versionName: '1.0.0', system: true },
    { userId: 0, installed: true, permissions: {} },
  ],
  [
    '4.4: two spaces after the user',
    `
    Packages:
      Package [com.example.cash] (a1b2c3d4):
        userId=10101 gids=[3003, 1028]
        pkg=Package{a1b2c3d4 com.example.cash}
        codePath=/data/app/com.example.cash-1.apk
        versionCode=7 targetSdk=19
        versionName=0.7
        applicationInfo=ApplicationInfo{a1b2 com.example.cash}
        flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
        dataDir=/data/data/com.example.cash
        timeStamp=2014-11-02 20:14:07
        firstInstallTime=2014-11-01 10:00:00
        lastUpdateTime=2014-11-02 20:14:07
        installerPackageName=com.example.store
        signatures=PackageSignatures{42 [43]}
        permissionsFixed=true haveGids=true installStatus=1
        pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
        User 0:  installed=true blocked=true stopped=true notLaunched=false enabled=3
        grantedPermissions:
          android.permission.INTERNET
          android.permission.READ_CONTACTS
    `,
    {
      appId: 10101,
      versionCode: '7',
      targetSdk: 19,
      versionName: '0.7',
      firstInstallTime: '2014-11-01 10:00:00',
      lastUpdateTime: '2014-11-02 20:14:07',
      installer: 'com.example.store',
    },
    { installed: true, hidden: true, stopped: true, enabled: 3, permissions: { [READ_CONTACTS]: { granted: true } } },
  ],
  [
    '5.1: components at the column of the permissions',
    `
    Packages:
      Package [com.example.cash] (2a1b2c3d):
        userId=10101 gids=[3003, 1028, 1015]
        pkg=Package{3b1 com.example.cash}
        codePath=/data/app/com.example.cash-1
        legacyNativeLibraryDir=/data/app/com.example.cash-1/lib
        versionCode=7 targetSdk=21
        versionName=0.7
        splits=[base]
        applicationInfo=ApplicationInfo{1 com.example.cash}
        flags=[ SYSTEM HAS_CODE PRIVILEGED ]
        firstInstallTime=2015-11-01 10:00:00
        lastUpdateTime=2015-11-02 20:14:07
        permissionsFixed=true haveGids=true installStatus=1
        pkgFlags=[ SYSTEM HAS_CODE ]
        User 0:  installed=true hidden=false stopped=false notLaunched=false enabled=0
          disabledComponents:
          com.example.cash.Receiver
          enabledComponents:
          android.permission.WRITE_CONTACTS
        grantedPermissions:
          android.permission.READ_CONTACTS
    `,
    { appId: 10101, targetSdk: 21, system: true },
    { installed: true, hidden: false, permissions: { [READ_CONTACTS]: { granted: true, block: 'granted-list' } } },
  ],
  [
    '6.0: flags between spaces',
    `
    Packages:
      Package [com.example.cash] (2a1b2c3d):
        userId=10101
        pkg=Package{3b1 com.example.cash}
        codePath=/data/app/com.example.cash
        versionCode=7 targetSdk=23
        versionName=0.7
        flags=[ HAS_CODE ]
        privateFlags=[ ]
        firstInstallTime=2016-11-01 10:00:00
        lastUpdateTime=2016-11-02 20:14:07
        installPermissionsFixed=true installStatus=1
        pkgFlags=[ HAS_CODE ]
        install permissions:
          android.permission.INTERNET: granted=true
        User 0:  installed=true hidden=false stopped=false notLaunched=false enabled=0
          gids=[3003]
          runtime permissions:
            android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET GRANTED_BY_DEFAULT ]
    `,
    { appId: 10101, targetSdk: 23, firstInstallTime: '2016-11-01 10:00:00' },
    {
      installed: true,
      permissions: { [READ_CONTACTS]: { granted: true, flags: ['USER_SET', 'GRANTED_BY_DEFAULT'], block: 'runtime' } },
    },
  ],
  [
    '7.1: minSdk, two users',
    `
    Packages:
      Package [com.example.cash] (cd1a7c6):
        userId=10101
        codePath=/data/app/com.example.cash
        versionCode=7 minSdk=19 targetSdk=25
        versionName=0.7
        apkSigningVersion=2
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=114243 installed=true hidden=false suspended=true stopped=false notLaunched=true enabled=1
        User 999: ceDataInode=0 installed=false hidden=false suspended=false stopped=true notLaunched=true enabled=0
    `,
    { versionCode: '7', targetSdk: 25 },
    { installed: true, suspended: true, notLaunched: true, enabled: 1 },
  ],
  [
    '9: an inode below zero, a version of 64 bit, libraries',
    `
    Packages:
      Package [com.example.cash] (482d7ab):
        userId=10038
        codePath=/data/app/com.example.cash
        versionCode=9007199254740993 minSdk=24 targetSdk=28
        versionName=8.1.0-4396705
        usesLibraries:
          org.apache.http.legacy
        usesLibraryFiles:
          /system/framework/org.apache.http.legacy.boot.jar
        firstInstallTime=2008-12-31 21:30:00
        lastUpdateTime=1970-01-01 08:00:00
        pkgFlags=[ SYSTEM HAS_CODE UPDATED_SYSTEM_APP ]
        User 0: ceDataInode=-4294967291 installed=true hidden=false suspended=false stopped=false notLaunched=false enabled=2 instant=true virtual=true
    `,
    {
      versionCode: '9007199254740993',
      targetSdk: 28,
      system: true,
      firstInstallTime: '2008-12-31 21:30:00',
      lastUpdateTime: '1970-01-01 08:00:00',
    },
    { installed: true, enabled: 2, instant: true, virtual: true },
  ],
  [
    '10: suspended, by whom',
    `
    Packages:
      Package [com.example.cash] (cdce25a):
        userId=10047
        codePath=/data/app/com.example.cash
        versionCode=28 minSdk=24 targetSdk=28
        versionName=9-5374186
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=860162 installed=true hidden=false suspended=true suspendingPackage=com.example.parent dialogInfo=null stopped=false notLaunched=false enabled=0 instant=false virtual=false
          runtime permissions:
            android.permission.READ_CONTACTS: granted=false, flags=[ USER_SET|USER_FIXED]
    `,
    { appId: 10047 },
    {
      suspended: true,
      stopped: false,
      permissions: { [READ_CONTACTS]: { granted: false, flags: ['USER_SET', 'USER_FIXED'] } },
    },
  ],
  [
    '11: queries, distractionFlags, overlay and suspend headings at column 4',
    `
    Packages:
      Package [com.example.cash] (1dc7f3):
        userId=10441
        codePath=/data/app/com.example.cash
        versionCode=1 minSdk=24 targetSdk=30
        versionName=1.0.0
        forceQueryable=false
        queriesPackages=[]
        queriesIntents=[Intent { act=android.intent.action.PROCESS_TEXT dat=content://*/* typ=text/plain }]
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=2370 installed=true hidden=false suspended=true distractionFlags=0 stopped=false notLaunched=false enabled=0 ofs=0 instant=false virtual=false
        Suspend params:
          suspendingPackage=com.example.parent dialogInfo=null
        overlay paths:
          /product/overlay/Icons.apk
          gids=[3003]
          runtime permissions:
            android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET|524288]
    `,
    { appId: 10441 },
    {
      installed: true,
      suspended: true,
      enabled: 0,
      permissions: { [READ_CONTACTS]: { granted: true, flags: ['USER_SET', '524288'] } },
    },
  ],
  [
    '12: the bug that prints overlay headings at column 0',
    `
    Packages:
      Package [com.example.cash] (d6efebe):
        userId=10107
        codePath=/data/app/com.example.cash
        versionCode=32 minSdk=32 targetSdk=32
        minExtensionVersions=[]
        versionName=12
        usesNonSdkApi=true
        applicationInfo=PackageImpl{ed48b1f com.example.cash}
        firstInstallTime=2008-12-31 16:00:00
        installerAttributionTag=null
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=2370 installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false
          overlay paths:
            /product/overlay/Icons.apk
          ${''}
    com.google.android.trichromelibrary_5790 overlay paths:
            /product/overlay/Icons.apk
          gids=[3003]
          runtime permissions:
            android.permission.READ_CONTACTS: granted=true
    `,
    { appId: 10107, firstInstallTime: '2008-12-31 16:00:00' },
    { permissions: { [READ_CONTACTS]: { granted: true, flags: [] } } },
  ],
  [
    '13: firstInstallTime is of the user, the installer is always printed',
    `
    Packages:
      Package [com.example.cash] (bb31a73):
        userId=10148
        codePath=/data/app/com.example.cash
        versionCode=1 minSdk=33 targetSdk=34
        versionName=1.0
        lastUpdateTime=2025-05-12 11:50:54
        installerPackageName=null
        packageSource=0
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=1802510 installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false
          installReason=0
          firstInstallTime=2025-05-12 11:50:54
          uninstallReason=0
          overlay paths:
            /data/resource-cache/x.frro
    `,
    { appId: 10148, lastUpdateTime: '2025-05-12 11:50:54' },
    { firstInstallTime: '2025-05-12 11:50:54' },
  ],
  [
    '14: appId',
    `
    Packages:
      Package [com.example.cash] (bb31a73):
        appId=10148
        codePath=/data/app/com.example.cash
        versionCode=1 minSdk=33 targetSdk=34
        versionName=1.0
        installerPackageName=com.example.store
        installerPackageUid=10090
        initiatingPackageName=com.example.browser
        originatingPackageName=com.example.files
        updateOwnerPackageName=com.example.other
        pkgFlags=[ HAS_CODE ]
        privatePkgFlags=[ PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION ]
        apexModuleName=null
        User 0: ceDataInode=1 installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false
    `,
    { appId: 10148, installer: 'com.example.store' },
    { installed: true },
  ],
  [
    '15: archived, quarantined',
    `
    Packages:
      Package [com.example.cash] (bb31a73):
        appId=10148
        codePath=/data/app/com.example.cash
        versionCode=1 minSdk=33 targetSdk=35
        versionName=1.0
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=1 deDataInode=2 installed=false hidden=false suspended=false distractionFlags=0 stopped=true notLaunched=false enabled=0 instant=false virtual=false quarantined=true
          installReason=0
          dataDir=/data/user/0/com.example.cash
          firstInstallTime=2025-05-12 11:50:54
          archiveTime=2025-06-12 11:50:54
          unarchiveInstallerTitle=Example Store
          uninstallReason=0
    `,
    { appId: 10148 },
    { installed: false, archived: true, suspended: true, firstInstallTime: '2025-05-12 11:50:54' },
  ],
  [
    '16, ColorOS: ofs and pdm',
    `
    Packages:
      Package [com.example.cash] (bb31a73):
        appId=10148
        codePath=/data/app/com.example.cash
        versionCode=1 minSdk=33 targetSdk=36
        versionName=1.0
        pageSizeCompat=0
        pkgFlags=[ HAS_CODE ]
        User 0: ceDataInode=1 deDataInode=2 installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=3 ofs=0 pdm=false instant=false virtual=false quarantined=false
          runtime permissions:
            android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
    `,
    { appId: 10148 },
    { installed: true, archived: false, enabled: 3, permissions: { [READ_CONTACTS]: { granted: true } } },
  ],
  [
    '16, One UI: a category of three and a number of components',
    `
    Packages:
      Package [com.example.cash] (d8c71fd):
        appId=10319
        codePath=/data/app/com.example.cash
        versionCode=15 minSdk=26 targetSdk=28
        versionName=00.15.00-V10-Hybrid
        installerPackageName=com.example.store
        category=manifest: -1, override: -1, by user: -1
        pkgFlags=[ HAS_CODE ]
        componentsDeclared=3
        User 0: ceDataInode=1 deDataInode=2 installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false quarantined=false
          runtime permissions:
            android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
        User 150: ceDataInode=0 deDataInode=0 installed=false hidden=false suspended=false distractionFlags=0 stopped=true notLaunched=true enabled=0 instant=false virtual=false quarantined=false
          dataDir=null
          firstInstallTime=1970-01-01 08:00:00
    `,
    { appId: 10319, versionName: '00.15.00-V10-Hybrid' },
    { installed: true, permissions: { [READ_CONTACTS]: { granted: true } } },
  ],
  [
    '17: pccId and appLockEnabled',
    `
    Packages:
      Package [com.example.cash] (bb31a73):
        appId=10148
        pccId=-1
        codePath=/data/app/com.example.cash
        versionCode=1 minSdk=33 targetSdk=37
        versionName=1.0
        pkgFlags=[ HAS_CODE ]
        User 0: deDataInode=2 pccCeDataInode=0 pccDeDataInode=0 installed=true hidden=false suspended=false appLockEnabled=false distractionFlags=0 stopped=true notLaunched=false enabled=0 instant=false virtual=false quarantined=false
          runtime permissions:
            android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
    `,
    { appId: 10148, targetSdk: 37 },
    { installed: true, stopped: true, suspended: false, permissions: { [READ_CONTACTS]: { granted: true } } },
  ],
]

describe('the record of a package', () => {
  test.for(RELEASES)('of Android %s', ([, dump, app, user]) => {
    const snapshot = snapshotFrom(text(dump))
    expect(appOf(snapshot, CASH)).toMatchObject(app)
    expect(userOf(snapshot, CASH)).toMatchObject(user)
    expect(snapshot.packageRecords).toBe(1)
  })

  test.for(RELEASES)('is counted where nobody asks for its app: Android %s', ([, dump]) => {
    const record = /^ {2}Package \[[\s\S]*/m.exec(text(dump))?.[0] ?? ''
    const passedOver = record.replaceAll(CASH, 'com.example.notes')
    const snapshot = snapshotFrom(text(dump) + passedOver, { interest: onlyApps((name) => name === CASH) })
    expect(snapshot).toMatchObject({ packageHeaders: 2, packageRecords: 2 })
  })

  test('only READ_CONTACTS of the asked permissions stands among the components of 5.1', () => {
    const [, dump = ''] = RELEASES.find(([name]) => name.startsWith('5.1')) ?? []
    expect(Object.keys(userOf(snapshotFrom(text(dump)), CASH).permissions)).toEqual([READ_CONTACTS])
  })

  test('the times of a phone that prints other digits are read', () => {
    const record = package14(CASH, { runtime: [READS] })
      .replace('lastUpdateTime=2025-11-02 20:14:07', 'lastUpdateTime=٢٠٢٥-١١-٠٢ ٢٠:١٤:٠٧')
      .replace('firstInstallTime=2025-11-02 20:14:07', 'firstInstallTime=২০২৫-১১-০২ ২০:১৪:০৭')
    const snapshot = snapshotFrom(dump14([record]))
    expect(appOf(snapshot, CASH).lastUpdateTime).toBe('2025-11-02 20:14:07')
    expect(userOf(snapshot, CASH).firstInstallTime).toBe('2025-11-02 20:14:07')
  })

  test('what is `null` or not printed is absent', () => {
    const app = appOf(snapshotFrom(text(RELEASES.find(([name]) => name.startsWith('13'))?.[1] ?? '')), CASH)
    expect(app).not.toHaveProperty('installer')
    expect(app).not.toHaveProperty('firstInstallTime')
    expect(app).not.toHaveProperty('sharedUser')
    expect(app).not.toHaveProperty('alias')
  })

  test.for([
    '2.0 = [beta] (x) a=b',
    'null and void',
    '版本 1.0',
    '[1.0]',
    '  Package [x] (1):',
    'a\u2028b',
    '=',
    '1.0  granted=true',
  ])('a version name is any text: %s', (versionName) => {
    const snapshot = snapshotFrom(dump14([package14(CASH, { versionName, runtime: [READS] })]))
    expect(appOf(snapshot, CASH).versionName).toBe(versionName)
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`])
    expect(openGaps(snapshot)).toEqual([])
  })

  test('without package data neither version name nor flags follow, and that is no damage', () => {
    const record = text(`
      Packages:
        Package [com.example.cash] (bb31a73):
          appId=10148
          pkg=null
          codePath=/data/app/com.example.cash
          versionCode=7
          timeStamp=2025-05-12 11:50:53
          lastUpdateTime=2025-05-12 11:50:54
          installPermissionsFixed=true
          pkgFlags=[ HAS_CODE ]
          User 0: ceDataInode=0 installed=false hidden=false suspended=false stopped=true notLaunched=true enabled=0 instant=false virtual=false
        Package [com.example.notes] (bb31a74):
          appId=10149
          codePath=/data/app/com.example.notes
          versionCode=1
          pkgFlags=[ HAS_CODE ]
          User 0: ceDataInode=0 installed=true hidden=false suspended=false stopped=true notLaunched=true enabled=0 instant=false virtual=false

      Queries:
    `)
    const snapshot = snapshotFrom(record)
    const app = appOf(snapshot, CASH)
    expect(app).toMatchObject({ appId: 10148, versionCode: '7' })
    expect(app).not.toHaveProperty('versionName')
    expect(app).not.toHaveProperty('targetSdk')
    expect(userOf(snapshot, CASH).installed).toBe(false)
    expect(openGaps(snapshot)).toEqual([])
  })

  test('the compat name is the name; the bracket is kept as another', () => {
    const renamed = package14('com.example.new', { runtime: [READS] }).replace(
      ':\n',
      ':\n    compat name=com.example.cash\n',
    )
    const snapshot = snapshotFrom(dump14([renamed]))
    expect(appOf(snapshot, CASH)).toMatchObject({
      alias: 'com.example.new',
      users: [{ permissions: { [READ_CONTACTS]: { granted: true } } }],
    })
    expect(snapshot.packageNames).toEqual([CASH])
  })

  test.for([CASH, 'com.example.new'])('a run that asks only for %s finds it by either name', (asked) => {
    const renamed = package14('com.example.new', { runtime: [READS] }).replace(
      ':\n',
      ':\n    compat name=com.example.cash\n',
    )
    const others = [package14('com.example.first'), package14('com.example.second')]
    const interest = onlyApps((name) => name === asked)
    const snapshot = snapshotFrom(dump14([...others, renamed]), { interest })
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`])
  })

  test('the number is the app id of every user', () => {
    const users = [
      { id: 0, runtime: [DENIED] },
      { id: 10, runtime: [READS] },
    ]
    const appops =
      'Current AppOps Service state:\n  Uid u10a81:\n    Package com.example.cash:\n      READ_CONTACTS (ignore): \n'
    const snapshot = snapshotFrom({ 'p.txt': dump14([package14(CASH, { users })]), 'a.txt': appops })
    expect(userOf(snapshot, CASH, 10).appOps?.['READ_CONTACTS']?.package?.mode).toBe('ignore')
    expect(userOf(snapshot, CASH, 0).appOps).toEqual({})
  })
})

describe('permission blocks', () => {
  const READ = 'android.permission.READ_CONTACTS'
  test.for<[string, string, boolean, string[]]>([
    [
      'flags between spaces, 6 to 9',
      `${READ}: granted=true, flags=[ SYSTEM_FIXED GRANTED_BY_DEFAULT ]`,
      true,
      ['SYSTEM_FIXED', 'GRANTED_BY_DEFAULT'],
    ],
    [
      'flags between bars, from 10',
      `${READ}: granted=true, flags=[ USER_SET|USER_SENSITIVE_WHEN_GRANTED]`,
      true,
      ['USER_SET', 'USER_SENSITIVE_WHEN_GRANTED'],
    ],
    ['a flag without a name', `${READ}: granted=true, flags=[ USER_SET|524288]`, true, ['USER_SET', '524288']],
    ['only a number', `${READ}: granted=true, flags=[ 524288]`, true, ['524288']],
    ['one flag', `${READ}: granted=false, flags=[ USER_FIXED]`, false, ['USER_FIXED']],
    ['no flags', `${READ}: granted=true`, true, []],
    ['an empty list', `${READ}: granted=false, flags=[ ]`, false, []],
  ])('%s', ([, line, granted, flags]) => {
    expect(contactsOf(snapshotFrom(dump14([package14(CASH, { runtime: [line] })])), CASH)).toMatchObject({
      granted,
      flags,
    })
  })

  test('a request of 10 and 11 may say that it is restricted', () => {
    const requested = [
      `${READ}: restricted=true`,
      'android.permission.ACCESS_BACKGROUND_LOCATION: restricted=true',
      'android.permission.GET_ACCOUNTS',
    ]
    const app = appOf(snapshotFrom(`Packages:\n${package14(CASH, { requested })}\n`), CASH)
    expect(app.requestedPermissions?.map(({ name }) => name)).toEqual([READ, 'android.permission.GET_ACCOUNTS'])
  })

  test.for<[string, string[], Record<number, boolean | undefined>]>([
    ['without an override every user is as user 0', [`${READ}: granted=true`], { 0: true, 10: true, 11: true }],
    [
      'denied for user 0, held by user 10',
      [`${READ}: granted=false`, `${READ}: granted=true, userId=10`],
      { 0: false, 10: true, 11: false },
    ],
    [
      'held, but not by user 10',
      [`${READ}: granted=true, flags=[ USER_SET]`, `${READ}: granted=false, flags=[ USER_SET], userId=10`],
      { 0: true, 10: false, 11: true },
    ],
    [
      'an override of user 11 before that of user 10',
      [`${READ}: granted=false`, `${READ}: granted=true, userId=11`, `${READ}: granted=false, userId=10`],
      { 0: false, 10: false, 11: true },
    ],
    [
      'an override of user 0 is text of an app, and takes nothing away',
      [`${READ}: granted=false, userId=0`, `${READ}: granted=true`],
      { 0: true, 10: true, 11: true },
    ],
    [
      'an override of user 100 is not one of user 10',
      [`${READ}: granted=false`, `${READ}: granted=true, userId=100`],
      { 0: false, 10: false, 11: false },
    ],
  ])('install permissions from 12: %s', ([, install, expected]) => {
    const users = [0, 10, 11].map((id) => ({ id }))
    const snapshot = snapshotFrom(dump14([package14(CASH, { install, users })]))
    const seen = Object.fromEntries([0, 10, 11].map((id) => [id, contactsOf(snapshot, CASH, id)?.granted]))
    expect(seen).toEqual(expected)
  })

  test('declared permissions are no holdings, whatever their name', () => {
    const record = package14(CASH).replace(
      '    User 0:',
      '    declared permissions:\n      android.permission.READ_CONTACTS: prot=dangerous, INSTALLED\n      android.permission.WRITE_CONTACTS: granted=true\n    User 0:',
    )
    const snapshot = snapshotFrom(dump14([record]))
    expect(userOf(snapshot, CASH).permissions).toEqual({})
    expect(openGaps(snapshot)).toEqual([])
  })

  test('granted in one block and denied in another is granted', () => {
    const either = [
      package14(CASH, { install: [READS], runtime: [DENIED] }),
      package14('com.example.notes', { install: [DENIED], runtime: [READS] }),
    ]
    expect(contactsByUser(snapshotFrom(dump14(either)))).toEqual([`${CASH} 0 granted`, 'com.example.notes 0 granted'])
  })

  test('a grant behind the runtime block is still one; a denial there proves nothing', () => {
    const behind = (line: string) =>
      userOf(snapshotFrom(dump14([`${package14(CASH)}\n      disabledComponents:\n        ${line}`])), CASH)
    expect(behind(`${READ}: granted=true`).permissions[READ_CONTACTS]?.granted).toBe(true)
    expect(behind(`${READ}: granted=false`)).toMatchObject({ permissions: {}, unread: 'SECTION_TRUNCATED' })
  })

  test('each user has a block of its own', () => {
    const users = [{ id: 0, runtime: [DENIED] }, { id: 10 }, { id: 999, runtime: [READS] }]
    expect(contactsByUser(snapshotFrom(dump14([package14(CASH, { users })])))).toEqual([
      `${CASH} 0 denied`,
      `${CASH} 10 -`,
      `${CASH} 999 granted`,
    ])
  })

  test('a line of READ_CONTACTS that cannot be read is damage, not a denial', () => {
    const snapshot = snapshotFrom(
      dump14([package14(CASH, { runtime: [`${READ}: granted=tr`] }), package14('com.example.notes')]),
    )
    expect(userOf(snapshot, CASH).unread).toBe('SECTION_TRUNCATED')
  })

  test('a static library keeps its suffix', () => {
    const record = package14('com.example.library_123')
    expect(snapshotFrom(dump14([record])).packageNames).toEqual(['com.example.library_123'])
  })

  test('a header that is not as Android prints it still begins a record, which proves nothing', () => {
    const record = package14(CASH, { runtime: [READS] })
    const grants = snapshotFrom(dump14([record.replace('(39e61d4)', '(xyz)')]))
    expect(contactsByUser(grants)).toEqual([`${CASH} 0 granted`])
    const denies = snapshotFrom(dump14([package14(CASH).replace('(39e61d4)', '(xyz)')]))
    expect(userOf(denies, CASH).unread).toBe('SECTION_TRUNCATED')
    expect(openGaps(denies)).toEqual(['E315'])
  })
})

const CAMERA = 'android.permission.CAMERA: granted=false'

describe('what Android prints once', () => {
  const users = [
    { id: 0, state: 'installed=false', runtime: [DENIED] },
    { id: 10, runtime: [READS] },
  ]
  const record = package14(CASH, { install: ['android.permission.INTERNET: granted=true'], users })
  const other = package14(NOTES, { appId: 10082, users: [{ id: 0 }, { id: 10 }] })
  const unreadIn = (changed: string) => {
    expect(changed).not.toBe(record)
    return userOf(snapshotFrom(dump14([changed, other])), CASH).unread
  }

  test('is no damage as it is', () => {
    expect(openGaps(snapshotFrom(dump14([record, other])))).toEqual([])
  })

  test.for<[string, (record: string) => string]>([
    ['the number of a user cannot be read', (one) => one.replace('User 10:', 'User 1O:')],
    ['the word before it cannot be read', (one) => one.replace('User 10:', 'Usr 10:')],
    ['the line of a user is lost', (one) => one.replace(/ {4}User 10: .*\n/, '')],
    ['all is lost but the heading below it', (one) => one.replace(/ {4}User 10: [\s\S]*gids=.*\n/, '')],
    ['all is lost but a second state', (one) => one.replace(/ {4}User 10: [\s\S]*permissions:\n/, '')],
    [
      'the line of a user is lost between other states',
      (one) => one.replace(DENIED, CAMERA).replace(/ {4}User 10: .*\n/, ''),
    ],
    ['the header of the next one is lost', (one) => `${one}\n${other.replace(/.*\n/, '')}`],
    ['the time of an update stands twice', (one) => one.replace(/( {4}lastUpdateTime=.*\n)/, '$1$1')],
  ])('%s: what the record does not show proves nothing', ([, change]) => {
    expect(unreadIn(change(record))).toBe('SECTION_TRUNCATED')
  })

  test('the first user is one of every phone: where no record has its line, it was taken out of all', () => {
    const without = (one: string) => one.replace(/ {4}User 0: .*\n/, '')
    expect(openGaps(snapshotFrom(dump14([record, other].map(without))))).toEqual(['E315'])
  })

  test('of a user that other records print, nobody knows what the first record lost', () => {
    const another = other.replaceAll(NOTES, 'com.example.mail')
    const lost = record.replace(/ {4}User 10: [\s\S]*permissions:\n.*/, '')
    const snapshot = snapshotFrom(dump14([lost, other, another]), { interest: onlyApps((name) => name === CASH) })
    expect(userOf(snapshot, CASH, 10).unread).toBe('USER_NOT_READABLE')
  })
})

test.for(['\u2028', '\v', '\u0085', '\x1b[K', '    ', '\u2028  Package [com.example.diary] (1a): '])(
  'a line that %j joins to a version is no part of it',
  (between) => {
    const versionName = `3.8.1${between}dataDir=/data/user/0/com.example.diary`
    const { apps } = snapshotFrom(dump14([package14(CASH, { versionName })]))
    expect(apps.map((app) => app.versionName)).toEqual(['3.8.1'])
  },
)
