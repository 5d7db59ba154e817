import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import type { Phone } from './bench.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

/** What an odd phone answers, by command; a function makes it of what the recorded one does. */
type Odd = Record<string, { out?: string | ((recorded: string) => string); err?: string; rc?: number; delay?: number }>

interface Row {
  recorded?: string
  odd: Odd
  /** What it answers to the same command from the second time on. */
  later?: Odd
  /** Frozen before it is asked anything; gone while its list of apps is read, or read once more. */
  becomes?: 'frozen' | 'gone' | 'gone later' | undefined
  timeout?: string | undefined
  code: number
  verdict?: Report['verdict']
  complete?: boolean
  /** Codes of its problems, each once. */
  codes: string[]
  /** What a person reads of it. */
  says?: RegExp
  /** Lenders that read contacts, and the user they do it in. */
  readers?: [app: string, user: number][]
}

const CLOCK = 'date +%Y%m%dT%H%M%S%z'
const APPS = 'dumpsys -t 60 package'
const AGAIN = 'dumpsys -t 120 package packages'
const USE = 'dumpsys -t 60 appops'
const USERS = 'dumpsys -t 30 user'
const LIST = 'pm list packages -U --user 0'
const SETTINGS = [
  'enabled_accessibility_services',
  'enabled_notification_listeners',
  'default_input_method',
  'sms_default_application',
  'dialer_default_application',
].map((key) => `settings get --user 0 secure ${key}`)
const ROLES = ['SMS', 'DIALER', 'COMPANION_DEVICE_WATCH', 'COMPANION_DEVICE_GLASSES'].map(
  (role) => `cmd role get-role-holders --user 0 android.app.role.${role}`,
)
const each = (commands: string[], answer: Odd[string]): Odd => Object.fromEntries(commands.map((one) => [one, answer]))
const TIMEOUT = (service: string) => `\n\n*** SERVICE '${service}' DUMP TIMEOUT (60000ms) EXPIRED ***\n\n`
const missing = (service: string) => ({ out: '', err: `Can't find service: ${service}\n` })
const WARNING = 'WARNING: linker: libfoo.so: unused DT entry: type 0x6ffffffe arg 0x1234\n'
const digits = (zero: number) => (text: string) =>
  text
    .split('\n')
    .map((line) =>
      // Dates alone are printed in the digits of the phone's language.
      line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3})?/g, (date) =>
        date.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit))),
      ),
    )
    .join('\n')
const inDigits = (zero: number): Odd => ({ [APPS]: { out: digits(zero) }, [USE]: { out: digits(zero) } })

const without = (app: string) => (text: string) => {
  const at = text.indexOf(`  Package [${app}]`)
  return text.slice(0, at) + text.slice(text.indexOf('  Package [', at + 1))
}
const endsBefore = (app: string) => (text: string) =>
  text.slice(0, text.indexOf(`  Package [${app}]`)) + TIMEOUT('package')
const withoutContacts = (text: string) => text.replaceAll('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
/** As it was recorded, but later than anybody waits. */
const LATE = { out: (text: string) => text, delay: 20 }
const readersOf14: [string, number][] = [
  ['com.example.kuaijie', 0],
  ['com.example.xiaojin', 0],
]
const beforeApps: Odd = {
  [APPS]: { out: (text) => text.slice(0, text.indexOf('\nPackages:\n')) + TIMEOUT('package') },
  [AGAIN]: { out: TIMEOUT('package') },
}
const ofUser = (commands: string[], user: number) => commands.map((one) => one.replace('--user 0', `--user ${user}`))
const refuses = (user: number) =>
  each(ofUser([LIST, ...SETTINGS, ...ROLES], user), {
    out: '',
    err: `java.lang.SecurityException: Shell does not have permission to access user ${user}\n`,
    rc: 255,
  })
/** A user that refused when it was recorded, with one lender, and nothing that was set. */
const opens = (user: number): Odd => ({
  ...each(ofUser([LIST], user), { out: `package:com.example.kuaijie uid:${user * 100_000 + 10_075}\n`, err: '' }),
  ...each(ofUser(SETTINGS, user), { out: 'null\n', err: '' }),
  ...each(ofUser(ROLES, user), { out: '', err: '' }),
})
/** All properties of a recorded phone, as it lists them. */
const propertiesOf = (recorded: string) => {
  const data = join(root, 'test/phones', recorded, 'data')
  return readdirSync(data)
    .flatMap((file) => /^getprop\+(.+)\.out$/.exec(file)?.[1] ?? [])
    .map((key) => `[${key}]: [${readFileSync(join(data, `getprop+${key}.out`), 'utf8').trim()}]\n`)
    .join('')
}

/** How an audit of one ends: with a lender that reads, whether all else was read or not; without one; with nothing. */
const acts = (...codes: string[]) => ({ code: 1, verdict: 'act', codes }) as const
const whole = (...codes: string[]) => ({ ...acts(...codes), complete: true })
const inPart = (...codes: string[]) => ({ ...acts(...codes), complete: false })
const unclear = (...codes: string[]) => ({ code: 5, verdict: 'incomplete', complete: false, codes }) as const
const unread = (...codes: string[]) => ({ code: 4, codes })

const rows: Record<string, Row> = {
  'as it was recorded': { odd: {}, ...whole() },
  'warnings of the linker before every answer': {
    odd: each([APPS, USE, LIST, ...SETTINGS, ...ROLES], { out: (text) => WARNING + text }),
    ...whole(),
  },
  'the list of a user is refused': {
    odd: {
      [LIST]: {
        out: '',
        err: 'java.lang.SecurityException: Shell does not have permission to access user 0\n',
        rc: 255,
      },
    },
    ...acts('E210'),
  },
  'no program `cmd`': {
    odd: each(ROLES, { out: '', err: 'sh: cmd: inaccessible or not found\n', rc: 127 }),
    ...acts('E210'),
  },
  'no role service': {
    odd: each(ROLES, { out: '', err: "cmd: Can't find service: role\n", rc: 20 }),
    ...acts('E210'),
  },
  'no program `settings`': {
    odd: each(SETTINGS, { out: '', err: 'sh: settings: inaccessible or not found\n', rc: 127 }),
    ...acts('E210'),
  },
  '`settings` that fails without an exit code': {
    odd: each(SETTINGS, { out: '', err: 'java.lang.RuntimeException\n' }),
    ...acts('E210'),
  },
  'time was up in the list of apps, twice': {
    odd: {
      [APPS]: { out: endsBefore('com.example.qianbao') },
      [AGAIN]: { out: TIMEOUT('package') },
    },
    ...inPart('E209'),
  },
  'time was up in the list of apps, and nothing is said when it is asked in a shorter form': {
    odd: {
      [APPS]: { out: endsBefore('com.example.qianbao') },
      ...each([AGAIN, AGAIN.replace(/\w+$/, 'shared-users')], {}),
    },
    ...inPart('E209'),
  },
  'contacts are allowed while the phone is read, whose list breaks off each time, sooner the second time': {
    odd: {
      [APPS]: { out: endsBefore('com.example.xiaojin') },
      'dumpsys -t 30 package com.example.kuaijie': { out: withoutContacts },
      [AGAIN]: { out: TIMEOUT('package') },
    },
    later: {
      [APPS]: { out: endsBefore('com.example.kuaijie') },
    },
    ...inPart('E209', 'E209'),
    readers: readersOf14,
  },
  'time was up in the app ops': {
    odd: { [USE]: { out: `Current AppOps Service state:\n${TIMEOUT('appops')}` } },
    ...inPart('E209'),
  },
  'app ops break off as what prints them is killed': {
    odd: { [USE]: { out: (text) => text.slice(0, text.lastIndexOf('\n  Uid ')), rc: 137 } },
    ...inPart('E209'),
  },
  'the service that tells of who manages the phone dies while it does': {
    odd: {
      'dumpsys -t 30 device_policy': {
        out: (text) => text.slice(0, text.indexOf('\n') + 1),
        err: "Error with service 'device_policy' while dumping: FAILED_TRANSACTION\n",
      },
    },
    ...inPart('E209'),
  },
  'app ops of Android 6 break off within a line as their service dies': {
    recorded: 'android-6',
    odd: {
      'dumpsys appops': {
        out: (text) =>
          `${text.slice(0, text.lastIndexOf('mode=') + 3)}Error dumping service info: (Broken pipe) appops\n`,
      },
    },
    ...inPart('E209'),
  },
  'app ops are empty': { odd: { [USE]: { out: '' } }, ...inPart('E214') },
  'app ops are an empty line': {
    odd: { [USE]: { out: '\n' } },
    ...inPart('E214'),
  },
  'app ops are asked of a service that dies': {
    odd: { [USE]: { out: '', err: "Error with service 'appops' while dumping: DEAD_OBJECT\n" } },
    ...inPart('E214'),
  },
  'the roles of Android 10 are an empty line, beside a lender that may have one': {
    recorded: 'android-10',
    odd: { 'dumpsys -t 30 role': { out: '\n' } },
    ...inPart('E210'),
  },
  'the roles of Android 10 are refused beside an empty line': {
    recorded: 'android-10',
    odd: { 'dumpsys -t 30 role': { out: '\n', err: 'Permission Denial\n' } },
    ...inPart('E210'),
  },
  'the list of apps is refused beside an empty line': {
    odd: each([APPS, AGAIN], { out: '\n', err: 'Permission Denial: not now\n' }),
    ...unread('E218'),
  },
  'a role is refused beside an empty line, beside lenders that may have it': {
    odd: each(ROLES, { out: '\n', err: 'java.lang.SecurityException: not now\n' }),
    ...inPart('E210'),
  },
  'app ops are denied': {
    odd: { [USE]: { out: "Permission Denial: can't dump AppOps from from pid=1, uid=2000\n" } },
    ...acts('E210'),
  },
  'no service for app ops yet': {
    odd: { [USE]: missing('appops') },
    ...inPart('E214'),
  },
  'the list of apps is refused on standard error': {
    odd: each([APPS, AGAIN], { out: '', err: 'Permission Denial: not allowed by the security center\n' }),
    ...unread('E218'),
  },
  'app ops are refused on standard error in words of the maker': {
    odd: { [USE]: { out: '', err: '\u6743\u9650\u88ab\u62d2\u7edd\n' } },
    ...inPart('E210'),
  },
  'no service for apps yet': { odd: { [APPS]: missing('package') }, ...unread('E214') },
  'no program `dumpsys`': {
    odd: each([APPS, USE, USERS, 'dumpsys -t 30 device_policy'], {
      out: '',
      err: 'sh: dumpsys: inaccessible or not found\n',
      rc: 127,
    }),
    ...unread('E218'),
  },
  'a clock of 1970': {
    odd: { [CLOCK]: { out: '19700102T000000+0000\n' } },
    ...whole('E219'),
    says: /^(?!.*(1970|days ago))/s,
  },
  'an app that was installed after the dump': {
    recorded: 'android-17',
    odd: { [LIST]: { out: (text) => `${text}package:com.example.fresh uid:10999\n` } },
    ...unclear('E215'),
  },
  'an app that is being installed while the phone is read': {
    odd: { [APPS]: { out: without('com.example.qianbao') } },
    later: { [APPS]: { out: (text) => text } },
    ...whole(),
  },
  'contacts are allowed while the phone is read, which is gone when it is read once more': {
    odd: { [APPS]: { out: withoutContacts } },
    later: { [APPS]: LATE },
    becomes: 'gone later',
    ...inPart('E208', 'E216'),
    says: /does not add up\nCheck once more/,
    readers: readersOf14,
  },
  'contacts are allowed while the phone is read, which is too slow to be read once more': {
    odd: { [APPS]: { out: withoutContacts }, [AGAIN]: { delay: 20 } },
    later: { [APPS]: LATE },
    timeout: '2s',
    ...inPart('E209'),
    readers: readersOf14,
  },
  'contacts are allowed while the phone is read, which starts anew': {
    odd: { [APPS]: { out: withoutContacts } },
    later: { [APPS]: missing('package') },
    ...inPart('E214', 'E216'),
    readers: readersOf14,
  },
  'contacts are allowed while the phone is read, which then refuses': {
    odd: { [APPS]: { out: withoutContacts } },
    later: { [APPS]: { out: 'Permission Denial: not now\n' }, [AGAIN]: { out: 'Permission Denial: not now\n' } },
    ...inPart('E210', 'E216'),
    readers: readersOf14,
  },
  'contacts are allowed while the phone is read, which then breaks off before the lenders': {
    odd: { [APPS]: { out: withoutContacts } },
    later: {
      [APPS]: { out: endsBefore('com.example.kuaijie') },
    },
    ...inPart('E209', 'E216'),
    readers: readersOf14,
  },
  'a list names an app that the phone has no record of, and is refused when it is read once more': {
    recorded: 'android-17',
    odd: { [LIST]: { out: (text) => `${text}package:com.example.fresh uid:10999\n` } },
    later: { [LIST]: { err: 'java.lang.SecurityException: Shell cannot do this\n', rc: 255 } },
    ...unclear('E210', 'E215'),
  },
  'an app is being installed, and the phone is gone when it is read once more': {
    recorded: 'android-17',
    odd: { [LIST]: { out: (text) => `${text}package:com.example.fresh uid:10999\n` } },
    later: { [APPS]: LATE },
    becomes: 'gone later',
    ...unclear('E208', 'E215'),
  },
  'app ops are an error': {
    odd: { [USE]: { out: 'Error: could not dump\n' } },
    ...inPart('E210'),
  },
  'app ops are a heading and an error, on a phone without lenders that read': {
    recorded: 'android-17',
    odd: { [USE]: { out: 'Current AppOps Service state:\nError: could not dump\n' } },
    ...unclear('E210'),
  },
  'the accessibility services come later than our own limit, on a phone without lenders that read': {
    recorded: 'android-17',
    odd: { [SETTINGS[0] as string]: LATE },
    timeout: '2s',
    ...unclear('E209'),
    says: /too slow to give the default apps and accessibility services/,
  },
  'app ops come later than our own limit, on a phone without lenders that read': {
    recorded: 'android-17',
    odd: { [USE]: LATE },
    timeout: '2s',
    ...unclear('E209'),
    says: /too slow to give the record of permission use/,
  },
  'time was up before the first app, twice': {
    odd: beforeApps,
    ...inPart('E209'),
    says: /too slow to give the apps and their permissions/,
  },
  'time was up before the first app, twice, on a phone without lenders that read': {
    recorded: 'android-17',
    odd: beforeApps,
    ...unclear('E209'),
  },
  'a Secure Folder that refuses': {
    recorded: 'one-ui',
    odd: {},
    ...acts('E217'),
    says: /the Secure Folder of this phone \(user 150\)/,
    readers: [['com.example.kuaijie', 150]],
  },
  'a clone that refuses, with a lender in it': {
    recorded: 'miui-hyperos',
    odd: refuses(999),
    ...acts('E217'),
    says: /the app clone of this phone \(user 999\)/,
    readers: [
      ['com.example.jisu', 0],
      ['com.example.kuaijie', 999],
    ],
  },
  'a work profile that refuses': {
    recorded: 'refused-profile',
    odd: {},
    ...acts('E217'),
    says: /the work profile of this phone \(user 10\)/,
    readers: [['com.example.kuaijie', 10]],
  },
  'a private space that is locked': {
    recorded: 'android-16',
    odd: {
      [USERS]: { out: (text) => text.replace(/(\{11:[\s\S]*?State: )RUNNING_UNLOCKED/, '$1RUNNING_LOCKED') },
    },
    ...whole(),
    readers: [
      ['com.example.kuaijie', 0],
      ['com.example.jisu', 11],
    ],
  },
  'three users, with a lender that reads in the third': {
    recorded: 'one-ui',
    odd: opens(150),
    ...whole(),
    readers: [['com.example.kuaijie', 150]],
  },
  'a car, whose first user is nobody': {
    recorded: 'refused-profile',
    odd: {
      ...opens(10),
      [USERS]: {
        out: (text) =>
          text
            .replace('full.SYSTEM', 'system.HEADLESS')
            .replace('profile.MANAGED', 'full.SECONDARY')
            .replace('{10:Work profile:1030}', '{10:Driver:412}')
            .replace(' parentId=0', ''),
      },
      [APPS]: {
        out: (text) =>
          text.replace(/(\[com\.example\.kuaijie\][\s\S]*?User 0: .*?)installed=true/, '$1installed=false'),
      },
      [LIST]: { out: (text) => text.replace(/^package:com\.example\.kuaijie.*\n/m, '') },
    },
    ...whole(),
    readers: [['com.example.kuaijie', 10]],
  },
  'slow in everything': {
    odd: {
      getprop: { out: propertiesOf('android-14'), delay: 1 },
      ...each([LIST, ...SETTINGS, ...ROLES], { out: (text) => text, delay: 0.3 }),
      ...each([APPS, USE], { out: (text) => text, delay: 2 }),
    },
    ...whole(),
  },
  'properties that do not come': {
    odd: { getprop: { delay: 20 } },
    timeout: '1s',
    ...unread('E209'),
    says: /too slow to give the facts about its system/,
  },
  'frozen before it is asked': {
    odd: {},
    becomes: 'frozen',
    timeout: '1s',
    ...unread('E209'),
    says: /close what runs on it, wait a minute/,
  },
  'started anew while its apps are read': {
    odd: { [APPS]: LATE },
    becomes: 'gone',
    ...unread('E208'),
    says: /the phone disconnected midway/,
  },
  'Arabic digits': { odd: inDigits(0x0660), ...whole() },
  'Persian digits': { odd: inDigits(0x06f0), ...whole() },
  'Bengali digits': { odd: inDigits(0x09e6), ...whole() },
  'Burmese digits': { odd: inDigits(0x1040), ...whole() },
}

/** What no sentence for a phone on a cable may say. */
const OF_FILES = /exec-out|PowerShell|export|package\.txt|appops\.txt|clock\.txt|dumpsys|pm list|settings get|for k in/

describeOnBench('odd phones, through a real adb server and adbd', () => {
  const bench = ownBench()
  const folder = newFolder()
  let normal: Report
  beforeAll(async () => {
    normal = (await audited(await phoneOf({}))).report
  })

  async function phoneOf(odd: Odd, recorded = 'android-14', later: Odd = {}) {
    const data = join(root, 'test/phones', recorded, 'data')
    const sdk = Number(/\d+$/.exec(readFileSync(join(data, 'getprop+ro.build.version.sdk.out'), 'utf8').trim())?.[0])
    const phone = await bench().device({ sdk, data })
    // A recorded phone keeps the time of its recording; this one goes right unless it is told otherwise.
    const now = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')
    const answers: Odd = { [CLOCK]: { out: `${now}+0000\n` }, ...odd }
    for (const [command, { out, ...more }] of Object.entries(answers)) {
      const key = command.replaceAll('/', '@').replaceAll(' ', '+')
      const recording = () => readFileSync(join(data, `${key}.out`), 'utf8')
      await phone.record(command, { out: typeof out === 'function' ? out(recording()) : (out ?? ''), ...more })
    }
    for (const [command, { out, ...more }] of Object.entries(later)) {
      const file = join(data, `${command.replaceAll('/', '@').replaceAll(' ', '+')}.out`)
      await phone.record(`${command}.then`, {
        out: typeof out === 'function' ? out(readFileSync(file, 'utf8')) : (out ?? ''),
        ...more,
      })
    }
    return phone
  }

  async function audited(phone: Phone, { becomes, timeout }: Pick<Row, 'becomes' | 'timeout'> = {}) {
    if (becomes === 'frozen') phone.freeze()
    const leaves = { gone: 1, 'gone later': 2 }[becomes as string] ?? Number.POSITIVE_INFINITY
    const midway = setInterval(async () => {
      const asked = (await phone.commands()).filter((command) => command === APPS.replaceAll(' ', '+'))
      if (asked.length < leaves) return
      clearInterval(midway)
      await phone.kill()
    }, 50)
    const { code, stdout, stderr } = await daicha(
      [
        'audit',
        '--device',
        '-s',
        phone.serial,
        '-f',
        'json',
        '--quiet',
        '--names',
        'none',
        ...(timeout === undefined ? [] : ['--timeout', timeout]),
      ],
      {
        cwd: folder,
        env: { ...bench().env },
        now: () => new Date().toISOString(),
      },
    )
    clearInterval(midway)
    if (leaves > 2) await phone.kill()
    const report = JSON.parse(stdout || '{"problems":[],"findings":[]}') as Report
    const said = [
      ...report.problems.map(({ message, remedy }) => [message, ...remedy].join('\n')),
      stderr.replace(/\([\w.]+:\d+\)/g, ''),
    ].join('\n')
    const failed = [...stderr.matchAll(/\[(E\d+)\]/g)].map(([, one]) => one)
    return { code, report, said, codes: report.problems.length > 0 ? report.problems.map((one) => one.code) : failed }
  }
  const readersIn = ({ findings }: Report) =>
    findings.flatMap(({ ruleId, package: of, user }) => (ruleId === 'lender-reads-contacts' ? [[of, user]] : []))
  const found = ({ findings }: Report) => findings.map(({ ruleId, package: of, severity }) => [ruleId, of, severity])

  test.for(Object.entries(rows))(
    '%s',
    async ([, { recorded, odd, later, becomes, timeout, says, readers, ...expected }]) => {
      const { code, report, codes, said } = await audited(await phoneOf(odd, recorded, later), { becomes, timeout })
      expect({ code, codes, verdict: report.verdict, complete: report.complete }, said).toMatchObject(expected)
      expect(said).not.toMatch(OF_FILES)
      if (says) expect(said).toMatch(says)
      // Each problem has a next step, and what could not be checked has no verdict.
      for (const { remedy } of report.problems) expect(remedy).not.toEqual([])
      if (code === 4) expect([report.verdict, said]).toEqual([undefined, expect.stringContaining('What to do')])
      if (readers) expect(readersIn(report)).toEqual(readers)
      // What was read in full is judged as on a phone that is not odd, the last read of contacts too.
      if (expected.complete && recorded === undefined) expect(found(report)).toEqual(found(normal))
    },
  )

  test('a list of users that ends before one with a lender, and nothing is said of it: that user is asked about too', async () => {
    const [accessibility = ''] = ofUser(SETTINGS, 150)
    const phone = await phoneOf(
      {
        ...opens(150),
        [USERS]: { out: (text) => text.slice(0, text.indexOf('  UserInfo{150:')) },
        [accessibility]: { out: 'com.example.kuaijie/.Helper\n', err: '' },
      },
      'one-ui',
    )
    const { report } = await audited(phone)
    const [lender] = report.apps.filter((one) => one.package === 'com.example.kuaijie' && one.user === 150)
    expect(lender?.routes.map(({ kind }) => kind)).toContain('accessibility')
  })
})
