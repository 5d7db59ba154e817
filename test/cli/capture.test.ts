import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/index.ts'
import { daicha, root } from '../daicha.ts'
import { type Canned, daichaWith, phones } from './canned.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'daicha-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const sample = join(root, 'fixtures/sample/input')

describe('audit --device', () => {
  test('finds in a phone what it finds in the files of that phone', async () => {
    const findings = ({ findings }: Report) => findings.map(({ fingerprint, severity }) => `${severity} ${fingerprint}`)
    const live = await daichaWith(phones({}).connect, ['audit', '--device', '-f', 'json'], { cwd })
    const files = await daicha(['audit', sample, '-f', 'json'])
    expect(findings(JSON.parse(live.stdout))).toEqual(findings(JSON.parse(files.stdout)))
    expect(live.code).toBe(1)
    expect(readdirSync(cwd)).toEqual([])
  })

  test('tells no serial', async () => {
    const { connect } = phones({ serial: 'VERYSECRET' })
    for (const format of ['text', 'json']) {
      const { stdout, stderr } = await daichaWith(connect, ['audit', '--device', '-f', format, '--all-apps', '-v'])
      expect(stdout).toContain('com.example.kuaijie')
      expect(stdout + stderr).not.toContain('VERYSECRET')
    }
  })

  test.for<[code: string, when: string, phones: Canned[], argv: string[], env: Record<string, string>]>([
    ['E203', 'there is no phone', [], [], {}],
    ['E204', 'the only phone is not allowed', [{ state: 'unauthorized' }], [], {}],
    ['E206', 'the chosen phone is offline', [{}, { state: 'offline' }], ['-s', 'SERIAL2'], {}],
    ['E207', 'Linux may not open it', [{ state: 'no permissions' }], [], {}],
    ['E205', 'several are ready and none is chosen', [{}, {}], [], {}],
    ['E213', 'none is called that', [{}], ['--serial', 'OTHER'], {}],
    ['E213', 'none is called what ANDROID_SERIAL says', [{}], [], { ANDROID_SERIAL: 'OTHER' }],
  ])('%s and exit 4 when %s', async ([problem, , canned, argv, env]) => {
    const { connect, sent } = phones(...canned)
    const { code, stdout, stderr } = await daichaWith(connect, ['audit', '--device', ...argv], { env })
    expect([code, stdout, sent]).toEqual([4, '', []])
    expect(stderr).toContain(`[${problem}]`)
  })

  test('a serial that no phone has is said as it was given, and where it came from', async () => {
    const { connect } = phones({})
    const typed = await daichaWith(connect, ['audit', '--device', '-s', 'OTHER'])
    expect(typed.stderr).toContain('no phone with the serial OTHER is connected')
    expect(typed.stderr).not.toMatch(/midway|ANDROID_SERIAL/)
    const found = await daichaWith(connect, ['audit', '--device'], { env: { ANDROID_SERIAL: 'OTHER' } })
    expect(found.stderr).toContain('environment variable ANDROID_SERIAL')
  })

  test.for<[which: string, phones: Canned[], argv: string[], env: Record<string, string>]>([
    ['the only one that is ready', [{ state: 'offline' }, { fixture: 'clear-phone' }], [], {}],
    ['the one that -s names', [{}, { fixture: 'clear-phone' }], ['-s', 'SERIAL2'], {}],
    ['the one that ANDROID_SERIAL names', [{}, { fixture: 'clear-phone' }], [], { ANDROID_SERIAL: 'SERIAL2' }],
    ['-s over ANDROID_SERIAL', [{}, { fixture: 'clear-phone' }], ['-s', 'SERIAL2'], { ANDROID_SERIAL: 'SERIAL1' }],
  ])('reads %s', async ([, canned, argv, env]) => {
    const { stdout } = await daichaWith(phones(...canned).connect, ['audit', '--device', ...argv], { env })
    expect(stdout).toMatch(/^\[OK\]/)
  })

  test('takes a phone or files, not both', async () => {
    const { code, stderr } = await daichaWith(phones({}).connect, ['audit', '--device', sample])
    expect(code).toBe(2)
    expect(stderr).toContain('[E101]')
  })

  test.for([
    ['120s', 120_000],
    ['2m', 120_000],
    ['90', 90_000],
    ['1500ms', 1500],
  ] as const)('--timeout %s is the time of every command', async ([typed, ms]) => {
    const times = new Set<number>()
    const send: Canned['send'] = async (_, { timeoutMs }) => {
      times.add(timeoutMs)
      return { stdout: Buffer.alloc(0), stderr: 'no', exitCode: 1 }
    }
    await daichaWith(phones({ send }).connect, ['audit', '--device', '--timeout', typed])
    expect([...times]).toEqual([ms])
  })

  test.for(['soon', '0', '-1', '5h'])('--timeout %s is wrong usage', async (typed) => {
    const { code, stderr } = await daichaWith(phones({}).connect, ['audit', '--device', `--timeout=${typed}`])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean 120s')
  })
})

describe('capture --save', () => {
  test('keeps every answer byte for byte, and says where, how much and who can open it', async () => {
    const { code, stdout, stderr } = await daichaWith(phones({}).connect, ['capture', '--save', 'before'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Saved in before: \d+ files, \d+ kB/)
    expect(stderr).toContain('Others who use this computer can open it')
    for (const name of ['package.txt', 'appops.txt', 'getprop.txt'])
      expect(readFileSync(join(cwd, 'before', name))).toEqual(readFileSync(join(sample, name)))
    expect(existsSync(join(cwd, 'before/manifest.json'))).toBe(true)
  })

  test('what exists is not overwritten, and the phone is not read for nothing', async () => {
    mkdirSync(join(cwd, 'before'))
    const { connect, sent } = phones({})
    const { code, stderr } = await daichaWith(connect, ['capture', '--save', 'before'], { cwd })
    expect([code, sent]).toEqual([2, []])
    expect(stderr).toContain('[E501] before exists')
    expect(readdirSync(join(cwd, 'before'))).toEqual([])
  })

  test('without a place to save is wrong usage', async () => {
    const { code, stderr } = await daichaWith(phones({}).connect, ['capture'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('--save')
  })
})

/** A phone that lets nothing through until it is told to, or until the command is called off. */
function stuck() {
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const send: Canned['send'] = async (_, { signal }) => {
    await Promise.race([
      gate,
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    ])
    return { stdout: Buffer.alloc(0), stderr: 'no', exitCode: 1 }
  }
  return { send, go }
}

describe('while a phone is read', () => {
  test('a terminal is told what is waited for, on one line that is left empty', async () => {
    const { send, go } = stuck()
    let err = ''
    const write = (text: string) => {
      err += text
      if (text.includes('Reading: ')) go()
    }
    await daichaWith(phones({ send }).connect, ['capture', '--save', 'x'], { cwd, stderr: { isTTY: true, write } })
    expect(err).toMatch(/^Reading: Phone and system\.\.\.\r +\r/)
    expect(err.split('\n')[0]).toContain('[E2')
  })

  test.for<[when: string, argv: string[], isTTY: boolean, env: Record<string, string>]>([
    ['standard error is no terminal', [], false, {}],
    ['--quiet', ['-q'], true, {}],
    ['CI is set', [], true, { CI: 'true' }],
  ])('nothing is told when %s', async ([, argv, isTTY, env]) => {
    const { send, go } = stuck()
    let err = ''
    const stderr = { isTTY, write: (text: string) => (err += text) }
    const ran = daichaWith(phones({ send }).connect, ['capture', '--save', 'x', ...argv], { cwd, stderr, env })
    await wait(700)
    expect(err).toBe('')
    go()
    await ran
  })

  test.for([
    ['audit', '--device'],
    ['capture', '--save', 'x'],
  ])('Ctrl-C ends %s %s with 130, and keeps nothing', async (argv) => {
    const { send } = stuck()
    const { connect, sent } = phones({ send })
    const ran = daichaWith(connect, argv, { cwd })
    while (sent.length === 0) await wait(5)
    process.emit('SIGINT')
    const { code, stdout, stderr } = await ran
    expect([code, stdout]).toEqual([130, ''])
    expect(stderr).toContain('Stopped. The phone was not changed')
    expect(readdirSync(cwd)).toEqual([])
  })
})
