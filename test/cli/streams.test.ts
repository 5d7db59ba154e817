import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { outputOf } from '../../src/cli/standard-output.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const fixtures = join(root, 'fixtures')
const input = (fixture: string) => join(fixtures, fixture, 'input')
const reads = input('delisted-lender-that-reads')
const ESC = '\u001b'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})
const at = (name: string) => readFileSync(join(cwd, name), 'utf8')

describe('formats', () => {
  test('text goes to standard output when none is named', async () => {
    const { stdout, stderr } = await daicha(['audit', reads], { cwd })
    expect(stdout).toMatch(/^\[ACT NOW\]/)
    expect(stderr).toBe('')
  })

  test('-f json alone is one JSON document', async () => {
    const { stdout, stderr } = await daicha(['audit', reads, '-f', 'json'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ type: 'report', schemaVersion: '2.1' })
    expect(stderr).toBe('')
  })

  test('-f may be repeated, with files', async () => {
    const { code, stdout, stderr } = await daicha(['audit', reads, '-f', 'json=a=b.json', '--format', 'text=c.txt'], {
      cwd,
    })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('\nSaved: a=b.json, c.txt\n')
    expect(JSON.parse(at('a=b.json')).type).toBe('report')
    expect(at('c.txt')).toMatch(/^\[ACT NOW\]/)
    expect(readdirSync(cwd).sort()).toEqual(['a=b.json', 'c.txt'])
  })

  test('one format may go to the screen while others go to files', async () => {
    const { stdout } = await daicha(['audit', reads, '-f', 'text', '-f', 'json=r.json', '-f', 'json=s.json'], { cwd })
    expect(stdout).toMatch(/^\[ACT NOW\]/)
    expect(at('r.json')).toBe(at('s.json'))
  })

  test.for([
    [['-f', 'text', '-f', 'json']],
    [['-f', 'json', '-f', 'json']],
    [['-f', 'json', '-f', 'text', '-f', 'json=r.json']],
  ])('%j, two on the screen, is refused before anything is written', async ([flags]) => {
    const { code, stdout, stderr } = await daicha(['audit', reads, ...(flags ?? [])], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('[E117]')
    expect(readdirSync(cwd)).toEqual([])
  })

  test.for([
    ['-f', 'xml'],
    ['-f', 'xml=r.xml'],
    ['-o', 'r.docx'],
    ...['constructor', '__proto__', 'valueOf', 'toString'].flatMap((name) => [
      ['-f', name],
      ['-f', `${name}=r`],
      ['-o', `r.${name}`],
    ]),
    ['-o', 'report'],
  ])('%s %s names no format and is refused', async ([flag, value]) => {
    const { code, stdout, stderr } = await daicha(['audit', reads, flag ?? '', value ?? ''], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/\[E11[89]\]/)
    expect(readdirSync(cwd)).toEqual([])
  })

  test('-o takes the format from the extension and leaves the screen empty', async () => {
    for (const name of ['r.json', 'r.txt']) {
      const { code, stdout, stderr } = await daicha(['audit', reads, '-o', name], { cwd })
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toBe(`[ACT NOW] 1 loan app can read this phone's contacts right now\nSaved: ${name}\n`)
    }
    expect(JSON.parse(at('r.json')).exit.code).toBe(1)
    expect(at('r.txt')).toMatch(/^\[ACT NOW\]/)
  })

  test('a report that exists is replaced, whole, and nothing else is left beside it', async () => {
    writeFileSync(join(cwd, 'r.json'), 'x'.repeat(1_000_000))
    await daicha(['audit', reads, '-o', 'r.json'], { cwd })
    expect(JSON.parse(at('r.json')).type).toBe('report')
    expect(readdirSync(cwd)).toEqual(['r.json'])
  })

  test('a report that cannot be written is exit 2 and leaves no half file', async () => {
    const { code, stderr } = await daicha(['audit', reads, '-o', 'no/such/folder/r.json'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('[E502] cannot write no/such/folder/r.json')
    expect(readdirSync(cwd)).toEqual([])
    // A folder of that name stands in the way.
    const blocked = await daicha(['audit', reads, '-f', 'json=.'], { cwd })
    expect(blocked.code).toBe(2)
    expect(blocked.stderr).toContain('[E120]')
    expect(existsSync(`${cwd}.part`)).toBe(false)
  })

  test('keys and values of the data are the same in both languages; only the words differ', async () => {
    const [zh, en] = await Promise.all(
      ['zh-CN', 'en'].map(async (lang) =>
        JSON.parse((await daicha(['audit', reads, '-f', 'json', '--lang', lang], { cwd })).stdout),
      ),
    )
    expect(keysOf(zh)).toEqual(keysOf(en))
    const machine = ({ verdict, exit, apps, findings }: typeof zh) => ({
      verdict,
      exit,
      apps: apps.map((app: Record<string, unknown>) => [
        app['package'],
        app['presence'],
        (app['contacts'] as { verdict: string }).verdict,
      ]),
      findings: findings.map((finding: Record<string, unknown>) => [
        finding['ruleId'],
        finding['severity'],
        finding['fingerprint'],
      ]),
    })
    expect(machine(zh)).toEqual(machine(en))
    expect(zh.run.lang).toBe('zh-CN')
    expect(zh.headline).not.toBe(en.headline)
  })
})

/** Every key of a document, as a set of paths without array places. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => keysOf(one, `${path}[]`)))].sort()
  if (value === null || typeof value !== 'object') return []
  return [
    ...new Set(Object.entries(value).flatMap(([key, one]) => [`${path}.${key}`, ...keysOf(one, `${path}.${key}`)])),
  ].sort()
}

describe('standard output', () => {
  test.for(
    readdirSync(fixtures, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
  )('parses as JSON, without colour, for %s', async (name) => {
    const { stdout } = await daicha(['audit', input(name), '-f', 'json', '--color', 'always'])
    expect(JSON.parse(stdout).type).toBe('report')
    expect(stdout).not.toContain(ESC)
  })

  test.for([
    ['a missing file', ['no-such-file.txt']],
    ['an empty folder', ['.']],
    ['a file and one that is missing', [reads, 'no-such-file.txt']],
    ['an empty standard input', ['-']],
  ] as const)('parses as JSON for %s', async ([, paths]) => {
    const { code, stdout, stderr } = await daicha(['audit', ...paths, '-f', 'json'], { cwd })
    const report = JSON.parse(stdout)
    expect(report.exit.code).toBe(code)
    expect(report.problems.length).toBeGreaterThan(0)
    for (const { code: problem, message, remedy } of report.problems) {
      expect(message).not.toMatch(/\{\w+\}/)
      expect(remedy.length).toBeGreaterThan(0)
      // A person who pipes the data away still sees what went wrong.
      expect(stderr).toContain(`[${problem}]`)
    }
  })

  test('stays empty, and standard error speaks, when there is no text report to show', async () => {
    const { code, stdout, stderr } = await daicha(['audit', 'no-such-file.txt'], { cwd })
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('[E301] cannot open no-such-file.txt')
  })
})

describe('standard input', () => {
  const dump = readFileSync(join(reads, 'package.txt'))

  test('- reads it', async () => {
    const { code, stdout } = await daicha(['audit', '-', '-f', 'json'], { cwd, stdin: dump })
    expect(code).toBe(1)
    expect(JSON.parse(stdout).sources).toMatchObject([{ path: '-', bytes: dump.length }])
  })

  test('- alone is `audit -`', async () => {
    expect((await daicha(['-'], { cwd, stdin: dump })).stdout).toMatch(/^\[ACT NOW\]/)
  })

  test('is not read by anything else', async () => {
    const stdin = dump
    expect((await daicha([], { cwd, stdin })).code).toBe(2)
    expect((await daicha(['audit'], { cwd, stdin })).code).toBe(2)
    const { stdout } = await daicha(['audit', input('clear-phone'), '-f', 'json'], { cwd, stdin })
    expect(JSON.parse(stdout).verdict).toBe('clear')
  })
})

describe('--all-apps', () => {
  const phone = input('android-10-two-users')

  test('puts every package and user of the dump in the data, and warns on standard error', async () => {
    const { stdout, stderr } = await daicha(['audit', phone, '-f', 'json', '--all-apps'])
    const report = JSON.parse(stdout)
    const seen = report.apps.map((app: { package: string; user: number }) => `${app.package} ${app.user}`)
    const printed = packagesOf(readFileSync(join(phone, 'package.txt'), 'utf8'))
    expect(printed.length).toBeGreaterThan(3)
    expect(seen).toEqual(printed)
    expect(report.omitted.otherApps).toBe(0)
    expect(stderr).toBe('note: the list of all apps is itself private; think before you share it.\n')
  })

  test('lists them in the text', async () => {
    const { stdout } = await daicha(['audit', phone, '--all-apps'])
    expect(stdout).toContain('All apps')
    for (const printed of packagesOf(readFileSync(join(phone, 'package.txt'), 'utf8')))
      expect(stdout).toContain(printed.split(' ')[0])
  })

  test('not given: other apps are a number and nothing more', async () => {
    const json = await daicha(['audit', phone, '-f', 'json'])
    const text = await daicha(['audit', phone])
    expect(json.stderr).toBe('')
    expect(JSON.parse(json.stdout).omitted.otherApps).toBeGreaterThan(0)
    for (const out of [json.stdout, text.stdout]) expect(out).not.toContain('com.example.notes')
  })
})

/** `package user` of every live record, read from the headers of the dump alone. */
function packagesOf(dump: string): string[] {
  const [records = ''] = dump.split(/^Packages:$/m).slice(1)
  const seen: string[] = []
  let name = ''
  for (const line of records.split('\n')) {
    if (/^\S/.test(line)) break
    name = /^ {2}Package \[(.+)\] \(\w+\):$/.exec(line)?.[1] ?? name
    const user = /^ {4}User (\d+):/.exec(line)?.[1]
    if (user !== undefined) seen.push(`${name} ${user}`)
  }
  return seen.sort()
}

describe('--quiet and --verbose', () => {
  test('-q drops hints and keeps errors', async () => {
    const { stderr } = await daicha(['audit', reads, 'no-such-file.txt', '-f', 'json', '--all-apps', '-q'], { cwd })
    expect(stderr).not.toContain('think before you share')
    expect(stderr).toContain('[E301]')
  })

  test('-v counts on standard error what was skipped, and says what each file is', async () => {
    // Two lines that no version of Android prints, in the record of a lender.
    const dump = readFileSync(join(reads, 'package.txt'), 'utf8')
    const odd = dump.replace(/^( {4})versionName=.*$/gm, '$&\n$1brand new line')
    const added = odd.split('brand new line').length - 1
    expect(added).toBeGreaterThan(1)
    writeFileSync(join(cwd, 'package.txt'), odd)
    const plain = await daicha(['audit', 'package.txt', '-f', 'json'], { cwd })
    const { stdout, stderr } = await daicha(['audit', 'package.txt', '-f', 'json', '-v'], { cwd })
    expect(stdout).toBe(plain.stdout)
    expect(plain.stderr).toBe('')
    expect(stderr).toContain(`package.txt: dumpsys package, ${odd.split('\n').length - 1} lines, utf-8`)
    expect(stderr).toMatch(/^ {2}\d+ {2}line: in a package record$/m)
    expect(stderr).toMatch(/^\d+ ms$/m)
  })
})

test('a console of Windows is handed text: bytes it would take for letters of its code page', () => {
  const fd = openSync('/dev/null', 'w')
  const shown: string[] = []
  const console = { isTTY: true, columns: 100, write: (bytes: Uint8Array) => shown.push(Buffer.from(bytes).toString()) }
  const exit = () => expect.unreachable()
  const output = outputOf(fd, () => console as unknown as NodeJS.WriteStream, { platform: 'win32', exit })
  output.write('示例快借')
  output.writeBytes?.(Buffer.from('示例分期'))
  closeSync(fd)
  expect([shown, output.isTTY, output.columns]).toEqual([['示例快借', '示例分期'], true, 100])
})

test('what takes long to be read is counted and named where a terminal shows it, and nowhere else', async () => {
  async function* slowly(isDone: () => boolean) {
    const bytes = readFileSync(join(reads, 'package.txt'))
    yield bytes.subarray(0, 1000)
    await setTimeout(1200)
    while (!isDone()) await setTimeout(20)
    yield bytes.subarray(1000)
  }
  for (const [isTTY, quiet, isTyped] of [
    [true, [], false],
    [true, ['-q'], false],
    [false, [], false],
    [true, [], true],
  ] as const) {
    let told = ''
    const stderr = { isTTY, columns: 80, write: (text: string) => (told += text) }
    const line = '1  -'
    const isCounted = isTTY && quiet.length === 0 && !isTyped
    const stdin = Object.assign(Readable.from(slowly(() => !isCounted || told === line)), { isTTY: isTyped })
    const { code } = await daicha(['audit', '-', ...quiet], { stdin, stderr })
    const counted = isCounted ? `${line}\r${' '.repeat(line.length)}\r` : ''
    // A person who types is told before that it waits.
    expect([code, told.replace(/^.*Ctrl-C.*\n/, '')]).toEqual([1, counted])
  }
})
