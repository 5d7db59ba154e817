import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DeviceTransport, Report } from '../../src/internal.ts'
import { root } from '../daicha.ts'
import { atTerminal, type Canned, daichaWith, phones } from './canned.ts'

const dumps = (name: string) => join(root, 'test/phones', name, 'data/dumpsys+-t+60+package.out')
const packages = readFileSync(dumps('android-14'), 'utf8')
const CUT = (service: string) => `\n\n*** SERVICE '${service}' DUMP TIMEOUT (60000ms) EXPIRED ***\n\n`
const APPS = 'dumpsys -t 60 package'
const AGAIN = 'sh -c dumpsys -t 120 package packages; dumpsys -t 120 package shared-users'
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

  test('app ops that were cut are a problem, and the run is not complete', async () => {
    const { report, codes } = await audited({
      'dumpsys -t 60 appops': { out: `Current AppOps Service state:\n${CUT('appops')}` },
    })
    expect(codes).toEqual(['E209'])
    expect([report.verdict, report.complete]).toEqual(['act', false])
    // What is said of each app does not speak of an export that nobody made.
    const facts = report.findings.flatMap(({ meaning, facts }) => [...meaning, ...facts.map(({ text }) => text)])
    expect(facts.filter((text) => /op record|use records/.test(text))).not.toEqual([])
    expect(facts.filter((text) => /\bexport\b/.test(text))).toEqual([])
  })
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
