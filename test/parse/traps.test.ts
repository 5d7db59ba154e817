import { describe, expect, test } from 'vitest'
import { READ_CONTACTS } from '../../src/model/vocabulary.ts'
import {
  appOf,
  CASH,
  contactsByUser,
  contactsOf,
  DENIED,
  dump14,
  everyApp,
  gapCodes,
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

describe('a full dump prints no list of requests', () => {
  const full = snapshotFrom(dump14([package14(CASH, { runtime: [DENIED] }), package14(NOTES, { appId: 10082 })]))

  test('the list is absent, not empty', () => {
    expect(appOf(full, CASH).requestedPermissions).toBeUndefined()
    expect(appOf(full, NOTES).requestedPermissions).toBeUndefined()
  })

  test('an entry that is not granted still shows the request; no entry shows nothing', () => {
    expect(contactsByUser(full)).toEqual([`${CASH} 0 denied`, `${NOTES} 0 -`])
  })

  test('a dump of one package prints the list, which may be empty of contacts', () => {
    const asks = package14(CASH, { requested: ['android.permission.INTERNET', READ_CONTACTS] })
    const asksNot = package14(CASH, { requested: ['android.permission.INTERNET', 'android.permission.CAMERA'] })
    const names = (record: string) =>
      appOf(snapshotFrom(`Packages:\n${record}\n`), CASH).requestedPermissions?.map(({ name }) => name)
    expect(names(asks)).toContain(READ_CONTACTS)
    expect(names(asksNot)).toEqual([])
  })

  test('a list of one name may be what a filter by permission left of it', () => {
    const record = package14(CASH, { requested: ['android.permission.CAMERA'] })
    expect(appOf(snapshotFrom(`Permissions:\n\nPackages:\n${record}\n`), CASH).requestedPermissions).toBeUndefined()
    const single = snapshotFrom(`Key Set Manager:\n\nPackages:\n${record}\n`)
    expect(appOf(single, CASH).requestedPermissions).toEqual([])
  })
})

describe('a package with a shared uid prints no permissions of its own', () => {
  const member = (name: string) => package14(name, { sharedUser: SHARED })
  const shared = sharedUser14(SHARED, { members: [CASH, NOTES], users: [{ runtime: [READS] }] })

  test('the grant of the uid is held by each member', () => {
    const snapshot = snapshotFrom(dump14([member(CASH), member(NOTES)], { shared: [shared] }))
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`, `${NOTES} 0 granted`])
    expect(contactsOf(snapshot, NOTES)?.block).toBe('shared-runtime')
    expect(appOf(snapshot, CASH).sharedUser).toBe(SHARED)
    expect(openGaps(snapshot)).toEqual([])
  })

  test('`dumpsys package packages` leaves their grants unknown, and only theirs', () => {
    const snapshot = snapshotFrom(
      `Packages:\n${member(CASH)}\n${package14(NOTES, { appId: 10082 })}\n\nQueries:\n  system apps queryable: false\n`,
    )
    expect(userOf(snapshot, CASH).unread).toBe('SHARED_USERS_NOT_SEEN')
    expect(userOf(snapshot, NOTES).unread).toBeUndefined()
    expect(gapCodes(snapshot)).toEqual(['E314'])
  })

  test('`dumpsys package shared-users` after it, in the same file, fills them in', () => {
    const packages = `Packages:\n${member(CASH)}\n${package14(NOTES, { appId: 10082 })}\n\n`
    const ofOne = shared.replace(/.*notes.*\n/, '')
    const snapshot = snapshotFrom(`${packages}Shared users:\n${ofOne}\n\nPackage Changes:\n  Sequence number=2\n`)
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`, `${NOTES} 0 -`])
    expect(openGaps(snapshot)).toEqual([])
  })
})

test('a runtime grant counts only where that user has the package installed', () => {
  const users = [
    { id: 0, state: 'installed=true', runtime: [DENIED] },
    { id: 999, state: 'installed=false', runtime: [READS] },
  ]
  const snapshot = snapshotFrom(dump14([package14(CASH, { users })]))
  expect(userOf(snapshot, CASH, 0)).toMatchObject({
    installed: true,
    permissions: { [READ_CONTACTS]: { granted: false } },
  })
  expect(userOf(snapshot, CASH, 999).installed).toBe(false)
})

describe('where a legacy app shows its dangerous permissions', () => {
  test.for<[string, string, string, string[]]>([
    ['4.4 lists it as granted', '    grantedPermissions:\n      android.permission.READ_CONTACTS', 'granted-list', []],
    [
      '8.1 prints it among install permissions',
      '    install permissions:\n      android.permission.READ_CONTACTS: granted=true',
      'install',
      [],
    ],
    [
      '9 prints it there with the flag of the switch in Settings',
      '    install permissions:\n      android.permission.READ_CONTACTS: granted=true, flags=[ REVOKE_ON_UPGRADE ]',
      'install',
      ['REVOKE_ON_UPGRADE'],
    ],
    [
      '10 prints it in the runtime block, perhaps not yet reviewed',
      '    User 0: ceDataInode=1 installed=true hidden=false suspended=false stopped=true notLaunched=true enabled=0 instant=false virtual=false\n' +
        '      runtime permissions:\n        android.permission.READ_CONTACTS: granted=true, flags=[ REVIEW_REQUIRED]',
      'runtime',
      ['REVIEW_REQUIRED'],
    ],
  ])('Android %s', ([, lines, block, flags]) => {
    const users = lines.includes('User 0')
      ? ''
      : '    User 0:  installed=true hidden=false stopped=false notLaunched=false enabled=0\n'
    const record = `  Package [${CASH}] (a1):\n    userId=10101\n    versionCode=3 targetSdk=22\n    pkgFlags=[ HAS_CODE ]\n${users}${lines}\n`
    expect(contactsOf(snapshotFrom(`Packages:\n${record}\nShared users:\n`), CASH)).toMatchObject({
      granted: true,
      block,
      flags,
    })
  })
})

describe('Hidden system packages repeats packages', () => {
  test('the factory copy does not lend its grant to the live package', () => {
    const live = package14(CASH, { updated: true, runtime: [DENIED] })
    const factory = package14(CASH, { system: true, runtime: [READS] })
    const snapshot = snapshotFrom(dump14([live], { hidden: [factory] }))
    expect(contactsOf(snapshot, CASH)?.granted).toBe(false)
    expect(appOf(snapshot, CASH).hasFactoryCopy).toBe(true)
    expect(snapshot.packageNames).toEqual([CASH])
    expect(openGaps(snapshot)).toEqual([])
  })

  test('what it grants to one user leaves nothing open of another', () => {
    const state = (runtime: string[]) => ({ system: true, users: [{ runtime }, { id: 10 }] })
    const [live, factory] = [DENIED, READS].map((line) => package14(CASH, state([line])))
    const snapshot = snapshotFrom(dump14([live ?? ''], { hidden: [factory ?? ''] }))
    expect(userOf(snapshot, CASH, 10).unread).toBeUndefined()
    const moved = dump14([package14(CASH, state([]))], { hidden: [factory ?? ''] })
    expect(userOf(snapshotFrom(moved), CASH, 0).unread).toBe('SECTION_TRUNCATED')
  })

  test('what it takes back from one user proves nothing of a grant to all that was moved there', () => {
    const install = [READS.replace(/,.*/, ''), `${READ_CONTACTS}: granted=false, userId=10`]
    const factory = package14(CASH, { system: true, install })
    const live = package14(CASH, { updated: true, users: [{ id: 0 }, { id: 10 }] })
    expect(userOf(snapshotFrom(dump14([live], { hidden: [factory] })), CASH, 10).unread).toBe('SECTION_TRUNCATED')
  })

  test('nor does it take the grant away', () => {
    const snapshot = snapshotFrom(
      dump14([package14(CASH, { runtime: [READS] })], { hidden: [package14(CASH, { runtime: [DENIED] })] }),
    )
    expect(contactsOf(snapshot, CASH)?.granted).toBe(true)
  })

  test('its version is not the one that runs', () => {
    const snapshot = snapshotFrom(
      dump14([package14(CASH, { versionName: '9.0' })], { hidden: [package14(CASH, { versionName: '1.0' })] }),
    )
    expect(appOf(snapshot, CASH).versionName).toBe('9.0')
  })
})

test('what can block a grant stays with it: its flags, the uid mode and the package mode', () => {
  const packages = dump14([
    package14(CASH, { runtime: ['android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET|REVOKED_COMPAT]'] }),
  ])
  const appops = text(`
    Current AppOps Service state:
      Uid u0a81:
        state=cch
          READ_CONTACTS: mode=ignore
        Package com.example.cash:
          READ_CONTACTS (allow / switch READ_CONTACTS=ignore):
  `)
  const snapshot = snapshotFrom({ 'package.txt': packages, 'appops.txt': appops })
  expect(contactsOf(snapshot, CASH)).toMatchObject({ granted: true, flags: ['USER_SET', 'REVOKED_COMPAT'] })
  expect(userOf(snapshot, CASH).appOps?.['READ_CONTACTS']).toMatchObject({
    uid: { mode: 'ignore' },
    package: { mode: 'allow' },
  })
})

describe('names that look like READ_CONTACTS are not it', () => {
  test.for([
    'com.android.contacts.permission.READ_CONTACTS_PRIVACY_DATA',
    'com.android.contacts.permission.READ_CONTACTS_PRIVATE_INFO',
    'com.huawei.contacts.permission.HW_CONTACTS_ALL',
    'android.permission.READ_CONTACTS_EXTRA',
    'android.permission.READ_CONTACTX',
    'com.example.android.permission.READ_CONTACTS',
    'android.permission.read_contacts',
    'android.permission.READ_CONTACTS2',
  ])('%s', (name) => {
    const line = `${name}: granted=true`
    const snapshot = snapshotFrom(dump14([package14(CASH, { install: [line], runtime: [line] })]))
    expect(userOf(snapshot, CASH).permissions).toEqual({})
    expect(openGaps(snapshot)).toEqual([])
  })

  test.for([
    'xandroid.permission.READ_CONTACTS',
    'android.permissionXREAD_CONTACTS',
    'androidpermission.READ_CONTACTS',
  ])('%s may be the name, damaged', (name) => {
    const snapshot = snapshotFrom(dump14([package14(CASH, { runtime: [`${name}: granted=true`] })]))
    expect(openGaps(snapshot)).toEqual(['E324'])
  })

  test('the declaration in `Permissions:` is no grant', () => {
    const snapshot = snapshotFrom(dump14([package14(CASH)]))
    expect(contactsOf(snapshot, CASH)).toBeUndefined()
  })

  test('`Op READ_CONTACTS:` among the watchers of app ops is no mode', () => {
    const appops = text(`
      Current AppOps Service state:
        Op mode watchers:
          Op READ_CONTACTS:
            #0: ModeCallback{8c2 watchinguid=-1 flags=0x1 op=READ_CONTACTS from uid=1000 pid=1201}
        Uid u0a81:
          state=cch
          Package com.example.cash:
            CAMERA (allow):
    `)
    const snapshot = snapshotFrom({ 'package.txt': dump14([package14(CASH)]), 'appops.txt': appops })
    expect(userOf(snapshot, CASH).appOps).toEqual({})
  })
})

describe('encodings, line ends and stray bytes', () => {
  const DUMP = dump14([package14(CASH, { runtime: [READS] })])
  test.for<[string, Buffer, string[]]>([
    ['UTF-16LE whose mark was lost', Buffer.from(DUMP, 'utf16le'), ['E307']],
    [
      'CR CR LF on every third line',
      Buffer.from(
        DUMP.split('\n')
          .map((line, at) => line + (at % 3 ? '\r' : '\r\r'))
          .join('\n'),
      ),
      ['E312'],
    ],
    [
      'a version name that is no UTF-8',
      Buffer.from(DUMP.replace('versionName=1.4', 'versionName=\xff\xfe1.4'), 'latin1'),
      [],
    ],
    ['NUL and control bytes before it', Buffer.concat([Buffer.from('note \0\0\x01\x07\n'), Buffer.from(DUMP)]), []],
  ])('%s', ([, bytes, gaps]) => {
    const snapshot = snapshotFrom(bytes)
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`])
    expect(gapCodes(snapshot)).toEqual(gaps)
    expect(openGaps(snapshot)).toEqual([])
  })
})

describe('a byte order mark before any line, as joined files have it', () => {
  const DUMP = dump14([package14(CASH, { runtime: [READS] })])
  const SECOND = `------ DUMPSYS (dumpsys) ------\nDUMP OF SERVICE battery:\n  level: 5\n\uFEFF${DUMP}`
  test.for<[string, string]>([
    ['the line of the grant', DUMP.replace(/^( +android\.permission\.READ_CONTACTS)/m, '\uFEFF$1')],
    ['the record', DUMP.replace(`  Package [${CASH}]`, `\uFEFF  Package [${CASH}]`)],
    ['the heading', DUMP.replace('Packages:', '\uFEFFPackages:')],
    ['the dump, behind the text of another service', SECOND],
  ])('%s', ([, printed]) => {
    const snapshot = snapshotFrom(printed)
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`])
    expect(gapCodes(snapshot)).not.toContain('E324')
  })
})

test('unknown sections, keys, states, flags, ops and modes are passed over, and counted', () => {
  const record = package14(CASH, {
    runtime: ['android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET|NEW_FLAG|1048576]'],
  })
    .replace('    splits=', '    brandNewKey=42\n    newBlock:\n      android.permission.CAMERA\n    splits=')
    .replace('virtual=false', 'virtual=false newState=7')
  const packages = dump14([record]).replace(
    'Queries:',
    'Brand new section:\n  Package things\n    User 0: nothing\n\nQueries:',
  )
  const appops = text(`
    Current AppOps Service state:
      New block of a release to come:
        x=y
      Uid u0a81:
        state=cch
        newUidState=1
          NEW_OP: mode=sometimes
          READ_CONTACTS: mode=sometimes
        Package com.example.cash:
          NEW_OP (perhaps):
            null=[
              Access: [new-x] 2026-05-04 17:40:17.059 (-1s0ms)
            ]
  `)
  const skipped: string[] = []
  const interest = { ...everyApp, skipped: (what: string) => skipped.push(what) }
  const snapshot = snapshotFrom({ 'package.txt': packages, 'appops.txt': appops }, { interest })
  expect(contactsOf(snapshot, CASH)).toMatchObject({ granted: true, flags: ['USER_SET', 'NEW_FLAG', '1048576'] })
  expect(userOf(snapshot, CASH)).toMatchObject({
    installed: true,
    appOps: { READ_CONTACTS: { uid: { mode: 'sometimes' } } },
  })
  expect(openGaps(snapshot)).toEqual([])
  expect(skipped).toContain('mode: sometimes')
})

test('an unknown block that names the permission may be a new way to print a grant', () => {
  const record = package14(CASH).replace(
    '    splits=',
    '    newBlock:\n      android.permission.READ_CONTACTS\n    splits=',
  )
  expect(openGaps(snapshotFrom(dump14([record])))).toEqual(['E324'])
})

describe('a grant that a text spells otherwise is a grant, and a denial proves nothing', () => {
  test.for(['granted = true', 'Granted=true', 'granted: yes', 'GRANTED=TRUE', '"granted": true'])('%s', (spelled) => {
    const phone = (state: string) =>
      snapshotFrom(dump14([package14(CASH, { runtime: [`android.permission.READ_CONTACTS: ${state}`] })]))
    expect(contactsOf(phone(spelled), CASH)).toMatchObject({ granted: true })
    const denied = phone(spelled.replace(/true|yes/i, 'false'))
    expect(userOf(denied, CASH)).toMatchObject({ permissions: {}, unread: 'SECTION_TRUNCATED' })
  })
})

test('a grant that a text spells otherwise is closed by its flags, and none is what it is not', () => {
  const phone = (state: string) =>
    snapshotFrom(dump14([package14(CASH, { runtime: [`android.permission.READ_CONTACTS: ${state}`] })]))
  const closed = phone('granted = true, flags=[ USER_SET|REVOKED_COMPAT]')
  expect(contactsOf(closed, CASH)).toMatchObject({ granted: true, flags: ['USER_SET', 'REVOKED_COMPAT'] })
  expect(contactsOf(phone('granted!=true'), CASH)).toBeUndefined()
})

describe('trailing spaces are real, and may have been trimmed', () => {
  const SPACE = ' '
  test.for<[string, string]>([
    ['as printed', SPACE],
    ['trimmed by an editor', ''],
  ])('%s', ([, blank]) => {
    const shared = sharedUser14(SHARED, { members: [CASH], users: [{ runtime: [READS] }] }).replace(
      'User 0: ',
      `User 0:${blank}`,
    )
    const appops = text(`
      Current AppOps Service state:
        Uid u0a81:
          Package com.example.cash:
            READ_CONTACTS (allow):${blank}
                Access: top   = 2019-03-30 22:12:27.967 (-1h0m0s0ms)${blank}
    `)
    const snapshot = snapshotFrom({
      'package.txt': dump14([package14(CASH, { sharedUser: SHARED })], { shared: [shared] }),
      'appops.txt': appops,
    })
    expect(contactsByUser(snapshot)).toEqual([`${CASH} 0 granted`])
    expect(userOf(snapshot, CASH).appOps).toMatchObject({
      READ_CONTACTS: { package: { mode: 'allow' }, lastAccess: { ageMs: 3_600_000 } },
    })
  })
})
