import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Report } from '../src/internal.ts'
import { reporters } from './built.ts'
import { daicha, root } from './daicha.ts'
import { newFolder } from './folder.ts'

/** Apps that do not lend stand wherever a phone names apps; no report names them, nor the phone or the person. */

const CASH = 'com.example.kuaijie'
const sample = (name: string) => readFileSync(join(root, 'fixtures/sample/input', name), 'utf8')

interface Secrets {
  /** Packages of others. */
  apps: string[]
  /** How many of them stand before the lender in a list. */
  before: number
  serial: string
  phone: string
  tag: string
}

const word = fc.stringMatching(/^[a-z]{4,9}$/)
const secrets: fc.Arbitrary<Secrets> = fc.record({
  apps: fc.uniqueArray(
    fc.tuple(word, fc.option(word, { nil: undefined })).map(([a, b]) => `org.secret${a}.${b ?? 'health'}`),
    { minLength: 1, maxLength: 4 },
  ),
  before: fc.nat(4),
  serial: fc.stringMatching(/^SER[0-9A-Z]{8}$/),
  phone: fc.stringMatching(/^\+86139\d{8}$/),
  tag: fc.stringMatching(/^Tag[A-Z]{6}$/),
})

/** A capture of the sample's phone on which the lender is among others in every list. */
function capture({ apps, before, serial, phone, tag }: Secrets) {
  const [first = ''] = apps
  const among = (own: string, others: string[], between: string) =>
    [...others.slice(0, before), own, ...others.slice(before)].join(between)
  const components = apps.map((app) => `${app}/.${tag}Service`)
  const proxy = `proxy[uid=10099, pkg=${first}, attributionTag=${tag}]`
  const files: [name: string, command: string[], text: string][] = [
    ['package.txt', ['dumpsys', 'package'], sample('package.txt').replaceAll('com.example.notes', first)],
    [
      'appops.txt',
      ['dumpsys', 'appops'],
      sample('appops.txt')
        .replace(/(Access: \[bg-s\] .*)/g, `$1 ${proxy}`)
        .replaceAll('com.example.chat', first),
    ],
    ['getprop.txt', ['getprop'], `${sample('getprop.txt')}[ro.serialno]: [${serial}]\n[ril.msisdn]: [${phone}]\n`],
    ['users.txt', ['dumpsys', 'user'], `Users:\n  UserInfo{0:${tag}:c13} serialNo=0 isPrimary=true\n`],
    ...(['enabled_accessibility_services', 'enabled_notification_listeners'] as const).map(
      (key): [string, string[], string] => [
        `settings-user-0-${key}.txt`,
        ['settings', 'get', '--user', '0', 'secure', key],
        `${among(`${CASH}/.Reader`, components, ':')}\n`,
      ],
    ),
    [
      'role-user-0-SMS.txt',
      ['cmd', 'role', 'get-role-holders', '--user', '0', 'android.app.role.SMS'],
      `${among(CASH, apps, ';')}\n`,
    ],
  ]
  const folder = newFolder()
  for (const [name, , text] of files) writeFileSync(join(folder, name), text)
  const at = '2026-11-24T06:20:03.000Z'
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({
      format: 'daicha-capture/1',
      tool: 'daicha 0.1.0',
      device: { connection: 'usb' },
      clockOffsetMs: null,
      startedAt: at,
      finishedAt: at,
      files: files.map(([name, command, text]) => ({
        name,
        command,
        startedAt: at,
        finishedAt: at,
        exitCode: 0,
        stderr: '',
        sha256: createHash('sha256').update(text).digest('hex'),
        bytes: Buffer.byteLength(text),
      })),
    }),
  )
  return folder
}

test('the lists are read, and their lines are evidence', async () => {
  const folder = capture({ apps: ['org.secret.a', 'org.secret.b'], before: 1, serial: '', phone: '', tag: 'Tag' })
  const { stdout } = await daicha(['audit', folder, '-f', 'json'])
  const report = JSON.parse(stdout) as Report
  const lines = report.apps.flatMap(({ routes }) => routes.map(({ evidence }) => evidence.text))
  expect(lines).toEqual(expect.arrayContaining([`${CASH}/.Reader`, CASH]))
  const read = report.findings.flatMap(({ evidence }) => evidence).find(({ text }) => text.startsWith('Access: [bg-s]'))
  expect(read?.text).toMatch(/^Access: \[bg-s\] 2026-11-21 09:32:18\.402 \(\S+\)$/)
})

test('no format tells of other apps, the phone or the person', { timeout: 240_000 }, async () => {
  const formats = fc.constantFrom(...Object.keys(reporters))
  const languages = fc.constantFrom('en', 'zh-CN')
  const flags = fc.subarray(['-v', '--show-ignored'])
  await fc.assert(
    fc.asyncProperty(
      secrets,
      formats,
      languages,
      flags,
      fc.option(fc.nat(9)),
      async (told, format, lang, more, cut) => {
        const folder = capture(told)
        const argv = [folder, '-f', format, '--lang', lang, ...more]
        if (cut !== null) {
          // The same without its manifest, and cut somewhere: what could not be read is told.
          rmSync(join(folder, 'manifest.json'))
          const whole = readFileSync(join(folder, 'package.txt'), 'utf8')
          writeFileSync(join(folder, 'package.txt'), whole.slice(0, Math.floor((whole.length * (cut + 1)) / 11)))
        }
        const { code, stdout, stderr } = await daicha(['audit', ...argv])
        expect(code).not.toBe(70)
        for (const secret of [...told.apps, told.serial, told.phone, told.tag])
          expect(stdout + stderr).not.toContain(secret)
      },
    ),
    { numRuns: 150, seed: 9 },
  )
})
