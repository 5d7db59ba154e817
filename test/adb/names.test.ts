import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import { auditPhone, dumpsOf } from '../../src/internal.ts'
import { capture } from '../../src/sources/adb/capture.ts'
import type { Names } from '../../src/sources/adb/names.ts'
import type { CommandResult } from '../../src/sources/adb/transport.ts'
import { guidance, options, root, rules } from '../daicha.ts'

const recorded = (name: string) => readFileSync(join(root, 'fixtures/sample/input', name), 'utf8')
/** Apps that nobody knows, with contacts. */
const STRANGERS = 40
const [chat = ''] =
  /^ {2}Package \[com\.example\.chat\][\s\S]*?(?=^ {2}Package \[)/m.exec(recorded('package.txt')) ?? []
const strangers = Array.from({ length: STRANGERS }, (_, at) =>
  chat.replaceAll('com.example.chat', `com.example.stranger${at}`).replace(/userId=\d+/, `userId=${11_000 + at}`),
).join('')
const packages = recorded('package.txt').replace(/^Packages:\n/m, (heading) => heading + strangers)

/** A phone with the strangers, which answers `dd` like this; and what it was asked. */
async function read(dd: (n: number) => CommandResult, names: Names = 'near') {
  let asked = 0
  const print = (text: string | Buffer) => ({ stdout: Buffer.from(text), stderr: '', exitCode: 0 })
  const captured = await capture(
    {
      serial: 'S',
      async send([program, ...args]) {
        if (program === 'dd') return dd(asked++)
        if (program === 'stat')
          return print(
            args
              .slice(2)
              .map((path) => `40000000 ${path}\n`)
              .join(''),
          )
        if (program === 'sh') return print(recorded('getprop.txt'))
        if (program === 'date') return print('20261124T142003+0800\n')
        if (args.at(-1) === 'package') return print(packages)
        if (args.at(-1) === 'appops') return print(recorded('appops.txt'))
        return { stdout: Buffer.alloc(0), stderr: 'not found', exitCode: 127 }
      },
    },
    { tool: 't', now: () => '2026-11-24T06:20:03.000Z', isCandidate: () => false, isKnown: () => false, names },
  )
  const report = await auditPhone(dumpsOf(captured), { ...rules, guidance }, options)
  const about = (code: string) => report.problems.find((problem) => problem.code === code)?.params['n']
  return { asked, report, about }
}

test('a cable that is pulled while names are read: the audit is done, and says what is missing', async () => {
  const { asked, report, about } = await read((n) => {
    if (n >= 4) throw new AuditError('E208', {})
    return { stdout: Buffer.alloc(100), stderr: '', exitCode: 0 }
  })
  expect(asked).toBeLessThan(8)
  expect([report.verdict, report.complete]).toEqual(['act', true])
  expect(Number(about('E319')) + Number(about('E221'))).toBeGreaterThanOrEqual(STRANGERS)
})

test('names end with their budget, and the audit stands', async () => {
  const large = Buffer.alloc(8 * 1024 ** 2)
  const { asked, report, about } = await read(() => ({ stdout: large, stderr: '', exitCode: 0 }))
  expect(asked * large.length).toBeLessThan(100 * 1024 ** 2)
  expect(Number(about('E220'))).toBeGreaterThan(STRANGERS / 2)
  expect([report.verdict, report.complete]).toEqual(['act', true])
})

test('--names all has no budget; none asks for none, and misses none', async () => {
  const answer = { stdout: Buffer.alloc(8 * 1024 ** 2), stderr: '', exitCode: 0 }
  const all = await read(() => answer, 'all')
  expect(all.about('E220')).toBe(undefined)
  expect(all.asked).toBeGreaterThanOrEqual(STRANGERS)
  const none = await read(() => answer, 'none')
  expect([none.asked, none.about('E319'), none.report.verdict]).toEqual([0, undefined, 'act'])
})
