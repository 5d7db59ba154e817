import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

/** What a person keeps beside the dumps, in each encoding that Notepad and `>` of PowerShell save it in. */
const little = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const encodings: [name: string, write: (text: string) => Buffer][] = [
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16', little],
  ['UTF-16, big-endian', (text) => little(text).swap16()],
]

const SAMPLE = join(root, 'fixtures/sample/input')
const RULES = `sources:
  - { id: our-list, name: { zh: 名单, en: a list } }
lenders:
  - { id: our-sunny, packages: [com.example.sunny], region: CN, kind: lender, confidence: high, source: our-list }
`
const IGNORES = JSON.stringify({
  ignore: [
    {
      rule: 'lender-reads-contacts',
      package: 'com.example.kuaijie',
      reason: 'It is looked at by hand',
      expires: '2027-03-31',
    },
  ],
})

test('a list that `dir` of cmd wrote in China names folders in Chinese', async () => {
  cpSync(SAMPLE, join(cwd, '手机'), { recursive: true })
  writeFileSync(join(cwd, 'list.txt'), Buffer.from('\xca\xd6\xbb\xfa\r\n', 'latin1'))
  expect(await run('audit', '--files-from', 'list.txt')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('[ACT NOW] 手机'),
  })
})

test('so does one without a line end, and one such name among others is a name of its own', async () => {
  for (const name of ['手机', '电脑']) cpSync(SAMPLE, join(cwd, name), { recursive: true })
  writeFileSync(join(cwd, 'one.txt'), Buffer.from('\xca\xd6\xbb\xfa', 'latin1'))
  writeFileSync(
    join(cwd, 'list.txt'),
    Buffer.concat([Buffer.from('手机\n电脑\n'), Buffer.from('\xca\xd6\n', 'latin1')]),
  )
  for (const [list, told] of [
    ['one.txt', ['手机']],
    ['list.txt', ['手机', '电脑']],
  ] as const)
    expect(
      [...(await run('audit', '--files-from', list)).stdout.matchAll(/\[ACT NOW\] (\S+) {2}/g)].map(([, of]) => of),
    ).toEqual(told)
})

/** 名单 in GBK, as Windows saves "ANSI" in China. */
const GBK = '\xc3\xfb\xb5\xa5'

test.for<[name: string, text: string, flag: string, told: string]>([
  ['ignore.json', IGNORES.replace('It is', GBK), '--ignore-file', '[E103] ignore.json:1:86'],
  ['daicha.json', `{\n  "formats": { "json": "${GBK}.json" } }`, '--config', '[E103] daicha.json:2:25'],
  ['rules.yaml', RULES.replace('名单', GBK), '--rules', 'rules.yaml:2:33'],
])('%s in the encoding of the country is refused with its place', async ([name, text, flag, told]) => {
  writeFileSync(join(cwd, name), Buffer.from(text, 'latin1'))
  const { code, stdout, stderr } = await run('audit', SAMPLE, flag, name)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr.replace(/\s+/g, ' ')).toContain(told)
  expect(stderr.replace(/\s+/g, ' ')).toContain('save the file as UTF-8')
})

const cwd = newFolder()
const run = (...argv: string[]) => daicha(argv, { cwd })
const saved = new Map<string, string>()
beforeAll(async () => {
  for (const format of ['json', 'html', 'ndjson'])
    saved.set(format, (await run('audit', SAMPLE, '-q', '-f', format)).stdout)
  await run('audit', SAMPLE, '-q', '--write-baseline', 'baseline.json')
  saved.set('baseline', readFileSync(join(cwd, 'baseline.json'), 'utf8'))
})

describe.for(encodings)('%s', ([, write]) => {
  const put = (name: string, text: string) => writeFileSync(join(cwd, name), write(text))

  test.for(['json', 'html', 'ndjson'])('a report saved as %s', async (format) => {
    put('saved', saved.get(format) ?? '')
    expect((await run('report', 'saved', '-f', 'text', '-q')).stdout).toMatch(/^\[ACT NOW\] /)
    expect((await run('diff', 'saved', SAMPLE)).stdout).toMatch(/^\[NO CHANGE\] /)
    expect((await run('letter', 'operator', 'saved')).stdout).toContain('示例快借')
  })

  test('a list of inputs', async () => {
    put('list.txt', `${SAMPLE}\r\n${SAMPLE}/package.txt\r\n`)
    const { stdout } = await run('audit', '--files-from', 'list.txt', '-f', 'ndjson', '-j', '1')
    expect([...stdout.matchAll(/^{"type":"(\w+)"/gm)].map(([, type]) => type)).toEqual([
      'start',
      'input',
      'input',
      'end',
    ])
  })

  test('a list of inputs, or a table, that a pipe hands on a byte at a time', async () => {
    const pipe = (text: string) => Readable.from([...write(text)].map((byte) => Buffer.of(byte)))
    const audit = ['audit', '--files-from', '-', '-f', 'ndjson', '-j', '1']
    const { stdout } = await daicha(audit, { cwd, stdin: pipe(`${SAMPLE}\r\n`) })
    expect(stdout).toContain(`"input":${JSON.stringify(SAMPLE)}`)
    for (const table of [
      'package\tlabel\ncom.example.a\tSun Loan\n',
      '{"package":"com.example.a","label":"Sun Loan"}',
    ]) {
      const classified = await daicha(['classify', '--from', '-', '-f', 'ndjson'], { cwd, stdin: pipe(table) })
      expect(classified).toMatchObject({ code: 0, stdout: expect.stringContaining('"label":"Sun Loan"') })
    }
  })

  test('accepted findings, a baseline and rules', async () => {
    put('ignore.json', IGNORES)
    put('known.json', saved.get('baseline') ?? '')
    put('rules.yaml', RULES)
    const accepted = await run('audit', SAMPLE, '-q', '--ignore-file', 'ignore.json')
    expect(accepted).toMatchObject({ code: 1, stderr: '', stdout: expect.stringContaining('1 more finding') })
    expect(await run('audit', SAMPLE, '-q', '--baseline', 'known.json')).toMatchObject({ code: 0, stderr: '' })
    expect(await run('rules', 'lint', 'rules.yaml')).toMatchObject({ code: 0 })
    expect((await run('classify', 'com.example.sunny', '--rules', 'rules.yaml')).stdout).toContain('rules.yaml:4')
  })
})
