import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { daicha, root } from '../daicha.ts'
import { AdbBench, type Phone } from './bench.ts'
import { describeOnBench } from './on-bench.ts'

/** What an odd phone answers, by command; a function makes it of what the recorded one does. */
type Odd = Record<string, { out?: string | ((recorded: string) => string); err?: string; rc?: number; delay?: number }>

interface Row {
  recorded?: string
  odd: Odd
  code: number
  verdict?: Report['verdict']
  complete?: boolean
  /** Codes of its problems, each once. */
  codes: string[]
}

const CLOCK = 'date +%Y%m%dT%H%M%S%z'
const APPS = 'dumpsys -t 60 package'
const USE = 'dumpsys -t 60 appops'
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

const rows: Record<string, Row> = {
  'as it was recorded': { odd: {}, code: 1, verdict: 'act', complete: true, codes: [] },
  'warnings of the linker before every answer': {
    odd: each([APPS, USE, LIST, ...SETTINGS, ...ROLES], { out: (text) => WARNING + text }),
    code: 1,
    verdict: 'act',
    complete: true,
    codes: [],
  },
  'the list of a user is refused': {
    odd: {
      [LIST]: {
        out: '',
        err: 'java.lang.SecurityException: Shell does not have permission to access user 0\n',
        rc: 255,
      },
    },
    code: 1,
    verdict: 'act',
    codes: ['E210'],
  },
  'no program `cmd`': {
    odd: each(ROLES, { out: '', err: 'sh: cmd: inaccessible or not found\n', rc: 127 }),
    code: 1,
    verdict: 'act',
    codes: ['E210'],
  },
  'no role service': {
    odd: each(ROLES, { out: '', err: "cmd: Can't find service: role\n", rc: 20 }),
    code: 1,
    verdict: 'act',
    codes: ['E210'],
  },
  'no program `settings`': {
    odd: each(SETTINGS, { out: '', err: 'sh: settings: inaccessible or not found\n', rc: 127 }),
    code: 1,
    verdict: 'act',
    codes: ['E210'],
  },
  '`settings` that fails without an exit code': {
    odd: each(SETTINGS, { out: '', err: 'java.lang.RuntimeException\n' }),
    code: 1,
    verdict: 'act',
    codes: ['E210'],
  },
  'time was up in the list of apps, twice': {
    odd: {
      [APPS]: { out: (text) => text.slice(0, text.indexOf('  Package [com.example.qianbao]')) + TIMEOUT('package') },
      'sh -c dumpsys -t 120 package packages; dumpsys -t 120 package shared-users': { out: TIMEOUT('package') },
    },
    code: 1,
    verdict: 'act',
    complete: false,
    codes: ['E209'],
  },
  'time was up in the app ops': {
    odd: { [USE]: { out: `Current AppOps Service state:\n${TIMEOUT('appops')}` } },
    code: 1,
    verdict: 'act',
    complete: false,
    codes: ['E209'],
  },
  'app ops are empty': { odd: { [USE]: { out: '' } }, code: 1, verdict: 'act', complete: false, codes: ['E214'] },
  'app ops are denied': {
    odd: { [USE]: { out: "Permission Denial: can't dump AppOps from from pid=1, uid=2000\n" } },
    code: 1,
    verdict: 'act',
    codes: ['E210'],
  },
  'no service for app ops yet': {
    odd: { [USE]: missing('appops') },
    code: 1,
    verdict: 'act',
    complete: false,
    codes: ['E214'],
  },
  'no service for apps yet': { odd: { [APPS]: missing('package') }, code: 4, codes: ['E214'] },
  'no program `dumpsys`': {
    odd: each([APPS, USE, 'dumpsys -t 30 user', 'dumpsys -t 30 device_policy'], {
      out: '',
      err: 'sh: dumpsys: inaccessible or not found\n',
      rc: 127,
    }),
    code: 4,
    codes: ['E218'],
  },
  'a clock of 1970': {
    odd: { [CLOCK]: { out: '19700102T000000+0000\n' } },
    code: 1,
    verdict: 'act',
    complete: true,
    codes: ['E219'],
  },
  'an app that was installed after the dump': {
    recorded: 'android-17',
    odd: { [LIST]: { out: (text) => `${text}package:com.example.fresh uid:10999\n` } },
    code: 5,
    verdict: 'incomplete',
    complete: false,
    codes: ['E215'],
  },
  'Arabic digits': { odd: inDigits(0x0660), code: 1, verdict: 'act', complete: true, codes: [] },
  'Persian digits': { odd: inDigits(0x06f0), code: 1, verdict: 'act', complete: true, codes: [] },
  'Bengali digits': { odd: inDigits(0x09e6), code: 1, verdict: 'act', complete: true, codes: [] },
  'Burmese digits': { odd: inDigits(0x1040), code: 1, verdict: 'act', complete: true, codes: [] },
}

/** What no sentence for a phone on a cable may say. */
const OF_FILES = /exec-out|PowerShell|export|package\.txt|appops\.txt|clock\.txt|dumpsys|pm list|settings get|for k in/

describeOnBench('odd phones, through a real adb server and adbd', () => {
  let bench: AdbBench
  let folder: string
  let normal: Report
  beforeAll(async () => {
    bench = await AdbBench.start()
    folder = mkdtempSync(join(tmpdir(), 'daicha-odd-'))
    normal = (await audited(await phoneOf({}))).report
  })
  afterAll(async () => {
    await bench?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function phoneOf(odd: Odd, recorded = 'android-14') {
    const data = join(root, 'test/phones', recorded, 'data')
    const sdk = Number(/\d+$/.exec(readFileSync(join(data, 'getprop+ro.build.version.sdk.out'), 'utf8').trim())?.[0])
    const phone = await bench.device({ sdk, data })
    // A recorded phone keeps the time of its recording; this one goes right unless it is told otherwise.
    const now = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')
    const answers: Odd = { [CLOCK]: { out: `${now}+0000\n` }, ...odd }
    for (const [command, { out, ...more }] of Object.entries(answers)) {
      const key = command.replaceAll('/', '@').replaceAll(' ', '+')
      const recording = () => readFileSync(join(data, `${key}.out`), 'utf8')
      await phone.record(command, { out: typeof out === 'function' ? out(recording()) : (out ?? ''), ...more })
    }
    return phone
  }

  async function audited(phone: Phone) {
    const { code, stdout, stderr } = await daicha(
      ['audit', '--device', '-s', phone.serial, '-f', 'json', '--quiet', '--names', 'none'],
      {
        cwd: folder,
        env: { ...bench.env } as Record<string, string | undefined>,
        now: () => new Date().toISOString(),
      },
    )
    await phone.kill()
    const report = JSON.parse(stdout || '{"problems":[],"findings":[]}') as Report
    const said = [
      ...report.problems.map(({ message, remedy }) => [message, ...remedy].join('\n')),
      stderr.replace(/^\([\w.]+:\d+\)$/gm, ''),
    ].join('\n')
    const failed = [...stderr.matchAll(/\[(E\d+)\]/g)].map(([, one]) => one)
    return { code, report, said, codes: report.problems.length > 0 ? report.problems.map((one) => one.code) : failed }
  }
  const found = ({ findings }: Report) => findings.map(({ ruleId, package: of, severity }) => [ruleId, of, severity])

  test.for(Object.entries(rows))('%s', async ([, { recorded, odd, ...expected }]) => {
    const { code, report, codes, said } = await audited(await phoneOf(odd, recorded))
    expect({ code, codes, verdict: report.verdict, complete: report.complete }, said).toMatchObject(expected)
    expect(said).not.toMatch(OF_FILES)
    // What was read in full is judged as on a phone that is not odd, the last read of contacts too.
    if (expected.complete && recorded === undefined) expect(found(report)).toEqual(found(normal))
  })
})
