import { describe, expect, test } from 'vitest'
import {
  CASH,
  contactsByUser,
  contactsOf,
  DENIED,
  dump14,
  NOTES,
  openGaps,
  package14,
  READS,
  sharedUser14,
  snapshotFrom,
  text,
  userOf,
} from './dumps.ts'

const SHARED = 'com.example.shared'
const MEMBER = package14(CASH, { sharedUser: SHARED })
const READ = 'android.permission.READ_CONTACTS'

/** A member and its shared user on the releases that print it otherwise. */
const old = (userIdLine: string, users: string, sharedBlock: string) =>
  `${text(`
    Database versions:
      Internal:
        databaseVersion=3

    Packages:
      Package [com.example.cash] (a1):
        ${userIdLine}
        sharedUser=SharedUserSetting{55b1 com.example.shared/10081}
        codePath=/data/app/com.example.cash
        versionCode=3 targetSdk=22
        pkgFlags=[ HAS_CODE ]
        ${users}
  `)}\nShared users:\n  SharedUser [com.example.shared] (55b1):\n${sharedBlock}\n\nPackage Changes:\n`

describe('shared users', () => {
  test.for<[string, string, string, boolean]>([
    [
      '5.1: grantedPermissions of the uid',
      old(
        'userId=10081 gids=[3003]',
        'User 0:  installed=true hidden=false stopped=false notLaunched=false enabled=0',
        `    userId=10081 gids=[3003, 1028]\n    grantedPermissions:\n      ${READ}`,
      ),
      'shared-granted-list',
      true,
    ],
    [
      '8.1: no list of members',
      old(
        'userId=10081',
        'User 0: ceDataInode=1 installed=true hidden=false suspended=false stopped=false notLaunched=false enabled=0 instant=false',
        `    userId=10081\n    install permissions:\n      android.permission.INTERNET: granted=true\n    User 0: \n      gids=[3003]\n      runtime permissions:\n        ${READ}: granted=true, flags=[ SYSTEM_FIXED GRANTED_BY_DEFAULT ]`,
      ),
      'shared-runtime',
      true,
    ],
    [
      '9: a legacy app among the install permissions',
      old(
        'userId=10081',
        'User 0: ceDataInode=1 installed=true enabled=0',
        `    userId=10081\n    install permissions:\n      ${READ}: granted=true\n    User 0: `,
      ),
      'shared-install',
      true,
    ],
    [
      '14: members without a colon',
      dump14([MEMBER], { shared: [sharedUser14(SHARED, { members: [CASH], users: [{ runtime: [READS] }] })] }),
      'shared-runtime',
      true,
    ],
    [
      '14: denied',
      dump14([MEMBER], { shared: [sharedUser14(SHARED, { members: [CASH], users: [{ runtime: [DENIED] }] })] }),
      'shared-runtime',
      false,
    ],
  ])('of Android %s', ([, dump, block, granted]) => {
    const snapshot = snapshotFrom(dump)
    expect(contactsOf(snapshot, CASH)).toMatchObject({ block, granted })
    expect(userOf(snapshot, CASH).unread).toBeUndefined()
    expect(openGaps(snapshot)).toEqual([])
  })

  test('an empty grantedPermissions heading holds nothing', () => {
    const dump = old(
      'userId=10081 gids=[]',
      'User 0:  installed=true hidden=false stopped=false notLaunched=false enabled=0',
      '    userId=10081 gids=[]\n    grantedPermissions:',
    )
    const snapshot = snapshotFrom(dump)
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 -`])
    expect(openGaps(snapshot)).toEqual([])
  })

  test('a shared user of an id alone is read: it holds nothing', () => {
    const bare = '  SharedUser [com.example.shared] (d8bf56a):\n    appId=10081'
    const snapshot = snapshotFrom(dump14([MEMBER], { shared: [bare, sharedUser14('com.example.other')] }))
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 -`])
    expect(userOf(snapshot, CASH).unread).toBeUndefined()
    expect(openGaps(snapshot)).toEqual([])
  })

  test('a shared user that a whole dump does not print is a hole, not a denial', () => {
    const snapshot = snapshotFrom(
      dump14([MEMBER, package14(NOTES, { appId: 10082 })], { shared: [sharedUser14('com.example.other')] }),
    )
    expect(userOf(snapshot, CASH).unread).toBe('SECTION_TRUNCATED')
    expect(userOf(snapshot, NOTES).unread).toBeUndefined()
    expect(openGaps(snapshot)).toEqual(['E315'])
  })

  test('each user has a block; one that is not printed holds nothing, and the install state is that of the member', () => {
    const users = [
      { id: 0, runtime: [DENIED] },
      { id: 11, runtime: [READS] },
    ]
    const member = package14(CASH, {
      sharedUser: SHARED,
      users: [{ id: 0 }, { id: 10 }, { id: 11, state: 'installed=false' }],
    })
    const snapshot = snapshotFrom(dump14([member], { shared: [sharedUser14(SHARED, { members: [CASH], users })] }))
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 denied`, `${CASH} 10 -`, `${CASH} 11 granted`])
    expect([0, 10, 11].map((id) => userOf(snapshot, CASH, id).installed)).toEqual([true, true, false])
  })

  test('an override of one user holds in the install permissions of a shared user too', () => {
    const install = [`${READ}: granted=false`, `${READ}: granted=true, userId=10`]
    const member = package14(CASH, { sharedUser: SHARED, users: [{ id: 0 }, { id: 10 }] })
    const snapshot = snapshotFrom(dump14([member], { shared: [sharedUser14(SHARED, { install })] }))
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 denied`, `${CASH} 10 granted`])
  })

  test('the members under `Packages` are no packages, and an unshared app takes nothing from it', () => {
    const shared = sharedUser14(SHARED, { members: [CASH, 'com.example.absent'], users: [{ runtime: [READS] }] })
    const snapshot = snapshotFrom(dump14([MEMBER, package14(NOTES, { appId: 10082 })], { shared: [shared] }))
    expect(snapshot.packageNames).toEqual([CASH, NOTES])
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`, `${NOTES} 0 -`])
  })

  test('a dump of one package prints the install permissions of its uid under the package', () => {
    const record = package14(CASH, {
      sharedUser: SHARED,
      requested: ['android.permission.INTERNET'],
      install: [`${READ}: granted=true`],
    })
    const snapshot = snapshotFrom(
      `Packages:\n${record}\n\nShared users:\n${sharedUser14(SHARED, { members: [CASH] })}\n\nPackage Changes:\n`,
    )
    expect(contactsOf(snapshot, CASH)).toMatchObject({ granted: true, block: 'install' })
  })

  test.for<[string, string]>([
    ['at the end of the file', ''],
    ['with a section after it', '\nPackage Changes:\n  Sequence number=2\n'],
  ])('`dumpsys package shared-users noperm` printed no permissions, so members are unknown: %s', ([, after]) => {
    const noperm =
      '  SharedUser [com.example.shared] (d8bf56a):\n    appId=10081\n    Packages\n      PackageSetting{68077e1 com.example.cash/10081}\n'
    const other = noperm
      .replaceAll('10081', '10090')
      .replace(SHARED, 'com.example.two')
      .replace(CASH, 'com.example.three')
    const packages = `Packages:\n${MEMBER}\n${package14(NOTES, { appId: 10082 })}\n\nQueries:\n  system apps queryable: false\n`
    const snapshot = snapshotFrom(`${packages}\nShared users:\n${noperm}${other}${after}`)
    expect(userOf(snapshot, CASH).unread).toBe('SHARED_USERS_NOT_SEEN')
    expect(openGaps(snapshot)).toEqual(['E314'])
  })

  test('whose header is lost is found by its id: what it grants counts', () => {
    const [, ...headless] = sharedUser14(SHARED, { members: [CASH], users: [{ runtime: [READS] }] }).split('\n')
    const snapshot = snapshotFrom(dump14([MEMBER], { shared: [headless.join('\n')] }))
    expect([contactsByUser(snapshot), openGaps(snapshot)]).toEqual([[`${CASH} 0 granted`], ['E315']])
  })

  test('a header without an id takes nothing from the one before it, as each has an id', () => {
    const shared = sharedUser14(SHARED, { members: [CASH], install: [], users: [{ runtime: [READS] }] })
    const forged = shared.replace('    User 0', '  SharedUser [com.example.other] (d8bf56b):\n    User 0')
    expect(forged).not.toBe(shared)
    expect(openGaps(snapshotFrom(dump14([MEMBER], { shared: [shared] })))).toEqual([])
    expect(openGaps(snapshotFrom(dump14([MEMBER], { shared: [forged] })))).toEqual(['E315'])
  })

  test('of one whose line of a second user cannot be read, what stands once for a user stands twice', () => {
    const users = [{ runtime: ['android.permission.CAMERA: granted=false'] }, { id: 10, runtime: [READS] }]
    const shared = sharedUser14(SHARED, { members: [CASH], users })
    const unread = (text: string) => userOf(snapshotFrom(dump14([MEMBER], { shared: [text] })), CASH).unread
    const misread = shared.replace('User 10', 'Usr 10')
    const withoutStates = misread.replace(/ {6}runtime permissions:\n.*CAMERA.*\n/, '')
    const ofOtherGroups = withoutStates.replace(/(Usr 10: \n {6}gids=).*/, '$1[1015]')
    expect(withoutStates).not.toBe(misread)
    expect(ofOtherGroups).not.toBe(withoutStates)
    for (const text of [misread, withoutStates, ofOtherGroups]) expect(unread(text)).toBe('SECTION_TRUNCATED')
    expect(unread(sharedUser14(SHARED, { members: [CASH], users: users.slice(0, 1) }))).toBeUndefined()
  })

  test('that lists a package as its own gives to it what it has, also where the record lost the line that says so', () => {
    const shared = [sharedUser14(SHARED, { members: [CASH, NOTES], users: [{ runtime: [READS] }] })]
    const older = package14(CASH, { appId: 10090 })
    const snapshot = snapshotFrom(dump14([older, package14(NOTES, { sharedUser: SHARED })], { shared }))
    expect(contactsOf(snapshot, CASH)).toMatchObject({ granted: true, block: 'shared-runtime' })
    expect(openGaps(snapshot)).toEqual(['E315'])
    const denies = shared.map((one) => one.replace(READS, DENIED))
    const denied = snapshotFrom(dump14([older, package14(NOTES, { sharedUser: SHARED })], { shared: denies }))
    expect(userOf(denied, CASH).unread).toBe('SECTION_TRUNCATED')
  })

  test('of one that is printed twice, and once in pieces, nobody knows what its members hold', () => {
    const whole = sharedUser14(SHARED, { members: [CASH] })
    const torn = `${whole}      android.permission.READ_CON TACTS: granted=true\n`
    for (const shared of [
      [whole, torn],
      [torn, whole],
    ])
      expect(userOf(snapshotFrom(dump14([MEMBER], { shared })), CASH).unread).toBe('SECTION_TRUNCATED')
  })

  test('names are whole: a shared user of a similar name gives nothing', () => {
    const similar = [
      sharedUser14(SHARED, { users: [] }),
      sharedUser14(`${SHARED}.more`, { appId: 10099, users: [{ runtime: [READS] }] }),
    ]
    expect(contactsByUser(snapshotFrom(dump14([MEMBER], { shared: similar })))).toEqual([`${CASH} 0 -`])
  })
})
