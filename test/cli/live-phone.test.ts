import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DeviceTransport, Report } from '../../src/internal.ts'
import { AuditError } from '../built.ts'
import { root } from '../daicha.ts'
import { atTerminal, type Canned, daichaWith, phones } from './canned.ts'

const dumps = (name: string) => join(root, 'test/phones', name, 'data/dumpsys+-t+60+package.out')
const packages = readFileSync(dumps('android-14'), 'utf8')
const CUT = (service: string) => `\n\n*** SERVICE '${service}' DUMP TIMEOUT (60000ms) EXPIRED ***\n\n`
const APPS = 'dumpsys -t 60 package'
const AGAIN = 'sh -c dumpsys "$@" packages; dumpsys "$@" shared-users sh -t 120 package'
/** What no text for a phone on a cable may say. */
const OF_FILES =
  /exec-out|PowerShell|cmd\)|export|package\.txt|appops\.txt|clock\.txt|dumpsys|pm list|settings get|for k in/

/** The clock of the canned computer. */
const ON_TIME: Record<string, Answer> = { 'date +%Y%m%dT%H%M%S%z': { out: '20261124T142003+0800\n' } }

type Answer = { out?: string; err?: string; rc?: number }

/** The recorded Android 14 phone, or another, that answers some commands otherwise; a function is asked each time. */
function phone(changed: Record<string, Answer | (() => Answer | undefined)>, recorded = 'android-14') {
  const canned: Canned = { recorded }
  const { connect } = phones(canned)
  const answered: ReturnType<typeof phones>['connect'] = async (options) => {
    const server = await connect(options)
    return {
      ...server,
      async open(device) {
        const transport = await server.open(device)
        const send: DeviceTransport['send'] = async (argv, options) => {
          const found = { ...ON_TIME, ...changed }[argv.join(' ')]
          const answer = typeof found === 'function' ? found() : found
          if (answer === undefined) return transport.send(argv, options)
          return { stdout: Buffer.from(answer.out ?? ''), stderr: answer.err ?? '', exitCode: answer.rc ?? 0 }
        }
        return { ...transport, send }
      },
    }
  }
  return answered
}

async function audited(...given: Parameters<typeof phone>) {
  const { code, stdout, stderr } = await daichaWith(phone(...given), ['audit', '--device', '-f', 'json', '--quiet'])
  const report = JSON.parse(stdout || '{"problems":[]}') as Report
  const said = `${report.problems.map(({ message, remedy }) => [message, ...remedy].join('\n')).join('\n')}\n${stderr.replace(/^\([\w.]+:\d+\)$/gm, '')}`
  expect(said).not.toMatch(OF_FILES)
  return { code, report, stderr, codes: report.problems.map((problem) => problem.code) }
}

describe('a phone that is slow', () => {
  const halfOf = (dump: string) => dump.slice(0, dump.lastIndexOf('  Package [') + 100)
  const from = packages.indexOf('\nPackages:\n') + 1
  const records = packages.slice(from, packages.indexOf('\n\n', packages.indexOf('\nShared users:')) + 1)

  test('a list of apps that was cut is asked for again in a shorter form, and the answer is whole', async () => {
    const whole = await audited({})
    const { report, codes } = await audited({
      [APPS]: { out: halfOf(packages) + CUT('package') },
      [AGAIN]: { out: records },
    })
    expect(codes).toEqual([])
    expect(report.complete).toBe(true)
    const found = ({ findings }: Report) => findings.map(({ ruleId, package: of }) => [ruleId, of])
    expect(found(report)).toEqual(found(whole.report))
  })

  test.for([
    ['in the middle', halfOf(readFileSync(dumps('android-17'), 'utf8'))],
    ['before the first app', 'Database versions:\n'],
  ])('cut twice %s: one word about it, and not clear', async ([, out]) => {
    const answer = { out: out + CUT('package') }
    const { report, codes } = await audited({ [APPS]: answer, [AGAIN]: answer }, 'android-17')
    expect(codes).toEqual(['E209'])
    expect(report.problems[0]?.message).toContain('the apps and their permissions')
    expect([report.verdict, report.complete]).toEqual(['incomplete', false])
  })

  test('what it was too slow for is said in Chinese as Chinese is written', async () => {
    const cut = { out: `Database versions:\n${CUT('package')}` }
    const connect = phone({ [APPS]: cut, [AGAIN]: cut })
    const { stdout } = await daichaWith(connect, ['audit', '--device', '-f', 'json', '--quiet', '--lang', 'zh'])
    const [problem] = (JSON.parse(stdout) as Report).problems
    expect(problem?.message).toContain('没有按时给出')
    expect(problem?.message).not.toMatch(/\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}/u)
  })

  test('on Android 6, which takes no time limit and says it in other words, it is asked for again as well', async () => {
    const data = join(root, 'test/phones/android-6/data')
    const dump = readFileSync(join(data, 'dumpsys+package.out'), 'utf8')
    const from = dump.indexOf('\nPackages:\n') + 1
    const { report, codes } = await audited(
      {
        'dumpsys package': { out: `${halfOf(dump)}\n\n*** SERVICE DUMP TIMEOUT EXPIRED ***\n\n` },
        [AGAIN.replace(' -t 120', '')]: {
          out: dump.slice(from, dump.indexOf('\n\n', dump.indexOf('\nShared users:')) + 1),
        },
      },
      'android-6',
    )
    expect([codes, report.verdict, report.complete]).toEqual([[], 'act', true])
  })

  test('a list of apps that fails in the middle is asked for again', async () => {
    const exception =
      '\nException occurred while dumping:\njava.util.ConcurrentModificationException\n\tat a.b(C.java:1)\n'
    const { report, codes } = await audited({
      [APPS]: { out: halfOf(packages) + exception },
      [AGAIN]: { out: records },
    })
    expect([codes, report.complete]).toEqual([[], true])
  })

  test.for([
    ['cut', CUT('appops')],
    ['failed', '\nException occurred while dumping:\njava.lang.NullPointerException\n'],
  ])('app ops that were %s are a problem, and the run is not complete', async ([, end]) => {
    const uses = readFileSync(join(root, 'test/phones/android-14/data/dumpsys+-t+60+appops.out'), 'utf8')
    const first = uses.slice(0, uses.indexOf('  Uid ', uses.indexOf('  Uid ') + 1))
    const { report, codes } = await audited({ 'dumpsys -t 60 appops': { out: first + end } })
    expect(codes).toEqual(['E209'])
    expect([report.verdict, report.complete]).toEqual(['act', false])
    // What is said of each app does not speak of an export that nobody made.
    const facts = report.findings.flatMap(({ meaning, facts }) => [...meaning, ...facts.map(({ text }) => text)])
    expect(facts.filter((text) => /op record|use records/.test(text))).not.toEqual([])
    expect(facts.filter((text) => /\bexport\b/.test(text))).toEqual([])
  })
})

test('how an answer ends its lines is no news: nobody saved it', async () => {
  const { codes, report } = await audited({ [APPS]: { out: packages.replaceAll('\n', '\r\r\n') } })
  expect([codes, report.complete]).toEqual([[], true])
})

describe('a phone that is not ready', () => {
  const missing = (service: string) => ({ err: `Can't find service: ${service}\n` })

  test('no service for apps yet: it is still starting, exit 4, and no report of nothing', async () => {
    const { code, stderr, report } = await audited({ [APPS]: missing('package') })
    expect([code, report.verdict]).toEqual([4, undefined])
    expect(stderr).toContain('[E214] the phone is still starting')
  })

  test('the service for app ops alone is missing: not complete', async () => {
    const { report, codes } = await audited({ 'dumpsys -t 60 appops': missing('appops') })
    expect([codes, report.complete]).toEqual([['E214'], false])
  })

  test('no dumpsys: nothing can be checked, and nobody says that the rest is', async () => {
    const { code, stderr } = await audited({ [APPS]: { err: 'sh: dumpsys: inaccessible or not found\n', rc: 127 } })
    expect(code).toBe(4)
    expect(stderr).toContain('[E218]')
    expect(stderr).not.toContain('the rest')
  })
})

describe('a lender that cannot read contacts, on a phone that does not tell of other ways to them', () => {
  const refuses = { err: 'java.lang.SecurityException: no\n', rc: 255 }
  const settings = (user: number) => `settings get --user ${user} secure enabled_accessibility_services`
  const role = 'cmd role get-role-holders --user 0 android.app.role.SMS'
  const dump = readFileSync(dumps('android-17'), 'utf8')
  const LENDER = /^ {2}Package \[com\.example\.(qianbao|xiaojin)\][\s\S]*?(?=^ {2}Package \[)/gm
  const withoutLenders = {
    [APPS]: { out: dump.replaceAll(LENDER, '').replaceAll(/^.*com\.example\.(qianbao|xiaojin).*\n/gm, '') },
    'pm list packages -U --user 0': {
      out: [...dump.matchAll(/^ {2}Package \[([\w.]+)\]/gm)]
        .flatMap(([, name]) => (/qianbao|xiaojin/.test(name ?? '') ? [] : [`package:${name} uid:10099\n`]))
        .join(''),
    },
    'dumpsys -t 60 appops': { out: 'Current AppOps Service state:\n  Uid 1000:\n    state=pers\n' },
  }

  test('a warning on standard error is no refusal of a role that nobody has', async () => {
    const { code, report, codes } = await audited({ [role]: { err: 'WARNING: linker: x\n' } }, 'android-17')
    expect([code, report.verdict, codes]).toEqual([0, 'clear', []])
  })

  test.for<[what: string, command: string, answer: Answer]>([
    ['the accessibility services are refused', settings(0), refuses],
    ['a role is refused', role, refuses],
    ['device admins are refused', 'dumpsys -t 30 device_policy', { out: 'Permission Denial: no\n' }],
    ['app ops are refused', 'dumpsys -t 60 appops', { out: 'Permission Denial: no\n' }],
    // What an old phone says in place of an answer comes where the answer would: only how it ended, and its form, tell.
    ['a shell without `settings`', settings(0), { out: '/system/bin/sh: settings: not found\n', rc: 127 }],
    ['`settings` refuses in Chinese', settings(0), { out: '错误：权限被拒绝\n' }],
    ['`settings` fails and ends well', settings(0), { out: 'Failed: android.os.DeadObjectException\n' }],
    ['`settings` prints nothing and ends well', settings(0), {}],
    ['`settings` is ended', settings(0), { out: 'Killed\n', rc: 137 }],
    ['a warning, and a role is refused', role, { out: 'WARNING: linker: x\nUnknown command: get-role-holders\n' }],
    ['a role fails', role, { out: 'cmd: Failure calling service role: Broken pipe (32)\n', rc: 224 }],
  ])('%s: not clear, and it is said why; without a lender it changes nothing', async ([, command, answer]) => {
    const with_ = await audited({ [command]: answer }, 'android-17')
    expect([with_.code, with_.report.verdict, with_.report.complete, with_.codes]).toEqual([
      5,
      'incomplete',
      false,
      ['E210'],
    ])
    expect(with_.report.problems[0]?.remedy.at(-1)).toMatch(/cannot read contacts by permission: 2\./)
    const none = await audited({ ...withoutLenders, [command]: answer }, 'android-17')
    expect([none.code, none.report.verdict, none.report.complete, none.codes]).toEqual([0, 'clear', true, ['E210']])
    expect(none.report.problems[0]?.remedy.join()).not.toContain('by permission')
  })

  test.for([
    ['too slow', CUT('device_policy')],
    ['failed', '\nException occurred while dumping:\njava.lang.NullPointerException\n\tat a.b(C.java:1)\n'],
    ['refused in the middle', 'Security exception: Neither user 2000 nor current process has MANAGE_USERS.\n'],
  ])(
    'device admins end before all are printed, %s: not clear; without a lender it changes nothing',
    async ([, end]) => {
      const cut = { 'dumpsys -t 30 device_policy': { out: `Current Device Policy Manager state:\n${end}` } }
      const with_ = await audited(cut, 'android-17')
      expect([with_.code, with_.report.verdict, with_.codes]).toEqual([5, 'incomplete', ['E209']])
      const none = await audited({ ...withoutLenders, ...cut }, 'android-17')
      expect([none.code, none.report.verdict, none.codes]).toEqual([0, 'clear', ['E209']])
    },
  )

  test.for([
    ['app ops', 'dumpsys -t 60 appops', 'Operations of apps:\n  Uid u0a84:\n    state=cch\n'],
    ['device admins', 'dumpsys -t 30 device_policy', 'Device policy:\n  Owners: none\n'],
  ] as const)(
    '%s come in a form that nobody knows: not clear; without a lender it changes nothing',
    async ([, command, out]) => {
      const with_ = await audited({ [command]: { out } }, 'android-17')
      expect([with_.code, with_.report.verdict, with_.codes]).toEqual([5, 'incomplete', ['E216']])
      const none = await audited({ ...withoutLenders, [command]: { out } }, 'android-17')
      expect([none.code, none.report.verdict, none.codes]).toEqual([0, 'clear', ['E216']])
    },
  )

  const late = () => {
    throw new AuditError('E209', { what: 'answer' })
  }
  test.for<[what: string, code: string, list: Answer | (() => Answer)]>([
    ['is refused', 'E210', refuses],
    ['comes too late', 'E209', late],
  ])(
    'the list of apps %s, once the dump has them all: that is told, and what else may be open is asked for',
    async ([, code, list]) => {
      const refused = { 'pm list packages -U --user 0': list }
      const { report, codes } = await audited(refused, 'android-17')
      expect([report.verdict, report.complete, codes]).toEqual(['clear', true, [code]])
      const open = await audited({ ...refused, [settings(0)]: { out: 'com.example.xiaojin/.Reader\n' } }, 'android-17')
      expect(open.report.verdict).toBe('check')
    },
  )

  test('Android 10 tells who holds a role in a dump alone: it opens a way to contacts, and is missed where it is refused', async () => {
    const roles = readFileSync(join(root, 'test/phones/android-10/data/dumpsys+-t+30+role.out'), 'utf8')
    const routesOf = async (out: string) => {
      const { report, codes } = await audited({ 'dumpsys -t 30 role': { out } }, 'android-10')
      const kinds = report.apps.flatMap(({ package: name, user, routes }) =>
        routes.flatMap(({ kind }) => (kind === 'default_sms_or_phone_app' ? [`${name} ${user}`] : [])),
      )
      return [kinds, codes]
    }
    expect(await routesOf(roles)).toEqual([[], []])
    expect(await routesOf(roles.replaceAll('com.android.messaging', 'com.example.kuaijie'))).toEqual([
      ['com.example.kuaijie 0', 'com.example.kuaijie 11'],
      [],
    ])
    expect(await routesOf('Permission Denial: no\n')).toEqual([[], ['E210']])
  })

  test('a list of users that was cut: those of whom only the dump tells are asked about too', async () => {
    const users = readFileSync(join(root, 'test/phones/android-10/data/dumpsys+-t+30+user.out'), 'utf8')
    const cut = { out: users.slice(0, users.indexOf('  UserInfo{11:')) + CUT('user') }
    const routesOf = async (changed: Record<string, Answer>) => {
      const reader = { [settings(11)]: { out: 'com.example.kuaijie/.Reader\n' } }
      const { report } = await audited({ ...changed, ...reader }, 'android-10')
      return report.apps.map(({ package: name, user, routes }) => [name, user, routes.map(({ kind }) => kind)])
    }
    const whole = await routesOf({})
    expect(whole.some(([, user, routes]) => user === 11 && routes?.toString() !== '')).toBe(true)
    expect(await routesOf({ 'dumpsys -t 30 user': cut })).toEqual(whole)
  })

  test.for([
    ['a lender that cannot read contacts', 'com.example.kuaijie', 'false', false],
    ['a lender that can, which needs no other way', 'com.example.kuaijie', 'true', true],
    ['no lender', 'com.example.elsewhere', 'false', true],
  ] as const)('a profile that refuses, with %s', async ([, name, granted, complete]) => {
    const data = join(root, 'test/phones/refused-profile/data')
    const changed = (file: string) => ({
      out: readFileSync(join(data, `${file.replaceAll(' ', '+')}.out`), 'utf8')
        .replace(
          'READ_CONTACTS: granted=true, flags=[ POLICY_FIXED|',
          `READ_CONTACTS: granted=${granted}, flags=[ POLICY_FIXED|`,
        )
        .replaceAll('com.example.kuaijie', name),
    })
    const { report, codes } = await audited(
      {
        [APPS]: changed(APPS),
        [`dumpsys -t 30 package ${name}`]: changed('dumpsys -t 30 package com.example.kuaijie'),
        'pm list packages -U --user 0': changed('pm list packages -U --user 0'),
        'dumpsys -t 60 appops': changed('dumpsys -t 60 appops'),
      },
      'refused-profile',
    )
    expect(codes).toContain('E217')
    expect(report.complete).toBe(complete)
  })
})

describe('an app that a store installs while the phone is read', () => {
  const list = 'pm list packages -U --user 0'
  const recorded = readFileSync(join(root, 'test/phones/android-17/data/pm+list+packages+-U+--user+0.out'), 'utf8')
  const longer = { out: `${recorded}package:com.example.fresh uid:10999\n` }

  test('is read again once, and the answer is whole', async () => {
    let asked = 0
    const { codes, report } = await audited({ [list]: () => (asked++ === 0 ? longer : undefined) }, 'android-17')
    expect([asked, codes, report.verdict]).toEqual([2, [], 'clear'])
  })

  test('that never settles keeps the run open, with words for a phone', async () => {
    const { codes, report } = await audited({ [list]: longer }, 'android-17')
    expect([codes, report.verdict]).toEqual([['E215'], 'incomplete'])
  })
})

test('an app that is allowed contacts while the phone is read: once more, and what is answered is of one moment', async () => {
  const uses = readFileSync(join(root, 'test/phones/android-14/data/dumpsys+-t+60+appops.out'), 'utf8')
  const of = packages.indexOf('Package [com.example.kuaijie]')
  const denied =
    packages.slice(0, of) + packages.slice(of).replace('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
  const closed = uses.replace(/( {2}Uid u0a75:\n(?: {4}[^P].*\n)*)/, '$1      READ_CONTACTS: mode=ignore\n')
  expect([denied === packages, closed === uses]).toEqual([false, false])
  const asked = { apps: 0, use: 0 }
  const { codes, report } = await audited({
    [APPS]: () => (asked.apps++ === 0 ? { out: denied } : undefined),
    'dumpsys -t 60 appops': () => (asked.use++ === 0 ? { out: closed } : undefined),
  })
  expect([asked, codes]).toEqual([{ apps: 2, use: 2 }, []])
  const { report: settled } = await audited({})
  expect(report.findings.map(({ id }) => id)).toEqual(settled.findings.map(({ id }) => id))
  expect(report.apps.map(({ contacts }) => contacts.verdict)).toEqual(
    settled.apps.map(({ contacts }) => contacts.verdict),
  )
})

test('an app that shares a user is told of in another way by itself, and is read once', async () => {
  const own = 'dumpsys -t 30 package com.example.kuaijie'
  const alone = readFileSync(join(root, `test/phones/android-14/data/${own.replaceAll(' ', '+')}.out`), 'utf8')
  const held = alone.match(/^ {6}gids=[\s\S]*?\n\n/m)?.[0].trimEnd() ?? ''
  expect(held).toContain('READ_CONTACTS: granted=true')
  const shared = `  SharedUser [com.example.shared] (d8bf56b):
    appId=10075
    Packages
      PackageSetting{dbb0ced com.example.kuaijie/10075}
    User 0:
${held}
`
  const sharing = (text: string) =>
    text.replace(
      /(Package \[com\.example\.kuaijie\].*\n.*appId=10075\n)/,
      '$1    sharedUser=SharedUserSetting{d8bf56b com.example.shared/10075}\n',
    )
  let asked = 0
  const { codes, report } = await audited({
    [APPS]: () => {
      asked++
      return {
        out: sharing(packages).replace(`${held}\n`, '').replace('\nShared users:\n', `\nShared users:\n${shared}`),
      }
    },
    [own]: { out: sharing(alone).replace('\nQueries:', `\nShared users:\n${shared}\nQueries:`) },
  })
  expect([asked, codes]).toEqual([1, []])
  expect(report.apps.find((app) => app.package === 'com.example.kuaijie')?.contacts.verdict).toBe('granted')
})

test('a phone that contradicts itself again: not as before, and in words for a phone', async () => {
  const data = join(root, 'test/phones/refused-profile/data')
  const own = 'dumpsys -t 30 package com.example.kuaijie'
  const recorded = readFileSync(join(data, `${own.replaceAll(' ', '+')}.out`), 'utf8')
  const tapped = { out: recorded.replace('READ_CONTACTS: granted=false', 'READ_CONTACTS: granted=true') }
  const { codes, report } = await audited({ [own]: tapped }, 'refused-profile')
  expect(codes).toContain('E216')
  expect(report.complete).toBe(false)
  const told = report.problems
    .filter(({ code }) => code === 'E216')
    .flatMap(({ message, remedy }) => [message, ...remedy])
  expect(told.join(' ')).toMatch(/apps and their permissions does not add up Check once more/)
  expect(told.join(' ')).not.toMatch(/export|package\.txt/)
})

describe('of two readings that contradict themselves, what either found counts', () => {
  const lenders = ['com.example.kuaijie', 'com.example.xiaojin']
  const recordOf = (name: string) =>
    readFileSync(join(root, `test/phones/android-14/data/dumpsys+-t+30+package+${name}.out`), 'utf8')
  const without = (text: string, name: string) => {
    const from = text.indexOf(`  Package [${name}]`)
    return text.slice(0, from) + text.slice(from).replace('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
  }
  /** The dump denies the one, whose own record does not: a contradiction. The other reads in one reading alone. */
  const audit = async (isIn: 'first' | 'second', later: Parameters<typeof phone>[0] = {}) => {
    const [one = '', other = ''] = lenders
    const asked = { dump: 0, own: 0 }
    const denies = (n: number) => (isIn === 'first') === n > 1
    const denied = without(packages, one)
    const { report } = await audited({
      [APPS]: () => ({ out: denies(++asked.dump) ? without(denied, other) : denied }),
      [`dumpsys -t 30 package ${other}`]: () => ({
        out: denies(++asked.own) ? without(recordOf(other), other) : recordOf(other),
      }),
      ...later,
    })
    expect(asked).toEqual({ dump: 2, own: 2 })
    return report
  }
  const list = 'pm list packages -U --user 0'
  const refused = () => {
    let asked = 0
    return { [list]: () => (asked++ === 0 ? undefined : { err: 'java.lang.SecurityException: no\n', rc: 255 }) }
  }

  test.for([
    ['of the first', 'first', {}],
    ['of the second', 'second', {}],
    ['of a second that was refused its list', 'second', refused()],
  ] as const)('a finding %s', async ([, isIn, later]) => {
    const report = await audit(isIn, later)
    const readers = report.findings.flatMap((one) => (one.ruleId === 'lender-reads-contacts' ? [one.package] : []))
    expect([report.verdict, report.complete, readers]).toEqual(['act', false, lenders])
  })
})

test('app ops of the first of two readings close nothing that the second found, which gave none', async () => {
  const uses = readFileSync(join(root, 'test/phones/android-14/data/dumpsys+-t+60+appops.out'), 'utf8')
  const closed = uses.replace(/( {2}Uid u0a75:\n(?: {4}[^P].*\n)*)/, '$1      READ_CONTACTS: mode=ignore\n')
  const of = packages.indexOf('Package [com.example.kuaijie]')
  const denied =
    packages.slice(0, of) + packages.slice(of).replace('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
  const refused = { err: 'java.lang.SecurityException: no\n', rc: 255 }
  const verdictWith = async (dumps: string[], second: { err: string; rc: number } | { out: string }) => {
    const asked = { apps: 0, use: 0 }
    const { report } = await audited({
      [APPS]: () => ({ out: dumps[asked.apps++] ?? '' }),
      'pm list packages -U --user 0': { out: 'package:com.example.fresh uid:10999\n' },
      'dumpsys -t 30 package com.example.kuaijie': refused,
      'dumpsys -t 60 appops': () => (asked.use++ === 0 ? { out: closed } : second),
    })
    expect([asked, report.complete]).toEqual([{ apps: 2, use: 2 }, false])
    return report.apps.find((app) => app.package === 'com.example.kuaijie')?.contacts.verdict
  }
  expect(await verdictWith([denied, packages], refused)).toBe('granted')
  expect(await verdictWith([denied, packages], { out: closed })).toBe('blocked-by-appop')
  // What the first found it closes itself.
  expect(await verdictWith([packages, denied], refused)).toBe('blocked-by-appop')
  // The dumps agree: nothing says that it was opened.
  expect(await verdictWith([packages, packages.replace('versionName=', 'versionName=1')], refused)).toBe(
    'blocked-by-appop',
  )
})

test('a phone that nobody has unlocked since it was started is not clear, and is told to be unlocked', async () => {
  const users = readFileSync(join(root, 'test/phones/android-17/data/dumpsys+-t+30+user.out'), 'utf8')
  for (const state of ['BOOTING', 'RUNNING_LOCKED', 'RUNNING_UNLOCKING']) {
    const locked = { out: users.replace(/State: \w+/, `State: ${state}`) }
    const { code, codes, report } = await audited({ 'dumpsys -t 30 user': locked }, 'android-17')
    expect([code, codes, report.verdict], state).toEqual([5, ['E223'], 'incomplete'])
    expect(report.problems[0]?.remedy[0]).toMatch(/^Unlock the phone once/)
  }
  // In a car the owner is nobody, and a profile may stay locked.
  const car = (driver: string, work: string) =>
    `Users:
  UserInfo{0:Owner:c13} serialNo=0
    Type: android.os.usertype.system.HEADLESS
    State: RUNNING_UNLOCKED
  UserInfo{10:Driver:412} serialNo=10
    Type: android.os.usertype.full.SECONDARY
    State: ${driver}
  UserInfo{11:Work profile:1030} serialNo=11
    Type: android.os.usertype.profile.MANAGED
    State: ${work}
`
  const codesIn = async (out: string) => (await audited({ 'dumpsys -t 30 user': { out } }, 'android-17')).codes
  expect(await codesIn(car('RUNNING_LOCKED', 'RUNNING_UNLOCKED'))).toContain('E223')
  expect(await codesIn(car('RUNNING_UNLOCKED', 'RUNNING_LOCKED'))).not.toContain('E223')
})

describe('what a phone refuses', () => {
  test('the same thing is said once, by its name', async () => {
    const settings = Object.fromEntries(
      ['accessibility', 'notification_listeners'].map((key) => [
        `settings get --user 0 secure enabled_${key === 'accessibility' ? 'accessibility_services' : key}`,
        // Before Android 8 `settings` fails with exit code 0.
        { err: 'java.lang.RuntimeException\n' },
      ]),
    )
    const { report, codes } = await audited(settings)
    expect(codes).toEqual(['E210'])
    expect(report.problems[0]?.message).toContain('the default apps and accessibility services')
  })

  test('a profile is called what it is', async () => {
    const { report, codes } = await audited({}, 'refused-profile')
    expect(codes).toContain('E217')
    expect(report.problems.find(({ code }) => code === 'E217')?.message).toContain(
      'the work profile of this phone (user 10)',
    )
  })
})

describe('a clock that is years off', () => {
  const date = 'date +%Y%m%dT%H%M%S%z'
  const CLOCKS = { 1970: '19700102T000000+0000\n', 2035: '20350102T000000+0000\n' }

  test.for([1970, 2035] as const)('in %i is said, and the permissions stand', async (year) => {
    const { report, codes } = await audited({ [date]: { out: CLOCKS[year] } })
    expect(codes).toEqual(['E219'])
    expect([report.verdict, report.complete]).toEqual(['act', true])
  })

  test.for(['-', '+'])('in 1970: no span runs backwards, and a read (%s3h) is not in the future', async (sign) => {
    const uses = readFileSync(join(root, 'test/phones/android-14/data/dumpsys+-t+60+appops.out'), 'utf8')
    const canned = phone({
      [date]: { out: CLOCKS[1970] },
      'dumpsys -t 60 appops': { out: uses.replaceAll(/\(-(?=\d)/g, `(${sign}`) },
    })
    const { stdout } = await daichaWith(canned, ['audit', '--device', '-f', 'json'])
    const apps = (JSON.parse(stdout) as Report).apps.filter(({ contacts }) => contacts.lastAccess)
    expect(apps.length).toBeGreaterThan(0)
    for (const { contacts } of apps) {
      const [from, to] = contacts.grantedBetween ?? []
      expect(from && to ? from <= to : true).toBe(true)
      expect(contacts.lastAccess?.clockInconsistent).toBe(sign === '+')
      if (sign === '+') expect(contacts.lastAccess?.time).toBe(null)
    }
    const text = (await daichaWith(canned, ['audit', '--device', '--full', '--lang', 'en'])).stdout.replace(/\s+/g, ' ')
    expect(text).not.toMatch(/between 20\d\d-\d\d-\d\d .{5} and 1970/)
    if (sign === '+') expect(text).toContain('the clock of the phone was changed: no reliable time')
  })
})

test('in the guide a step that read nothing, or only a half, is not ok', async () => {
  const cut = { out: `Current AppOps Service state:\n${CUT('appops')}` }
  const { stdout } = await atTerminal(phone({ 'dumpsys -t 60 appops': cut }), ['y', 'q'], { argv: ['--lang', 'en'] })
  expect(stdout).toMatch(/Permission use \.+ could not be read/)
  expect(stdout).toMatch(/Apps and permissions \.+ ok/)
})
