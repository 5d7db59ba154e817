import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const fixture = (name: string) => join(root, 'fixtures', name, 'input')
const [reads, clear, cut] = [fixture('sample'), fixture('clear-phone'), fixture('cut-inside-a-record')]

let cwd: string
const run = (...argv: string[]) => daicha(argv, { cwd })
const text = (name: string) => readFileSync(join(cwd, name), 'utf8')
const write = (name: string, content: string) => writeFileSync(join(cwd, name), content)

beforeAll(async () => {
  cwd = newFolder()
  await run('audit', reads, '-o', 'reads.json')
  write('list', `${reads}\n${clear}\nmissing\n${cut}\n`)
  await run('audit', '--files-from', 'list', '-f', 'ndjson=all.ndjson')
  for (const [name, lines] of Object.entries({ a: [reads, clear], b: ['missing', cut] })) {
    write(name, lines.map((line) => `${line}\n`).join(''))
    await run('audit', '--files-from', name, '-f', `ndjson=${name}.ndjson`)
  }
})

describe('daicha report', () => {
  test('prints a saved report as the audit printed it', async () => {
    const { stdout } = await run('audit', reads)
    expect(await run('report', 'reads.json')).toEqual({ code: 0, stdout, stderr: '' })
    expect((await run('report', 'reads.json', '--use-exit')).code).toBe(1)
    expect((await run('report', 'reads.json', '-f', 'json')).stdout).toBe(text('reads.json'))
  })

  test('ends as the gravest of several would, and what was cut hides no finding', async () => {
    expect((await run('report', 'all.ndjson', '--use-exit')).code).toBe(1)
    expect((await run('report', 'b.ndjson', '--use-exit')).code).toBe(5)
  })

  test('of which nothing was audited replaces no file', async () => {
    write('missing', 'missing\n')
    await run('audit', '--files-from', 'missing', '-f', 'ndjson=missing.ndjson')
    write('page.html', 'an earlier page')
    expect((await run('report', 'missing.ndjson', '-o', 'page.html')).code).toBe(3)
    expect(text('page.html')).toBe('an earlier page')
  })

  test('names the one of several that does not have the app', async () => {
    const { stderr } = await run('report', 'reads.json', 'all.ndjson', '--app', 'com.example.fenqi')
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/\[E348\].*that of all.ndjson does not have it/)
  })

  test('reads the report inside a page, in the language that is wanted', async () => {
    await run('audit', reads, '-o', 'zh.json', '--lang', 'zh-CN')
    const script = (name: string) =>
      `<script type="application/json" lang="x">${text(name).replaceAll('<', '\\u003c')}</script>`
    write(
      'page.html',
      `<!DOCTYPE html>\n<html><script type="application/json">{}</script>${script('reads.json')}\n${script('zh.json')}</html>`,
    )
    for (const lang of ['en', 'zh-CN']) {
      const { stdout } = await run('audit', reads, '--lang', lang)
      expect(await run('report', 'page.html', '--lang', lang)).toEqual({ code: 0, stdout, stderr: '' })
    }
  })

  const fixtures = readdirSync(join(root, 'fixtures')).filter((name) => existsSync(join(fixture(name))))

  test('says in one language what was saved in the other', async () => {
    expect(fixtures.length).toBeGreaterThan(30)
    const base = JSON.stringify({
      ignore: [
        { rule: 'lender-reads-contacts', package: 'com.example.*', reason: 'Looked at today', expires: '2026-01-01' },
      ],
    })
    write('ignore.json', base)
    for (const name of fixtures) {
      const argv = ['audit', fixture(name), '--all-apps', '-q', '--ignore-file', 'ignore.json', '-f', 'json']
      const [zh, en] = [await run(...argv, '--lang', 'zh-CN'), await run(...argv, '--lang', 'en')]
      write('zh.json', zh.stdout)
      write('en.json', en.stdout)
      expect((await run('report', 'zh.json', '-f', 'json', '--lang', 'en')).stdout, name).toBe(en.stdout)
      expect((await run('report', 'en.json', '-f', 'json', '--lang', 'zh-CN')).stdout, name).toBe(zh.stdout)
    }
  })

  test('prints every phone of a stream, and says which could not be audited', async () => {
    const { code, stdout, stderr } = await run('report', 'all.ndjson')
    expect(code).toBe(0)
    expect(stdout.match(/^\[(ACT NOW|OK|INCOMPLETE)\]/gm)).toEqual(['[ACT NOW]', '[OK]', '[INCOMPLETE]'])
    expect(stderr).toMatch(/^error \[E301\] cannot open missing/)
  })

  test('refuses several phones in a format that holds one', async () => {
    const { code, stdout, stderr } = await run('report', 'all.ndjson', '-f', 'json')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/\[E110\] the files come from 3 phones[\s\S]*`daicha report merge` and the same files/)
  })

  // biome-ignore format: a table is read by its columns
  test.for<[says: string, content: string, told: RegExp]>([
    ['a dump',                  'Packages:\n  Package [com.example] (1):\n', /^error \[E331\] odd is not a saved report of daicha: JSON What/],
    ['another JSON',            '{"name": "x"}',                             /^error \[E331\] odd is not .*: type What/],
    ['a page without a report', '<html><p>hello</p></html>',                 /^error \[E331\] odd is not .*: html What/],
    ['nothing',                 '',                                          /^error \[E331\] odd is not/],
    ['a report of the future',  '{"type":"report","schemaVersion":"3.0"}',   /^error \[E331\] odd:1 is not.*schemaVersion/],
    ['a report of the past',    '{"type":"report","schemaVersion":"2.0"}',   /schemaVersion.*Another version.*check again/],
    ['a record of no kind',     '{"type":"end"}\n{"type":"x"}',              /^error \[E331\] odd:1 is not/],
  ])('refuses %s, and says so', async ([, content, told]) => {
    write('odd', content)
    const { code, stdout, stderr } = await run('report', 'odd')
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr.replace(/\s+/g, ' ')).toMatch(told)
  })

  test('a dump of another folder is named as it was typed, in the command that audits it', async () => {
    const { stderr } = await run('report', join(reads, 'package.txt'))
    expect(stderr.replace(/\s+/g, ' ')).toContain(`\`daicha audit ${join(reads, 'package.txt')}\``)
  })

  test('names the place where a report was changed', async () => {
    const report = JSON.parse(text('reads.json'))
    report.findings[0].severity = 'terrible'
    write('odd', JSON.stringify(report))
    expect((await run('report', 'odd')).stderr.replace(/\s+/g, ' ')).toContain(
      'odd:1 is not a saved report of daicha: findings.0.severity',
    )
  })

  test.for<[what: string, change: (report: Report) => void]>([
    ['is OK beside what it found', (report) => Object.assign(report, { verdict: 'clear' })],
    ['is OK and not complete', (report) => Object.assign(report, { verdict: 'clear', complete: false, findings: [] })],
    ['ends well beside what fails it', (report) => Object.assign(report.exit, { code: 0 })],
    ['tells of no finding and counts some', (report) => Object.assign(report, { findings: [] })],
    [
      'is OK beside an app that can read',
      (report) => {
        Object.assign(report.stats, { bySeverity: { critical: 0, high: 0, medium: 0, low: 0, note: 0 } })
        Object.assign(report, { verdict: 'clear', findings: [] })
      },
    ],
  ])('refuses one that somebody changed, so that it %s', async ([, change]) => {
    const report = JSON.parse(text('reads.json'))
    change(report)
    write('odd', JSON.stringify(report))
    const { code, stdout, stderr } = await run('report', 'odd')
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr.replace(/\s+/g, ' ')).toContain('Somebody may have changed it: find the original')
  })

  test('never ends well by an exit code that no run has', async () => {
    write('odd', text('reads.json').replace('"code": 1', '"code": 77'))
    expect((await run('report', 'odd', '--use-exit')).code).toBe(77)
  })

  test('reads what a run saved that was to end well whatever it found, as a document and as a stream', async () => {
    await run('audit', reads, '--exit-zero', '-f', 'json=zero.json', '-f', 'ndjson=zero.ndjson')
    await run('report', 'merge', 'zero.ndjson', '-f', 'ndjson=zeros.ndjson')
    for (const name of ['zero.json', 'zero.ndjson', 'zeros.ndjson']) {
      const { code, stdout } = await run('report', name)
      expect([name, code, stdout]).toEqual([name, 0, expect.stringContaining('[ACT NOW]')])
    }
  })

  test('of a stream that was cut, or lacks a record, shows nothing at all', async () => {
    const whole = text('a.ndjson')
    const lines = whole.trimEnd().split('\n')
    const kept = (...at: number[]) => at.map((n) => `${lines[n]}\n`).join('')
    for (const [content, code] of [
      [kept(0, 2), 'E332'],
      [kept(0, 1, 2), 'E332'],
      [kept(0, 2, 3), 'E341'],
      [kept(0, 1, 2, 2, 3), 'E341'],
      [kept(0, 1) + whole, 'E332'],
    ] as const) {
      write('cut.ndjson', content)
      for (const argv of [['cut.ndjson'], ['cut.ndjson', '--use-exit'], ['b.ndjson', 'cut.ndjson']]) {
        const ran = await run('report', ...argv)
        expect([ran.code, ran.stdout.includes('[OK]')]).toEqual([5, false])
        expect(ran.stderr).toContain(code)
      }
    }
    write('cut.ndjson', kept(0, 2))
    const { code, stdout, stderr } = await run('report', 'cut.ndjson', '--allow-partial', '--use-exit')
    expect([code, stdout.slice(0, 4)]).toEqual([5, '[OK]'])
    expect(stderr).toContain('E332')
  })

  test('of a page that was cut is refused', async () => {
    await run('report', 'merge', 'a.ndjson', '-f', 'html=cut.html')
    const page = text('cut.html')
    write('cut.html', page.slice(0, page.indexOf('</script>') + '</script>'.length))
    expect(await run('report', 'cut.html')).toMatchObject({ code: 5, stdout: '' })
  })

  test.skipIf(process.platform === 'win32')('does not wait for what is no file', async () => {
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    for (const path of ['pipe', '/dev/zero', '.']) {
      const { code, stderr } = await run('report', path)
      expect([code, stderr]).toEqual([3, expect.stringContaining('[E342]')])
    }
  })

  test('of a stream without an end stops at the longest record', async () => {
    const endless = new Readable({
      read: function (this: Readable) {
        this.push('x'.repeat(1 << 20))
      },
    })
    expect((await daicha(['report', '-'], { cwd, stdin: endless })).stderr).toContain('[E343]')
  })

  test('hands on no command but those of our own steps', async () => {
    const report = JSON.parse(text('reads.json'))
    for (const { remediation } of report.findings) for (const step of remediation) step.commands = [['rm', '-rf', '~']]
    write('odd', JSON.stringify(report))
    for (const format of ['text', 'json', 'markdown', 'html']) {
      const { stdout } = await run('report', 'odd', '-f', format, '--full')
      expect(stdout).toContain('revoke')
      expect(stdout).not.toMatch(/"rm"|rm -rf/)
    }
    await run('report', 'merge', 'odd', '-f', 'ndjson=own.ndjson')
    expect(text('own.ndjson')).not.toContain('"rm"')
  })

  // biome-ignore format: a table is read by its columns
  test.for<[path: string, value: unknown]>([
    ['run.startedAt',             '2026-02-31T99:00:00Z'],
    ['run.id',                    'DC-1\n::error::x'],
    ['sources.0.sha256',          'abc'],
    ['sources.0.capturedAt',      'yesterday'],
    ['findings.0.sources.0.kind', 'rumour'],
    ['findings.0.ruleId',         '<b>'],
    ['apps.0.lender.kind',        'friend'],
    ['findings.0.remediation.0.kind', 'a b'],
  ])('refuses %s of another form', async ([path, value]) => {
    const report = JSON.parse(text('reads.json'))
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const holder = keys.reduce((part, key) => part[key], report)
    expect(holder).toHaveProperty([last])
    holder[last] = value
    write('odd', JSON.stringify(report))
    const { code, stdout, stderr } = await run('report', 'odd', '-f', 'junit')
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr.replace(/\s+/g, ' ')).toContain(`odd:1 is not a saved report of daicha: ${path}`)
    expect(stderr).toContain('daicha audit odd`')
  })

  test('a file that is not there', async () => {
    expect((await run('report', 'gone.json')).stderr).toMatch(/^error \[E301\] cannot open gone\.json/)
  })
})

describe('daicha report merge', () => {
  test('as one page in both languages, with what could not be audited', async () => {
    await run('report', 'merge', 'a.ndjson', 'b.ndjson', '-f', 'html=batch.html', '-f', 'csv=batch.csv')
    const page = text('batch.html')
    for (const words of ['检查了 4 份数据', 'Inputs checked: 4', 'could not be audited', '无法检查', 'missing'])
      expect(page).toContain(words)
    expect(text('batch.csv').split('\r\n')).toContainEqual(expect.stringMatching(/^missing,error,error,E301,/))
    expect((await run('report', 'batch.html', '-f', 'text', '--full')).stdout).toContain('com.example.kuaijie')
  })

  test('as a page that can be read again, whole: also what could not be audited', async () => {
    await run('report', 'merge', 'a.ndjson', 'b.ndjson', '-f', 'html=batch.html')
    expect((await run('report', 'merge', 'batch.html', '-f', 'ndjson')).stdout).toBe(text('all.ndjson'))
    expect((await run('report', 'batch.html')).stderr).toMatch(/^error \[E301\] cannot open missing/)
    write('cut.html', text('batch.html').replace(/<script[^>]*>\{"type":"error".*\n/, ''))
    expect((await run('report', 'cut.html')).stderr).toMatch(/^error \[E341\] cut\.html is not whole/)
  })

  test('makes of the parts what the single run made', async () => {
    expect(await run('report', 'merge', 'a.ndjson', 'b.ndjson', '-f', 'ndjson')).toEqual({
      code: 0,
      stdout: text('all.ndjson'),
      stderr: '',
    })
    write('joined', text('a.ndjson') + text('b.ndjson'))
    expect((await run('report', 'merge', 'joined', '-f', 'ndjson')).stdout).toBe(text('all.ndjson'))
    expect((await run('report', 'merge', 'a.ndjson', 'b.ndjson', '--use-exit')).code).toBe(1)
    expect((await run('report', 'merge', 'b.ndjson', '--use-exit')).code).toBe(5)
  })

  test('keeps order, and what each run was', async () => {
    await run('audit', '--files-from', 'b', '-f', 'ndjson=low.ndjson', '--fail-on', 'low')
    const { stdout } = await run('report', 'merge', 'low.ndjson', 'a.ndjson', '-f', 'ndjson')
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({ input }) => input).filter(Boolean)).toEqual(['missing', cut, reads, clear])
    expect(records[0].run.failOn).toBe('low')
    expect(records[2].heading).toBeUndefined()
    expect(records[3].heading.run.failOn).toBe('high')
    // It can be read again, each phone as it was audited.
    write('mixed', stdout)
    expect((await run('report', 'merge', 'mixed', '-f', 'ndjson')).stdout).toBe(stdout)
  })

  test('ends as its runs were asked to end', async () => {
    await run('audit', '--files-from', 'a', '-f', 'ndjson=zero.ndjson', '--exit-zero')
    await run('audit', '--files-from', 'b', '-f', 'ndjson=part.ndjson', '--allow-partial')
    for (const file of ['zero.ndjson', 'part.ndjson'])
      expect([file, (await run('report', 'merge', file, '--use-exit')).code]).toEqual([file, 0])
  })

  test('takes saved reports too', async () => {
    const { stdout } = await run('report', 'merge', 'reads.json', 'a.ndjson', '-f', 'ndjson')
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({ type }) => type)).toEqual(['start', 'input', 'input', 'input', 'end'])
    expect(records[1].findings).toEqual(records[2].findings)
  })

  test('of a stream that was cut anywhere is never a whole', async () => {
    const whole = text('a.ndjson')
    const places = [1, 100, whole.indexOf('\n') + 1, whole.lastIndexOf('\n', whole.length - 2) + 1, whole.length - 20]
    for (const place of places) {
      write('cut.ndjson', whole.slice(0, place))
      for (const files of [['cut.ndjson'], ['b.ndjson', 'cut.ndjson'], ['cut.ndjson', 'b.ndjson']]) {
        const { code, stdout, stderr } = await run('report', 'merge', ...files, '-f', 'ndjson')
        expect([place, [3, 5].includes(code)]).toEqual([place, true])
        expect(stderr).toMatch(/\[E33[12]\]/)
        expect(stdout).not.toContain('"type":"end"')
        const before = readdirSync(cwd)
        await run('report', 'merge', ...files, '-f', 'ndjson=merged.ndjson')
        expect(readdirSync(cwd)).toEqual(before)
      }
    }
  })

  test('accepts streams of an engine where that is asked for, as incomplete', async () => {
    const { stdout } = await run('audit', '--files-from', 'a', '-f', 'ndjson', '--no-start-record', '--no-end-record')
    write('part-0', stdout)
    expect((await run('report', 'merge', 'part-0')).code).toBe(5)
    const merged = await run('report', 'merge', 'part-0', '--allow-partial', '-f', 'ndjson')
    expect(merged.code).toBe(0)
    const records = merged.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({ type }) => type)).toEqual(['start', 'input', 'input', 'end'])
    // What was read before it breaks off counts.
    expect(records.at(-1).stats).toMatchObject({ inputs: 2, byVerdict: { act: 1, clear: 1 } })
    expect(records.at(-1).exit.reasons).toEqual(['finding-at-or-above-high', 'incomplete'])
    expect((await run('report', 'merge', 'part-0', '--allow-partial', '--use-exit')).code).toBe(1)
  })

  test('shows a person the sum', async () => {
    const { stdout } = await run('report', 'merge', 'a.ndjson', 'b.ndjson')
    expect(stdout).toContain('Inputs: 4; could not be audited: 1')
  })

  test('counts a phone of a page once, though the page holds it in two languages', async () => {
    await run('audit', reads, '-f', 'html=one.html')
    const { stdout } = await run('report', 'merge', 'one.html', 'reads.json', '-f', 'ndjson')
    const inputs = stdout.split('\n').filter((line) => line.startsWith('{"type":"input"'))
    expect(inputs.map((line) => JSON.parse(line).input)).toEqual(['one.html', 'reads.json'])
  })

  test('tells phones that were saved in two languages in one', async () => {
    await run('audit', reads, '-f', 'json=chinese.json', '--lang', 'zh-CN')
    write('both', text('chinese.json') + text('reads.json'))
    const { stdout } = await run('report', 'merge', 'both')
    expect(stdout.match(/^\[ACT NOW\] both .*can read/gm)).toHaveLength(2)
    expect(stdout).not.toMatch(/\p{Script=Han}/u)
    expect((await run('report', 'both', '-f', 'text')).stdout.match(/^\[ACT NOW\]/gm)).toHaveLength(2)
  })
})
