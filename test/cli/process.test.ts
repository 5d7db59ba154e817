import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

// The real program in a process of its own: what cannot be seen with strings in place of streams.
const bin = join(root, 'bin/daicha.js')
const fixtures = join(root, 'fixtures')
const reads = join(fixtures, 'delisted-lender-that-reads/input/package.txt')
const clean = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

const daicha = (argv: string[], options: { cwd?: string; env?: Record<string, string>; input?: Buffer } = {}) =>
  spawnSync(process.execPath, [bin, ...argv], { cwd, encoding: 'utf8', ...options, env: { ...clean, ...options.env } })

test('reports, exits and keeps standard error empty', () => {
  const { status, stdout, stderr } = daicha(['audit', reads, '--lang', 'en'])
  expect([status, stderr]).toEqual([1, ''])
  expect(stdout).toMatch(/^\[ACT NOW\]/)
  expect(stdout).not.toContain('\u001b')
})

const many = join(fixtures, 'many-lenders/input')

test('a text in a pipe holds no escape sequence, whatever the terminal', () => {
  for (const env of [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, { NO_COLOR: '1' }, { TERM: 'dumb' }])
    for (const argv of [['audit', reads], ['explain', '爆通讯录'], ['--help'], ['audit', 'missing.txt']]) {
      const { stdout, stderr } = daicha(argv, { env: env as Record<string, string> })
      expect(stdout + stderr).not.toBe('')
      expect(stdout + stderr).not.toContain('\u001b')
    }
})

describe.skipIf(process.platform === 'win32')('a closed pipe', () => {
  test.for([
    ['head -1', 'a reader that takes one line'],
    ['true', 'a reader that takes nothing'],
  ] as const)('ends quietly before `%s`, %s', ([reader]) => {
    // Many lenders as data: far more than a pipe holds.
    const shell = `"$0" "$1" audit "$2" --all-apps -q -f json | ${reader}; exit \${PIPESTATUS[0]}`
    const { status, stderr } = spawnSync('bash', ['-c', shell, process.execPath, bin, many], {
      cwd,
      encoding: 'utf8',
      env: clean,
    })
    expect(stderr.replace(/^(error|note) \[E\d+\][\s\S]*?More: daicha explain E\d+$/gm, '').trim()).toBe('')
    expect(stderr).not.toMatch(/EPIPE|E900/)
    expect(status).toBe(141)
  })
})

test('SOURCE_DATE_EPOCH makes reports equal to the byte, in every format', () => {
  const runs = [1, 2].map(
    () => daicha(['audit', reads, '-f', 'json'], { env: { SOURCE_DATE_EPOCH: '1795500003' } }).stdout,
  )
  expect(runs[0]).toBe(runs[1])
  expect(JSON.parse(runs[0] ?? '').run).toMatchObject({
    startedAt: '2026-11-24T06:00:03.000Z',
    finishedAt: '2026-11-24T06:00:03.000Z',
  })
})

test.for(['99999999999999999', '253402300800', '-1', '1.5', 'soon'])(
  'SOURCE_DATE_EPOCH=%s is no time: exit 2',
  (epoch) => {
    const { status, stdout, stderr } = daicha(['audit', reads, '--lang', 'en'], { env: { SOURCE_DATE_EPOCH: epoch } })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`[E114] ${epoch} is not a value of SOURCE_DATE_EPOCH`)
  },
)

test('same input, same bytes: the text always, the data but for the run block', () => {
  const [a, b] = [1, 2].map(() => daicha(['audit', many, '--all-apps', '-q', '-f', 'json', '-f', 'text=r.txt']).stdout)
  const withoutRun = (text = '') => JSON.stringify({ ...JSON.parse(text), run: null })
  expect(withoutRun(a)).toBe(withoutRun(b))
  const first = readFileSync(join(cwd, 'r.txt'), 'utf8')
  daicha(['audit', many, '--all-apps', '-q', '-f', 'json', '-f', 'text=r.txt'])
  expect(readFileSync(join(cwd, 'r.txt'), 'utf8')).toBe(first)
})

test('works from any folder and names files from there', () => {
  cpSync(join(fixtures, 'delisted-lender-that-reads/input'), join(cwd, 'dumps'), { recursive: true })
  const paths = (argv: string[], from: string) =>
    JSON.parse(daicha(['audit', ...argv, '-f', 'json'], { cwd: from }).stdout).sources.map(
      ({ path }: { path: string }) => path,
    )
  expect(paths(['dumps'], cwd)).toContain('dumps/package.txt')
  expect(paths(['package.txt'], join(cwd, 'dumps'))).toEqual(['package.txt'])
  expect(paths(['../dumps/package.txt'], join(cwd, 'dumps'))).toEqual(['package.txt'])
})

test('writes no file besides the one that is asked for', () => {
  cpSync(reads, join(cwd, 'package.txt'))
  const env = { HOME: cwd, TMPDIR: cwd, XDG_CACHE_HOME: cwd, XDG_CONFIG_HOME: cwd }
  for (const argv of [
    ['audit', 'package.txt'],
    ['package.txt', '-v'],
    ['explain', 'E305'],
    ['schema', 'report'],
    ['--help'],
    ['audit', 'missing.txt'],
  ])
    daicha(argv, { env })
  expect(readdirSync(cwd)).toEqual(['package.txt'])
  daicha(['audit', 'package.txt', '-o', 'r.json'], { env })
  expect(readdirSync(cwd).sort()).toEqual(['package.txt', 'r.json'])
})

test('no arguments in a pipe: usage on standard error, exit 2, and the pipe is not read', () => {
  const { status, stdout, stderr } = daicha([], { input: readFileSync(reads), env: { DAICHA_LANG: 'en' } })
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('Usage: daicha')
})

test('a bug that nobody waits for ends as every bug does, and not as a finding', async () => {
  const late = 'data:text/javascript,setTimeout(() => Promise.reject(new Error("late")), 500)'
  const child = spawn(process.execPath, ['--import', late, bin, 'audit', '-'], {
    cwd,
    env: { ...clean, DAICHA_LANG: 'en' },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  try {
    let told = ''
    child.stderr.setEncoding('utf8').on('data', (part) => (told += part))
    expect(await new Promise((ended) => child.on('close', ended))).toBe(70)
    expect(told).toMatch(/^error \[E900\][\s\S]*Error: late/)
  } finally {
    child.kill()
  }
})

test.skipIf(process.platform === 'win32')('in a folder that was removed, files are found by their whole paths', () => {
  const gone = join(cwd, 'gone')
  const shell = 'mkdir gone; cd gone; rmdir ../gone; "$0" "$1" audit "$2" -q'
  const { status, stdout, stderr } = spawnSync('bash', ['-c', shell, process.execPath, bin, reads], {
    cwd,
    encoding: 'utf8',
    env: { ...clean, DAICHA_LANG: 'en' },
  })
  expect([status, stderr, existsSync(gone)]).toEqual([1, '', false])
  expect(stdout).toMatch(/^\[ACT NOW\]/)
})

test('does not wait for a standard input that nobody named', async () => {
  const child = spawn(process.execPath, [bin, 'audit', reads], { cwd, env: clean, stdio: ['pipe', 'ignore', 'ignore'] })
  try {
    expect(await new Promise((ended) => child.on('exit', ended))).toBe(1)
  } finally {
    child.kill()
  }
})

test('- reads standard input to its end', () => {
  const { status, stdout } = daicha(['audit', '-', '-f', 'json'], { input: readFileSync(reads) })
  expect(status).toBe(1)
  expect(JSON.parse(stdout).sources).toMatchObject([{ path: '-' }])
})

test('no shell sees it: there is nothing to run after a name that looks like a command', () => {
  const { status } = daicha(['audit', '$(touch owned)', '; touch owned', '`touch owned`'])
  expect(status).toBe(3)
  expect(existsSync(join(cwd, 'owned'))).toBe(false)
})
