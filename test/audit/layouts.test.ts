import { describe, expect, test } from 'vitest'
import { codes, folderOf, reportOf, type Texts } from '../dump.ts'
import { DENIED, dump14, NOTES, package14, READS, sharedUser14 } from '../parse/dumps.ts'

/** In the catalogue of the tests. */
const LENDER = 'com.example.kuaijie'
/** An app that nobody asks about, and that holds contacts. */
const CHAT = 'com.example.chat'

const reportOn = (texts: Texts) => reportOf(folderOf(texts))
const said = async (texts: Texts) => {
  const report = await reportOn(texts)
  return [report.verdict, codes(report)]
}

const lender = (runtime: string[], user = {}) => package14(LENDER, { appId: 10084, users: [{ runtime, ...user }] })
const phone = (runtime: string[] = [], user = {}) =>
  dump14([
    package14(NOTES, { appId: 10082 }),
    lender(runtime, user),
    package14(CHAT, { appId: 10085, runtime: [READS] }),
  ])

describe('lines of a record that few apps have', () => {
  const amid = (record: string, lines: string) => record.replace(/^ {4}timeStamp=/gm, `${lines}\n$&`)
  test.for<[string, string]>([
    // `pm/Settings.java` of 15 and later: the line end stands before this part, and no indent.
    ['libraries of the privacy sandbox', '    usesSdkLibraries:\n      com.example.ads version:2\n optional:false'],
    ['a process that may not', `    processes:\n      ${LENDER}:web\n        deny: android.permission.READ_CONTACTS`],
    [
      'keys of a maker who forgot their indent',
      '  makerFlag=1\n makerState: 2\n     maker info\n             deeper=1',
    ],
  ])('%s: nothing is in doubt, and a grant is found', async ([, lines]) => {
    expect(await said({ 'package.txt': amid(phone(), lines) })).toEqual(['clear', []])
    expect(await said({ 'package.txt': amid(phone([READS]), lines) })).toEqual(['act', []])
  })

  const CAMERA = 'android.permission.CAMERA: granted=true'
  const above = (dump: string, line: string) => dump.replace(CAMERA, `${line}\n        ${CAMERA}`)
  test.for([
    ['a warning of an installer', 'harmfulAppWarning: and this app reads more than its permission says', 'clear'],
    ['a key of a maker', 'makerFlag=1', 'clear'],
    ['a name that lost its beginning', 'READ_CONTACTS: grante=true', 'incomplete'],
    ['a name that lost its beginning, and a state its end', 'CONTACTS: granted=tru', 'incomplete'],
    ['no key that there could be', 'and others', 'incomplete'],
  ])('%s among the grants of a user', async ([, line = '', verdict]) => {
    expect((await said({ 'package.txt': above(phone([CAMERA]), line) }))[0]).toBe(verdict)
    expect((await said({ 'package.txt': above(phone([CAMERA, READS]), line) }))[0]).toBe('act')
  })
})

test.for([
  ['lost', ''],
  ['in an odd column', '     install permissions:\n'],
  ['among the requests', '      install permissions:\n'],
])('a grant is found where the heading above it is %s', async ([, heading = '']) => {
  const asking = { appId: 10084, requested: ['android.permission.READ_CONTACTS'], install: [READS], users: [{}] }
  const dump = dump14([package14(NOTES, { appId: 10082 }), package14(LENDER, asking)])
  expect((await said({ 'package.txt': dump.replace('    install permissions:\n', heading) }))[0]).toBe('act')
})

/** App ops of 17, with the parts that its bug reports have. */
const opsOf17 = (ops: string, heading = 'AppOps Service state:') => `${heading}
  Settings:
    top_state_settle_time=+5s0ms

  AppOps policy not set.

AppOps Watchers
  Op mode watchers:
    Op READ_CONTACTS:
      #0: ModeCallback{d6fd092 watchinguid=-1 flags=0x0 op=READ_CONTACTS from uid=1000 pid=1423}

AppOps Restrictions
  User restrictions for token android.os.BinderProxy@a1:
      Restricted ops:
        user: 0

AppOps Uid Op State
  Uid u0a84:
    state=cch
${ops}

Uid State Changes Event Log:
  none
`
const ALL_FILES = `      MANAGE_EXTERNAL_STORAGE: mode=allow\n    Package ${LENDER}:\n      MANAGE_EXTERNAL_STORAGE (default): `
const IGNORES = `      READ_CONTACTS: mode=ignore\n    Package ${LENDER}:\n      READ_CONTACTS (allow): `

describe('app ops under the heading of 17', () => {
  test('tell of a way to contacts, and of a switch that is off', async () => {
    expect(await said({ 'package.txt': phone(), 'appops.txt': opsOf17(ALL_FILES) })).toEqual(['check', []])
    const { apps } = await reportOn({ 'package.txt': phone([READS]), 'appops.txt': opsOf17(IGNORES) })
    expect(apps.map(({ contacts }) => contacts.verdict)).toEqual(['blocked-by-appop'])
  })

  test('under one that nobody knows nothing is clear beside them', async () => {
    const texts = { 'package.txt': phone(), 'ops.txt': opsOf17(ALL_FILES, 'Operations of apps:') }
    expect(await said(texts)).toEqual(['incomplete', ['E350']])
    expect(await said({ ...texts, 'ops.txt': opsOf17(IGNORES, 'Operations of apps:') })).toEqual([
      'incomplete',
      ['E350'],
    ])
  })
})

describe('a scan of ISDi', () => {
  /** `android_scan.sh`: headings without a colon, and the state of user 0 on a line of its own. */
  const scan = (dump: string, { ops = IGNORES, settings = '' } = {}) =>
    `
DUMP OF SERVICE package
${dump}
DUMP OF SERVICE netstats detail
Active interfaces:
  iface=wlan0

DUMP OF SERVICE appops
Current AppOps Service state:
  Uid u0a84:
    state=cch
${ops}

DUMP OF SERVICE net_stats
idx,iface,acct_tag_hex

DUMP OF SETTINGS secure
accessibility_enabled=1
enabled_accessibility_services=com.example.reader/.Reader${settings}

DUMP OF SETTINGS global
enabled_accessibility_services=${LENDER}/.Helper
`.replace(/^( *)User 0: (ceDataInode.*)$/gm, '$1User 0:\n$1  $2')

  test.for<[string, string, string]>([
    ['nothing', scan(phone()), 'clear'],
    ['a grant', scan(phone([READS]), { ops: '' }), 'act'],
    ['a grant that is switched off', scan(phone([READS])), 'check'],
    ['all files', scan(phone(), { ops: ALL_FILES }), 'check'],
    ['an accessibility service', scan(phone(), { settings: `:${LENDER}/.Helper` }), 'check'],
  ])('%s', async ([, text, verdict]) => {
    expect(await said({ 'package.txt': text })).toEqual([verdict, []])
  })

  test('an app that is not there any more is accused of nothing', async () => {
    const { verdict, apps } = await reportOn({ 'package.txt': scan(phone([READS], { state: 'installed=false' })) })
    expect([verdict, apps.map(({ presence }) => presence)]).toEqual(['clear', ['absent']])
  })

  test('of one package alone it proves nothing of the others', async () => {
    const one = `Packages:\n${lender([DENIED])}\n`
    expect((await reportOn({ 'package.txt': scan(one) })).complete).toBe(false)
  })
})

describe('a search for a few words', () => {
  const READER = { appId: 10006, system: true, sharedUser: 'android.uid.shared' }
  const all = (packages: string[]) =>
    dump14([package14('com.android.providers.contacts', READER), package14(NOTES, { appId: 10082 }), ...packages], {
      shared: [
        sharedUser14('android.uid.shared', {
          appId: 10006,
          members: ['com.android.providers.contacts'],
          users: [{ runtime: [READS] }],
        }),
      ],
    })
  const found = (dump: string, words: RegExp) =>
    `${dump
      .split('\n')
      .filter((line) => words.test(line))
      .join('\n')}\n`
  const searches = [/Package|READ_CONTACTS/, /Package \[|READ_CONTACTS/, /Package \[|User \d|READ_CONTACTS/]

  test.for(searches)(
    '%s leaves the grants of shared users below the last app: it is not accused of them',
    async (words) => {
      for (const runtime of [[], [READS]]) {
        const { verdict, apps } = await reportOn({ 'package.txt': found(all([lender(runtime)]), words) })
        expect([verdict, apps.map(({ contacts }) => contacts.verdict)]).toEqual(['incomplete', ['unknown']])
      }
    },
  )

  test.for(searches)('%s leaves the grant of an app that another follows, or that stands alone', async (words) => {
    const chat = package14(CHAT, { appId: 10085 })
    expect((await reportOn({ 'package.txt': found(all([lender([READS]), chat]), words) })).verdict).toBe('act')
    expect((await reportOn({ 'package.txt': found(all([lender([]), chat]), words) })).verdict).toBe('incomplete')
    expect((await reportOn({ 'package.txt': found(`Packages:\n${lender([READS])}\n`, words) })).verdict).toBe('act')
  })
})
