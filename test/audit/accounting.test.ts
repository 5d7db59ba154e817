import { describe, expect, test } from 'vitest'
import { codes, dumpOf, dumpsOf, reportOf, type Texts } from '../dump.ts'
import { CASH, DENIED, dump14, NOTES, package14, READS, sharedUser14 } from '../parse/dumps.ts'

/** In the catalogue of the tests. */
const LENDER = 'com.example.kuaijie'

const reportOn = (texts: string | Texts, command?: string[]) =>
  reportOf(dumpsOf(typeof texts === 'string' ? { 'dump.txt': texts } : texts, command && { command }))

const notes = package14(NOTES, { appId: 10082 })
const cash = package14(CASH, { appId: 10083 })
const reads = package14(LENDER, { appId: 10084, runtime: ['android.permission.CAMERA: granted=true', READS] })
const denies = package14(LENDER, { appId: 10084, runtime: ['android.permission.CAMERA: granted=true', DENIED] })
const silent = package14(LENDER, { appId: 10084 })
const before = dump14([notes, denies, cash])
const after = dump14([notes, reads, cash])
const GRANT = `        ${READS}`

test('an honest dump is right either way', async () => {
  expect((await reportOn(after)).verdict).toBe('act')
  const clean = await reportOn(dump14([notes, silent, cash]))
  expect(clean.verdict).toBe('clear')
  expect(codes(clean)).toEqual([])
})

test.for(['1.4\nbuild 7', '1.4\n\n2024', '1.4\n    beta'])(
  'line feeds in the version of an app that lends nothing change nothing: %j',
  async (versionName) => {
    const odd = package14(NOTES, { appId: 10082, versionName })
    const reports = [silent, reads].map((lender) => reportOn(dump14([odd, lender, cash])))
    expect((await Promise.all(reports)).map(({ verdict, problems }) => [verdict, problems])).toEqual([
      ['clear', []],
      ['act', []],
    ])
  },
)

describe('a grant that stands where none is printed is found', () => {
  test.for<[string, string]>([
    ['tabs for blanks', after.replace(/^ {8}/gm, '\t')],
    ['the heading of the block is lost', after.replace(/ {6}runtime permissions:\n/, '')],
    ['the heading is another', after.replace('runtime permissions:', 'runtime permissions (2):')],
    ['a log line stands before it', after.replace(GRANT, `11-24 06:20:03.000 W/System: late\n${GRANT}`)],
    ['a line of more stands before it', after.replace(GRANT, `--More--\n${GRANT}`)],
    ['a line that nobody knows stands before it', after.replace(GRANT, `        since=yesterday\n${GRANT}`)],
    ['one blank more', after.replace(GRANT, ` ${GRANT}`)],
    ['one blank less', after.replace(GRANT, GRANT.slice(1))],
    ['at column 0', after.replace(GRANT, GRANT.trim())],
    ['a carriage return before it lost its line feed', after.replace(`\n${GRANT}`, `\r${GRANT}`)],
    ['two columns deeper', after.replace(/^ {6}(runtime| {2}android)/gm, '        $1')],
    ['wrapped at 80 columns', after.replace(/(.{80})(?=.)/g, '$1\n')],
    ['wrapped at 100 columns', after.replace(/(.{100})(?=.)/g, '$1\n')],
    ['the header is damaged', after.replace(`Package [${LENDER}]`, `Pack4ge [${LENDER}]`)],
    ['the header has a word behind it', after.replace(`[${LENDER}] (39e61d4):`, `[${LENDER}] (39e61d4): x`)],
    ['the header is lost', after.replace(/ {2}Package \[com\.example\.kuaijie\].*\n/, '')],
    ['the heading Packages is lost', after.replace('Packages:\n', '')],
    ['the record alone, without a heading', `${reads}\n`],
    ['a line at column 0 that looks like a heading', after.replace('    splits', 'Build:\n    splits')],
    ['behind an app whose version holds a line feed', after.replace('versionName=1.4', 'versionName=1.4\nBuild: 7')],
  ])('%s', async ([, text]) => {
    expect((await reportOn(text)).verdict).toBe('act')
  })

  test.for<[string, Buffer]>([
    ['UTF-16 behind UTF-8', Buffer.concat([Buffer.from(before), Buffer.from(after, 'utf16le')])],
    ['UTF-16 with a mark behind UTF-8', Buffer.concat([Buffer.from(before), Buffer.from(`\ufeff${after}`, 'utf16le')])],
    ['UTF-8 behind UTF-16', Buffer.concat([Buffer.from(`\ufeff${before}`, 'utf16le'), Buffer.from(after)])],
    ['big-endian behind UTF-8', Buffer.concat([Buffer.from(before), Buffer.from(after, 'utf16le').swap16()])],
  ])('%s', async ([, bytes]) => {
    expect((await reportOn({ 'dump.txt': bytes })).verdict).toBe('act')
  })
})

describe('what cannot be given to anybody keeps the run from clear, and says where', () => {
  test.for<[string, string, string]>([
    [
      'a section that nobody knows',
      after.replace('Queries:', `Grants:\n${GRANT}\n\nQueries:`).replace(GRANT, ''),
      'E324',
    ],
    [
      'the whole record is lost, and a table still names it',
      `${before.replace(denies, '')}`.replace('Queries:', `Key Set Manager:\n  [${LENDER}]\n\nQueries:`),
      'E327',
    ],
    ['a cut, and a prompt behind it', `Packages:\n${notes}\n${cash}\nPS C:\\Users\\li>`, 'E305'],
    [
      'damage under Shared users',
      dump14([notes, package14(LENDER, { appId: 10084, sharedUser: 'com.example.shared' })], {
        shared: [
          sharedUser14('com.example.shared', {
            appId: 10084,
            members: [LENDER],
            users: [{ runtime: [READS.replace('=true', '=tr')] }],
          }),
        ],
      }),
      'E315',
    ],
  ])('%s', async ([, text, code]) => {
    const report = await reportOn(text)
    expect(report.verdict).toBe('incomplete')
    expect(codes(report)).toContain(code)
  })

  // What pastes a text makes others of some characters.
  test.for([
    ['RE\u0410D_CONTACTS', 'a letter of another alphabet'],
    ['READ\\_CONTACTS', 'a mark of Markdown'],
  ] as const)('%j: the name of the permission has %s in it', async ([name]) => {
    const holder = package14('com.example.pad', { appId: 10085, runtime: [READS] })
    const text = dump14([notes, reads.replace('READ_CONTACTS', name), holder])
    const report = await reportOn(text)
    expect([report.verdict, report.findings[0]?.ruleId]).toEqual(['incomplete', 'contacts-state-unknown'])
    // Where nothing else is wrong with the text, its own record is what does not add up.
    const line = text.split('\n').findIndex((one) => one.includes(`Package [${LENDER}]`)) + 1
    expect(report.problems).toMatchObject([{ code: 'E315', line, params: { n: '1', all: '3' } }])
    const member = package14(LENDER, { appId: 10084, sharedUser: 'com.example.shared' })
    for (const held of [{ users: [{ runtime: [READS] }] }, { install: [READS] }]) {
      const shared = [sharedUser14('com.example.shared', { appId: 10084, members: [LENDER], ...held })]
      const inShared = (shared[0] ?? '').replace('READ_CONTACTS', name)
      expect((await reportOn(dump14([notes, member, holder], { shared: [inShared] }))).verdict).toBe('incomplete')
    }
  })

  test('the name of the app is in quotes of a letter', async () => {
    const holder = package14('com.example.pad', { appId: 10085, runtime: [READS] })
    const report = await reportOn(dump14([notes, reads.replaceAll(LENDER, `\u201c${LENDER}\u201d`), holder]))
    expect(report.verdict).toBe('incomplete')
    expect(codes(report)).toContain('E315')
  })

  test('a mention is told with its line', async () => {
    const text = dump14([notes, silent, cash]).replace('Queries:', `Grants:\n${GRANT}\n\nQueries:`)
    const { problems } = await reportOn(text)
    expect(problems).toMatchObject([{ code: 'E324', line: text.slice(0, text.indexOf(GRANT)).split('\n').length }])
  })

  test('a grant of a user that stands before the users of an app that nobody asked about', async () => {
    const pad = package14('com.example.pad', { appId: 10085 }).replace('    User 0:', `${GRANT}\n    User 0:`)
    const report = await reportOn(dump14([notes, silent, cash, pad]))
    expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E324']])
  })

  test('a phone on which nobody holds contacts is none', async () => {
    const many = Array.from({ length: 60 }, (_, n) => package14(`com.example.app${n}`, { appId: 10100 + n }))
    expect(codes(await reportOn(dump14([...many, silent])))).toEqual(['E328'])
    expect(
      codes(await reportOn(dump14([...many, silent, package14(CASH, { appId: 10099, runtime: [READS] })]))),
    ).toEqual([])
    const storage = package14('com.android.providers.contacts', { appId: 10006 })
    expect(codes(await reportOn(dump14([storage, silent])))).toEqual(['E328'])
  })

  test('a list that was copied into a log or a manifest states nothing', async () => {
    const log = 'uses-permission: android.permission.READ_CONTACTS\n11-24 W/x: needs android.permission.READ_CONTACTS\n'
    const report = await reportOn({ 'package.txt': dump14([notes, silent]), 'notes.txt': log })
    expect(codes(report)).not.toContain('E324')
  })
})

test.for<[string, string]>([
  ['READ_CONTACTS', '\u001b[1mREAD_CONTACTS\u001b[m'],
  ['READ_CONTACTS', 'READ_\u200bCONTACTS'],
  ['READ_CONTACTS', 'READ_CON\u00adTACTS'],
  [LENDER, LENDER.replace('kuaijie', '\u001b[31mkuaijie\u001b[m')],
  [LENDER, LENDER.replace('.', '.\u200b')],
])('%s written as %j, with what nobody sees in it, is read', async ([name, marked]) => {
  const report = await reportOn(dump14([notes, reads.replaceAll(name, marked), cash]))
  expect([report.verdict, report.findings[0]?.package]).toEqual(['act', LENDER])
  const denied = await reportOn(dump14([notes, silent.replaceAll(name, marked), cash]))
  expect(denied.verdict).not.toBe('act')
})

describe('text of an app cannot answer for the phone', () => {
  const forged = (versionName: string, record = reads) =>
    dump14([notes, record.replace('versionName=1.4', `versionName=${versionName}`), cash])
  const rest = '    pkgFlags=[ HAS_CODE ]\n    User 0: installed=false\n'
  const whole = (name: string) =>
    `  Package [${name}] (1):\n    appId=10300\n    pkg=Package{1 ${name}}\n    codePath=/data/app/x\n    versionCode=1\n    versionName=2\n`

  test.for<[string, string]>([
    ['a record of another app', forged(`1\n${rest}${whole('com.example.harmless').trimEnd()}`)],
    ['another identity', forged('1\n    appId=10300')],
    ['a heading', forged('1\n\nPackages:')],
    ['a heading that ends the packages', forged('1\n\nHidden system packages:')],
    ['a heading of nobody', forged('1\n\nStatistics:')],
    ['an end of the section', forged('1\n\nShared users:\n\nPackage Changes:')],
    ['a list of another command', forged('1\npackage:com.example.notes')],
    ['properties', forged('1\n[ro.build.version.sdk]: [34]')],
    ['the head of a later report', forged('1\n== dumpstate: 2099-01-01 00:00:00\nDUMP OF SERVICE package:')],
    ['a name that the system would use', forged('1\n    compat name=com.tencent.mm')],
    ['a second line of the user', forged('1\n    User 0: installed=false')],
    ['a line by which it could not run', forged('1\n    User 0: installed=true hidden=true enabled=3')],
    [
      'a user behind the true one',
      dump14([notes, `${reads}\n      disabledComponents:\n        com.x.A\n    User 0: installed=false`, cash]),
    ],
    ['a denial of its own', forged(`1\n    install permissions:\n      ${DENIED}`)],
  ])('%s', async ([, text]) => {
    const { verdict, findings } = await reportOn(text)
    expect(['act', 'incomplete']).toContain(verdict)
    for (const { package: name } of findings) expect(name).toBe(LENDER)
  })

  test('the finding is there, and the tear is told', async () => {
    const report = await reportOn(forged(`1\n${rest}${whole('com.example.harmless').trimEnd()}`))
    expect(report.verdict).toBe('act')
    expect(codes(report)).toContain('E315')
  })
})

describe('one phone, one answer', () => {
  const at = (time: string, body: string) =>
    `========================================================\n== dumpstate: ${time}\n========================================================\n\n-------------------------------------------------------------------------------\nDUMP OF SERVICE package:\n${body}\n--------- 0.373s was the duration of dumpsys package, ending at: ${time}\n`
  const old = at('2026-01-02 10:00:00', before)
  const now = at('2026-03-02 10:00:00', after)

  test.for<[string, string | Texts]>([
    ['before, then after', before + after],
    ['after, then before', after + before],
    ['two files', { 'a.txt': before, 'b.txt': after }],
    ['a bug report, then a bare dump', old + after],
  ])('of states of unknown age the worse stands: %s', async ([, texts]) => {
    const report = await reportOn(texts)
    expect(report.verdict).toBe('act')
    expect(codes(report)).toEqual(['E330'])
  })

  test.for<[string, string | Texts, string]>([
    ['one text, granted since', old + now, 'act'],
    ['two files, granted since', { 'b.txt': now, 'a.txt': old }, 'act'],
    ['one text, taken away since', at('2025-12-02 10:00:00', after) + old, 'check'],
    ['two files, taken away since', { 'a.txt': at('2025-12-02 10:00:00', after), 'b.txt': old }, 'check'],
  ])('the newest is the answer, and the time is told: %s', async ([, texts, verdict]) => {
    const report = await reportOn(texts)
    expect(report.verdict).toBe(verdict)
    const told = report.problems.find(({ code }) => code === 'E326')
    expect(told?.message).toContain(verdict === 'act' ? '2026-03-02 10:00:00' : '2026-01-02 10:00:00')
  })

  test('what only the older one had is told by name', async () => {
    const { problems } = await reportOn(at('2025-12-02 10:00:00', after) + old)
    expect(problems.find(({ code }) => code === 'E329')?.message).toContain(LENDER)
  })

  test('an older dump that nobody can read may be of another phone', async () => {
    const unread = at('2025-12-02 10:00:00', `Database versions:\n${reads.replace(/^ +/gm, '')}\n`)
    const { verdict, problems } = await reportOn({
      'a.txt': at('2026-03-02 10:00:00', dump14([notes])),
      'b.txt': unread,
    })
    expect(verdict).toBe('incomplete')
    expect(problems.map(({ code }) => code)).toContain('E350')
  })

  test('a later state that is not whole takes nothing back', async () => {
    const cut = at('2026-04-02 10:00:00', before.slice(0, before.indexOf('Queries:'))).split('---------')[0] ?? ''
    expect((await reportOn({ 'a.txt': now, 'b.txt': cut })).verdict).toBe('act')
  })

  test('the same bytes twice are one state', async () => {
    expect(codes(await reportOn({ 'a.txt': after, 'b.txt': after }))).toEqual([])
  })

  test('a later dump of one package counts, whatever the whole one has left over', async () => {
    const gone = after.replace(/(kuaijie[\s\S]*?)installed=true/, '$1installed=false')
    const single = `Key Set Manager:\n\nPackages:\n${reads}\n\nQueries:\n`
    expect((await reportOn(gone)).verdict).toBe('clear')
    expect((await reportOn({ 'a.txt': gone, 'b.txt': single })).verdict).toBe('act')
  })

  test('app ops behind the second of two dumps close no grant of the first', async () => {
    const another = dump14([package14('com.example.another', { appId: 10090 }), cash])
    const ops = 'Current AppOps Service state:\n  Uid u0a84:\n      READ_CONTACTS: mode=ignore\n'
    expect((await reportOn(after + ops)).verdict).toBe('check')
    expect((await reportOn(after + another + ops)).verdict).not.toBe('check')
  })

  test('app ops of another app close nothing', async () => {
    const ops = 'Uid mode: READ_CONTACTS: ignore\n'
    expect((await reportOn({ 'p.txt': after, [`${LENDER}.txt`]: ops })).verdict).toBe('check')
    expect((await reportOn({ 'p.txt': after, 'com.example.notes.txt': ops })).verdict).toBe('act')
    expect((await reportOn({ 'p.txt': after, [`x${LENDER}.txt`]: ops })).verdict).toBe('act')
    expect((await reportOn({ 'p.txt': after, 'appops.txt': ops })).verdict).toBe('act')
  })

  test('a switch on a uid that another app has is of another phone, and closes nothing', async () => {
    const ops = (name: string) =>
      `Current AppOps Service state:\n  Uid u0a84:\n      READ_CONTACTS: mode=ignore\n    Package ${name}:\n      CAMERA (allow): \n`
    expect((await reportOn({ 'p.txt': after, 'appops.txt': ops(LENDER) })).verdict).toBe('check')
    const foreign = { 'p.txt': after, 'appops.txt': ops('com.example.other') }
    const { verdict, apps } = await reportOn(foreign)
    expect(verdict).toBe('act')
    expect(apps.find(({ package: name }) => name === LENDER)?.contacts.qualifiers).toContain('appops-unchecked')
    const own = { [`${LENDER}.txt`]: 'Uid mode: READ_CONTACTS: ignore\n' }
    expect((await reportOn({ ...foreign, ...own })).verdict).toBe('check')
  })
})

describe('a dump among what another service prints', () => {
  const clean = dump14([notes, silent, cash])
  const withOther = (said: string) =>
    `== dumpstate: 2026-03-02 10:00:00\nDUMP OF SERVICE battery:\n  level: 80\n--------- 0.001s was the duration of dumpsys battery\nDUMP OF SERVICE package:\n${clean}\n--------- 0.373s was the duration of dumpsys package\nDUMP OF SERVICE privacy:\n${said}\n--------- 0.1s was the duration of dumpsys privacy\n`

  test('with letters for its line feeds is told; whatever else is quoted so is no matter', async () => {
    const log = '11-26 09:00:00.123   900  1234 I flutter : '
    const uses = withOther(`${log}uses:\\n    android.permission.READ_CONTACTS\\n  done`)
    expect((await reportOn(uses)).verdict).toBe('clear')
    const quoted = await reportOn(withOther(`${log}Packages:\\n  Package [com.example.other] (1a2b3c4):\\n`))
    expect([quoted.verdict, codes(quoted)]).toEqual(['incomplete', ['E350']])
  })

  test.for([' ', '    ', '\t', '| ', '11-26 09:00:00.123   900  1234 I dumpsys : '])(
    'behind %j is told, and leaves nothing clear',
    async (before) => {
      for (const above of ['', '  state=1\n'.repeat(70_000), `  Package [${NOTES}] (1a2b3c4):\n`]) {
        const said = `${above}${after.replace(/^(?=.)/gm, before)}`
        const report = await reportOn(withOther(said))
        expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E350']])
      }
    },
  )

  test('of apps that nobody asked about, in the form of records, leaves nothing open', async () => {
    const said = dump14([notes, package14('com.example.pad', { appId: 10085, runtime: [READS] })])
    const report = await reportOn(withOther(said.slice(said.indexOf('Packages:'))))
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  })

  test('what it logs of permissions leaves nothing open', async () => {
    const said =
      '  READ_CONTACTS: mode=0; time=+40m ago\n  Permission Denial: requires android.permission.READ_CONTACTS\n        android.permission.READ_CONTACTS: granted=false\n'
    const report = await reportOn(withOther(said))
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  })
})

describe('a grant that was moved', () => {
  const system = package14(LENDER, { appId: 10084, system: true })

  test('to the factory copy leaves the app open', async () => {
    const copy = package14(LENDER, { appId: 10084, system: true, runtime: [READS] })
    const report = await reportOn(dump14([notes, system, cash], { hidden: [copy] }))
    expect(report.verdict).toBe('incomplete')
    const refused = package14(LENDER, { appId: 10084, system: true, runtime: [DENIED] })
    expect((await reportOn(dump14([notes, refused, cash], { hidden: [copy] }))).verdict).toBe('check')
  })

  test('to the first of two factory copies leaves the app open', async () => {
    const copy = package14(LENDER, { appId: 10084, system: true })
    const moved = copy.replace('    User 0:', `        ${READS}\n    User 0:`)
    const report = await reportOn(dump14([notes, system, cash], { hidden: [moved, copy] }))
    expect(report.verdict).toBe('incomplete')
    expect(codes(report)).toEqual(['E315'])
  })

  test('on a phone itself is told in the words for a phone: nobody exports its answer again', async () => {
    const copy = package14(LENDER, { appId: 10084, system: true, runtime: [READS] })
    const text = dump14([notes, system, cash], { hidden: [copy] })
    expect(codes(await reportOn(text))).toEqual(['E315'])
    const report = await reportOn(text, ['dumpsys', 'package'])
    expect(codes(report)).toEqual(['E216'])
    expect(report.verdict).toBe('incomplete')
  })

  test('under a list of requests, which Android 5 does not print, leaves the app open', async () => {
    const old = (heading: string) =>
      `Database versions:\n\nPackages:\n  Package [${LENDER}] (1a2b):\n    userId=10084 gids=[3003]\n    pkg=Package{1 ${LENDER}}\n    codePath=/data/app/${LENDER}-1.apk\n    versionCode=3 targetSdk=19\n    versionName=1\n    dataDir=/data/data/${LENDER}\n    pkgFlags=[ HAS_CODE ]\n    User 0:  installed=true blocked=false stopped=false notLaunched=false enabled=0\n    ${heading}\n      android.permission.READ_CONTACTS\n\nShared users:\n\nPackage Changes:\n`
    expect((await reportOn(old('grantedPermissions:'))).verdict).toBe('act')
    expect((await reportOn(old('requested permissions:'))).verdict).toBe('incomplete')
  })

  test('to a record of another app that holds it already is no honest record', async () => {
    const twice = package14(NOTES, { appId: 10082, runtime: [READS, READS, READS] })
    expect(codes(await reportOn(dump14([cash, twice, silent])))).toEqual(['E315'])
  })
})

describe('a name of an app with line feeds in it, which leads away from the rest of its record', () => {
  const smsOf = (name: string) =>
    dump14([
      notes,
      package14('com.example.pad', { appId: 10085, runtime: [READS] }),
      package14(LENDER, {
        appId: 10084,
        runtime: [`${name}: granted=true`, 'android.permission.READ_SMS: granted=true'],
      }),
    ])

  test('is what it is without them', async () => {
    expect((await reportOn(smsOf('com.example.kuaijie.P'))).verdict).toBe('check')
  })

  test.for([
    'Loans:',
    'Loaded volumes:',
    'Queries:',
    'Activity Resolver Table:',
    'Hidden system packages:',
    'Shared users:',
  ])('to %s', async (heading) => {
    const report = await reportOn(smsOf(`com.example.kuaijie.P: granted=true\n\n${heading}\n        x`))
    expect(report.verdict).toBe('incomplete')
    expect(codes(report)).toContain('E315')
  })
})

describe('a user that one app alone prints is text of that app', () => {
  const user10 = '    User 10: ceDataInode=0 installed=false hidden=false\n      runtime permissions:\n        x'
  const forged = `com.example.kuaijie.P: granted=true\n${user10}: granted=true`
  const pad = package14('com.example.pad', { appId: 10085, runtime: [READS] })

  test('a grant behind it is not of a user that has not got the app', async () => {
    const report = await reportOn(dump14([notes, package14(LENDER, { appId: 10084, runtime: [forged, READS] }), pad]))
    expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E315']])
  })

  test.for<[string, number[]]>([
    ['on a phone of one user', [0]],
    ['on a phone that has that user', [0, 10]],
  ])('nor one of an identity that apps share, %s', async ([, ids]) => {
    const users = ids.map((id) => ({ id, state: `installed=${id === 0}` }))
    const record = (name: string, appId: number, sharedUser?: string) =>
      package14(name, { appId, users, ...(sharedUser !== undefined && { sharedUser }) })
    const sharedUsers = (name: string) => {
      const runtime = [name, 'android.permission.CAMERA: granted=true', READS]
      const others = ids.slice(1).map((id) => ({ id, runtime: ['android.permission.CAMERA: granted=true'] }))
      const one = { appId: 10084, members: [LENDER], users: [{ runtime }, ...others] }
      return [sharedUser14('com.example.shared', one)]
    }
    const text = (name: string) =>
      dump14([record(NOTES, 10082), record(LENDER, 10084, 'com.example.shared')], { shared: sharedUsers(name) })
    expect((await reportOn(text('com.example.kuaijie.P: granted=true'))).verdict).toBe('act')
    expect((await reportOn(text(forged))).verdict).toBe('incomplete')
  })
})

test('a user line in a record of Android 2, which prints none, takes no app from the phone', async () => {
  const old = (user: string) =>
    `Database versions:\n\nPackages:\n  Package [${LENDER}] (1a2b):\n    userId=10084 gids=[3003]\n    sharedUser=null\n    pkg=Package{1 ${LENDER}}\n    codePath=/data/app/${LENDER}-1.apk\n    versionCode=3\n    dataDir=/data/data/${LENDER}\n    pkgFlags=0x0 installStatus=1 enabled=0\n${user}    grantedPermissions:\n      android.permission.READ_CONTACTS\n\nShared users:\n\nSettings parse messages:\nRead completed successfully: 1 packages, 0 shared uids\n`
  expect((await reportOn(old(''))).verdict).toBe('act')
  expect((await reportOn(old('    User 0: installed=false\n'))).verdict).toBe('incomplete')
})

test('an app with the id of a shared user is one of its members, whatever its record says', async () => {
  const member = package14(LENDER, { appId: 10084, sharedUser: 'com.example.shared' })
  const shared = [
    sharedUser14('com.example.shared', { appId: 10084, members: [LENDER], users: [{ runtime: [READS] }] }),
  ]
  const text = dump14([notes, member.replace(/ {4}sharedUser=.*\n/, '')], { shared })
  expect((await reportOn(text)).verdict).toBe('act')
})

test('a shared user whose header is lost is none of those before it', async () => {
  const member = package14(LENDER, { appId: 10084, sharedUser: 'com.example.shared' })
  const users = [{ runtime: [READS] }]
  const shared = [
    sharedUser14('android.uid.shared', { appId: 10006, users }),
    sharedUser14('com.example.shared', { appId: 10084, members: [LENDER], users }),
  ]
  const text = dump14([notes, member.replace(/ {4}sharedUser=.*\n/, '')], { shared })
  expect((await reportOn(text)).verdict).toBe('act')
  const lost = text.replace(/ {2}SharedUser \[com\.example\.shared\](.*\n)+?(?= {4}User)/, '')
  expect((await reportOn(lost)).verdict).toBe('incomplete')
})

test('a part that was wrapped and marked line by line is told beside a clean dump', async () => {
  const marked = after
    .replace(/(.{60})(?=.)/g, '$1\n')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
  const report = await reportOn(`${marked}\n${dump14([notes, silent, cash])}`)
  expect([report.verdict, report.complete]).toEqual(['act', false])
  expect(codes(report)).toContain('E325')
})

test.for([
  ['a heading and nothing else', 'Current AppOps Service state:\n'],
  ['a heading and an error', 'Current AppOps Service state:\nError: could not dump\n'],
])('app ops that are %s are not those of a phone on which nothing is open', async ([, appOps = '']) => {
  const report = await reportOn({ 'package.txt': dump14([notes, silent, cash]), 'appops.txt': appOps })
  expect([codes(report), report.verdict]).toEqual([['E305'], 'incomplete'])
  const some = `${appOps}  Uid 1000:\n    state=pers\n`
  expect((await reportOn({ 'package.txt': dump14([notes, silent, cash]), 'appops.txt': some })).verdict).toBe('clear')
})

describe('what somebody made of a grant, put behind a clean dump', () => {
  const P = 'android.permission.READ_CONTACTS'
  const clean = dump14([notes, silent, cash])
  test.for<[how: string, made: string, ...besides: string[]]>([
    ['a translation', `        ${P}: erteilt=wahr`],
    ['a translation that spaces its colons', `        ${P} : erteilt = wahr`],
    ['JSON', `{\n  "${LENDER}": {\n    "${P}": true\n  }\n}`],
    ['the source of a page', `        <b>${P}</b>: <b>granted</b>=<b>true</b>`],
    ['a page with its marks in numbers', `        ${P}&#58; granted&#61;true`],
    ['of Android 5, with the number of the line', `     12\t      ${P}`],
    ['of Android 5, with a mark of a list', `      - ${P}`],
    ['of Android 5, in a colour', `      \x1b[32m${P}\x1b[0m`, 'E325'],
    ['of Android 5, all in one line', `Permissions:\v  Permission [${P}] (6ae9fb):\v      ${P}\v    User 0:`],
  ])('%s', async ([, text, ...besides]) => {
    const report = await reportOn(`${clean}\n\n${text}\n`)
    expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E324', ...besides]])
  })

  test('what tables of Android say there leaves nothing open', async () => {
    const tables = `Service permissions:
    com.example.cash/.Sync: ${P}

Package warning messages:
2026-11-24 06:20:03: Not granting permission ${P} to package com.example.cash (protectionLevel=1)
2026-11-24 06:20:03: Permission ${P} from package com.example.cash ignored: original from android
`
    const report = await reportOn(`${clean}\n${tables}`)
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  })
})

test('one line of what is granted on Android 5, as a comparison shows it, is told beside a clean dump', async () => {
  for (const line of ['+      android.permission.READ_CONTACTS', '      android.permission.READ_CONTACTS",'])
    expect(
      codes(await reportOn({ 'package.txt': dump14([notes, silent, cash]), 'diff.txt': `@@ -1 +1 @@\n${line}\n` })),
    ).toContain('E324')
})

test('of a phone with more apps without a name than are told of, the lender is told first', async () => {
  const names = Array.from({ length: 1300 }, (_, n) => `com.example.app${n}`)
  const unread = names.map((name) =>
    dumpOf(`apk-${name}.json`, '', {
      command: ['dd', `if=/data/app/${name}/base.apk`],
      failure: () => ({ code: 'E319', params: { n: '1' }, incomplete: false }),
    }),
  )
  const records = names.map((name, n) => package14(name, { appId: 11_000 + n }))
  const whole = dumpsOf({ 'dumpsys-package.txt': dump14([...records, reads]) }, { command: ['dumpsys', 'package'] })
  const own = dumpsOf(
    { 'an-app.txt': `Packages:\n${reads}` },
    { command: ['dumpsys', 'package', 'com.example.kuaijie'] },
  )
  const report = await reportOf([...unread, ...own, ...whole])
  expect([report.verdict, report.complete, codes(report)]).toEqual(['act', false, ['E344', 'E319']])
  expect(report.problems[0]?.message).toBe('dumpsys-package.txt holds more than any phone, so only a part was read')
})
