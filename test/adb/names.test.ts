import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import { readAnswer } from '../../src/parse/index.ts'
import { capture } from '../../src/sources/adb/capture.ts'
import type { CommandResult } from '../../src/sources/adb/link/transport.ts'
import { apksOf } from '../../src/sources/adb/names/apks.ts'
import type { Names } from '../../src/sources/adb/names/name-choices.ts'
import { auditPhone, dumpsOf } from '../built.ts'
import { guidance, options, root, rules } from '../daicha.ts'
import { blocksPrinted, isForBlocks } from './blocks.ts'

const recorded = (name: string) => readFileSync(join(root, 'fixtures/sample/input', name), 'utf8')
/** Apps that nobody knows, with contacts. */
const STRANGERS = 40
const [chat = ''] =
  /^ {2}Package \[com\.example\.chat\][\s\S]*?(?=^ {2}Package \[)/m.exec(recorded('package.txt')) ?? []
const strangersIn = (record: string) =>
  Array.from({ length: STRANGERS }, (_, at) =>
    record.replaceAll('com.example.chat', `com.example.stranger${at}`).replace(/userId=\d+/, `userId=${11_000 + at}`),
  ).join('')
const withRecords = (dump: string, records: string) =>
  dump.replace(/^Packages:\n/m, (heading) => heading + strangersIn(records))
const packages = withRecords(recorded('package.txt'), chat)
/** Came with the phone, and holds contacts, as something does on every phone. */
const dialer = chat.replaceAll('com.example.chat', 'com.android.dialer').replace('pkgFlags=[', 'pkgFlags=[ SYSTEM')
const without = recorded('package.txt')
  .replaceAll(/^ {2}Package \[com\.example\.[\s\S]*?(?=^ {2}Package \[)/gm, '')
  .replaceAll(/^.*com\.example\..*\n/gm, '')
/** The same phone, on which nobody lends, with strangers that are like this. */
const withoutLenders = (record: string) =>
  withRecords(without, record).replace(/^Packages:\n/m, (heading) => heading + dialer)

/** A phone with the strangers, which answers `dd` like this; and what it was asked. */
async function read(
  dd: (n: number) => Pick<CommandResult, 'stdout' | 'exitCode'>,
  names: Names = 'near',
  dump = packages,
  sdk = '33',
) {
  let [asked, commands] = [0, 0]
  const print = (text: string | Buffer) => ({ stdout: Buffer.from(text), stderr: '', exitCode: 0 })
  const captured = await capture(
    {
      serial: 'S',
      async send(argv) {
        const [program, ...args] = argv
        if (isForBlocks(argv)) commands++
        if (isForBlocks(argv)) return blocksPrinted(argv, () => dd(asked++))
        if (program === 'stat')
          return print(
            args
              .slice(2)
              .map((path) => `40000000 ${path}\n`)
              .join(''),
          )
        if (program === 'sh')
          return print(recorded('getprop.txt').replace('version.sdk]: [33]', `version.sdk]: [${sdk}]`))
        if (program === 'date') return print('20261124T142003+0800\n')
        if (args.at(-1) === 'package') return print(dump)
        if (args.at(-1) === 'appops')
          return print(
            recorded('appops.txt').replaceAll(/com\.example\.\w+/g, (name) => (dump.includes(name) ? name : 'x')),
          )
        return { stdout: Buffer.alloc(0), stderr: 'not found', exitCode: 127 }
      },
    },
    { tool: 't', now: () => '2026-11-24T06:20:03.000Z', isCandidate: () => false, isKnown: () => false, names },
  )
  const report = await auditPhone(dumpsOf(captured), { ...rules, guidance }, options)
  const about = (code: string) => report.problems.find((problem) => problem.code === code)?.params['n']
  return { asked, commands, report, about }
}

test('a cable that is pulled while names are read: the audit is done, and says what is missing', async () => {
  const { asked, report, about } = await read((n) => {
    if (n >= 4) throw new AuditError('E208', {})
    return { stdout: Buffer.alloc(100), exitCode: 0 }
  })
  expect(asked).toBeLessThan(8)
  expect(report.verdict).toBe('act')
  expect(Number(about('E319')) + Number(about('E221'))).toBeGreaterThanOrEqual(STRANGERS)
})

test('apps that are called like what is never asked for are read like others', async () => {
  const named = packages
    .replaceAll('com.example.stranger1', 'com.example.contacts1')
    .replaceAll('com.example.stranger2', 'com.example.sms2')
  const { asked, report } = await read(refused, 'near', named)
  expect([asked, report.verdict]).toEqual([expect.toSatisfy((n) => n >= STRANGERS), 'act'])
})

test('names end with their budget, and the audit stands', async () => {
  const large = Buffer.alloc(12 * 1024 ** 2)
  const { asked, report, about } = await read(() => ({ stdout: large, exitCode: 0 }))
  expect(asked * large.length).toBeLessThan(320 * 1024 ** 2)
  expect(Number(about('E220'))).toBeGreaterThan(STRANGERS / 4)
  expect(report.verdict).toBe('act')
})

test('--names all has no budget; none asks for none, and misses none', async () => {
  const answer = { stdout: Buffer.alloc(8 * 1024 ** 2), stderr: '', exitCode: 0 }
  const all = await read(() => answer, 'all')
  expect(all.about('E220')).toBe(undefined)
  expect(all.asked).toBeGreaterThanOrEqual(STRANGERS)
  const none = await read(() => answer, 'none')
  expect([none.asked, none.about('E319'), none.report.verdict]).toEqual([0, undefined, 'act'])
})

const gone = () => {
  throw new AuditError('E208', {})
}
const spent = () => ({ stdout: Buffer.alloc(16 * 1024 ** 2), stderr: '', exitCode: 0 })
const refused = () => ({ stdout: Buffer.alloc(0), stderr: 'dd: Permission denied', exitCode: 1 })
const unknown = () => ({ stdout: Buffer.alloc(0), stderr: 'sh: dd: not found', exitCode: 127 })
const GRANT = /(READ_CONTACTS: granted=)true/

test.each([
  ['the cable was pulled', gone, 'E221'],
  ['the budget was spent', spent, 'E220'],
  ['the phone refused', refused, 'E319'],
  ['the phone has no dd', unknown, 'E222'],
] as const)('names that are missing because %s: not clear while one of them can read contacts', async (_, dd, code) => {
  const able = await read(dd, 'near', withoutLenders(chat))
  expect([able.report.verdict, able.report.complete]).toEqual(['incomplete', false])
  const problem = able.report.problems.find((one) => one.code === code)
  expect(problem).toMatchObject({ severity: 'error', params: { can: problem?.params['n'] } })

  const unable = await read(dd, 'near', withoutLenders(chat.replace(GRANT, '$1false')))
  expect([unable.report.verdict, unable.report.complete]).toEqual(['clear', true])
  expect(unable.report.problems.find((one) => one.code === code)).toMatchObject({ severity: 'warning' })
})

test('a phone without dd is not asked again for each app', async () => {
  const { commands, report } = await read(unknown)
  expect(commands).toBeLessThan(5)
  const problem = report.problems.find(({ code }) => code === 'E222')
  expect(Number(problem?.params['n'])).toBeGreaterThanOrEqual(STRANGERS)
})

test('Android 5 has no program for it: nothing is asked, and nobody is told that the phone would not let it', async () => {
  const { commands, report } = await read(unknown, 'near', packages, '22')
  expect(commands).toBe(0)
  const about = report.problems.filter(({ params }) => params['n'] !== undefined)
  expect(about.map(({ code }) => code)).toEqual(['E222'])
})

test.for(['E222', 'E319'] as const)('%s: an APK is no secret of a phone that is locked', (code) => {
  for (const lang of ['zh', 'en'] as const)
    expect(guidance.problems[code]?.remedy[lang].join()).not.toMatch(/[Uu]nlock|解锁/)
})

test('a stranger that holds another permission of the group, and whose requests nobody saw, is not clear either', async () => {
  const accounts = chat.replace('READ_CONTACTS: granted=true', 'GET_ACCOUNTS: granted=true')
  const { report } = await read(refused, 'near', withoutLenders(accounts))
  expect(report.verdict).toBe('incomplete')
})

test('the names of those that hold contacts are read first', () => {
  const dump = withoutLenders(chat.replace(GRANT, '$1false')).replace(/^Packages:\n/m, (heading) => heading + chat)
  const reversed = dump.replace(/^Packages:\n([\s\S]*?)(?=^ {2}Package \[com\.android)/m, (_, records: string) =>
    ['Packages:\n', ...records.split(/^(?= {2}Package \[)/m).reverse()].join(''),
  )
  for (const text of [dump, reversed]) {
    const { installed } = readAnswer({ name: 'package.txt', command: [], bytes: Buffer.from(text) })
    expect(apksOf(installed, () => false)[0]?.packageName).toBe('com.example.chat')
  }
})
