import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type * as door from '../src/index.ts'
import { daichaWith, phones, withoutAdb } from './cli/canned.ts'
import { audited, daicha } from './daicha.ts'
import { bugReport } from './diff/phone.ts'
import { newFolder } from './folder.ts'

/** The built library, which finds its rules beside it. */
const library = (await import(new URL('../dist/index.cjs', import.meta.url).href)) as typeof door & { default: unknown }
const input = 'fixtures/sample/input'
const folder = newFolder()
const now = () => '2026-11-24T06:20:03.000Z'

test('the door is small', () => {
  expect(Object.keys(library).filter((name) => name !== 'default' && name !== 'module.exports')).toEqual([
    'AuditError',
    'audit',
    'capture',
    'connect',
    'dumpsOf',
    'loadRules',
    'render',
    'saveCapture',
    'tell',
  ])
})

describe('audit', () => {
  test('asked for nothing else, is what daicha audit says', async () => {
    expect(await library.audit(input, { now })).toEqual((await audited([input, '--lang', 'en'])).report)
  })

  test('takes several paths, and options as on the command line', async () => {
    const paths = ['package.txt', 'appops.txt'].map((name) => `${input}/${name}`)
    const report = await library.audit(paths, { now, lang: 'zh', failOn: 'never', allApps: true })
    const typed = [...paths, '--lang', 'zh-CN', '--fail-on', 'never', '--all-apps']
    expect(report).toEqual((await audited(typed)).report)
    expect(report.exit.code).toBe(0)
  })

  test('reads a phone through a capture of it', async () => {
    const { connect, sent } = phones({ recorded: 'android-14' })
    const server = await connect({ env: {} })
    const [first] = await server.devices()
    const phone = await server.open(first as NonNullable<typeof first>)
    const report = await library.audit(library.dumpsOf(await library.capture(phone)), { now })
    expect(sent.length).toBeGreaterThan(3)
    expect(report.device.androidVersion).toBe('14')
    const { stdout } = await daichaWith(connect, ['audit', '--device', '-f', 'json'])
    expect(report.apps).toEqual(JSON.parse(stdout).apps)
  })
})

describe('what is asked for wrongly is an AuditError', () => {
  test.for<[string, Parameters<typeof library.audit>[0]]>([
    ['no path', []],
    ['no dump', library.dumpsOf({ files: [] })],
  ])('%s is no phone that is clear', async ([, inputs]) => {
    await expect(library.audit(inputs)).rejects.toMatchObject({ code: 'E102' })
  })

  test.for([
    { failOn: 'hihg' },
    { minSeverity: 'any' },
    { lang: 'fr' },
    { country: 'xx' },
    { policy: 'strict' },
    { regime: 'us' },
    { assumeLender: ['Sunny'] },
    { assumeLender: 'com.example.app' },
    { onlyRules: ['lender-reads-contact'] },
    { skipRules: ['lender-reads-contact'] },
    { skipRules: [undefined] },
    { skipRules: 'suspected-lender-reads-contacts' },
    { onlyRules: 'lender-reads-contacts' },
    { failOn: ['high'] },
    { failOn: [] },
    { country: null },
    { rules: null },
    { ignores: null },
    { onSkipped: 7 },
    { baseline: [] },
    { userId: '0' },
    { assumeLender: {} },
    { exitZero: 'no' },
    null,
    'zh',
  ])('%o', async (asked) => {
    await expect(library.audit(input, asked as door.AuditOptions)).rejects.toMatchObject({ code: 'E114' })
  })

  test.for([undefined, null, 7, [undefined], [input, null]])('%o is nothing to audit', async (inputs) => {
    const asked = library.audit(inputs as unknown as string)
    await expect(asked).rejects.toMatchObject({ code: 'E114', params: { x: 'inputs' } })
  })

  test.for(['assumeLenders', 'toString'])('an option that there is not: %s', async (x) => {
    const asked = { [x]: ['com.example.notes'] } as door.AuditOptions
    await expect(library.audit(input, asked)).rejects.toMatchObject({ code: 'E101', params: { x } })
  })

  test('a format that is none', async () => {
    const report = await library.audit(input, { now })
    await expect(library.render(report, 'pdf' as door.Format)).rejects.toMatchObject({ code: 'E114' })
  })
})

test('an option without a value is one that was not asked for', async () => {
  const names = ['country', 'failOn', 'lang', 'minSeverity', 'onlyRules', 'policy', 'regime', 'skipRules', 'stdin']
  const nothing = Object.fromEntries(names.map((name) => [name, undefined])) as door.AuditOptions
  expect(await library.audit(input, { ...nothing, now })).toEqual(await library.audit(input, { now }))
})

test('a text in memory is read as one from standard input', async () => {
  const bytes = readFileSync(new URL(`../${input}/package.txt`, import.meta.url))
  const report = await library.audit('-', { now, lang: 'zh-CN', country: 'cn', stdin: Readable.from([bytes]) })
  const typed = ['-', '--lang', 'zh-CN', '--country', 'cn']
  expect(report).toEqual((await audited(typed, { stdin: bytes })).report)
})

test('files of two phones are refused, and how many phones there are is said', async () => {
  const paths = ['R5CTMARKER1', 'R5CTMARKER2'].map((serial) => {
    const path = join(folder, `${serial}.txt`)
    const app = { name: 'com.example.notes', id: 10081, installed: '2026-08-01 20:14:09' }
    writeFileSync(path, bugReport({ time: '2026-10-01 10:05:00', apps: [app], serial }))
    return path
  })
  await expect(library.audit(paths)).rejects.toMatchObject({ code: 'E110', params: { n: '2' } })
})

test('what a person can act on is an AuditError', async () => {
  const connected = library.connect({ env: withoutAdb })
  await expect(connected).rejects.toMatchObject({ code: 'E201' })
  await expect(connected).rejects.toBeInstanceOf(library.AuditError)
})

test('a report is said in the other language, whichever it was made in', async () => {
  const [en, zh] = [await library.audit(input, { now }), await library.audit(input, { now, lang: 'zh' })]
  expect(library.tell(en, 'zh')).toEqual(zh)
  expect(library.tell(zh, 'en')).toEqual(en)
})

test.for(['text', 'markdown', 'html', 'sarif', 'csv'] as const)(
  '%s is what the command line writes',
  async (format) => {
    const report = await library.audit(input, { now, lang: 'zh' })
    const { stdout } = await daicha(['audit', input, '--lang', 'zh-CN', '-f', format])
    const bare = (text: string) => text.replace(/^\ufeff/, '')
    expect(bare(await library.render(report, format))).toBe(bare(stdout))
  },
)
