import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { cwd, kuaijie, NOVEMBER, notes, OCTOBER } from './diff.ts'
import { bugReport, type Phone } from './phone.ts'

/** What docs/diff.md tells people to type, by how it begins. */
const page = readFileSync(join(root, 'docs/diff.md'), 'utf8').split('\n')
const lineOf = (start: string) => page.find((line) => line.startsWith(start)) ?? ''
const monthly = `${lineOf('daicha capture --save')}\n${lineOf('daicha diff $(ls')}`
const clinic = lineOf('for phone in')
const crontab = lineOf('0 9 1 * *')

const home = join(cwd, 'home')
const checks = join(home, 'checks')
const plugged = join(home, 'plugged-in.txt')

/** The phone as it is now: its answers stand for what `daicha capture` saves; everything else is the program. */
const plugIn = (phone: Phone) => writeFileSync(plugged, bugReport(phone))
const shell = (script: string, folder: string) =>
  spawnSync('sh', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: home, LANG: 'en_US.UTF-8', PATH: `${home}${delimiter}${process.env['PATH']}` },
  })

beforeEach(() => {
  mkdirSync(checks, { recursive: true })
  const program = join(home, 'daicha')
  const real = `exec "${process.execPath}" "${join(root, 'bin/daicha.js')}" "$@"`
  writeFileSync(program, `#!/bin/sh\nif [ "$1" = capture ]; then exec cp "${plugged}" "$3"; fi\n${real}\n`)
  chmodSync(program, 0o755)
})
afterEach(() => rmSync(home, { recursive: true }))

const october = bugReport({ time: OCTOBER, apps: [notes, { ...kuaijie, contacts: 'denied' }] })
const now: Phone = { time: NOVEMBER, apps: [notes, { ...kuaijie, contacts: 'granted' }] }

describe('the check of every month', () => {
  test('in two lines saves the phone under the day, and tells what changed since the last', () => {
    writeFileSync(join(checks, '2026-09-01.zip'), bugReport({ time: '2026-09-01 21:00:00', apps: [notes] }))
    writeFileSync(join(checks, '2026-10-01.zip'), october)
    plugIn(now)
    const { stdout, status } = shell(monthly, checks)
    expect(readdirSync(checks).filter((name) => /^\d{4}-\d\d-\d\d\.zip$/.test(name))).toHaveLength(3)
    expect(stdout).toMatch(/^\[WORSE\] 1 change/)
    expect(stdout).toContain('phone time 2026-10-01 10:05')
    expect(stdout).toContain('was allowed to read contacts')
    expect(status).toBe(0)
  })

  test('is the same line for cron, which takes a percent sign for the end of it', () => {
    writeFileSync(join(checks, '2026-10-01.zip'), october)
    plugIn(now)
    // Without it cron finds neither daicha nor node.
    expect(page[page.indexOf(crontab) - 1]).toMatch(/^PATH=\S*\/usr\/local\/bin:/)
    const command = crontab.split(' ').slice(5).join(' ')
    expect(command.replace(/\\%/g, '')).not.toContain('%')
    const { stdout } = shell(command.replace(/\\%/g, '%'), home)
    expect(stdout).toContain('was allowed to read contacts')
  })
})

test('on Windows nothing of what is said passes through PowerShell, which spoils Chinese, and an old answer is not told anew', () => {
  const script = page.slice(
    page.indexOf('Set-Location $PSScriptRoot'),
    page.findIndex((line) => line.includes('last.txt')) + 1,
  )
  expect(script.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'Set-Location $PSScriptRoot',
    'daicha.cmd capture',
    'if ($LASTEXITCODE',
    'daicha.cmd diff',
  ])
  expect(script.at(-1)).toMatch(/ -o last\.txt$/)
  expect(script.join('\n')).not.toMatch(/Out-File|>/)
})

test('a clinic reads a line for each phone, and a folder with two phones is refused', () => {
  const states = { one: ['denied', 'granted'], two: ['granted', 'granted'], three: ['granted', 'denied'] } as const
  for (const [name, [then, after]] of Object.entries(states)) {
    mkdirSync(join(checks, name))
    const serial = name === 'three' ? ['A', 'B'] : ['A', 'A']
    for (const [at, contacts] of [then, after].entries()) {
      const phone = {
        time: at === 0 ? OCTOBER : NOVEMBER,
        apps: [notes, { ...kuaijie, contacts }],
        serial: serial[at] ?? '',
      }
      writeFileSync(join(checks, name, `2026-1${at}-01.zip`), bugReport(phone))
    }
  }
  const { stdout, stderr } = shell(clinic, checks)
  expect(stdout.trimEnd().split('\n')).toEqual([
    'one/ [WORSE] 1 change on this phone: 1 worse',
    'three/ ',
    'two/ [NO CHANGE] Nothing changed: loan apps, their contacts permission, recorded',
  ])
  expect(stderr).toContain('[E131]')
})
