import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Finding, Report, ReportedApp } from '../../src/internal.ts'
import type { Group } from '../../src/report/groups.ts'
import { cut } from '../../src/report/text/layout.ts'
import { tableRows } from '../../src/report/text/table.ts'
import { speaker, widthOf } from '../built.ts'
import { audited, daicha, guidance, root } from '../daicha.ts'

const many = 'fixtures/many-lenders/input'
const shown = async (lang: string, columns: number) =>
  (await daicha(['audit', many, '--full', '--lang', lang], { env: { COLUMNS: String(columns) } })).stdout.split('\n')

describe('more than three apps', () => {
  test('stand in a table, worst first, with what decides', async () => {
    const lines = await shown('en', 80)
    expect(lines.slice(5, 20)).toEqual([
      '  Level     App         Package                Contacts  Last read   Also',
      '  --------  ----------  ---------------------  --------  ----------  -----------',
      '  critical  演示借条    com.example.jietiao    readable  no record',
      '  critical  样例极速贷  com.example.jisu       readable  2026-11-24  call log,',
      `${' '.repeat(69)}text`,
      `${' '.repeat(69)}messages`,
      '  critical  示例快借    com.example.kuaijie    readable  2026-11-21  call log,',
      `${' '.repeat(69)}text`,
      `${' '.repeat(69)}messages`,
      '  critical  示例周转    com.example.zhouzhuan  readable  2026-10-14  text',
      `${' '.repeat(69)}messages`,
      '  high      演示钱包    com.example.qianbao    readable  no record',
      '  medium    样例分期    com.example.fenqi      readable  no record   text',
      `${' '.repeat(69)}messages`,
      '',
    ])
    expect(lines.some((line) => line.startsWith('== '))).toBe(false)
  })

  test('stand in the same columns in Chinese, where a character takes two', async () => {
    const lines = await shown('zh-CN', 80)
    const rows = lines.slice(5, 13)
    expect(rows[2]).toBe('  严重  演示借条    com.example.jietiao    能读取  无记录')
    const startOf = (row: string, what: string) => stringWidth(row.slice(0, row.indexOf(what)))
    const starts = rows.slice(2).map((row) => startOf(row, 'com.example.'))
    expect(new Set(starts)).toEqual(new Set([startOf(rows[0] ?? '', '包名')]))
  })

  test.for(['en', 'zh-CN'])('are explained one by one where a table has no room, %s', async (lang) => {
    expect((await shown(lang, 40)).filter((line) => line.startsWith('== ')).length).toBe(6)
  })

  test('three are explained one by one', async () => {
    const { report } = await audited(['fixtures/sample/input'])
    expect(new Set(report.findings.map((finding) => finding.package)).size).toBe(3)
    const { stdout } = await daicha(['audit', 'fixtures/sample/input', '--full'])
    expect(stdout.match(/^== /gm)).toHaveLength(3)
  })
})

describe('a row', () => {
  const words = speaker(guidance, 'en').say
  const rowsFor = (packageName: string, label: string, width: number, user = 0) => {
    const lead = { severity: 'high', label, package: packageName, user } as Finding
    const contacts = { effective: 'readable', lastAccess: null, qualifiers: [] }
    const app = { contacts, routes: [] } as unknown as ReportedApp
    const group: Group = { app, lead, others: [] }
    return tableRows(
      [group],
      {
        sources: [],
        users: [
          { id: 0, kind: 'owner' },
          { id: 999, kind: 'clone' },
        ],
      } as unknown as Report,
      words,
      width,
    )
  }

  test('never cuts a package: it goes below', () => {
    const long = 'com.example.a.very.long.name.of.a.package.that.fits.nowhere'
    const rows = rowsFor(long, 'Cash', 70)
    expect(rows.slice(2).map((row) => row.trim())).toEqual([expect.stringMatching(/^high +Cash +readable/), long])
    expect(Math.max(...rows.map((row) => stringWidth(row)))).toBeLessThanOrEqual(70)
  })

  test.for([
    [999, 'app clone'],
    [10, 'user 10'],
  ] as const)('says whose app it is where it is not the owner, user %i', ([user, whose]) => {
    expect(rowsFor('com.example.cash', 'Cash', 78, user).at(-1)?.trim()).toBe(whose)
  })
})

const android12 = 'fixtures/read-through-the-contacts-provider/input'
/** Files of an Android 12, its app ops with a part put another way; none without them. */
const lastReadOf = (how?: (appOps: string) => string) => {
  const text = (name: string) => readFileSync(`${root}${android12}/${name}.txt`, 'utf8')
  return [how === undefined ? '' : how(text('appops')), text('package')].join('\n')
}

// biome-ignore format: a table is read by its columns
test.for<[string, string[], string, string, string, string]>([
  ['its day',                           ['-'],                                           lastReadOf((all) => all),                              '2026-03-01',                '2026-03-01T07:27:08', 'read while open 2026-03-01'],
  ['before Android 9, how long before', ['fixtures/android-8-appops-numeric-modes/input'], '',                                                    '40 min before this export', '',                    'read 40 min before this export'    ],
  ['none, where another app named it',  ['-'],                                           lastReadOf((all) => all.replace('-tpd', '-upd')),     'no record',                 '',                    ''],
  ['nothing, where nothing would tell', ['-'],                                           lastReadOf(),                                         '-',                         '',                    ''],
])('the last read in every list: %s', async ([, argv, stdin, cell, time, short]) => {
  const shown = async (format: string) => (await daicha(['audit', ...argv, '-q', '-f', format], { stdin })).stdout
  expect(await shown('markdown')).toMatch(new RegExp(`^\\|.*\\| can read \\| \\\\?${cell} \\|`, 'm'))
  const [row] = parse(await shown('csv'), { columns: true }) as Record<string, string>[]
  expect(row?.['last_access']).toBe(time)
  expect(await shown('text')).toMatch(new RegExp(`^  示例快借  can read${short && `, ${short}`}$`, 'm'))
})

// biome-ignore format: a table is read by its columns
test.for<[string, number, string]>([
  ['样例极速贷',      10, '样例极速贷'],
  ['样例极速贷',      9,  '样例极..'],
  ['样例极速贷',      8,  '样例极..'],
  ['样例极速贷',      7,  '样例..'],
  ['Example Cash',    9,  'Example..'],
  ['\u0065\u0301te\u0301s', 4, '\u0065\u0301te\u0301s'],
])('%s in %i columns is %s', ([text, width, expected]) => {
  expect(cut(text, width)).toBe(expected)
  expect(widthOf(expected.normalize('NFC').replace(/é/g, 'e'))).toBeLessThanOrEqual(width)
})
