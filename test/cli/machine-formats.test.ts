import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import type { SarifLog } from '../report/readers/sarif.ts'

const input = (fixture: string) => join(root, 'fixtures', fixture, 'input')
const reads = input('delisted-lender-that-reads')

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})
const at = (name: string) => readFileSync(join(cwd, name), 'utf8')

describe('-o', () => {
  test.for([
    ['r.sarif', '"version": "2.1.0"'],
    ['r.sarif.json', '"version": "2.1.0"'],
    ['r.json', '"type": "report"'],
    ['r.xml', '<testsuites name="daicha"'],
    ['r.ndjson', '{"type":"start"'],
    ['r.jsonl', '{"type":"start"'],
  ] as const)('%s is written in the format of its extension', async ([name, mark]) => {
    const { code, stdout, stderr } = await daicha(['audit', reads, '-o', name], { cwd })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(new RegExp(`^\\[ACT NOW\\] .+\\nSaved: ${name}\\n$`))
    expect(at(name)).toContain(mark)
  })
})

test('several formats of one run, one of them on the screen', async () => {
  const files = ['sarif=a.sarif', 'junit=b.xml', 'gitlab=c.json', 'ndjson=d.ndjson', 'checkstyle=e.xml', 'github=f.txt']
  const { code, stdout, stderr } = await daicha(
    ['audit', reads, ...files.flatMap((target) => ['-f', target]), '-f', 'text', '-o', 'g.json'],
    { cwd },
  )
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).toMatch(/^\[ACT NOW\]/)
  expect(readdirSync(cwd).sort()).toEqual(['a.sarif', 'b.xml', 'c.json', 'd.ndjson', 'e.xml', 'f.txt', 'g.json'])
  for (const name of readdirSync(cwd)) expect([name, at(name).length > 100]).toEqual([name, true])
})

test('--sarif-category tells several files apart', async () => {
  const { stdout } = await daicha(['audit', reads, '-f', 'sarif', '--sarif-category', '手机'], { cwd })
  expect((JSON.parse(stdout) as SarifLog).runs[0].automationDetails.id).toBe('daicha/手机/')
})

test('schema prints the schema of each kind of data, and knows no other', async () => {
  for (const name of ['report', 'ndjson'])
    expect((await daicha(['schema', name])).stdout).toBe(readFileSync(join(root, `schema/${name}.v2.json`), 'utf8'))
  for (const name of ['sarif', 'toString', '__proto__', 'constructor']) {
    const { code, stdout, stderr } = await daicha(['schema', name])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('report, ndjson')
  }
})

describe('the summary page of GitHub', () => {
  const env = { GITHUB_STEP_SUMMARY: 'summary.md' }

  test('is no link where a configuration of the folder asks for it', async () => {
    writeFileSync(join(cwd, 'mine.md'), 'before\n')
    writeFileSync(join(cwd, 'daicha.config.json'), '{"formats": {"github": "out.txt"}}')
    symlinkSync('mine.md', join(cwd, 'summary.md'))
    const { code, stderr } = await daicha(['audit', reads], { cwd, env })
    expect([code, readFileSync(join(cwd, 'mine.md'), 'utf8')]).toEqual([2, 'before\n'])
    expect(stderr).toContain('[E502]')
    expect((await daicha(['audit', reads, '-f', 'github'], { cwd, env })).code).toBe(1)
    expect(readFileSync(join(cwd, 'mine.md'), 'utf8')).toMatch(/^before\n## daicha/)
  })

  test('is added to, for -f github alone', async () => {
    writeFileSync(join(cwd, 'summary.md'), 'before\n')
    await daicha(['audit', reads, '-f', 'json'], { cwd, env })
    expect(at('summary.md')).toBe('before\n')
    await daicha(['audit', reads, '-f', 'github', '--lang', 'zh-CN'], { cwd, env })
    await daicha(['audit', reads, '-f', 'github=lines.txt', '-f', 'text'], { cwd, env })
    expect(at('summary.md').match(/^(before|## daicha: \[.*?\])/gm)).toEqual([
      'before',
      '## daicha: [需处理]',
      '## daicha: [ACT NOW]',
    ])
  })

  test('is not made where there is none', async () => {
    await daicha(['audit', reads, '-f', 'github'], { cwd, env: { GITHUB_STEP_SUMMARY: '' } })
    expect(readdirSync(cwd)).toEqual([])
  })

  test('that cannot be written is exit 2', async () => {
    const { code, stderr } = await daicha(['audit', reads, '-f', 'github'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: 'no/such/folder' },
    })
    expect(code).toBe(2)
    expect(stderr).toContain('[E502] cannot write no/such/folder')
  })
})

test('more findings than SARIF services show are cut, and standard error says so', async () => {
  // 510 apps that read contacts for five users, each taken for a lender: ten findings an app.
  const dump = readFileSync(join(reads, 'package.txt'), 'utf8')
  const [record = ''] = /^ {2}Package \[com\.example\.zhouzhuan\][\s\S]*?(?=^ {2}Package \[)/m.exec(dump) ?? []
  const [, body = '', user = ''] = /^([\s\S]*?)( {4}User 0:[\s\S]*)$/.exec(record) ?? []
  const ofAll = body + [0, 10, 11, 12, 13].map((id) => user.replace('User 0:', `User ${id}:`)).join('')
  const more = Array.from({ length: 510 }, (_, n) => ofAll.replaceAll('com.example.zhouzhuan', `com.example.app${n}`))
  writeFileSync(join(cwd, 'package.txt'), dump.replace(record, more.join('')))
  const argv = ['audit', 'package.txt', '-f', 'sarif', '--assume-lender', 'all']
  const { code, stdout, stderr } = await daicha(argv, { cwd })
  expect(code).toBe(1)
  expect((JSON.parse(stdout) as SarifLog).runs[0].results).toHaveLength(5000)
  expect(stderr).toMatch(/5\d{3} findings; only the worst 5000 are here/)
})
