import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { languageTags, reporters } from '../src/internal.ts'
import { audited, daicha, guidance, root } from './daicha.ts'

/** Emergency, support and complaint numbers of China, and the titles of its laws. */
const numbers = /\b(110|12315|12321|12337|12345|12348|12356|12363|12377|12378)\b/
const titles = guidance.law.flatMap(({ title }) => Object.values(title).map((one) => one.replace(/ ?[(（].*/, '')))
const laws = [...titles, 'PIPL', '《', 'Criminal Law', '刑法']

/** What is of the phone, not of us: paths, hashes, lines, versions. */
const said = (text: string) => text.replace(/[0-9a-f]{64}|[\w.]+:\d+|\d[\d.,:-]*\d+(?=[^\d]*(bytes|B\b|字节))/g, '')

const fixtures = readdirSync(join(root, 'fixtures'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const shown = [
  'sample',
  'many-lenders',
  'recorded-read-is-critical',
  'clear-phone',
  'delisted-lender-that-reads',
  'embedded-lender',
  'emui',
]
const formats = Object.keys(reporters)

const auditOf = (fixture: string, ...args: string[]) =>
  daicha(['audit', `fixtures/${fixture}/input`, '--exit-zero', ...args])

describe('a report of no country', () => {
  test.for(languageTags.flatMap((lang) => formats.map((format) => [lang, format] as const)))(
    '%s %s',
    async ([lang, format]) => {
      for (const fixture of shown) {
        const { stdout } = await auditOf(fixture, '--country', 'none', '--lang', lang, '-f', format)
        expect(stdout).not.toBe('')
        expect(said(stdout)).not.toMatch(numbers)
        expect(laws.filter((law) => stdout.includes(law))).toEqual([])
      }
    },
  )

  test('of every fixture in JSON', async () => {
    for (const fixture of fixtures) {
      const { report } = await audited([`fixtures/${fixture}/input`, '--country', 'none'])
      const { guidance: told, findings } = report
      expect([fixture, told.country, told.law, told.statements]).toEqual([fixture, null, [], []])
      const steps = findings.flatMap(({ remediation, sources, explain }) => [
        ...remediation.map(({ text, detail, sources: ids }) => [text, detail, ids]),
        sources,
        explain,
      ])
      expect(JSON.stringify(steps)).not.toMatch(numbers)
      expect(JSON.stringify(steps)).not.toMatch(/cn\.|art\.|law\./)
    }
  })

  test('stays so when it is saved and told anew, in the other language too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daicha-country-'))
    const saved = join(folder, 'saved.json')
    writeFileSync(saved, (await auditOf('sample', '--country', 'none', '-f', 'json')).stdout)
    for (const lang of languageTags)
      for (const format of ['text', 'html', 'json']) {
        const { stdout } = await daicha(['report', saved, '--lang', lang, '-f', format])
        expect(said(stdout)).not.toMatch(numbers)
        expect(laws.filter((law) => stdout.includes(law))).toEqual([])
      }
  })
})

describe('a report of a country', () => {
  test('names it where its law stands, and China is the usual one', async () => {
    const { report } = await audited(['fixtures/sample/input'])
    expect(report.guidance.country).toEqual({ id: 'cn', name: 'China' })
    for (const [lang, name] of [
      ['en', 'China'],
      ['zh-CN', '中国'],
    ] as const)
      for (const format of ['text', 'html', 'markdown'])
        expect((await auditOf('sample', '--lang', lang, '-f', format)).stdout).toMatch(
          new RegExp(`(channels|渠道): ${name}`),
        )
  })

  test('there is none without rules', async () => {
    const { code, stderr } = await auditOf('sample', '--country', 'zz')
    expect(code).toBe(2)
    expect(stderr.replace(/\s+/g, ' ')).toContain('cn, none')
  })

  test('the same in a list of phones', async () => {
    const { stdout } = await daicha(['audit', '--files-from', '-', '-f', 'ndjson', '--country', 'none'], {
      stdin: 'fixtures/sample/input\n',
    })
    expect(stdout).toContain('"country":null')
    expect(said(stdout)).not.toMatch(/\b(12321|12377|12356)\b/)
  })
})

test('nothing under rules but a country has a number to call', () => {
  const files = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replaceAll('\\', '/'),
  )
  const general = files.filter((path) => /^(guidance|checks|roads)\/.*\.yaml$/.test(path))
  expect(general.length).toBeGreaterThan(15)
  expect(general.filter((path) => numbers.test(readFileSync(join(root, 'rules', path), 'utf8')))).toEqual([])
})
