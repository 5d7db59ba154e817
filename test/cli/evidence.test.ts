import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import type { Pack } from '../../src/model/report/pack.ts'
import { storedZip } from '../../src/sources/archive/stored-zip.ts'
import { sumsText } from '../../src/sources/manifest.ts'
import { audited, daicha, type Ran, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { entryOf, zipOf } from '../zip.ts'
import { daichaWith, phones } from './canned.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

const evidence = (...argv: string[]) => daicha(['evidence', ...argv], { cwd })
const sample = join(root, 'fixtures/sample/input')
const clear = join(root, 'fixtures/clear-phone/input')
const one = (fixture: string) => join(root, 'fixtures', fixture, 'input')
const at = (name: string) => join(cwd, name)
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const filesIn = (name: string) => zipEntries(readFileSync(at(name)))
const manifestOf = (files: Map<string, Buffer>) => JSON.parse(String(files.get('manifest.json'))) as Pack
/** The number as it is printed to be written down. */
const numberIn = (printed: string) =>
  (/^((?: {2}(?:[0-9a-f]{4} ?){4}\n){4})/m.exec(printed)?.[1] ?? '').replace(/\s/g, '')

/** Entries of a stored zip by the names that python and our writer agree on. */
function zipEntries(zip: Buffer): Map<string, Buffer> {
  const manifest = JSON.parse(entryOf(zip, 'manifest.json').toString()) as Pack
  const names = [...manifest.files.map(({ path }) => path), 'manifest.json', 'SHA256SUMS']
  return new Map(names.map((name) => [name, entryOf(zip, name)]))
}

async function writeZip(name: string, files: Iterable<[path: string, bytes: Buffer]>) {
  const parts: Uint8Array[] = []
  const listed = [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, open: () => [bytes] }))
  for await (const part of storedZip(listed)) parts.push(part)
  writeFileSync(at(name), Buffer.concat(parts))
}

/** A pack with other files, whose manifest and sums say so, as somebody would make who knows how. */
async function forge(name: string, files: Map<string, Buffer>) {
  const manifest = manifestOf(files)
  for (const file of manifest.files) {
    const bytes = files.get(file.path) ?? Buffer.alloc(0)
    Object.assign(file, { bytes: bytes.length, sha256: sha256(bytes) })
  }
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  files.set('manifest.json', Buffer.from(text))
  files.set('SHA256SUMS', Buffer.from(sumsText(manifest.files, sha256(text))))
  await writeZip(name, files)
}

const has = (program: string) => spawnSync(program, ['-v']).error === undefined
const tools = ['python3', 'unzip', 'sha256sum'].filter((program) => !has(program))
if (tools.length > 0 && process.env['CI']) throw new Error(`${tools.join(', ')} must be installed in CI`)

describe.skipIf(tools.length > 0)(
  `a pack, opened by others ${tools.length > 0 ? `(no ${tools.join(', ')})` : ''}`,
  () => {
    const python = (...argv: string[]) => {
      const script = fileURLToPath(new URL('../pack/check.py', import.meta.url))
      const { status, stdout, stderr } = spawnSync('python3', [script, ...argv], { cwd, encoding: 'utf8' })
      return { status, said: stdout + stderr }
    }

    test.for<[what: string, argv: string[]]>([
      ['with the raw files', [sample]],
      ['with excerpts', [sample, '--minimal']],
      ['of files by name', [join(sample, 'package.txt'), join(sample, 'appops.txt'), '--by', '王']],
    ])('%s', async ([, argv]) => {
      const { stdout } = await evidence('pack', ...argv, '-o', 'e.zip')
      writeFileSync(at('屏幕截图 1.png'), 'png')
      writeFileSync(at('con.txt'), 'a name of Windows')
      writeFileSync(at('9:30?.m4a'), 'sound')
      const added = await evidence('add', 'e.zip', '屏幕截图 1.png', 'con.txt', '9:30?.m4a', '--note', '第一通电话')
      expect(added.code).toBe(0)
      const sources = ['package.txt', 'appops.txt', 'getprop.txt'].map((name) => join(sample, name))
      const { status, said } = python('e.zip', ...sources)
      expect([status, said]).toEqual([0, expect.stringContaining(numberIn(added.stdout))])
      expect(numberIn(added.stdout)).not.toBe(numberIn(stdout))
      expect(spawnSync('unzip', ['-tq', 'e.zip'], { cwd }).status).toBe(0)
      mkdirSync(at('out'))
      spawnSync('unzip', ['-q', '../e.zip'], { cwd: at('out') })
      const sums = spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: at('out'), encoding: 'utf8' })
      expect([sums.status, sums.stderr]).toEqual([0, ''])
      expect(readdirSync(at('out/added')).sort()).toEqual(['9_30_.m4a', '_con.txt', '屏幕截图 1.png'])
    })

    test('the script finds what was changed, or it would prove nothing', async () => {
      await evidence('pack', sample, '-o', 'e.zip')
      const files = filesIn('e.zip')
      files.set('raw/input/package.txt', Buffer.from('other'))
      await writeZip('other.zip', files)
      expect(python('other.zip').said).toContain('not as the manifest says: raw/input/package.txt')
    })
  },
)

test('a law or a number that was checked long ago says so in the page of a pack as in that of an audit', async () => {
  const now = () => '2028-11-24T06:20:03.000Z'
  const marks = (page: string) => page.match(/please check again/g)?.length ?? 0
  expect((await daicha(['evidence', 'pack', sample, '-o', 'e.zip'], { cwd, now })).code).toBe(0)
  await daicha(['audit', sample, '-o', 'r.html'], { cwd, now })
  expect(marks(String(filesIn('e.zip').get('report.html')))).toBe(marks(readFileSync(at('r.html'), 'utf8')))
  expect(marks(String(filesIn('e.zip').get('report.html')))).toBeGreaterThan(5)
})

describe('evidence pack', () => {
  test('holds the raw files, the report in both languages, and says what it proves', async () => {
    const { code, stdout, stderr } = await evidence('pack', sample, '-o', 'e.zip', '--by', 'Wang')
    expect(code).toBe(0)
    expect(stdout).toContain('[ACT NOW]')
    expect(stderr).toMatch(/will hold the raw files.*--minimal/s)
    const files = filesIn('e.zip')
    expect(numberIn(stdout)).toBe(sha256(files.get('manifest.json') ?? ''))
    for (const name of ['package.txt', 'appops.txt', 'getprop.txt'])
      expect(files.get(`raw/input/${name}`)).toEqual(readFileSync(join(sample, name)))
    const reports = ['zh-CN', 'en'].map((lang) => JSON.parse(String(files.get(`report.${lang}.json`))) as Report)
    expect(reports.map(({ run }) => run.lang)).toEqual(['zh-CN', 'en'])
    expect(reports[0]?.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      (await audited([sample])).report.findings.map(({ fingerprint }) => fingerprint),
    )
    expect(String(files.get('report.html'))).toMatch(/lang="zh-CN"[\s\S]*lang="en"|lang="en"[\s\S]*lang="zh-CN"/)
    const readme = String(files.get('README.txt'))
    for (const words of ['no signature, no notary', '没有签名，没有公证', 'Made by: Wang', 'Who was present: ____'])
      expect(readme).toContain(words)
    const schema = JSON.parse(readFileSync(join(root, 'schema/evidence.v1.json'), 'utf8'))
    expect(new Ajv2020().validate(schema, manifestOf(files))).toBe(true)
    expect(readdirSync(cwd)).toEqual(['e.zip'])
  })

  test('with --minimal no byte of it names an app that the report does not', async () => {
    const packages = [...readFileSync(join(sample, 'package.txt'), 'utf8').matchAll(/Package \[([\w.]+)\]/g)]
    for (const argv of [[], ['--app', 'com.example.kuaijie']]) {
      rmSync(at('m.zip'), { force: true })
      const { stderr } = await evidence('pack', sample, '-o', 'm.zip', '--minimal', ...argv)
      expect(stderr).toMatch(/^It holds excerpts \(\d+\) and no raw file/)
      const bytes = readFileSync(at('m.zip'))
      const report = JSON.parse(String(filesIn('m.zip').get('report.en.json'))) as Report
      const told = new Set(report.apps.map((app) => app.package))
      const others = packages.map(([, name = '']) => name).filter((name) => !told.has(name))
      expect(told.size).toBe(argv.length > 0 ? 1 : 4)
      expect(others.filter((name) => bytes.includes(name))).toEqual([])
      expect(manifestOf(filesIn('m.zip')).files.filter(({ role }) => role === 'raw')).toEqual([])
    }
  })

  test('an excerpt of what lies in an archive is tied to the text and to the archive', async () => {
    const zip = zipOf(new Map([['package.txt', readFileSync(join(sample, 'package.txt'))]]))
    writeFileSync(at('in.zip'), zip)
    await evidence('pack', 'in.zip', '-o', 'm.zip', '--minimal')
    const { files } = manifestOf(filesIn('m.zip'))
    const excerpts = files.flatMap(({ path, excerpt }) => (excerpt ? [{ at: path, ...excerpt }] : []))
    const text = readFileSync(join(sample, 'package.txt'))
    expect(excerpts.length).toBeGreaterThan(0)
    for (const { at, path, offset, length, text: of, file } of excerpts) {
      expect(path).toBe('in.zip!package.txt')
      expect(filesIn('m.zip').get(at)).toEqual(text.subarray(offset, offset + length))
      expect([of.sha256, file.sha256]).toEqual([sha256(text), sha256(zip)])
    }
  })

  test('never overwrites, and leaves nothing where it cannot be made', async () => {
    writeFileSync(at('e.zip'), 'mine')
    writeFileSync(at('photo.jpg'), 'no dump')
    const cases: [argv: string[], code: number, said: string][] = [
      [[sample, '-o', 'e.zip'], 2, '[E501]'],
      [[sample, '-o', 'nowhere/e.zip'], 2, '[E502]'],
      [[sample, '-o', 'e.tar'], 2, '[E114]'],
      [['gone.txt', '-o', 'f.zip'], 3, '[E301]'],
      [['photo.jpg', '-o', 'f.zip'], 3, 'No pack was made'],
      [['-', '-o', 'f.zip'], 2, '[E511]'],
      [[one('coloros'), one('one-ui'), '-o', 'f.zip'], 2, '[E110]'],
      [[sample, '-o', 'f.zip', '--app', 'com.example.nothere'], 3, '[E348]'],
      [[sample, '-o', 'f.zip', '--expect', '0'.repeat(64)], 2, '[E115]'],
      [[], 2, '[E113]'],
    ]
    for (const [argv, code, said] of cases) {
      const ran = await evidence('pack', ...argv)
      expect([argv, ran.code, ran.stderr]).toEqual([argv, code, expect.stringContaining(said)])
    }
    expect(readdirSync(cwd).sort()).toEqual(['e.zip', 'photo.jpg'])
    expect(readFileSync(at('e.zip'), 'utf8')).toBe('mine')
  })

  test.for([['--wait'], ['--minimal']])(
    'a phone is saved first, as a capture, which the person keeps: %j',
    async (argv) => {
      const ran = await daichaWith(phones({}).connect, ['evidence', 'pack', '--device', ...argv], { cwd })
      const [capture, pack] = ['daicha-202611240620', 'daicha-202611240620-evidence.zip']
      expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining(`Saved in ${capture}:`)])
      expect(readdirSync(cwd).sort()).toEqual([pack, capture].sort())
      const raw = manifestOf(filesIn(pack)).files.filter(({ role }) => role === 'raw')
      const saved = readdirSync(at(capture)).map((file) => `raw/${capture}/${file}`)
      expect(raw.map(({ path }) => path).sort()).toEqual(argv.includes('--minimal') ? [] : saved.sort())
      expect((await evidence('verify', pack)).code).toBe(0)
      const verdicts = await Promise.all(
        [capture, pack].map(async (name) => (await audited([name], { cwd })).report.verdict),
      )
      expect(verdicts).toEqual(['act', argv.includes('--minimal') ? 'incomplete' : 'act'])
    },
  )
})

describe('a pack as an input', () => {
  const verdictOf = async (input: string) => {
    const { code, report } = await audited([input], { cwd })
    return { code, verdict: report.verdict, codes: report.problems.map((problem) => problem.code) }
  }

  test.for(['sample', 'clear-phone', 'bugreport-zip', 'cut-inside-a-record', 'utf16-crlf'])(
    'gives what its raw files gave: %s',
    async (fixture) => {
      const input = join(root, 'fixtures', fixture, 'input')
      const about = ({ code, report }: Awaited<ReturnType<typeof audited>>) => ({
        code,
        verdict: report.verdict,
        findings: report.findings.map(({ fingerprint }) => fingerprint),
        problems: report.problems.map((problem) => problem.code),
        texts: report.sources.map(({ kinds, lines }) => `${kinds} ${lines}`),
      })
      await evidence('pack', input, '-o', 'e.zip')
      writeFileSync(at('a.png'), Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
      await evidence('add', 'e.zip', 'a.png')
      expect(about(await audited(['e.zip'], { cwd }))).toEqual(about(await audited([input])))
      for (const [name, bytes] of filesIn('e.zip')) {
        mkdirSync(join(at('out'), name, '..'), { recursive: true })
        writeFileSync(join(at('out'), name), bytes)
      }
      expect(about(await audited(['out'], { cwd }))).toEqual(about(await audited([input])))
    },
  )

  test('what was named and is no export keeps it from being clear, as it did when it was packed', async () => {
    writeFileSync(at('notes.txt'), 'hello there\n')
    await evidence('pack', join(clear, 'package.txt'), 'notes.txt', '-o', 'e.zip')
    expect(await verdictOf('e.zip')).toEqual({ code: 5, verdict: 'incomplete', codes: ['E303'] })
  })

  test('what was added to it is read as well', async () => {
    await evidence('pack', clear, '-o', 'e.zip')
    expect(await verdictOf('e.zip')).toMatchObject({ code: 0, verdict: 'clear' })
    copyFileSync(join(sample, 'package.txt'), at('more.txt'))
    await evidence('add', 'e.zip', 'more.txt')
    const { code, report } = await audited(['e.zip'], { cwd })
    expect([code, report.verdict]).toEqual([1, 'act'])
    expect(report.sources.map(({ path }) => path)).toContain('e.zip!added/more.txt')
  })

  test('a minimal one is never clear', async () => {
    await evidence('pack', clear, '-o', 'm.zip', '--minimal')
    expect(await verdictOf('m.zip')).toEqual({
      code: 3,
      verdict: 'incomplete',
      codes: expect.arrayContaining(['E372']),
    })
    // Beside a whole dump it still stands for something that was not seen.
    mkdirSync(at('both'))
    copyFileSync(at('m.zip'), at('both/m.zip'))
    copyFileSync(join(clear, 'package.txt'), at('both/package.txt'))
    expect((await verdictOf('both')).verdict).toBe('incomplete')
  })

  test.for<[what: string, change: (files: Map<string, Buffer>) => void]>([
    ['was changed', (files) => files.set('raw/package.txt', Buffer.from(`${files.get('raw/package.txt')}\n`))],
    ['is gone', (files) => files.delete('raw/package.txt')],
    [
      'is not said to be raw',
      (files) =>
        files.set('manifest.json', Buffer.from(String(files.get('manifest.json')).replaceAll('"raw"', '"added"'))),
    ],
  ])('one of which a raw file %s is not clear', async ([, change]) => {
    await evidence('pack', join(clear, 'package.txt'), join(clear, 'appops.txt'), '-o', 'e.zip')
    expect((await verdictOf('e.zip')).verdict).toBe('clear')
    const files = filesIn('e.zip')
    change(files)
    writeFileSync(at('changed.zip'), zipOf(files))
    expect((await verdictOf('changed.zip')).verdict).toBe('incomplete')
  })

  test('what a folder held and nobody opened is missed in its pack as well', async () => {
    mkdirSync(at('in'))
    copyFileSync(join(clear, 'package.txt'), at('in/package.txt'))
    symlinkSync(join(sample, 'package.txt'), at('in/more.txt'))
    expect((await verdictOf('in')).verdict).toBe('incomplete')
    await evidence('pack', 'in', '-o', 'e.zip')
    expect(await verdictOf('e.zip')).toMatchObject({ verdict: 'incomplete', codes: ['E333'] })
  })
})

describe('evidence add', () => {
  test('keeps every byte, tells two files of one name apart, and logs who and when', async () => {
    const packed = await evidence('pack', sample, '-o', 'e.zip')
    const before = filesIn('e.zip')
    mkdirSync(at('b'))
    writeFileSync(at('a.png'), 'one')
    writeFileSync(at('b/A.PNG'), 'two')
    const { stdout } = await evidence('add', 'e.zip', 'a.png', 'b/A.PNG', '--by', '李\n四', '--note', 'first call')
    expect(stdout).toContain(sha256('one'))
    const after = filesIn('e.zip')
    for (const [name, bytes] of before)
      if (!['manifest.json', 'SHA256SUMS', 'log.ndjson'].includes(name)) expect(after.get(name)).toEqual(bytes)
    expect(String(after.get('added/a.png'))).toBe('one')
    expect(String(after.get('added/A-2.PNG'))).toBe('two')
    expect(String(after.get('log.ndjson')).startsWith(String(before.get('log.ndjson')))).toBe(true)
    const line = JSON.parse(String(after.get('log.ndjson')).trimEnd().split('\n')[1] ?? '')
    expect(line).toMatchObject({
      n: 2,
      did: 'added',
      by: '李\n四',
      note: 'first call',
      manifest: numberIn(packed.stdout),
    })
    expect(manifestOf(after).files.find(({ path }) => path === 'added/a.png')).toMatchObject({
      name: 'a.png',
      modifiedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      addedAt: '2026-11-24T06:20:03.000Z',
      sha256: sha256('one'),
    })
    expect((await evidence('verify', 'e.zip')).code).toBe(0)
  })

  test('leaves the pack as it was where it cannot', async () => {
    await evidence('pack', sample, '-o', 'e.zip')
    writeFileSync(at('a.png'), 'one')
    const before = readFileSync(at('e.zip'))
    for (const [argv, code, said] of [
      [['e.zip', 'a.png', 'gone.png'], 3, '[E301]'],
      [['e.zip', 'a.png', '.'], 2, '[E511]'],
      [['e.zip'], 2, '[E113]'],
      [['gone.zip', 'a.png'], 3, '[E301]'],
      [['a.png', 'a.png'], 3, '[E371]'],
      [['e.zip', 'a.png', './e.zip'], 2, '[E114] ./e.zip is not a value of daicha evidence add e.zip'],
      [['e.zip', 'a.png', '--minimal'], 2, '[E115]'],
    ] as const) {
      const ran = await evidence('add', ...argv)
      expect([argv, ran.code, ran.stderr]).toEqual([argv, code, expect.stringContaining(said)])
    }
    expect(readFileSync(at('e.zip'))).toEqual(before)
    appendFileSync(at('e.zip'), 'x')
    const ran = await evidence('add', 'e.zip', 'a.png')
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('Nothing was added')])
    expect(readFileSync(at('e.zip')).length).toBe(before.length + 1)
    expect(readdirSync(cwd).sort()).toEqual(['a.png', 'e.zip'])
  })
})

describe('evidence verify', () => {
  let number: string
  beforeEach(async () => {
    await evidence('pack', sample, '-o', 'e.zip')
    writeFileSync(at('a.png'), 'one')
    writeFileSync(at('b.png'), 'two')
    await evidence('add', 'e.zip', 'a.png')
    number = numberIn((await evidence('add', 'e.zip', 'b.png')).stdout)
  })
  const lines = ({ code, stdout }: Ran) => [code, ...stdout.split('\n').filter((line) => line.startsWith('  - '))]

  test('says that nothing changed, and the number to compare with paper', async () => {
    const { code, stdout } = await evidence('verify', 'e.zip')
    expect([code, numberIn(stdout)]).toEqual([0, number])
    expect(stdout).toMatch(/^Unchanged: the 10 files/)
    expect((await daicha(['evidence', 'verify', 'e.zip', '--lang', 'zh-CN'], { cwd })).stdout).toMatch(/^没有变/)
  })

  test.for(['2026-11-24T06:20:03.000Z', '2026-11-24T06:20:03.000+00:00'])(
    'names the time that a computer without an offset writes as %s',
    async (time) => {
      await daicha(['evidence', 'pack', sample, '-o', 'utc.zip'], { cwd, now: () => time })
      expect((await evidence('verify', 'utc.zip')).stdout).toContain('Made 2026-11-24 06:20:03 UTC')
    },
  )

  test('compares with a number that is given, in groups or not', async () => {
    const groups = number.toUpperCase().replace(/.{4}/g, '$& ')
    expect((await evidence('verify', 'e.zip', '--expect', groups)).code).toBe(0)
    expect(lines(await evidence('verify', 'e.zip', '--expect', '0'.repeat(64)))).toEqual([
      1,
      '  - the number is not the one that was given. It is now:',
    ])
    const first = JSON.parse(String(filesIn('e.zip').get('log.ndjson')).split('\n')[1] ?? '').manifest
    const older = await evidence('verify', 'e.zip', '--expect', first)
    expect([older.code, older.stdout]).toEqual([1, expect.stringMatching(/the one before its\s+line 2/)])
    const short = await evidence('verify', 'e.zip', '--expect', '12')
    expect([short.code, short.stderr]).toEqual([2, expect.stringContaining('has 64 digits, 0 to 9 and a to f')])
  })

  test.for<[what: string, change: (files: Map<string, Buffer>) => void, said: string]>([
    ['a changed file', (files) => files.set('raw/input/appops.txt', Buffer.from('x')), 'changed: raw/input/appops.txt'],
    ['a missing one', (files) => files.delete('added/a.png'), 'missing: added/a.png'],
    ['an added one', (files) => files.set('c.png', Buffer.from('x')), 'added, and not in the manifest: c.png'],
    [
      'a changed manifest',
      (files) => files.set('manifest.json', Buffer.from(String(files.get('manifest.json')).replace('a.png', 'c.png'))),
      'changed: manifest.json',
    ],
    ['a manifest that is none', (files) => files.set('manifest.json', Buffer.from('{}')), 'changed: manifest.json'],
    ['no manifest', (files) => files.delete('manifest.json'), 'missing: manifest.json'],
    [
      'changed sums',
      (files) => files.set('SHA256SUMS', Buffer.from(`${files.get('SHA256SUMS')}\n`)),
      'changed: SHA256SUMS',
    ],
  ])('finds %s', async ([, change, said]) => {
    const files = filesIn('e.zip')
    change(files)
    await writeZip('other.zip', files)
    const [code, first = ''] = lines(await evidence('verify', 'other.zip'))
    expect([code, first]).toEqual([1, `  - ${said}`])
    const zh = await daicha(['evidence', 'verify', 'other.zip', '--lang', 'zh-CN'], { cwd })
    expect([zh.code, zh.stdout]).toEqual([1, expect.stringMatching(/^变了/)])
  })

  test('finds a second file under the name of one that is as it was sealed', async () => {
    const name = 'raw/input/appops.txt'
    await writeZip('other.zip', [...filesIn('e.zip'), [name, Buffer.from('x')]])
    expect(lines(await evidence('verify', 'other.zip'))).toEqual([1, `  - added, and not in the manifest: ${name}`])
  })

  test.for<[what: string, change: (log: string[]) => string[], line: number]>([
    ['put in another order', ([a = '', b = '', c = '']) => [a, c, b], 2],
    ['taken out', ([a = '', , c = '']) => [a, c], 2],
    ['changed', ([a = '', b = '', c = '']) => [a, b.replace('"by":null', '"by":"X"'), c], 3],
    ['taken from the end', ([a = '', b = '']) => [a, b], 2],
  ])('finds a line of the log that was %s, though all hashes were made anew', async ([, change, line]) => {
    const files = filesIn('e.zip')
    const log = String(files.get('log.ndjson')).trimEnd().split('\n')
    files.set(
      'log.ndjson',
      Buffer.from(
        change(log)
          .map((one) => `${one}\n`)
          .join(''),
      ),
    )
    await forge('other.zip', files)
    expect(lines(await evidence('verify', 'other.zip'))[1]).toContain(`from line ${line}`)
  })

  test('a zip that was packed anew holds the same files, and is told from the one that was sealed', async () => {
    writeFileSync(at('again.zip'), zipOf(filesIn('e.zip')))
    const again = await evidence('verify', 'again.zip')
    expect([again.code, again.stdout]).toEqual([1, expect.stringContaining('itself')])
  })

  test('what follows its end, and what was cut off, is found', async () => {
    copyFileSync(at('e.zip'), at('long.zip'))
    appendFileSync(at('long.zip'), 'more')
    expect(lines(await evidence('verify', 'long.zip'))[1]).toContain('more stands after its end (4 B)')
    copyFileSync(at('e.zip'), at('cut.zip'))
    truncateSync(at('cut.zip'), 100_000)
    expect((await evidence('verify', 'cut.zip')).code).toBe(1)
  })

  test('what is no pack is said to be none', async () => {
    await daichaWith(phones({}).connect, ['capture', '--save', 'capture.zip'], { cwd })
    mkdirSync(at('folder'))
    writeFileSync(at('empty.zip'), '')
    for (const name of ['a.png', 'capture.zip', 'folder', 'empty.zip']) {
      const { code, stdout, stderr } = await evidence('verify', name)
      expect([name, code, stdout, stderr]).toEqual([name, 3, '', expect.stringContaining('[E371]')])
    }
    expect((await evidence('verify', 'gone.zip')).code).toBe(3)
  })

  test('a pack of an earlier version is still unchanged', async () => {
    const earlier = fileURLToPath(new URL('../pack/earlier.zip', import.meta.url))
    expect(existsSync(earlier)).toBe(true)
    expect((await evidence('verify', earlier)).code).toBe(0)
  })
})
