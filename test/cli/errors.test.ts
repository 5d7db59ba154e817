import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import stringWidth from 'string-width'
import { beforeAll, describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const fixture = (name: string, file = 'package.txt') => readFileSync(join(root, 'fixtures', name, 'input', file))
const reads = fixture('delisted-lender-that-reads')

let cwd: string
beforeAll(() => {
  cwd = newFolder()
  mkdirSync(join(cwd, 'folder'))
  const text = reads.toString()
  const files: Record<string, string | Buffer> = {
    'reads.txt': reads,
    'empty.txt': '',
    'blank.txt': '\r\n  \r\n',
    'shopping.txt': 'milk\nbread\n',
    'adb.txt': 'error: no devices/emulators found\n',
    'cut.txt': text.slice(0, text.indexOf('granted=', text.indexOf('runtime permissions:'))),
    'list.txt': 'package:com.example.kuaijie\npackage:com.example.notes\n',
    'longer-list.txt': 'package:com.example.notes\npackage:com.example.never.dumped\n',
    'utf16.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    'crcrlf.txt': text.replaceAll('\n', '\r\r\n'),
    // An end record that counts more entries than any bug report has.
    'many.zip': Buffer.from('504b0506000000001127112700000000000000000000', 'hex'),
    // Its end names a directory where none is.
    'damaged.zip': Buffer.from('504b0506000000000100010010000000000000000000', 'hex'),
    'cut.zip': 'PK\u0003\u0004 and nothing of a zip after it',
    'cut.txt.gz': gzipSync(reads).subarray(0, -200),
    'one-package.txt': fixture('single-package-dump'),
    'no-shared-users.txt': fixture('shared-users-not-printed'),
    // The record of one app, twice.
    'twice.txt': text.replace(/^ {2}Package \[com\.example\.notes\][\s\S]*?(?=^ {2}Package \[)/m, '$&$&'),
    'appops.txt': fixture('clear-phone', 'appops.txt'),
    'baseline.json': '{\n  "type": "baseline",\n  "findings": []\n}\n',
    'half.txt': `DUMP OF SERVICE package:\n${text}\nDUMP OF SERVICE appops:\nCurrent AppOps Service state:\n  Uid u0a82:\n\n*** SERVICE 'appops' DUMP TIMEOUT (10000ms) EXPIRED ***\n`,
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
})

/** How a person is told, whichever stream it is on, without the breaks of lines. */
const told = ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`.replace(/\s+/g, ' ')

describe.for<[code: string, exit: number, argv: string, zh: RegExp, en: RegExp]>([
  [
    'E101',
    2,
    'audit reads.txt --fromat json',
    /没有 --fromat 这个选项.*是不是想用 --format/,
    /no option --fromat.*Did you mean --format/,
  ],
  ['E102', 2, 'audit', /没有指定要检查什么/, /nothing to check/],
  ['E301', 3, 'audit missing.txt', /打不开 missing\.txt/, /cannot open missing\.txt/],
  ['E301', 5, 'audit missing.txt one-package.txt', /打不开 missing\.txt/, /cannot open missing\.txt/],
  ['E301', 1, 'audit missing.txt reads.txt', /打不开 missing\.txt/, /cannot open missing\.txt/],
  ['E302', 3, 'audit empty.txt', /empty\.txt 是空的/, /empty\.txt is empty/],
  ['E302', 3, 'audit blank.txt', /blank\.txt 是空的/, /blank\.txt is empty/],
  [
    'E303',
    3,
    'audit shopping.txt',
    /shopping\.txt 不像权限导出文件/,
    /shopping\.txt does not look like a permission export/,
  ],
  ['E304', 3, 'audit adb.txt', /adb 的报错.*no devices\/emulators found/, /error of adb.*no devices\/emulators found/],
  [
    'E305',
    5,
    'audit cut.txt',
    /不完整，到「Packages」这一节就断了.*导出完整的一份/,
    /not complete.*"Packages".*full export/,
  ],
  [
    'E305',
    1,
    'audit half.txt',
    /到「appops」这一节.*dumpsys appops > appops\.txt/,
    /section "appops".*dumpsys appops > appops\.txt/,
  ],
  [
    'E335',
    3,
    'audit baseline.json',
    /baseline\.json 是 daicha 存的基线.*--baseline baseline\.json`/,
    /baseline\.json is a baseline that daicha saved.*--baseline baseline\.json`/,
  ],
  ['E114', 2, 'audit reads.txt --country zz', /没有列出的国家：写 `--country none`/, /not listed: `--country none`/],
  ['E306', 5, 'audit list.txt', /有 App 列表，没有它们的权限/, /lists the apps but not their permissions/],
  ['E307', 1, 'audit utf16.txt', /UTF-16.*PowerShell/, /UTF-16.*PowerShell/],
  ['E309', 3, 'audit many.zip', /many\.zip 异常.*10000/, /many\.zip was refused.*10000/],
  ['E310', 3, 'audit damaged.zip', /damaged\.zip .*损坏/, /damaged\.zip .*damaged/],
  ['E310', 5, 'audit damaged.zip one-package.txt', /damaged\.zip .*损坏/, /damaged\.zip .*damaged/],
  ['E340', 1, 'audit cut.txt.gz', /cut\.txt\.gz 不完整/, /cut\.txt\.gz is not complete/],
  ['E340', 3, 'audit cut.zip', /cut\.zip 不完整/, /cut\.zip is not complete/],
  ['E312', 1, 'audit crcrlf.txt', /换行被改动过/, /line endings of crcrlf\.txt were altered/],
  ['E313', 5, 'audit one-package.txt', /只包含一部分 App/, /covers only part of the apps/],
  ['E314', 5, 'audit no-shared-users.txt', /Shared users/, /Shared users/],
  ['E315', 1, 'audit twice.txt', /4 条应用记录里，有 1 条对不上/, /1 of 4 package records .* do not add up/],
  ['E316', 3, 'audit appops.txt', /没有应用列表/, /no list of packages/],
  [
    'E317',
    1,
    'audit reads.txt longer-list.txt',
    /longer-list\.txt 列出的 1 个/,
    /longer-list\.txt lists apps that the export lacks: 1/,
  ],
  [
    'E502',
    2,
    'audit reads.txt -o no-such-folder/r.json',
    /写不进 no-such-folder\/r\.json：文件夹不存在/,
    /cannot write no-such-folder\/r\.json: the folder does not exist/,
  ],
])('%s, exit %i, from `daicha %s`', ([code, exit, argv, zh, en]) => {
  const full = argv.startsWith('audit ') ? ['--full'] : []
  test.for([
    ['zh-CN', zh, /^错误|^提示/],
    ['en', en, /^error|^note/],
  ] as const)('in %s: says what happened and what to do', async ([lang, words, kind]) => {
    const ran = await daicha([...argv.split(' '), ...full, '--lang', lang], { cwd })
    expect(ran.code).toBe(exit)
    expect(told(ran)).toContain(`[${code}]`)
    expect(told(ran)).toMatch(words)
    // No place of a sentence is left unfilled, and no path of this computer is told.
    expect(told(ran)).not.toMatch(/\{\w+\}|\bE[A-Z]{4,}\b/)
    expect(told(ran)).not.toContain(cwd)
    if (ran.stderr === '') {
      const [, first] = ran.stdout.split(`[${code}]\n`)
      expect(first).toMatch(/^ +1\. /)
      return
    }
    const problem = ran.stderr.slice(ran.stderr.indexOf(`[${code}]`))
    expect(ran.stderr).toMatch(kind)
    expect(problem).toMatch(lang === 'en' ? /\n {2}What to do\n {4}1\. \S/ : /\n {2}怎么办\n {4}1\. \S/)
    expect(problem).toContain(`daicha explain ${code}`)
    for (const line of ran.stderr.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80)
  })

  test('is in the data with a code, a message and a remedy', async () => {
    if (exit === 2) return
    for (const lang of ['zh-CN', 'en']) {
      const { code: exited, stdout, stderr } = await daicha([...argv.split(' '), '-f', 'json', '--lang', lang], { cwd })
      const problem = JSON.parse(stdout).problems.find((one: { code: string }) => one.code === code)
      expect(exited).toBe(exit)
      expect(`${problem.message} ${problem.remedy.join(' ')}`).toMatch(lang === 'en' ? en : zh)
      expect(problem.remedy.length).toBeGreaterThan(0)
      expect(stderr).toContain(`[${code}]`)
    }
  })

  test('can be asked about', async () => {
    for (const lang of ['zh-CN', 'en']) {
      const { code: exited, stdout } = await daicha(['explain', code, '--lang', lang])
      expect(exited).toBe(0)
      expect(stdout).toContain(`[${code}]`)
      expect(stdout).toMatch(/^ +1\. /m)
    }
  })
})

test('what leaves the result whole is a note and changes no exit code: UTF-16, mended line ends', async () => {
  const clear = fixture('clear-phone').toString()
  writeFileSync(join(cwd, 'clear16.txt'), Buffer.from(`\ufeff${clear}`, 'utf16le'))
  writeFileSync(join(cwd, 'clear-cr.txt'), clear.replaceAll('\n', '\r\r\n'))
  for (const [file, code] of [
    ['clear16.txt', 'E307'],
    ['clear-cr.txt', 'E312'],
  ] as const) {
    const { code: exit, stdout } = await daicha(['audit', file, '-f', 'json'], { cwd })
    const report = JSON.parse(stdout)
    expect([exit, report.verdict, report.complete]).toEqual([0, 'clear', true])
    expect(report.problems).toMatchObject([{ code, severity: 'warning' }])
  }
})

test('a command to copy holds a file name as one word, or is not shown', async () => {
  for (const [name, command] of [
    ['rules.yaml', '`daicha rules lint rules.yaml`'],
    ['my rules.yaml', '`daicha rules lint "my rules.yaml"`'],
    ['$(touch owned).yaml', undefined],
    ['a;b`c.yaml', undefined],
  ] as const) {
    writeFileSync(join(cwd, name), 'lenders:\n  - { id: 1 }\n')
    const said = told(await daicha(['audit', 'reads.txt', '--rules', name], { cwd }))
    expect(said).toContain('[E108]')
    if (command) expect(said).toContain(command)
    else expect(said).not.toContain('rules lint')
  }
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/

test('an error that carries text of a stranger shows it harmless', async () => {
  for (const argv of [['audit', '\u001b[31m\u202e.txt'], ['\u001b[2J\u202e'], ['explain', '\u001b[2J\u2028']]) {
    const { code, stdout, stderr } = await daicha(argv, { cwd })
    expect(code).toBeGreaterThan(0)
    expect(stderr).toContain('\\u001b[')
    for (const out of [stdout, stderr]) expect(out).not.toMatch(acting)
  }
})
