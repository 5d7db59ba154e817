import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { reporters } from '../built.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const suspected = join(root, 'fixtures/suspected-lender/input')
const reads = join(root, 'fixtures/sample/input')

let folder: string
beforeEach(() => {
  folder = newFolder()
  mkdirSync(join(folder, '.git'))
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
})

const configure = (value: unknown, at = 'daicha.config.json') =>
  writeFileSync(join(folder, at), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
const run = (argv: string[], { cwd = folder, env = {} }: { cwd?: string; env?: Record<string, string> } = {}) =>
  daicha(['audit', ...argv], { cwd, env })

describe('daicha.config.json', () => {
  test('says what was not typed; what was typed wins', async () => {
    configure('{\n  // medium is bad enough here\n  "failOn": "medium",\n}')
    expect((await run([suspected])).code).toBe(1)
    expect((await run([suspected, '--fail-on', 'high'])).code).toBe(0)
    expect((await run([suspected, '--no-config'])).code).toBe(0)
  })

  test('is looked for up to the root of the repository, and the nearest holds', async () => {
    configure({ failOn: 'medium' })
    const cwd = join(folder, 'deep/er')
    expect((await run([suspected], { cwd })).code).toBe(1)
    configure({ failOn: 'high' }, 'deep/daicha.config.json')
    expect((await run([suspected], { cwd })).code).toBe(0)
  })

  test('above the repository, or outside of one above the working folder, is not heeded', async () => {
    configure({ failOn: 'medium' })
    mkdirSync(join(folder, 'deep/.git'))
    expect((await run([suspected], { cwd: join(folder, 'deep/er') })).code).toBe(0)
    rmSync(join(folder, '.git'), { recursive: true })
    rmSync(join(folder, 'deep/.git'), { recursive: true })
    expect((await run([suspected], { cwd: join(folder, 'deep') })).code).toBe(0)
    expect((await run([suspected])).code).toBe(1)
  })

  test('is named on standard error, because it changes what a run says', async () => {
    configure({ failOn: 'medium' })
    expect((await run([suspected, '-f', 'json'])).stderr).toBe('configuration: daicha.config.json\n')
    expect((await run([suspected, '-f', 'json', '-q'])).stderr).toBe('configuration: daicha.config.json\n')
  })

  test('chooses the language after the flag and DAICHA_LANG, and before the locale', async () => {
    configure({ lang: 'zh-CN' })
    const env = { LANG: 'en_US.UTF-8' }
    expect((await run([reads], { env })).stdout).toMatch(/^\[需处理\]/)
    expect((await run([reads], { env: { ...env, DAICHA_LANG: 'en' } })).stdout).toMatch(/^\[ACT NOW\]/)
    expect((await run([reads, '--lang', 'en'], { env })).stdout).toMatch(/^\[ACT NOW\]/)
  })

  test('names the ignore file, the baseline, lenders and the policy', async () => {
    const entry = {
      rule: 'lender-reads-contacts',
      package: 'com.example.kuaijie',
      reason: 'Looked at today',
      expires: '2027-01-01',
    }
    writeFileSync(join(folder, 'deep/ignore.json'), JSON.stringify({ ignore: [entry] }))
    writeFileSync(join(folder, 'deep/base.json'), JSON.stringify({ type: 'baseline', findings: [] }))
    const config = {
      ignoreFile: 'ignore.json',
      baseline: 'base.json',
      assumeLender: ['com.example.notes'],
      policy: 'release',
    }
    configure(config, 'deep/daicha.config.json')
    const { stdout } = await run([reads, '-f', 'json'], { cwd: join(folder, 'deep/er') })
    const report = JSON.parse(stdout)
    expect(report.run).toMatchObject({ policy: 'release', options: { assumedLenders: ['com.example.notes'] } })
    expect(report.stats.suppressed).toBe(1)
    expect(report.findings.map(({ baseline }: { baseline: string }) => baseline)).toContain('new')
  })

  test('names the rules to compare with, and the least severity that is shown', async () => {
    const messages = join(root, 'fixtures/sms-route-without-contacts/input')
    const isCompared = async () => (await run([messages, '--full'])).stdout.includes('lender-breaks-store-policy')
    expect(await isCompared()).toBe(true)
    configure({ regime: 'tz' })
    expect(await isCompared()).toBe(false)
    configure({ regime: 'cn', minSeverity: 'high' })
    expect(await isCompared()).toBe(false)
  })

  /** What each key changes of a run: seen with it, and not without. */
  // biome-ignore format: a table is read by its columns
  const keys: Record<string, [fixture: string, config: object, seen: RegExp]> = {
    lang:          ['sample',                    { lang: 'zh-CN' },                 /^\[需处理\] 1 个网贷 App/],
    failOn:        ['suspected-lender',          { failOn: 'medium' },              /^exit 1$/m],
    minSeverity:   ['cut-inside-a-record',       { minSeverity: 'note' },           /^== .* note contacts-state-unknown ==$/m],
    policy:        ['sample',                    { policy: 'release' },             /^== .* high lender-declares-contacts ==$/m],
    regime:        ['one-tap-through-write-contacts', { regime: 'in' },             /lender-breaks-store-policy/],
    assumeLender:  ['no-lender-at-all',          { assumeLender: 'all' },           /^\[ACT NOW\] 2 loan apps/],
    ignoreFile:    ['suspected-lender',          { ignoreFile: 'ignore.json' },     /1 more finding is ignored/],
    strictIgnores: ['sample',                    { ignoreFile: 'ignore.json', strictIgnores: true }, /^exit 2$/m],
    baseline:      ['suspected-lender',          { baseline: 'base.json' },         /2 findings are ignored/],
    formats:       ['sample',                    { formats: { json: 'r.json' } },   /r\.json/],
  }

  test('every key of the schema has a row of what it changes', () => {
    const { properties } = JSON.parse(readFileSync(join(root, 'schema/config.v1.json'), 'utf8'))
    expect(Object.keys(keys)).toEqual(Object.keys(properties).filter((key) => key !== '$schema'))
  })

  test.for(Object.entries(keys))('%s changes what a run says', async ([key, [fixture, config, seen]]) => {
    const input = join(root, 'fixtures', fixture, 'input')
    const rule = 'suspected-lender-reads-contacts'
    const ignore = [{ rule, package: 'com.example.fenqi', reason: 'Looked at by hand', expires: '2027-01-01' }]
    writeFileSync(join(folder, 'ignore.json'), JSON.stringify({ ignore }))
    await run([join(root, 'fixtures/suspected-lender/input'), '--write-baseline', 'base.json'])
    const said = async () => {
      const { code, stdout, stderr } = await run([input, '--full', '--config', 'daicha.config.json'])
      return `${stdout}${stderr}\nexit ${code}\n${readdirSync(folder).join(' ')}`
    }
    configure(Object.fromEntries(Object.entries(config).filter(([name]) => name !== key)))
    expect(await said()).not.toMatch(seen)
    configure(config)
    expect(await said()).toMatch(seen)
  })

  test('asks for a file with a name that is too long: it cannot be written, and that is said', async () => {
    configure({ formats: { json: `${'n'.repeat(300)}.json` } })
    const { code, stderr } = await run([reads])
    expect(code).toBe(2)
    expect(stderr).toMatch(/\[E502\]/)
  })

  test('writes files below its folder and still shows the report', async () => {
    configure({ formats: { json: 'deep/report.json' } })
    const { code, stdout } = await run([reads], { cwd: join(folder, 'deep/er') })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^\[ACT NOW\]/)
    expect(JSON.parse(readFileSync(join(folder, 'deep/report.json'), 'utf8')).type).toBe('report')
  })

  // biome-ignore format: a table is read by its columns
  test.for<[says: string, config: unknown, told: string]>([
    ['with an unknown key',                 { failon: 'high' },                         '[E124] daicha.config.json:2: there is no key failon'],
    ['with an unknown key, with a guess',   { failon: 'high' },                         'Did you mean failOn?'],
    ['with a value of no such level',       { failOn: 'severe' },                       '[E103] daicha.config.json:2 is not valid: failOn: "severe"'],
    ['with rules that nobody knows',        { regime: 'xx' },                            '[E103] daicha.config.json:2 is not valid: regime: "xx"'],
    ['that names a program',                { adb: '/tmp/adb' },                        '[E124] daicha.config.json:2'],
    ['that answers questions',              { yes: true },                              '[E124] daicha.config.json:2'],
    ['that writes beside its folder',       { formats: { json: '../out.json' } },       '[E103] daicha.config.json:3'],
    ['that writes to a whole path',         { formats: { json: '/tmp/out.json' } },     '[E103] daicha.config.json:3'],
    ['that writes through a link',          { formats: { json: 'link/out.json' } },     '[E103] daicha.config.json:3'],
    ['that writes to a hidden file',        { formats: { json: '.bashrc' } },           '[E103] daicha.config.json:3'],
    ['that writes to a hidden folder',      { formats: { json: '.git/hooks/x' } },      '[E103] daicha.config.json:3'],
    ['that writes to one behind a link',    { formats: { json: 'inside/x.json' } },     '[E103] daicha.config.json:3'],
    ['that writes over a link',             { formats: { json: 'out.json' } },          '[E103] daicha.config.json:3'],
    ['that writes over a link to nowhere',  { formats: { json: 'new.json' } },          '[E103] daicha.config.json:3'],
    ['that writes over notes',              { formats: { text: 'deep/notes.txt' } },    '[E103] daicha.config.json:3'],
    ['that writes over a folder',           { formats: { text: 'deep' } },              '[E103] daicha.config.json:3'],
    ['with a format of every object',       { formats: { toString: 'r.json' } },        '[E103] daicha.config.json:3 is not valid: formats.toString What'],
    ['with an unknown format',              { formats: { jsn: 'r.json' } },             '[E103] daicha.config.json:3 is not valid: formats.jsn What'],
    ['that is no JSON',                     '{\n"failOn": high }',                      '[E103] daicha.config.json:2'],
  ])('%s is refused', async ([, config, told]) => {
    symlinkSync(tmpdir(), join(folder, 'link'))
    symlinkSync('.git', join(folder, 'inside'))
    symlinkSync('deep/notes.txt', join(folder, 'out.json'))
    symlinkSync('../victim', join(folder, 'new.json'))
    writeFileSync(join(folder, 'deep/notes.txt'), 'mine')
    configure(config)
    const { code, stdout, stderr } = await run([reads])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.replace(/\s+/g, ' ')).toContain(told)
    expect(readFileSync(join(folder, 'deep/notes.txt'), 'utf8')).toBe('mine')
    expect(readdirSync(join(folder, '.git'))).toEqual([])
  })

  test.for(Object.keys(reporters))(
    'replaces its own earlier %s, in any language, and an empty file',
    async (format) => {
      configure({ formats: { [format]: 'report' } })
      writeFileSync(join(folder, 'report'), '')
      for (const argv of [[reads], [reads, '--lang', 'zh-CN'], [join(root, 'fixtures/clear-phone/input')], [folder]])
        expect((await run(argv)).stderr.split('\n')[0]).toMatch(/^(configuration: |配置：)daicha\.config\.json$/)
      expect(readFileSync(join(folder, 'report'), 'utf8')).not.toBe('')
      writeFileSync(join(folder, 'report'), '<!DOCTYPE html>\n<testsuites>[{"name": "daicha"}]')
      expect((await run([reads])).code).toBe(2)
    },
  )

  test.skipIf(process.platform === 'win32')('that is a pipe or a device is not opened', async () => {
    execFileSync('sh', ['-c', 'mkfifo daicha.config.json'], { cwd: folder })
    expect((await run([reads])).stderr).toContain('[E506] daicha.config.json is not an ordinary file')
    rmSync(join(folder, 'daicha.config.json'))
    for (const flag of ['--config', '--ignore-file', '--baseline'])
      expect((await run([reads, flag, '/dev/zero'])).stderr).toContain('[E506]')
  })

  describe('that nobody named', () => {
    const everything = ['lender-reads-contacts', 'lender-has-other-contact-route'].map((rule) => ({
      rule,
      package: 'com.example.*',
      reason: 'Looked at by hand',
      expires: '2027-01-01',
    }))
    // biome-ignore format: a table is read by its columns
    const milder: [config: object, list: string][] = [
      [{ failOn: 'never' },                             'failOn'],
      [{ ignoreFile: 'ignore.json' },                   'ignoreFile'],
      [{ failOn: 'never', ignoreFile: 'ignore.json' },  'ignoreFile, failOn'],
      [{ baseline: 'base.json' },                       'baseline'],
    ]
    beforeEach(async () => {
      writeFileSync(join(folder, 'ignore.json'), JSON.stringify({ ignore: everything }))
      await run([reads, '--write-baseline', 'base.json', '-f', 'json'])
    })

    test.for(milder)('%j does not end a run better, and says what would', async ([config, list]) => {
      configure(config)
      const { code, stdout, stderr } = await run([reads, '-q', '-f', 'json'])
      expect([code, JSON.parse(stdout).verdict, JSON.parse(stdout).exit.code]).toEqual([1, 'act', 1])
      expect(JSON.parse(stdout).headline).toMatch(/^\d loan app/)
      expect(stderr.replace(/\s+/g, ' ')).toContain(
        `[E109] the daicha.config.json found here asks for a milder result (${list})`,
      )
      expect(stderr.replace(/\s+/g, ' ')).toContain('`--config daicha.config.json`')
    })

    test('is told where it asks so of one of two phones alone', async () => {
      configure({ failOn: 'never' })
      cpSync(reads, join(folder, 'both/reads'), { recursive: true })
      const clear = readFileSync(join(root, 'fixtures/clear-phone/input/package.txt'), 'utf8')
      const other = clear.replace(/fingerprint=\S+/g, 'fingerprint=other/x/x:14/OTHER.1/1:user/release-keys')
      writeFileSync(join(folder, 'both/clear.txt'), other.replaceAll('2026-', '2024-').replaceAll('2025-', '2024-'))
      const { code, stdout, stderr } = await run(['both', '-q', '-f', 'ndjson'])
      const phones = stdout.split('\n').filter((line) => line.startsWith('{"type":"input"'))
      expect(phones.map((line) => JSON.parse(line).verdict)).toEqual(['clear', 'act'])
      expect([code, stderr]).toEqual([1, expect.stringContaining('[E109]')])
    })

    test.for(milder)('%j is followed once it is named', async ([config]) => {
      configure(config)
      const { code, stderr } = await run([reads, '-q', '--config', 'daicha.config.json'])
      expect([code, stderr]).toEqual([0, 'configuration: daicha.config.json\n'])
    })

    test.for(milder.slice(0, 3))('%j hides no app from the screen or from a list', async ([config]) => {
      configure(config)
      const { stdout } = await run([reads])
      expect(stdout).toMatch(/^\[ACT NOW\]/)
      expect(stdout).toContain('示例快借  can read')
      writeFileSync(join(folder, 'list.txt'), `${reads}\n`)
      for (const jobs of ['1', '2']) {
        const listed = await run(['--files-from', 'list.txt', '-f', 'text', '-j', jobs])
        expect(listed.code).toBe(1)
        expect(listed.stdout).toMatch(/^\[ACT NOW\]/)
        expect(listed.stderr).toContain('[E109]')
      }
    })

    test('may ask for more', async () => {
      configure({ failOn: 'low' })
      const { code, stderr } = await run([suspected])
      expect([code, stderr]).toEqual([1, 'configuration: daicha.config.json\n'])
    })
  })

  test('is no business of a phone', async () => {
    configure({ failon: 'broken' })
    const { stderr } = await run(['--device', '--adb', '/nowhere/adb'])
    expect(stderr).not.toContain('E103')
    expect((await run(['--device', '--config', 'daicha.config.json'])).stderr).toContain(
      '[E116] --config cannot be used with --device',
    )
  })

  test('that was named and is missing is an error', async () => {
    const { code, stderr } = await run([reads, '--config', 'gone.json'])
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'error [E125] cannot open gone.json: there is no such file or folder',
    ])
  })
})
