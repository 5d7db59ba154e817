import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { reporters, speaker } from '../built.ts'
import { daicha, guidance, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { expectedOf, input, languages, names } from './fixtures.ts'
import { reportsLabelled } from './hostile.ts'

type Row = Record<string, string>
/** As strictly as RFC 4180 is written. */
const rowsOf = (text: string): Row[] => parse(text, { columns: true, record_delimiter: '\r\n' })

const columns = [
  'input',
  'verdict',
  'severity',
  'rule',
  'confidence',
  'package',
  'label',
  'user',
  'permission',
  'state',
  'effective',
  'last_access',
  'first_install',
  'installer',
  'version_name',
  'evidence_file',
  'evidence_line',
  'fingerprint',
  'baseline',
  'suppressed_reason',
  'status',
  'fails',
]

describe('the rows of every fixture', () => {
  test.for(names)(
    '%s: one for each finding, in their order, then one for each error, the same in both languages',
    async (name) => {
      const [zh = '', en] = await Promise.all(
        languages.map(async (lang) => (await daicha(['audit', input(name), '-q', '-f', 'csv', '--lang', lang])).stdout),
      )
      expect(zh).toBe(en)
      expect(zh.split('\r\n')[0]).toBe(columns.join(','))
      const { findings } = expectedOf(name)
      const { problems, verdict } = JSON.parse(
        (await daicha(['audit', input(name), '-q', '-f', 'json'])).stdout,
      ) as Report
      const errors = problems.filter(({ severity }) => severity === 'error')
      expect(
        rowsOf(zh).map((row) => [row['rule'], row['package'], row['user'], row['severity'], row['verdict']]),
      ).toEqual([
        ...findings.map((one) => [one.ruleId, one.package, String(one.user), one.severity, verdict]),
        ...errors.map(({ code }) => [code, '', '', 'error', verdict]),
        ...(findings.length + errors.length > 0 ? [] : [['', '', '', '', verdict]]),
      ])
    },
  )
})

test('a row says what was found and where', async () => {
  const { stdout } = await daicha(['audit', input('sample'), '-q', '-f', 'csv'])
  expect(rowsOf(stdout)[1]).toEqual({
    input: 'fixtures/sample/input',
    verdict: 'act',
    severity: 'critical',
    rule: 'lender-reads-contacts',
    confidence: 'confirmed',
    package: 'com.example.kuaijie',
    label: '示例快借',
    user: '0',
    permission: 'android.permission.READ_CONTACTS',
    state: 'granted',
    effective: 'readable',
    last_access: '2026-11-21T09:32:18',
    first_install: '2026-10-02T21:14:07',
    installer: 'com.android.packageinstaller',
    version_name: '3.2.7',
    evidence_file: 'fixtures/sample/input/package.txt',
    evidence_line: '141',
    fingerprint: 'lender-reads-contacts:com.example.kuaijie:0',
    baseline: '',
    suppressed_reason: '',
    status: 'open',
    fails: 'true',
  })
})

test('a file begins with a byte-order mark, and a stream does not', async () => {
  const cwd = newFolder()
  const { stdout } = await daicha(['audit', join(root, input('sample')), '-q', '-f', 'csv'], { cwd })
  await daicha(['audit', join(root, input('sample')), '-q', '-f', 'csv=a.csv', '-o', 'b.csv'], { cwd })
  expect(stdout.startsWith('input,')).toBe(true)
  for (const file of ['a.csv', 'b.csv']) expect(readFileSync(join(cwd, file), 'utf8')).toBe(`\ufeff${stdout}`)
})

// biome-ignore format: a table is read by its columns
test.for<[string, string]>([
  ['=HYPERLINK("http://x")',  `'=HYPERLINK("http://x")`],
  ['+1',                      `'+1`],
  ['-1+1',                    `'-1+1`],
  ['@SUM(A1)',                `'@SUM(A1)`],
  ['＝1',                     `'＝1`],
  ['\t=1',                    '\\u0009=1'],
  ['\r\n=1',                  '\\u000d\\u000a=1'],
  ['x;=HYPERLINK("http://x")', `x;'=HYPERLINK("http://x")`],
  ['x; "+1"',                 `x; "'+1"`],
  ['x; y-1',                  'x; y-1'],
  ['a,"b"',                   'a,"b"'],
  ['示例, 快借',              '示例, 快借'],
  ['\u202eevil',              '\\u202eevil'],
])('the label %j is the cell %j', async ([label, cell]) => {
  const report = (await reportsLabelled(label, 'delisted-lender-that-reads'))('en')
  const style = { color: false, columns: 80, words: speaker(guidance, 'en').say }
  const text = await reporters.csv(report, style)
  for (const row of rowsOf(text)) expect(row['label']).toBe(cell)
  // As a spreadsheet takes it apart where a semicolon stands between cells.
  const cells: string[][] = parse(text, { delimiter: ';', relax_quotes: true, relax_column_count: true })
  expect(cells.flat().filter((one) => /^[\s"]*[=+\-@\uff1d]/.test(one))).toEqual([])
})

test('many inputs stand below one head, also those that could not be audited or that are clear', async () => {
  const list = ['sample', 'not-a-dump', 'suspected-lender', 'clear-phone'].map(input).join('\n')
  const folder = newFolder()
  writeFileSync(join(folder, 'list'), list)
  const { stdout } = await daicha(['audit', '--files-from', join(folder, 'list'), '-f', 'csv'])
  const rows = rowsOf(stdout)
  expect(rows.map(({ verdict }) => verdict)).toEqual([
    ...Array(5).fill('act'),
    'error',
    ...Array(2).fill('check'),
    'clear',
  ])
  expect(rows[5]).toMatchObject({ input: 'fixtures/not-a-dump/input', rule: 'E303' })
})
