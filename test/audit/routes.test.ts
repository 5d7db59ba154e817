import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Audit } from '../../src/internal.ts'
import { audit, auditPhones, withAdded } from '../built.ts'
import { guidance, options, rules } from '../daicha.ts'
import { bugReport } from '../diff/phone.ts'
import { codes, dumpOf, dumpsOf, folderOf, reportOf, type Texts } from '../dump.ts'
import { dump14, NOTES, package14, READS, service, sharedUser14 } from '../parse/dumps.ts'

/** In the catalogue of the tests; it holds no permission for contacts. */
const LENDER = 'com.example.kuaijie'
const OTHER = 'com.example.reader'

const reportOn = (texts: Texts, isFolder = false) => reportOf((isFolder ? folderOf : dumpsOf)(texts))
const auditsOf = async (texts: Texts): Promise<Audit[]> =>
  (await auditPhones(folderOf(texts), { ...rules, guidance }, options)).map((one) => one.audit())

const phone = (users: { id: number; state?: string }[] = [{ id: 0 }]) =>
  dump14([
    package14(NOTES, { appId: 10082, users: users.map(({ id }) => ({ id })) }),
    package14(LENDER, { appId: 10084, users }),
  ])

/** Texts in which an app has a way to contacts that no permission shows. */
const routes = (app: string) => ({
  settings: `Unknown argument: -a; use -h for help
GLOBAL SETTINGS (user 0)
_id:1 name:adb_enabled pkg:android value:1 default:1 defaultSystemSet:true

SECURE SETTINGS (user 0)
_id:10 name:lockscreen.disabled pkg:android value:0 default:0 defaultSystemSet:true
_id:44 name:default_input_method pkg:android value:com.example.keys/.Keys default:com.example.keys/.Keys defaultSystemSet:true
_id:45 name:enabled_accessibility_services pkg:com.android.settings value:${OTHER}/.Reader:${app}/${app}.Helper default:null
_id:46 name:lock_screen_owner_info pkg:android value:{null}
_id:47 name:enabled_notification_listeners pkg:android value:com.example.watch/.Listener

SYSTEM SETTINGS (user 0)
_id:12 name:volume_ring pkg:android value:5
`,
  list: `accessibility_enabled=1
default_input_method=com.example.keys/.Keys
enabled_accessibility_services=${OTHER}/.Reader
enabled_notification_listeners=com.example.watch/.Listener:${app}/.Listener
location_mode=3
sms_default_application=com.android.messaging
`,
  role: `ROLE STATE (dumpsys role):
{
  user_states=[
    {
      user_id=0
      roles=[
        {
          name=android.app.role.BROWSER
          holders=com.example.browser
        }
        {
          name=android.app.role.SMS
          holders=${app}
        }
        {
          name=android.app.role.DIALER
          holders=com.android.dialer
        }
      ]
    }
  ]
}
`,
  accessibility: `ACCESSIBILITY MANAGER (dumpsys accessibility)

User state[
     attributes:{id=0, touchExplorationEnabled=false}
     Bound services:{Service[label=Reader, feedbackType[FEEDBACK_SPOKEN]]}
     Enabled services:{{${OTHER}/.Reader}, {${app}/${app}.Helper}}
     Binding services:{}]
`,
  'device policy': `Current Device Policy Manager state:

  Enabled Device Admins (User 0, provisioningState: 0):
    ${app}/.Admin:
      uid=10084
      policies:
        wipe-data

Encryption Status: per-user
`,
})
type Kind = keyof ReturnType<typeof routes>
const kinds = Object.keys(routes('')) as Kind[]

test.for(kinds)('an honest text is right either way: %s', async (kind) => {
  const held = await reportOn({ 'package.txt': phone(), 'route.txt': routes(LENDER)[kind] })
  expect([held.verdict, codes(held)]).toEqual(['check', []])
  const others = await reportOn({ 'package.txt': phone(), 'route.txt': routes(NOTES)[kind] })
  expect([others.verdict, codes(others)]).toEqual(['clear', []])
})

test.for(kinds.filter((kind) => kind !== 'list'))(
  'a way of a user that there cannot be is one of the first: %s',
  async (kind) => {
    const text = routes(LENDER)[kind].replaceAll(/(user |user_id=|\bid=)0/gi, '$199999')
    const report = await reportOn({ 'package.txt': phone(), 'route.txt': text })
    expect([report.verdict, codes(report)]).toEqual(['check', []])
  },
)

test('what a disabled lender has is a step below what one has that can run', async () => {
  const severity = async (enabled: number) => {
    const text = phone().replace(
      /(Package \[com\.example\.kuaijie\][\s\S]*?enabled=)0/,
      (_, before: string) => `${before}${enabled}`,
    )
    const report = await reportOn({ 'package.txt': text, 'route.txt': routes(LENDER).settings })
    return report.findings.map((finding) => finding.severity)
  }
  expect(await severity(0)).toEqual(['critical'])
  expect(await severity(3)).toEqual(['high'])
})

test.for(kinds)('a text that somebody put behind a whole dumpsys is read as it is before it: %s', async (kind) => {
  const whole = service('package', phone()) + service('power', 'POWER MANAGER\n')
  const notes = 'location_mode=3\n\nUsers:\n  UserInfo{0:Owner:4c13} serialNo=0\n'
  const said = async (text: string) => {
    const report = await reportOn({ 'package.txt': text })
    return [report.verdict, codes(report)]
  }
  expect(await said(routes(LENDER)[kind] + whole)).toEqual(['check', []])
  expect(await said(whole + routes(LENDER)[kind])).toEqual(['check', []])
  expect(await said(whole + notes + routes(LENDER)[kind])).toEqual(['check', []])
  expect(await said(whole + notes + routes(NOTES)[kind])).toEqual(['clear', []])
})

test('that it asks to read messages says nothing of who shows them', async () => {
  const credit = 'com.example.suncredit'
  const text = dump14([
    package14(credit, { requested: ['android.permission.READ_SMS', 'android.permission.READ_CALL_LOG'] }),
    package14(NOTES, { appId: 10082 }),
  ])
  const rungOf = async (holder: string) => {
    const report = await reportOf(dumpsOf({ 'package.txt': text, 'role.txt': routes(holder).role }), { allApps: true })
    return report.apps.find((app) => app.package === credit)?.lender.rung
  }
  expect(await rungOf(NOTES)).toBe('weak.private')
  expect(await rungOf(credit)).not.toBe('weak.private')
})

test('a lender that another key or another role names has no way to contacts', async () => {
  const settings = `SECURE SETTINGS (user 0)
_id:9 name:assistant pkg:${LENDER} value:${LENDER}/.Assist default:null
`
  const role = routes(LENDER).role.replace('role.SMS', 'role.HOME')
  for (const text of [settings, role]) {
    const report = await reportOn({ 'package.txt': phone(), 'route.txt': text })
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  }
})

type Change = (lines: string[], at: number, dice: number) => string[]

/** What happens to the line that names the lender, or to all of them. */
const changes: Record<string, Change> = {
  'joined with the next line': (lines, at) => lines.toSpliced(at, 2, `${lines[at]}${lines[at + 1]}`),
  'joined with the line before': (lines, at) => lines.toSpliced(at - 1, 2, `${lines[at - 1]}${lines[at]}`),
  'broken in two': (lines, at, dice) => {
    const line = lines[at] ?? ''
    const column = dice % line.length
    return lines.toSpliced(at, 1, line.slice(0, column), line.slice(column))
  },
  wrapped: (lines, _, dice) =>
    lines.flatMap((line) => line.match(new RegExp(`.{1,${40 + (dice % 80)}}`, 'g')) ?? [line]),
  'with another character': (lines, at, dice) => {
    const line = lines[at] ?? ''
    const column = dice % line.length
    return lines.with(at, `${line.slice(0, column)}${String.fromCharCode(33 + (dice % 94))}${line.slice(column + 1)}`)
  },
  'with a character less': (lines, at, dice) => {
    const line = lines[at] ?? ''
    const column = dice % line.length
    return lines.with(at, line.slice(0, column) + line.slice(column + 1))
  },
  'with something before it': (lines, at, dice) =>
    lines.with(at, ['> ', '+', '12:03 Ana: ', '[24/11/26, 09:03] Ana: ', '7:', '| '][dice % 6] + (lines[at] ?? '')),
  'with something before each line': (lines, _, dice) =>
    lines.map((line) => ['> ', '   12\t', 'route.txt:12:', '[24/11/26, 09:03] Ana: '][dice % 4] + line),
  'with other separators': (lines, at, dice) =>
    lines.with(at, (lines[at] ?? '').replace(/[:/,={}]/g, [';', ' ', '|', '\uff1a'][dice % 4] ?? '')),
  'with tabs for blanks': (lines) => lines.map((line) => line.replace(/^ {4,8}/, '\t')),
  'with returns for line feeds': (lines) => [lines.join('\r')],
  'behind a line of something else': (lines, at, dice) =>
    lines.toSpliced(at, 0, ['--More--', '11-24 06:20:03.000 W/System: late', '', 'x'][dice % 4] ?? ''),
}

const isThere = (text: string) => new RegExp(`(?<![\\w.])${LENDER.replaceAll('.', '\\.')}(?![\\w])`).test(text)

describe('a text that still names the lender beside its way to contacts leaves nothing clear', () => {
  test.for(Object.keys(changes))('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.nat(), async (kind, dice) => {
        const lines = routes(LENDER)[kind].split('\n')
        const at = lines.findIndex((line) => line.includes(LENDER))
        const text = changes[name]?.(lines, at, dice).join('\n') ?? ''
        fc.pre(isThere(text))
        const loose = await reportOn({ 'package.txt': phone(), 'route.txt': text }, true)
        expect(loose.verdict, text).not.toBe('clear')
      }),
      { numRuns: 60 },
    )
  })

  test.for<[string, (text: string) => string, Kind]>([
    ['a damaged key', (text) => text.replace('enabled_accessibility', 'enabled_acce5sibility'), 'settings'],
    ['a damaged table', (text) => text.replace('SECURE', 'SECVRE'), 'settings'],
    ['a damaged role', (text) => text.replace('role.SMS', 'role.SM5'), 'role'],
    ['a lost name of the role', (text) => text.replace(/.*role\.SMS\n/, ''), 'role'],
    ['two names of one role', (text) => text.replace(/( *name=).*SMS\n/, '$&$1android.app.role.HOME\n'), 'role'],
    ['a list that goes on in the next line', (text) => text.replace('}, {', '},\n{'), 'accessibility'],
    ['a damaged heading of the admins', (text) => text.replace('Enabled Device', 'Enab1ed Device'), 'device policy'],
  ])('%s', async ([, change, kind]) => {
    const report = await reportOn({ 'package.txt': phone(), 'route.txt': change(routes(LENDER)[kind]) })
    expect(report.verdict).toBe('incomplete')
    expect(codes(report)).toEqual(['E349'])
    // Of what is no lender, nothing is told.
    const other = await reportOn({ 'package.txt': phone(), 'route.txt': change(routes(NOTES)[kind]) })
    expect([other.verdict, codes(other)]).toEqual(['clear', []])
  })

  test('where rules of a user take the lender for none, too', async () => {
    const placed = {
      lenders: rules.lenders.map((entry) => ({ ...entry, kind: 'credit-feature' as const, at: 'own.yaml:1' })),
    }
    const own = withAdded(rules, [{ seal: { path: 'own.yaml', sha256: '0' }, placed }])
    const saidOf = async (text: string) => {
      const dumps = dumpsOf({ 'package.txt': phone(), 'route.txt': text })
      const report = await audit(dumps, { ...own, guidance }, options)
      return [report.verdict, codes(report)]
    }
    const { settings } = routes(LENDER)
    expect(await saidOf(settings.replace('enabled_acc', 'enabled-acc'))).toEqual(['check', ['E352']])
    expect(await saidOf(routes(NOTES).settings)).toEqual(['clear', []])
  })

  test('the line is told, and where it can be looked up', async () => {
    const text = routes(LENDER).settings.replace('enabled_acc', 'enabled-acc')
    const { problems } = await reportOn({ 'package.txt': phone(), 'settings.txt': text })
    expect(problems).toMatchObject([{ code: 'E349', path: 'settings.txt', line: 8, params: { n: '1' } }])
    expect(JSON.stringify(problems)).not.toContain(OTHER)
  })

  test('an access of a user that has not got the app', async () => {
    const users = [{ id: 0 }, { id: 10, state: 'installed=false' }]
    const text = routes(LENDER).list
    const settings = routes(LENDER).settings.replace('SECURE SETTINGS (user 0)', 'SECURE SETTINGS (user 10)')
    expect((await reportOn({ 'package.txt': phone(users), 'route.txt': text })).verdict).toBe('check')
    // The class may be written in short, and then no name is left that nobody has.
    for (const text of [settings, settings.replace(`${LENDER}/${LENDER}.Helper`, `${LENDER}/.Helper`)]) {
      const report = await reportOn({ 'package.txt': phone(users), 'route.txt': text })
      expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E349']])
    }
  })

  test('an access of a user that has another lender and not this one', async () => {
    const asked = 'android.permission.READ_CONTACTS: granted=false, flags=[ USER_SET]'
    const lenders = [
      package14(LENDER, { appId: 10084, users: [{ id: 0 }, { id: 10, state: 'installed=false' }] }),
      package14('com.example.fenqi', { appId: 10085, users: [{ id: 0 }, { id: 10, runtime: [asked] }] }),
    ]
    const settings = routes(LENDER).settings.replace('SECURE SETTINGS (user 0)', 'SECURE SETTINGS (user 10)')
    const short = settings.replace(`${LENDER}/${LENDER}.Helper`, `${LENDER}/.Helper`)
    expect(codes(await reportOn({ 'package.txt': dump14(lenders), 'route.txt': short }))).toEqual(['E349'])
  })

  test('of many names that nobody could read, nothing is proved', async () => {
    const names = Array.from({ length: 1100 }, (_, n) => `_id:${n} nam3:x value:com.example.a${n}`).join('\n')
    const report = await reportOn({ 'package.txt': phone(), 'route.txt': `SECURE SETTINGS (user 0)\n${names}\n` })
    expect(codes(report)).toEqual(['E349'])
  })

  test('in a bug report', async () => {
    const text = routes(LENDER).settings.replace('enabled_acc', 'enabled-acc')
    const whole = `== dumpstate: 2025-11-02 20:20:00\n\n${service('package', phone())}${service('settings', text)}`
    expect(codes(await reportOn({ 'bugreport.txt': whole }))).toEqual(['E349'])
  })
})

describe('a file beside the dumps that nobody can read', () => {
  const dump = dump14([
    package14(LENDER, { appId: 10084, runtime: ['android.permission.CAMERA: granted=true', READS] }),
  ])
  const mail = (text: string | Buffer) =>
    `Subject: dump\nContent-Transfer-Encoding: base64\n\n${Buffer.from(text)
      .toString('base64')
      .replace(/.{76}/g, '$&\n')}\n`
  const broken: [string, string][] = [
    ['in capitals', dump.toUpperCase()],
    ['as an attachment of a mail', mail(dump)],
    ['in UTF-16, as an attachment of a mail', mail(Buffer.from(dump, 'utf16le'))],
    ['as an attachment that is to be checked with daicha', `贷查 (daicha) 能看吗？ Run daicha on this:\n${mail(dump)}`],
    ['as an attachment that somebody quoted', mail(dump).replace(/^/gm, '> ')],
    ['in an address', encodeURIComponent(dump)],
    ['in wide letters', dump.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))],
    ['the settings, as an attachment of a mail', mail(routes(LENDER).settings)],
    ['the accessibility services, as a page', routes(LENDER).accessibility.replaceAll(' ', '&nbsp;')],
    [
      'the device admins, from a table',
      routes(LENDER)
        ['device policy'].trim()
        .replace(/[ =:]+/g, '\t'),
    ],
    ['in quoted-printable', dump.replaceAll('=', '=3D').replaceAll(' ', '=20').replace(/^/gm, '. ')],
    ['saved as a page', dump.replace(/^ +/gm, '<p>').replaceAll(': ', ':&nbsp;').replaceAll(' ', '&nbsp;')],
    [
      'read from a picture',
      '  android.permission.READ_CONTACTS : granted=true , flags=[ USER_SET ]\n'.replace(/^ +/, ''),
    ],
  ]
  test('with colours, it is read', async () => {
    const coloured = routes(LENDER).accessibility.replace(/\w+/g, '\x1b[32m$&\x1b[0m')
    const report = await reportOn({ 'package.txt': phone(), 'other.eml': coloured }, true)
    expect([report.verdict, report.apps[0]?.routes.map(({ kind }) => kind)]).toEqual(['check', ['accessibility']])
  })

  test.for(broken)('%s: nothing is clear beside it, and it is named', async ([, text]) => {
    const report = await reportOn({ 'package.txt': phone(), 'other.eml': text }, true)
    expect(report.verdict).not.toBe('clear')
    expect(report.problems[0]).toMatchObject({ path: 'other.eml', severity: 'error' })
  })

  test('a part with the grant of a shared user, and no app that has it', async () => {
    const shared = sharedUser14('com.example.shared', {
      appId: 10084,
      members: [LENDER],
      users: [{ runtime: [READS] }],
    })
    const report = await reportOn({ 'package.txt': phone(), 'part.txt': `Shared users:\n${shared}\n` }, true)
    expect([report.verdict, codes(report)]).toEqual(['incomplete', ['E338', 'E316']])
  })

  test('of what looks like no dump only a word is said, once for all', async () => {
    const report = await reportOn(
      { 'package.txt': phone(), 'a.md': 'can it read contacts?\n', 'b.pdf': '%PDF-1.4\n%\xe2\xe3\n', '.hidden': 'x\n' },
      true,
    )
    expect(report.verdict).toBe('clear')
    expect(report.problems).toMatchObject([{ code: 'E350', path: 'a.md', severity: 'warning', params: { n: '2' } }])
    expect(report.sources.map(({ path }) => path)).toEqual(['package.txt'])
  })

  test('what this program wrote of it is no news', async () => {
    const ours = JSON.stringify({ tool: 'daicha', text: READS }, null, 2)
    const report = await reportOn({ 'package.txt': phone(), 'report.json': ours }, true)
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  })

  test('the other files of a bug report are no news', async () => {
    const whole = `== dumpstate: 2025-11-02 20:20:00\n\n${service('package', phone())}`
    const files = {
      'a.zip!main_entry.txt': 'bugreport-x.txt\n',
      'a.zip!bugreport-x.txt': whole,
      'a.zip!FS/proc/1/mountinfo': '1 2 3 / / ro\n',
    }
    const report = await reportOn(files, true)
    expect([report.verdict, codes(report)]).toEqual(['clear', []])
  })
})

describe('between two phones', () => {
  const other = phone().replaceAll('example/sample', 'example/other')
  const none = dump14([package14(NOTES, { appId: 10082 })]).replaceAll('example/sample', 'example/third')
  const said = (audits: Audit[]) => audits.map((one) => [one.verdict, codes(one)])

  test('a file that tells of a way to contacts leaves neither clear that has the lender, and is told to both', async () => {
    const { settings } = routes(LENDER)
    const audits = await auditsOf({ 'a.txt': phone(), 'b.txt': other, 'notes.md': 'x\n', 'settings.txt': settings })
    expect(said(audits)).toEqual([
      ['incomplete', ['E350', 'E349']],
      ['incomplete', ['E350', 'E349']],
    ])
    expect(audits[0]?.problems[0]).toMatchObject({ path: 'settings.txt', severity: 'warning', params: { n: '2' } })
    // No app is accused of what may be of another phone.
    expect(audits.flatMap(({ findings }) => findings)).toEqual([])
    expect(said(await auditsOf({ 'a.txt': phone(), 'b.txt': none, 'settings.txt': settings }))).toEqual([
      ['incomplete', ['E350', 'E349']],
      ['clear', ['E350']],
    ])
  })

  test('of the same apps, whose serials lie beside each, neither answers for the other', async () => {
    const { settings } = routes(LENDER)
    const serial = (n: number) => `[ro.build.version.sdk]: [34]\n[ro.serialno]: [SAMPLE${n}]\n`
    const twins = { 'a/p.txt': phone(), 'a/getprop.txt': serial(1), 'b/p.txt': phone(), 'b/settings.txt': settings }
    expect(said(await auditsOf({ ...twins, 'b/getprop.txt': serial(2) }))).toEqual([
      ['clear', []],
      ['check', []],
    ])
    expect(await auditsOf({ ...twins, 'b/getprop.txt': serial(1) })).toHaveLength(1)
    // One of them may be of either.
    expect(await auditsOf({ 'p.txt': phone(), 'q.txt': other, 'getprop.txt': serial(1) })).toHaveLength(2)
  })

  test.for([
    ['a', 'b', 'c'],
    ['b', 'a', 'c'],
    ['c', 'b', 'a'],
  ])('a list that may be of either makes no one phone of them: %s, %s, %s', async (order) => {
    const of = (serial: string, text: string) =>
      `== dumpstate: 2026-05-01 10:00:00\n\n------ SYSTEM PROPERTIES (getprop) ------\n[ro.serialno]: [${serial}]\n\n${service('package', text)}`
    const files: Texts = { a: of('SAMPLE1', phone()), b: phone(), c: of('SAMPLE2', phone()) }
    const audits = await auditsOf(Object.fromEntries(order.map((name) => [`x/${name}.txt`, files[name] ?? ''])))
    expect(audits.map(({ sources }) => sources.map(({ path }) => path))).toEqual(order.map((name) => [`x/${name}.txt`]))
    const near = await auditsOf(
      Object.fromEntries(order.map((name) => [name === 'c' ? 'y/c.txt' : `x/${name}.txt`, files[name] ?? ''])),
    )
    expect(near.map(({ sources }) => sources.length).sort()).toEqual([1, 2])
  })

  test('of one make, which were sold with the same apps and are dated, the newer does not answer for the older', async () => {
    const sold = Array.from({ length: 80 }, (_, n) => ({
      name: `com.maker.a${n}`,
      id: 10100 + n,
      installed: '2009-01-01 08:00:00',
    }))
    const of = (day: number, names: string[], zone = 0) =>
      bugReport({
        time: `2026-10-0${day} 10:05:00`,
        apps: [
          ...sold,
          ...names.map((name, n) => ({
            name,
            id: 10200 + n,
            installed: `2026-0${day}-1${n} 1${n + zone}:2${day}:0${n}`,
            contacts: name === LENDER ? ('granted' as const) : ('denied' as const),
          })),
        ],
      })
    const shops = ['com.example.shop', NOTES, 'com.example.chess']
    const anna = of(1, [...shops, LENDER])
    for (const others of [shops.toReversed(), ['com.example.x', 'com.example.y', 'com.example.z']]) {
      const audits = await auditsOf({ 'anna.txt': anna, 'berta.txt': of(2, others) })
      expect(audits.map(({ verdict }) => verdict)).toEqual(['act', expect.not.stringMatching('act')])
    }
    // Where it went with its owner.
    expect(await auditsOf({ 'a.txt': anna, 'b.txt': of(1, [...shops, LENDER], 2) })).toHaveLength(1)
  })

  test('a file that lies with one of them is of that one', async () => {
    const texts = { 'a/package.txt': phone(), 'b/package.txt': other, 'b/settings.txt': routes(LENDER).settings }
    expect(said(await auditsOf(texts))).toEqual([
      ['clear', []],
      ['check', []],
    ])
    const loose = {
      'a/1/p.txt': phone(),
      'a/2/p.txt': other,
      'b/p.txt': none,
      'a/settings.txt': routes(LENDER).settings,
    }
    expect(said(await auditsOf(loose))).toEqual([
      ['incomplete', ['E350', 'E349']],
      ['incomplete', ['E350', 'E349']],
      ['clear', []],
    ])
  })

  test('a file that nobody could open is missing to both', async () => {
    const audits = await auditsOf({ 'a.txt': phone(), 'b.txt': other, 'c.enc': 'Salted__5 9' })
    expect(said(audits)).toEqual([
      ['incomplete', ['E334']],
      ['incomplete', ['E334']],
    ])
  })
})

test.for([
  [0, 'incomplete'],
  [10, 'clear'],
])(
  'settings of user %i that a phone refused hide nothing of a lender that another user has',
  async ([userId, verdict]) => {
    const users = [{ id: 0 }, { id: 10, state: 'installed=false' }]
    const asked = dumpOf('settings.txt', '', {
      optional: true,
      command: ['settings', 'get', '--user', String(userId), 'secure', 'enabled_accessibility_services'],
      failure: () => ({ code: 'E210', params: { what: 'settings' }, incomplete: false }),
    })
    const report = await reportOf([dumpOf('package.txt', phone(users)), asked])
    expect([report.verdict, codes(report)]).toEqual([verdict, ['E210']])
  },
)

describe('an app that only its components show to lend', () => {
  const HARMLESS = 'com.example.harmless'
  const records = dump14([package14(NOTES, { appId: 10082 }), package14(HARMLESS, { appId: 10084, runtime: [READS] })])
  const at = records.indexOf('\nPackages:\n') + 1
  const tables = `Activity Resolver Table:\n  Non-Data Actions:\n      android.intent.action.MAIN:\n        1b2c3d4 ${HARMLESS}/com.moxie.client.MainActivity filter 5e6f\n\n`

  test('is found in one text, and missed by nobody in two', async () => {
    const one = await reportOn({ 'package.txt': records.slice(0, at) + tables + records.slice(at) })
    expect([one.verdict, one.findings[0]?.package]).toEqual(['check', HARMLESS])
    for (const texts of [
      { 'a.txt': records.slice(0, at) + tables, 'b.txt': records.slice(at) },
      { 'a.txt': records, 'b.txt': tables },
    ]) {
      const two = await reportOn(texts)
      expect([two.verdict, codes(two)]).toEqual(['incomplete', expect.arrayContaining(['E327'])])
    }
  })
})
