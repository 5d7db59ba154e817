import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const bin = join(root, 'bin/daicha.js')
const dump = readFileSync(join(root, 'fixtures/delisted-lender-that-reads/input/package.txt'))

let cwd: string
beforeEach(() => {
  cwd = newFolder()
  writeFileSync(join(cwd, 'package.txt'), dump)
})

/** How many bytes are there; undefined where there are none yet. */
function readNow(fd: number, into: Buffer): number | undefined {
  try {
    return readSync(fd, into)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    return undefined
  }
}

const at = (name: string) => readFileSync(join(cwd, name), 'utf8')
const run = (...argv: string[]) => daicha(argv, { cwd })

describe('what is read is not written over', () => {
  beforeEach(async () => {
    mkdirSync(join(cwd, 'dumps'))
    writeFileSync(join(cwd, 'dumps/package.txt'), dump)
    linkSync(join(cwd, 'package.txt'), join(cwd, 'hard.txt'))
    symlinkSync('package.txt', join(cwd, 'soft.txt'))
    writeFileSync(join(cwd, 'list.txt'), 'missing.txt\npackage.txt\n')
    writeFileSync(join(cwd, 'rules.yaml'), 'mine\n')
    writeFileSync(join(cwd, 'ignore.json'), '{"ignore": []}')
    writeFileSync(join(cwd, 'daicha.config.json'), '{}')
    await run('audit', 'package.txt', '-f', 'json=saved.json')
  })

  test.for([
    ['audit package.txt -f text=package.txt'],
    ['audit package.txt -o ./package.txt'],
    ['audit package.txt -f text=hard.txt'],
    ['audit package.txt -f text=soft.txt'],
    ['audit soft.txt -f text=package.txt'],
    ['audit dumps -f text=dumps/package.txt'],
    ['audit . -f text=dumps/package.txt'],
    ['audit package.txt --write-baseline package.txt'],
    ['audit package.txt --rules rules.yaml -f text=rules.yaml'],
    ['audit package.txt --ignore-file ignore.json -f json=ignore.json'],
    ['audit --files-from list.txt -f text=list.txt'],
    ['audit --files-from list.txt -f text=package.txt'],
    ['audit --files-from list.txt --write-baseline package.txt'],
    ['audit package.txt -f json=daicha.config.json'],
    ['report saved.json -f text=saved.json'],
    ['report merge saved.json -f ndjson=saved.json'],
  ])('%s', async ([line = '']) => {
    const before = readdirSync(cwd).map((name) => [name, name === 'dumps' ? at('dumps/package.txt') : at(name)])
    const { code, stdout, stderr } = await run(...line.split(' '))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('[E504]')
    expect(readdirSync(cwd).map((name) => [name, name === 'dumps' ? at('dumps/package.txt') : at(name)])).toEqual(
      before,
    )
  })

  test('but the result of an earlier run may lie in the folder that is checked, and a baseline is written anew', async () => {
    for (let n = 0; n < 2; n++) {
      expect((await run('audit', '.', '-f', 'json=out.json', '--write-baseline', 'base.json')).code).toBe(1)
      expect((await run('audit', '.', '--baseline', 'base.json', '--write-baseline', 'base.json')).code).toBe(0)
    }
  })

  test.for([['-f json=saved.zip'], ['-f html=saved.zip'], ['--write-baseline saved.zip']])(
    'nor an archive, which no earlier result is: %s',
    async ([options = '']) => {
      await run('evidence', 'pack', 'package.txt', '-o', 'saved.zip')
      const before = at('saved.zip')
      const { code, stdout, stderr } = await run('audit', 'package.txt', ...options.split(' '))
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('[E501] saved.zip')])
      expect(at('saved.zip')).toBe(before)
    },
  )

  test.for([['./out'], ['here/out'], ['link'], ['OUT']])(
    'nor is one result written over another: out and %s',
    async ([name]) => {
      symlinkSync('.', join(cwd, 'here'))
      symlinkSync('out', join(cwd, 'link'))
      const { code, stderr } = await run('audit', 'package.txt', '-f', 'json=out', '-f', `text=${name}`)
      expect([code, existsSync(join(cwd, 'out'))]).toEqual([2, false])
      expect(stderr).toContain('[E508]')
    },
  )
})

describe('a file', () => {
  test('of which nothing was asked stays, whatever it is called', async () => {
    for (const name of ['out.json.part', 'out.part', '.out.json.part']) writeFileSync(join(cwd, name), 'mine')
    symlinkSync('package.txt', join(cwd, 'out.txt.part'))
    await run('audit', 'package.txt', '-f', 'json=out.json', '-f', 'text=out.txt')
    for (const name of ['out.json.part', 'out.part', '.out.json.part']) expect(at(name)).toBe('mine')
    expect(at('package.txt')).toBe(dump.toString())
  })

  test('behind a link is replaced, and the link stays a link', async () => {
    mkdirSync(join(cwd, 'there'))
    symlinkSync('there/report.txt', join(cwd, 'latest.txt'))
    for (let n = 0; n < 2; n++) await run('audit', 'package.txt', '-f', 'text=latest.txt')
    expect(lstatSync(join(cwd, 'latest.txt')).isSymbolicLink()).toBe(true)
    expect(at('there/report.txt')).toMatch(/^\[ACT NOW\]/)
    expect(readdirSync(join(cwd, 'there'))).toEqual(['report.txt'])
  })

  test.skipIf(process.platform === 'win32')('that nobody else may read stays so when it is written anew', async () => {
    writeFileSync(join(cwd, 'mine.json'), '', { mode: 0o600 })
    await run('audit', 'package.txt', '-f', 'json=mine.json', '--write-baseline', 'new.json')
    expect(JSON.parse(at('mine.json')).type).toBe('report')
    const modeOf = (name: string) => lstatSync(join(cwd, name)).mode & 0o777
    expect([modeOf('mine.json'), modeOf('new.json')]).toEqual([0o600, modeOf('package.txt')])
  })

  test.for([
    ['.', 'E120'],
    ['missing/out.json', 'E502'],
    ['loop', 'E502'],
  ] as const)('%s cannot be written: exit 2, and nothing is left', async ([name, problem]) => {
    symlinkSync('loop', join(cwd, 'loop'))
    const { code, stderr } = await run('audit', 'package.txt', '-f', `json=${name}`)
    expect(code).toBe(2)
    expect(stderr).toContain(`[${problem}]`)
    expect(readdirSync(cwd).sort()).toEqual(['loop', 'package.txt'])
  })
})

// What only a system with pipes and devices in its file tree can show. Devices are named through links in a folder of
// the test: were one replaced, it would be gone for every process.
describe.skipIf(process.platform === 'win32')('a pipe or a device', () => {
  const shell = (script: string) =>
    spawnSync('bash', ['--norc', '-c', script], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C', DAICHA: `${process.execPath} ${bin}` },
      timeout: 20_000,
    })

  test.for([
    ['ln -s /dev/stdout mine; $DAICHA audit package.txt -f json=mine'],
    ['ln -s /dev/stdout mine; $DAICHA audit package.txt -f json=mine | cat'],
    ['ln -s /dev/stdout mine; $DAICHA audit package.txt -f json=mine > out; cat out'],
    ['$DAICHA audit package.txt -f json=/dev/fd/3 3>&1'],
    ['ln -s /proc/self/fd/1 mine; $DAICHA audit package.txt -f json=mine | cat'],
    ['mkfifo pipe; cat pipe & $DAICHA audit package.txt -f json=pipe; wait'],
    ['$DAICHA audit package.txt -f json=>(cat); wait $!'],
    ['echo package.txt | $DAICHA audit --files-from - -f ndjson=>(cat); wait $!'],
    ['sleep 60 3> other > /dev/null & $DAICHA audit package.txt -q -f json=/proc/$!/fd/3; kill $!; cat other'],
  ])('is written into: %s', ([script = '']) => {
    const { stdout, stderr } = shell(script)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^\{\s*"type": ?"(report|start)"/)
    expect(stdout).toContain('com.example')
    if (existsSync(join(cwd, 'mine'))) expect(lstatSync(join(cwd, 'mine')).isSymbolicLink()).toBe(true)
    if (existsSync(join(cwd, 'pipe'))) expect(lstatSync(join(cwd, 'pipe')).isFIFO()).toBe(true)
  })

  test('that is full and does not block is waited for', async () => {
    execFileSync('mkfifo', ['pipe'], { cwd })
    const [reader, writer] = [constants.O_RDONLY, constants.O_WRONLY].map((way) =>
      openSync(join(cwd, 'pipe'), way | constants.O_NONBLOCK),
    ) as [number, number]
    const argv = ['audit', join(root, 'fixtures/many-lenders/input'), '--all-apps', '-q', '-f', 'json=/dev/fd/3']
    const child = spawn(process.execPath, [bin, ...argv], { cwd, stdio: ['ignore', 'ignore', 'ignore', writer] })
    closeSync(writer)
    const ended = new Promise((resolve) => child.on('exit', resolve))
    try {
      let text = ''
      // Long enough for the pipe to be full before anybody reads.
      await new Promise((go) => setTimeout(go, 2000))
      for (const part = Buffer.alloc(4096); ; ) {
        const read = readNow(reader, part)
        if (read === 0) break
        if (read === undefined) await new Promise((go) => setTimeout(go, 5))
        text += part.toString('latin1', 0, read ?? 0)
      }
      expect([await ended, JSON.parse(text).type]).toEqual([1, 'report'])
    } finally {
      closeSync(reader)
      child.kill('SIGKILL')
    }
  })

  test('whose reader went away ends the run quietly', () => {
    const { stdout, stderr } = shell(
      'ln -s /dev/stdout mine; set -o pipefail; $DAICHA audit package.txt -f json=mine | true; echo $?',
    )
    expect([stdout, stderr]).toEqual(['141\n', ''])
  })

  test.skipIf(!existsSync('/dev/full')).for(['audit package.txt', '--version', '--help', 'audit package.txt -f json'])(
    'that is full is no bug of daicha: %s',
    (line) => {
      const { stdout, stderr } = shell(`$DAICHA ${line} > /dev/full; echo $?`)
      expect(stdout).toBe('2\n')
      expect(stderr).toContain('[E509] the output could not be written to its end: the disk is full')
    },
  )

  test.skipIf(!existsSync('/dev/full'))('that is full and named: exit 2; a full stderr changes nothing', async () => {
    expect(
      shell('ln -s /dev/full full; $DAICHA audit package.txt -f json=full 2> told; echo $?; cat told').stdout,
    ).toMatch(/^2\n\[ACT NOW\].*\nerror \[E502\]/)
    expect(shell('$DAICHA audit missing.txt 2> /dev/full; echo $?').stdout).toBe('3\n')
    const compared = await run('diff', 'package.txt', 'package.txt', '-f', 'json=full')
    expect([compared.code, compared.stderr]).toEqual([
      2,
      expect.stringMatching(/^Both are the same export.*\nerror \[E502\]/),
    ])
  })

  test.skipIf(!existsSync('/dev/full'))('that is full takes neither the answer away nor the other files', () => {
    const { stdout } = shell(
      'ln -s /dev/full full; $DAICHA audit package.txt -f text -f html=full -f json=r.json 2> told; echo $?; cat told',
    )
    expect(stdout).toMatch(/^\[ACT NOW\][\s\S]*\n2\nerror \[E502\]/)
    expect(JSON.parse(at('r.json')).verdict).toBe('act')
  })

  test
    .skipIf(!existsSync('/dev/full'))
    .for(['diff package.txt package.txt', 'letter family package.txt', 'report r.json'])(
    'that is full takes neither away from %s',
    async (line) => {
      symlinkSync('/dev/full', join(cwd, 'full'))
      await run('audit', 'package.txt', '-o', 'r.json')
      const outputs = ['-f', 'markdown=full', '-f', 'markdown=r.md', '-f', 'text']
      const { code, stdout, stderr } = await run(...line.split(' '), ...outputs)
      expect([code, stdout, at('r.md')]).toEqual([2, expect.stringMatching(/\w/), expect.stringMatching(/^#/)])
      expect(stderr).toContain('[E502]')
    },
  )

  test.skipIf(!existsSync('/proc'))('where nothing can lie leaves nobody waiting for Ctrl-C', async () => {
    const heard = () => ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name))
    const before = heard()
    for (const command of ['audit package.txt -f json=/proc/out', 'audit --files-from list.txt -f ndjson=/proc/out']) {
      writeFileSync(join(cwd, 'list.txt'), 'package.txt\n')
      const { code, stderr } = await run(...command.split(' '))
      expect([code, stderr]).toEqual([2, expect.stringContaining('[E502]')])
      expect(heard()).toEqual(before)
    }
  })

  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s leaves nothing behind', async (signal) => {
    execFileSync('sh', ['-c', 'mkfifo list'], { cwd })
    const child = spawn(
      process.execPath,
      [bin, 'audit', '--files-from', 'list', '-f', 'ndjson=out.ndjson', '-j', '1'],
      {
        cwd,
        stdio: 'ignore',
      },
    )
    const ended = new Promise((resolve) => child.on('exit', (_, by) => resolve(by)))
    const feeding = spawn('sh', ['-c', 'exec 3> list; echo package.txt >&3; sleep 30'], { cwd, stdio: 'ignore' })
    try {
      while (!readdirSync(cwd).some((name) => name.endsWith('.part'))) await new Promise((go) => setTimeout(go, 20))
      child.kill(signal)
      expect(await ended).toBe(signal)
      expect(readdirSync(cwd).sort()).toEqual(['list', 'package.txt'])
    } finally {
      feeding.kill()
      child.kill('SIGKILL')
    }
  })
})

describe('- is standard output', () => {
  test.for(['json', 'html', 'csv'])('%s', async (format) => {
    const [named, plain] = [await run('audit', '.', '-f', `${format}=-`), await run('audit', '.', '-f', format)]
    const still = (text: string) => text.replace(/"id": ?"[\w-]+"/g, '')
    expect([named.code, still(named.stdout), named.stderr]).toEqual([plain.code, still(plain.stdout), plain.stderr])
    expect(readdirSync(cwd)).toEqual(['package.txt'])
  })

  test('of two formats one alone can go there', async () => {
    const { code, stderr } = await run('audit', '.', '-f', 'json=-', '-f', 'csv')
    expect([code, stderr]).toEqual([2, expect.stringContaining('[E117]')])
  })

  test('-o - asks which format, and offers one that works', async () => {
    const { code, stderr } = await run('audit', '.', '-o', '-')
    expect([code, stderr]).toEqual([2, expect.stringContaining('-f html=-')])
    expect(stderr).not.toContain('-.html')
  })
})

test('-o writes each file that it is given', async () => {
  const { stderr } = await run('audit', '.', '-o', 'a.json', '-o', 'b.csv')
  expect(stderr).toContain('Saved: a.json, b.csv')
  expect(readdirSync(cwd)).toEqual(['a.json', 'b.csv', 'package.txt'])
})

describe('what takes one value', () => {
  test.for([
    ['audit . --country CN --country KE', '--country CN and --country KE'],
    ['audit . --app com.example.a --app com.example.b', '--app com.example.a and --app com.example.b'],
    ['audit . --fail-on high --fail-on any', '--fail-on high and --fail-on any'],
    ['audit --device -s one --serial two', '--serial one and --serial two'],
  ])('is not given two of which one would be lost: %s', async ([line = '', named = '']) => {
    const { code, stdout, stderr } = await run(...line.split(' '))
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(`[E115] ${named} cannot be used together`)])
  })

  test('may be given the same twice', async () => {
    expect((await run('audit', '.', '--country', 'CN', '--country', 'cn')).code).toBe(1)
  })
})
