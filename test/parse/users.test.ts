import { describe, expect, test } from 'vitest'
import { CASH, dump14, package14, snapshotFrom, text } from './dumps.ts'

const usersFrom = (table: string) => snapshotFrom(table).users

describe('kinds of users', () => {
  test.for<[string, number, string]>([
    ['UserInfo{0:Owner:13} serialNo=0', 0, 'owner'],
    ['UserInfo{0:Driver:c13} serialNo=0', 0, 'owner'],
    ['UserInfo{10:Guest:404} serialNo=10', 10, 'guest'],
    ['UserInfo{10:Second space:410} serialNo=10', 10, 'secondary'],
    ['UserInfo{11:Work profile:30} serialNo=11', 11, 'work'],
    ['UserInfo{11:Work profile:1030} serialNo=11 isPrimary=false', 11, 'work'],
    ['UserInfo{999:DOBULE_APP:20000030} serialNo=10', 999, 'vendor-clone'],
    ['UserInfo{128:Clone:10} serialNo=10', 128, 'vendor-clone'],
    ['UserInfo{95:DUAL_APP:20000030} serialNo=95', 95, 'vendor-clone'],
    ['UserInfo{99:DUAL_APP:30} serialNo=95', 99, 'vendor-clone'],
    ['UserInfo{150:Secure Folder:1030} serialNo=150', 150, 'secure-folder'],
    ['UserInfo{160:Secure Folder:1030} serialNo=150', 160, 'secure-folder'],
    ['UserInfo{161:Someone:410} serialNo=150', 161, 'secondary'],
    ['UserInfo{12:A : name} of {15:x:30:410} serialNo=12', 12, 'secondary'],
  ])('%s', ([line, userId, kind]) => {
    expect(usersFrom(`Users:\n  ${line}\n`)).toEqual([{ userId, kind }])
  })

  test.for<[string, string]>([
    ['profile.CLONE', 'clone'],
    ['profile.MANAGED', 'work'],
    ['profile.PRIVATE', 'private'],
    ['full.SECONDARY', 'secondary'],
    ['full.RESTRICTED', 'secondary'],
  ])('from 11 the type says more than the flags: %s is %s', ([type, kind]) => {
    const table = text(`
      Users:
        UserInfo{0:null:4c13} serialNo=0 isPrimary=true parentId=-10000
          Type: android.os.usertype.full.SYSTEM
          Flags: 19475 (ADMIN|FULL|INITIALIZED|MAIN|PRIMARY|SYSTEM)
        UserInfo{11:Other:1010} serialNo=11 isPrimary=false parentId=0
          Type: android.os.usertype.${type}
          Flags: 4112 (INITIALIZED|PROFILE)
    `)
    expect(usersFrom(table)).toEqual([
      { userId: 0, kind: 'owner' },
      { userId: 11, kind },
    ])
  })

  test('`pm list users` stands behind tabs', () => {
    expect(usersFrom('Users:\n\tUserInfo{0:Owner:c13} running\n\tUserInfo{10:Second:410}\n')).toEqual([
      { userId: 0, kind: 'owner' },
      { userId: 10, kind: 'secondary' },
    ])
  })

  test.for(['<removing> ', '<partial>', '<pre-created>'])('a user that is marked %s is nobody', (mark) => {
    const table = (name: string, mark: string) =>
      `Users:\n  UserInfo{0:null:4c13} serialNo=0 isPrimary=true\n  UserInfo{11:${name}:414} serialNo=11 ${mark}\n    Type: android.os.usertype.profile.CLONE\n`
    expect(usersFrom(table('Guest', mark))).toEqual([{ userId: 0, kind: 'owner' }])
    expect(usersFrom(table(mark, ''))).toEqual([
      { userId: 0, kind: 'owner' },
      { userId: 11, kind: 'clone' },
    ])
  })

  test('a number that no user can have is no user; one that stands twice is one', () => {
    const table = ['0:a:13', '99999999999999999999999:x:10', '21475:x:10', '21474:x:10', '0:b:30']
    expect(usersFrom(`Users:\n${table.map((user) => `  UserInfo{${user}}\n`).join('')}`)).toEqual([
      { userId: 0, kind: 'owner' },
      { userId: 21474, kind: 'secondary' },
    ])
  })

  test('names are personal and are not kept', () => {
    expect(JSON.stringify(snapshotFrom('Users:\n  UserInfo{0:Zhang San:13} serialNo=0\n'))).not.toContain('Zhang San')
  })

  test('without a table the users are those of the package records', () => {
    const users = [0, 95, 155, 10].map((id) => ({ id }))
    expect(snapshotFrom(dump14([package14(CASH, { users })])).users).toEqual([
      { userId: 0, kind: 'owner' },
      { userId: 10, kind: 'secondary' },
      { userId: 95, kind: 'vendor-clone' },
      { userId: 155, kind: 'secure-folder' },
    ])
  })

  test('a user of the table that no record prints cannot be read', () => {
    const dump = dump14([package14(CASH, { users: [{ id: 0 }] })])
    const snapshot = snapshotFrom({
      'p.txt': dump,
      'u.txt': 'Users:\n  UserInfo{0:Owner:13} serialNo=0\n  UserInfo{10:Second:410} serialNo=10\n',
    })
    expect(snapshot.apps[0]?.users.map(({ userId, unread }) => [userId, unread])).toEqual([
      [0, undefined],
      [10, 'USER_NOT_READABLE'],
    ])
  })
})
