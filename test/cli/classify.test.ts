import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { daicha } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const cwd = newFolder()

interface Row {
  type: 'app' | 'error'
  line?: number
  package?: string
  label?: string | null
  class?: string
  message?: string
  basis?: { id: string; kind: string; match: string | null; at: string; reason: string }[]
}

/** The records of a table that stands in a file, or comes on standard input. */
async function classified(table: string | Buffer, options: string[] = [], from: 'file' | 'stdin' = 'file') {
  writeFileSync(join(cwd, 'apps'), table)
  const source = from === 'stdin' ? '-' : 'apps'
  const stdin = from === 'stdin' ? { stdin: table } : {}
  const ran = await daicha(['classify', '--from', source, '-f', 'ndjson', ...options], { cwd, ...stdin })
  const rows = ran.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]))
  return { ...ran, rows }
}
const inShort = ({ rows }: { rows: Row[] }) =>
  rows.map(({ type, line, package: name, class: lender, message }) =>
    type === 'app' ? [line, name, lender] : [line, message],
  )

describe('why is this app called a lender', () => {
  test('the rung stands with its count, and a sign with the text that shows it, both with the line of the rule', async () => {
    const { code, stdout } = await daicha(['classify', 'org.sunloans.app', '-f', 'ndjson'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      package: 'org.sunloans.app',
      label: null,
      class: 'likely',
      kind: null,
      rung: 'loan.name',
      basis: [
        {
          id: 'loan.name',
          kind: 'rung',
          match: expect.stringMatching(/^\d+\/\d+$/),
          at: expect.stringMatching(/^rules\/signals\/rungs\.yaml:\d+$/),
          reason: expect.stringMatching(/^apps with a lending word in the package name: \d+ of \d+ known ones lend$/),
        },
        {
          id: 'loan.en',
          kind: 'name',
          match: 'loans',
          at: expect.stringMatching(/^rules\/signals\/terms\.lending\.yaml:\d+$/),
          reason: '"loans" in the package name (loan or lend)',
        },
      ],
    })
  })

  test('an entry of the catalogue stands with its source, and needs no rung', async () => {
    const { stdout } = await daicha(['classify', 'com.example.kuaijie', '-f', 'ndjson', '--lang', 'zh-CN'])
    expect(JSON.parse(stdout)).toMatchObject({
      class: 'confirmed',
      kind: 'lender',
      rung: null,
      basis: [
        {
          id: 'catalogue:example-kuaijie',
          kind: 'catalogue',
          reason: expect.stringContaining('示例名录'),
        },
      ],
    })
    const without = await daicha(['classify', 'com.example.kuaijie', '-f', 'ndjson', '--no-catalog'])
    expect(JSON.parse(without.stdout)).toMatchObject({ class: 'none', kind: null, basis: [] })
  })

  test.for([
    ['en', /not recognised as a lender.*Looked at: package name.*Not given.*label.*A name alone proves nothing/s],
    ['zh-CN', /没有认出是网贷.*看过的：包名.*没有看：App 名.*只凭名字什么也证明不了/s],
  ] as const)('an app that shows no sign is not called clear (%s)', async ([lang, says]) => {
    const { code, stdout } = await daicha(['classify', 'org.example.notes', '--lang', lang])
    expect(code).toBe(0)
    expect(stdout).toMatch(says)
  })

  test('the text names id and line under each reason', async () => {
    const { stdout } = await daicha(['classify', 'org.sunloans.app', '--lang', 'zh-CN'])
    expect(stdout).toMatch(
      /很可能是网贷\n {4}包名里有借贷词：核对过的 \d+ 个这样的 App 里，\d+ 个放贷\n {8}loan\.name {2}rules\/signals\/rungs\.yaml:\d+\n {4}包名里有「loans」.*\n {8}loan\.en {2}rules\/signals\/terms\.lending\.yaml:\d+/,
    )
  })

  test.for([
    ['en', 'maybe a lender', 'does not say that this one does'],
    ['zh-CN', '可能是网贷', '不等于这一个也放贷'],
  ] as const)('that most apps with such a name lend is not held against this one (%s)', async ([lang, ...says]) => {
    const table = 'package,label\ncom.example.suncredit,Sun Credit\n'
    const { stdout } = await daicha(['classify', '--from', '-', '--lang', lang], { stdin: table })
    for (const said of says) expect(stdout.replace(/\s+/g, lang === 'en' ? ' ' : '')).toContain(said)
  })

  test.for([
    ['en', 'apps with credit alone in their name: too few looked up to say how many lend'],
    ['zh-CN', '名字里只有信贷的词：核对过的太少，说不出有多少放贷'],
  ] as const)('of a handful of apps no share is told (%s)', async ([lang, says]) => {
    const { stdout } = await daicha(['classify', 'com.example.suncredit', '--lang', lang])
    expect(stdout.replace(/\s+/g, ' ')).toContain(says)
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, string, string]>([
    ['a label',                '安逸花',     'com.msxf.ayh'],
    ['a brand',                '拍拍贷',     'com.ppdai.loan'],
    ['a loan feature',         '花呗',       'com.eg.android.AlipayGphone'],
    ['a label that could be a package name', 'Akulaku', 'io.silvrr.installment'],
    ['an operator',            '招联消费金融', 'com.mucfc.hqdapp'],
    ['an operator with a comma', 'M-LOMBARD, TOO', 'kz.mlombard'],
  ])('an app is found by %s', async ([, asked, name]) => {
    for (const lang of ['zh-CN', 'en']) {
      const { code, stdout } = await daicha(['classify', asked, '-f', 'ndjson', '--lang', lang])
      const rows = stdout.trim().split('\n').map((line) => JSON.parse(line) as Row)
      expect(code).toBe(0)
      expect(rows.map((row) => row.package)).toContain(name)
      expect(rows.map((row) => row.class)).not.toContain('none')
    }
  })

  test('a lender whose package nobody knows is known by its name', async () => {
    const { code, stdout } = await daicha(['classify', '小橙借款', '--lang', 'en'])
    expect([code, stdout.split('\n')[0]]).toEqual([0, '小橙借款'])
    expect(stdout).toContain('likely a lender')
    expect(stdout).toContain('the name of a lender in a public notice')
  })

  test("a word that is nobody's name may be a package", async () => {
    expect((await daicha(['classify', 'android', '-f', 'ndjson'])).stdout).toContain('"package":"android"')
  })

  test.for<[string, RegExp]>([
    ['zh-CN', /E111.*没有叫 拍拍代 的 App.*是不是想查 .*拍拍贷.*pm list packages/s],
    ['en', /E111.*no app, loan feature or lender called 拍拍代.*Did you mean .*拍拍贷.*pm list packages/s],
  ])('a name that nobody has says what to do next (%s)', async ([lang, says]) => {
    const { code, stderr } = await daicha(['classify', '拍拍代', '--lang', lang])
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)])
  })

  test.for(['classify', 'classify not/a/name', 'classify --from'])('`%s` is wrong usage', async (typed) => {
    expect((await daicha(typed.split(' '))).code).toBe(2)
  })
})

describe('a table', () => {
  test('is read by the names of its columns, whatever their order; others pass by', async () => {
    const ran = await classified(
      'installs,Label,package,queries\n5,示例借钱,com.example.a,\n7,Sun,com.example.b,com.kreditbee.android;com.naviapp com.pocketly\n',
    )
    expect(inShort(ran)).toEqual([
      [2, 'com.example.a', 'likely'],
      [3, 'com.example.b', 'possible'],
    ])
    expect(ran.code).toBe(0)
    expect(ran.rows[1]?.basis?.[1]).toMatchObject({
      kind: 'rivals',
      match: 'com.kreditbee.android, com.naviapp, com.pocketly',
    })
  })

  const table = 'package,label\ncom.example.a,"Sun, Loan"\n'
  test.for<[string, string | Buffer]>([
    ['plain', table],
    ['with a byte-order mark', `\uFEFF${table}`],
    ['with the line ends of Windows', table.replaceAll('\n', '\r\n')],
    ['without a last line end', table.trimEnd()],
    ['as UTF-16 of a spreadsheet', Buffer.from(`\uFEFF${table}`, 'utf16le')],
    ['with semicolons', 'package;label\ncom.example.a;Sun, Loan\n'],
    ['as Excel marks it', 'sep=;\r\npackage;label\r\ncom.example.a;Sun, Loan\r\n'],
    ['with columns in Chinese', '应用名称,备注,包名\n"Sun, Loan",,com.example.a\n'],
    ['with columns as programs call them', 'App_Name,Package Name\n"Sun, Loan",com.example.a\n'],
    ['with a column twice', 'package,package,label,package_name\ncom.example.a,x.y,"Sun, Loan",z.z\n'],
    ['with tabs', 'package\tlabel\ncom.example.a\tSun, Loan\n'],
    ['as a JSON object a line', '{"label":"Sun, Loan","package":"com.example.a","more":[1]}\n'],
    ['as JSON with a byte-order mark', '\uFEFF{"label":"Sun, Loan","package":"com.example.a"}'],
  ])('%s says the same', async ([, text]) => {
    for (const from of ['file', 'stdin'] as const) {
      const { code, rows } = await classified(text, [], from)
      expect(code).toBe(0)
      expect(rows).toMatchObject([{ package: 'com.example.a', label: 'Sun, Loan', class: 'likely' }])
    }
  })

  test('a broken row of CSV is said with its line, and the others still come', async () => {
    const ran = await classified(
      [
        'package,label',
        'com.example.a,A',
        ',Nameless',
        'com.example.b,B, C and D',
        'two words,X',
        'com.example.c,"one" two"',
        '',
        'com.example.d,D',
      ].join('\n'),
    )
    expect(inShort(ran)).toEqual([
      [2, 'com.example.a', 'none'],
      [3, 'no package name'],
      [4, expect.stringContaining('3 cells for 2 columns')],
      [5, '"two words" is not a package name'],
      [6, 'a quote has no other end'],
      [8, 'com.example.d', 'none'],
    ])
    expect(ran.code).toBe(5)
    expect(ran.stderr).toContain('E322')
  })

  test.for<[string, string[], unknown[]]>([
    [
      'never closed does not take the rows below it',
      ['com.example.a,"A', 'com.example.b,B', 'com.example.c,C'],
      [
        [2, 'a quote has no other end'],
        [3, 'com.example.b', 'none'],
        [4, 'com.example.c', 'none'],
      ],
    ],
    [
      'never closed before a row that has quotes of its own',
      ['com.example.a,"A', 'com.example.b,"B, B"', 'com.example.c,C'],
      [
        [2, 'a quote has no other end'],
        [3, 'com.example.b', 'none'],
        [4, 'com.example.c', 'none'],
      ],
    ],
    [
      'in the middle of a name is a part of it',
      ['com.example.a,A "quick" loan', 'com.example.b,5" screen', 'com.example.c,C'],
      [
        [2, 'com.example.a', 'likely'],
        [3, 'a quote has no other end'],
        [4, 'com.example.c', 'none'],
      ],
    ],
    [
      'holds a name of two lines',
      ['com.example.a,"A', 'Loan"', 'com.example.c,C'],
      [
        [2, 'com.example.a', 'likely'],
        [4, 'com.example.c', 'none'],
      ],
    ],
  ])('a quote %s', async ([, lines, rows]) => {
    expect(inShort(await classified(`package,label\n${lines.join('\n')}\n`))).toEqual(rows)
  })

  test('a label in another encoding is not judged as it is garbled', async () => {
    const gbk = Buffer.concat([
      Buffer.from('package,label\ncom.example.a,'),
      Buffer.from([0xbd, 0xe8, 0xc7, 0xae]),
      Buffer.from('\ncom.example.b,B\n'),
    ])
    const ran = await classified(gbk)
    expect(inShort(ran)).toEqual([
      [2, expect.stringContaining('UTF-8')],
      [3, 'com.example.b', 'none'],
    ])
    expect(ran.code).toBe(5)
  })

  test('a broken row of JSON is said with its line, and the others still come', async () => {
    const ran = await classified(
      [
        '{"package":"com.example.a"}',
        '{"package":',
        '',
        '[]',
        '{"package":5}',
        '{"package":"com.example.b","queries":"x"}',
        '{"package":"com.example.c","label":null}',
      ].join('\n'),
    )
    expect(inShort(ran)).toEqual([
      [1, 'com.example.a', 'none'],
      [2, 'not a JSON object on one line'],
      [4, 'not a JSON object on one line'],
      [5, 'no package name'],
      [6, 'queries is of the wrong type'],
      [7, 'com.example.c', 'none'],
    ])
    expect(ran.code).toBe(5)
  })

  test.for([
    ['en', /^apps:3 {2}no package name/m, /1 of 2 rows of apps could not be read.*must not be taken for no\s+lender/s],
    ['zh-CN', /^apps:3 {2}没有写包名/m, /apps 的 2 行里有 1 行读不了.*不能当作不是网贷/s],
  ] as const)('for people a broken row stands on standard error (%s)', async ([lang, row, sum]) => {
    writeFileSync(join(cwd, 'apps'), 'package,label\ncom.example.a,A\n,B\n')
    const { code, stdout, stderr } = await daicha(['classify', '--from', 'apps', '--lang', lang], { cwd })
    expect(code).toBe(5)
    expect(stdout).toContain('com.example.a')
    expect(stderr).toMatch(row)
    expect(stderr).toMatch(sum)
  })

  test.for<[string, string, number, RegExp]>([
    ['without a column of packages', 'name,label\ncom.example.a,A\n', 3, /E321(?!.*name,label)/s],
    ['that is empty', '', 3, /E321/],
    ['whose every row is broken', 'package\ntwo words\n', 3, /E322/],
    ['with a head and no row', 'package,label\n', 0, /^$/],
  ])('a table %s', async ([, text, exit, says]) => {
    const { code, stderr } = await classified(text)
    expect(code).toBe(exit)
    expect(stderr).toMatch(says)
  })

  test('whose columns are named in another encoding is to be saved in UTF-8', async () => {
    const { code, stderr } = await classified(Buffer.from('\xb0\xfc\xc3\xfb,label\ncom.example.a,A\n', 'latin1'))
    expect([code, stderr]).toEqual([3, expect.stringMatching(/E321[\s\S]*save the table as CSV in UTF-8/)])
    expect(stderr).not.toContain('\ufffd')
  })

  test('that is not there cannot be opened', async () => {
    const { code, stderr } = await daicha(['classify', '--from', 'nothing.csv'], { cwd })
    expect([code, stderr.slice(0, 12)]).toEqual([3, 'error [E301]'])
  })

  test('of many rows comes in its order, each row once', async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `com.example.a${at}`)
    const { code, rows } = await classified(
      `package,label\n${names.map((name) => `${name},"Sun ""${name}"""`).join('\n')}\n`,
    )
    expect(code).toBe(0)
    expect(rows.map((row) => row.package)).toEqual(names)
    expect(rows.at(-1)).toMatchObject({ line: 20_001, label: 'Sun "com.example.a19999"' })
  })
})

test('a name of a table cannot write to the terminal', async () => {
  const name = 'com.example\u001b]0;x\u0007\u202e\u2028.cash'
  const acting = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u
  writeFileSync(join(cwd, 'apps'), `package,label\n${name},Cash\ncom.example.cash,${name}\n`)
  for (const format of ['text', 'ndjson']) {
    const { stdout, stderr } = await daicha(['classify', '--from', 'apps', '-f', format], { cwd })
    expect(stdout + stderr).toContain('\\u001b]0;x\\u0007\\u202e\\u2028.cash')
    expect(stdout + stderr).not.toMatch(acting)
  }
})

test('a cell of blanks takes no longer than others', { timeout: 20_000 }, async () => {
  const { rows } = await classified(`package,label\n"a\n${'\t'.repeat(300_000)}b\ncom.example.app,A\n`)
  expect(rows.map(({ line, package: name }) => [line, name])).toContainEqual([4, 'com.example.app'])
})

test.for<[head: string, isTable: boolean]>([
  ['package,label', true],
  ['label;"Package Name"', true],
  ['sep=,\n应用名称,包名', true],
  ['the package, and more', false],
])('whoever audits a table of apps is led here: %s', async ([head, isTable]) => {
  writeFileSync(join(cwd, 'apps.csv'), `${head}\nx,y\n`)
  const { code, stderr } = await daicha(['audit', 'apps.csv'], { cwd })
  expect([code, stderr.includes('`daicha classify --from apps.csv`')], stderr).toEqual([3, isTable])
  expect(stderr).toContain('[E303]')
})
