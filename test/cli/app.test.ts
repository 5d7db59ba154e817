import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { reporters } from '../built.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { dump14, package14, READS } from '../parse/dumps.ts'

const inputOf = (name: string) => join(root, 'fixtures', name, 'input')
const folder = newFolder()
const run = (argv: string[]) => daicha([...argv, '--lang', 'en'], { cwd: folder })
const whole = JSON.parse((await run(['audit', inputOf('many-lenders'), '-f', 'json'])).stdout) as Report
const extract = async (name: string, app: string) =>
  JSON.parse((await run(['audit', inputOf(name), '--app', app, '-f', 'json'])).stdout) as Report

const [app = ''] = whole.findings.map((finding) => finding.package)
const others = whole.apps.filter((one) => one.package !== app)

describe('an extract on one app', () => {
  test.for(Object.keys(reporters))('as %s names the app and no other lender', async (format) => {
    const { stdout } = await run(['audit', inputOf('many-lenders'), '--app', app, '-f', format])
    expect(stdout).toMatch(format === 'text' ? /演示借条/ : new RegExp(app))
    for (const other of others) {
      expect(stdout).not.toContain(other.package)
      if (other.label !== null) expect(stdout).not.toContain(other.label)
    }
  })

  test('holds what the whole says of the app, and how the whole ended', async () => {
    const part = await extract('many-lenders', app)
    const ofApp = <T extends { package: string }>(all: T[]) => all.filter((one) => one.package === app)
    expect(part.findings).toEqual(ofApp(whole.findings))
    expect(part.apps).toEqual(ofApp(whole.apps))
    expect(part.run.options.app).toBe(app)
    expect(part.exit).toEqual(whole.exit)
    expect(part.sources).toEqual(whole.sources)
    expect(part.stats).toMatchObject({ packages: whole.stats.packages, lenders: 1 })
    expect(part.omitted.otherApps).toBe(whole.stats.packages - 1)
  })

  test('says what it is in its first sentence', async () => {
    const { headline } = await extract('sample', 'com.example.kuaijie')
    expect(headline).toMatch(/^1 loan app can read .*from a check of the whole phone; only 示例快借/)
  })

  test('has a verdict of its own: the gravest app of the phone accuses no other', async () => {
    const part = await extract('sample', 'com.example.fenqi')
    expect(part.verdict).toBe('check')
    expect(part.exit.code).toBe(1)
  })

  test.for([
    ['sample', 'com.example.xiaojin'],
    ['clear-phone', 'com.example.kuaijie'],
  ] as const)('of %s, on %s of which nothing was found, calls nothing clear', async ([name, quiet]) => {
    const part = await extract(name, quiet)
    expect(part.findings).toEqual([])
    expect(part.verdict).toBe('incomplete')
    expect(part.headline).toContain('not a clean result')
  })

  test('is silent on what a problem of the phone says of others: the lenders that could read contacts once', async () => {
    const lenders = ['com.example.fenqi', 'com.example.kuaijie', 'com.example.xiaojin']
    const at = (time: string, runtime: string[]) =>
      `== dumpstate: ${time}\nDUMP OF SERVICE package:\n${dump14(lenders.map((name, n) => package14(name, { appId: 10084 + n, runtime })))}`
    writeFileSync(join(folder, 'before.txt'), at('2025-12-02 10:00:00', [READS]))
    writeFileSync(join(folder, 'now.txt'), at('2026-01-02 10:00:00', []))
    const argv = ['audit', 'before.txt', 'now.txt', '-f', 'json']
    expect((await run(argv)).stdout).toMatch(/in the earlier export of .*: com.example.fenqi, com.example.kuaijie/)
    const { stdout } = await run([...argv, '--app', 'com.example.fenqi'])
    expect(stdout).toContain('com.example.fenqi')
    expect(stdout).not.toMatch(/kuaijie|xiaojin/)
  })

  test('is made of a saved report as of the phone itself, in any language', async () => {
    await run(['audit', inputOf('many-lenders'), '-q', '-f', 'json=whole.json'])
    for (const lang of ['en', 'zh-CN']) {
      const { stdout } = await daicha(['report', 'whole.json', '--app', app, '-f', 'json', '--lang', lang], {
        cwd: folder,
      })
      const fresh = await daicha(['audit', inputOf('many-lenders'), '--app', app, '-f', 'json', '--lang', lang], {
        cwd: folder,
      })
      const { guidance: _, ...part } = JSON.parse(stdout)
      const { guidance: __, ...same } = JSON.parse(fresh.stdout)
      expect(part).toEqual(same)
    }
  })
})

describe('an app', () => {
  test('that the report does not hold is refused, with those that it holds', async () => {
    const { code, stdout, stderr } = await run(['audit', inputOf('sample'), '--app', 'com.example.kuaije'])
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('[E348]')
    expect(stderr).toContain('Did you mean com.example.kuaijie?')
    expect(stderr).toContain('com.example.xiaojin')
  })

  test('that only one of two phones has: the other one is named, and what to do', async () => {
    cpSync(inputOf('coloros'), join(folder, 'both/a'), { recursive: true })
    cpSync(inputOf('sample'), join(folder, 'both/b'), { recursive: true })
    const { code, stderr } = await run(['audit', 'both', '--app', 'com.example.xiaojin'])
    expect([code, stderr]).toEqual([3, expect.stringContaining('[E348]')])
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/that of both\/a\/\S+ does not have it: name the file or folder/)
  })

  test('is given by its package', async () => {
    const { code, stderr } = await run(['audit', inputOf('sample'), '--app', '../x;rm'])
    expect(code).toBe(2)
    expect(stderr).toContain('[E114]')
  })

  // biome-ignore format: a table is read by its columns
  test.for([
    ['a list',        ['audit', '--files-from', 'list', '--app', 'com.a'],                             '--files-from'],
    ['a baseline',    ['audit', inputOf('sample'), '--write-baseline', 'b.json', '--app', 'com.a'],    '--write-baseline'],
    ['merge',         ['report', 'merge', 'a.ndjson', '--app', 'com.a'],                               'merge'],
  ] as const)('does not go with %s', async ([, argv, named]) => {
    const { code, stderr } = await run([...argv])
    expect(code).toBe(2)
    expect(stderr).toContain(`[E115] --app and ${named}`)
  })

  test('does not hide why nothing could be read', async () => {
    const { code, stderr } = await run(['audit', 'missing.txt', '--app', 'com.example.kuaijie'])
    expect(code).toBe(3)
    expect(stderr).toContain('[E301]')
  })
})
