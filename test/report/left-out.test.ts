import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { readJunit } from './readers/junit.ts'

/** A phone on which a lender reads contacts, and runs that leave that out on request and end with 0. */
const cwd = newFolder()
const phone = join(root, 'fixtures/android-6-runtime-grant/input')
const twoUsers = join(root, 'fixtures/android-10-two-users/input')
await daicha(['audit', phone, '-q', '--write-baseline', 'known.json'], { cwd })
const ignore = ['lender-reads-contacts', 'lender-breaks-store-policy', 'lender-requests-contacts'].map((rule) => ({
  rule,
  package: 'com.example.*',
  reason: 'Looked at by hand',
  expires: '2027-01-01',
}))
writeFileSync(join(cwd, 'ignore.json'), JSON.stringify({ ignore }))

const make = async (format: string, argv: string[]) => (await daicha(['audit', ...argv, '-f', format], { cwd })).stdout

// biome-ignore format: a table is read by its columns
describe.for<[string, string[], RegExp, string]>([
  ['rules',          [phone, '--rule', 'contacts-state-unknown'],               /Only the chosen rules were applied/, 'rules-skipped'],
  ['users',          [twoUsers, '--user', '11', '--fail-on', 'never'],          /Only user 11 was checked/,           'users-skipped'],
  ['what is ignored', [phone, '--ignore-file', 'ignore.json'],                  /3 ignored, 0 known/,                 'accepted'],
  ['what is known',  [phone, '--baseline', 'known.json'],                       /0 ignored, 3 known/,                 'known'],
])('a run that leaves out %s', ([, argv, told, reason]) => {
  test('has no list that is empty', async () => {
    expect(await make('gitlab', argv)).toMatch(told)
    expect(await make('checkstyle', argv)).toMatch(told)
    expect(await make('github', argv)).toMatch(told)
    const rows = parse(await make('csv', argv), { columns: true }) as Record<string, string>[]
    expect(rows.some((row) => row['rule'] === reason || row['status'] === reason)).toBe(true)
  })

  test('has cases of JUnit that were skipped', async () => {
    const [suite] = readJunit(await make('junit', argv)).result.suites
    expect(suite?.skipped).toBeGreaterThan(0)
  })
})

test('what people read says what was left out beside what was found', async () => {
  for (const format of ['text', 'markdown', 'html']) {
    const rules = /Only the chosen rules were applied/
    expect(await make(format, [phone, '--rule', 'lender-reads-contacts'])).toMatch(rules)
    expect(await make(format, [twoUsers, '--user', '11'])).toMatch(/Only user 11 was checked/)
    expect(await make(format, [phone])).not.toMatch(rules)
  }
})

test('a table says what was not read, and of which phone', async () => {
  const cut = join(root, 'fixtures/cut-inside-a-record/input')
  const rowsOf = (text: string) =>
    (parse(text, { columns: true }) as Record<string, string>[]).map((row) => [
      row['verdict'],
      row['severity'],
      row['rule'],
    ])
  expect(rowsOf(await make('csv', [cut]))).toContainEqual(['incomplete', 'error', 'E305'])
  const list = { stdin: `${cut}\n`, cwd }
  const { stdout } = await daicha(['audit', '--files-from', '-', '-f', 'csv'], list)
  expect(rowsOf(stdout)).toContainEqual(['incomplete', 'error', 'E305'])
})

test('of a phone that is clear, lists are empty and a table has its name alone', async () => {
  const clear = join(root, 'fixtures/clear-phone/input')
  expect(await make('gitlab', [clear])).toBe('[]\n')
  expect(await make('checkstyle', [clear])).not.toContain('<error')
  const [head, ...rows] = (await make('csv', [clear])).trim().split('\r\n')
  expect(rows).toEqual([`input,clear${','.repeat((head ?? '').split(',').length - 2)}`])
})
