import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { blocksPrinted, isForBlocks } from '../adb/blocks.ts'
import { AuditError } from '../built.ts'
import { daicha, type Ran, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { entryOf, zipOf } from '../zip.ts'
import { type Canned, daichaWith, phones, recordingsIn } from './canned.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

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

  test('whose report can come to lie nowhere does not read the phone for nothing', async () => {
    const { connect, sent } = phones({})
    const argv = ['audit', '--device', '-o', 'good.json', '-o', 'nowhere/bad.html']
    const { code, stderr } = await daichaWith(connect, argv, { cwd })
    expect([code, stderr]).toEqual([2, expect.stringContaining('[E502] cannot write nowhere/bad.html')])
    expect([sent, readdirSync(cwd)]).toEqual([[], []])
  })

  test.for([
    ['E208', new AuditError('E213', { serial: 'VERYSECRET' })],
    ['E209', new AuditError('E209', { what: 'answer', seconds: '60' })],
    ['E208', new AuditError('E212', { said: 'VERYSECRET' })],
  ] as const)(
    'a phone that changes while it is read, and fails when it is read once more (%s)',
    async ([code, error]) => {
      const answer = recordingsIn(join(root, 'test/phones/android-14/data'))
      let hasBegun = false
      const send: Canned['send'] = async (argv, options) => {
        const isDump = argv.at(-1) === 'package'
        if (isDump && hasBegun) throw error
        const said = await answer(argv, options)
        if (!isDump) return said
        hasBegun = true
        const before = said.stdout.toString().replaceAll('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
        return { ...said, stdout: Buffer.from(before) }
      }
      const live = await daichaWith(phones({ send }).connect, ['audit', '--device', '-f', 'json'], { cwd })
      hasBegun = false
      const saved = await daichaWith(phones({ send }).connect, ['capture', '--save', 'x'], { cwd })
      const again = await daicha(['audit', 'x', '-f', 'json'], { cwd })
      const toldIn = (stdout: string) => {
        const { verdict, complete, problems, findings }: Report = JSON.parse(stdout)
        const readers = findings.flatMap((one) => (one.ruleId === 'lender-reads-contacts' ? [one.package] : []))
        return { verdict, complete, codes: problems.map((problem) => problem.code), readers }
      }
      // What was read first is kept and told, with what does not add up and what happened.
      expect(toldIn(live.stdout)).toMatchObject({
        verdict: 'act',
        complete: false,
        codes: expect.arrayContaining([code]),
        readers: ['com.example.kuaijie', 'com.example.xiaojin'],
      })
      if (code === 'E208') expect(toldIn(live.stdout).codes).toContain('E216')
      expect([saved.code, toldIn(again.stdout)]).toEqual([0, toldIn(live.stdout)])
      expect(live.stdout + again.stdout + readFileSync(join(cwd, 'x/manifest.json'), 'utf8')).not.toContain(
        'VERYSECRET',
      )
    },
  )

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
    ['E205', 'one is ready, and another may be meant', [{ state: 'unauthorized' }, {}], [], {}],
    [
      'E205',
      'of two that say the named serial one is ready',
      [{ sharesSerial: true }, { serial: 'SERIAL1', sharesSerial: true, state: 'offline' }],
      ['-s', 'SERIAL1'],
      {},
    ],
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

  test('a serial that is as long as a file does not push what to do off the screen', async () => {
    const { stderr } = await daichaWith(phones({}).connect, ['audit', '--device', '-s', 'X'.repeat(100_000)])
    expect(stderr).toMatch(/\[E213\].*X…\s+is connected\n.*`daicha devices`/s)
    expect(stderr.length).toBeLessThan(5000)
  })

  test.for<[which: string, phones: Canned[], argv: string[], env: Record<string, string>]>([
    ['the one that -s names', [{}, { fixture: 'clear-phone' }], ['-s', 'SERIAL2'], {}],
    ['the one that ANDROID_SERIAL names', [{}, { fixture: 'clear-phone' }], [], { ANDROID_SERIAL: 'SERIAL2' }],
    ['-s over ANDROID_SERIAL', [{}, { fixture: 'clear-phone' }], ['-s', 'SERIAL2'], { ANDROID_SERIAL: 'SERIAL1' }],
  ])('reads %s', async ([, canned, argv, env]) => {
    const { stdout } = await daichaWith(phones(...canned).connect, ['audit', '--device', ...argv], { env })
    expect(stdout).toMatch(/^\[OK\]/)
  })

  test.for([['--device'], ['-s', 'SERIAL1'], ['--timeout', '30s'], ['--names', 'none']])(
    'takes a phone or files, not both: %s',
    async (asked) => {
      for (const command of [['audit'], ['evidence', 'pack']]) {
        const { connect, sent } = phones({})
        const { code, stdout, stderr } = await daichaWith(connect, [...command, sample, ...asked], { cwd })
        expect([code, stdout, sent]).toEqual([2, '', []])
        expect(stderr).toContain('[E115]')
      }
      expect((await daichaWith(phones({}).connect, ['audit', ...asked])).stdout).toMatch(/^\[ACT NOW\]/)
    },
  )

  test.for([
    ['120s', 120_000],
    ['2m', 120_000],
    ['90s', 90_000],
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

  test.for(['soon', '0', '-1', '5h', '90'])('--timeout %s is wrong usage', async (typed) => {
    const { code, stderr } = await daichaWith(phones({}).connect, ['audit', '--device', `--timeout=${typed}`])
    expect(code).toBe(2)
    expect(stderr).toContain('30s, 2m, 1500ms')
  })
})

const changed = (bytes?: Buffer) => Buffer.from(String(bytes).replaceAll('granted=true', 'granted=false'))

describe('capture --save', () => {
  test('keeps every answer byte for byte, and says where, how much and who can open it', async () => {
    const { code, stdout, stderr } = await daichaWith(phones({}).connect, ['capture', '--save', 'before'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Saved in before: \d+ files, \d+ kB/)
    expect(stderr).toContain('It lists every app of the phone')
    for (const name of ['package.txt', 'appops.txt', 'getprop.txt'])
      expect(readFileSync(join(cwd, 'before', name))).toEqual(readFileSync(join(sample, name)))
    expect(existsSync(join(cwd, 'before/manifest.json'))).toBe(true)
  })

  test.skipIf(process.platform === 'win32')('nobody else who uses this computer can open it', async () => {
    for (const name of ['before', 'before.zip'])
      await daichaWith(phones({}).connect, ['capture', '--save', name, '-q'], { cwd })
    expect(['before', 'before.zip'].map((name) => statSync(join(cwd, name)).mode & 0o077)).toEqual([0, 0])
  })

  test('what exists is not overwritten, and the phone is not read for nothing', async () => {
    mkdirSync(join(cwd, 'before'))
    writeFileSync(join(cwd, 'before.zip'), 'mine')
    for (const name of ['before', 'before.zip']) {
      const { connect, sent } = phones({})
      const { code, stderr } = await daichaWith(connect, ['capture', '--save', name], { cwd })
      expect([code, sent]).toEqual([2, []])
      expect(stderr).toContain(`[E501] ${name} exists`)
    }
    expect(readdirSync(join(cwd, 'before'))).toEqual([])
    expect(readFileSync(join(cwd, 'before.zip'), 'utf8')).toBe('mine')
  })

  test('a name that ends in .zip makes a zip of the same files, and the same bytes each time', async () => {
    const save = (name: string) => daichaWith(phones({}).connect, ['capture', '--save', name], { cwd })
    expect((await save('before.zip')).stdout).toMatch(/^Saved in before\.zip: \d+ files, \d+ kB/)
    await save('again.ZIP')
    await save('folder')
    expect(readFileSync(join(cwd, 'again.ZIP'))).toEqual(readFileSync(join(cwd, 'before.zip')))
    const zip = readFileSync(join(cwd, 'before.zip'))
    const names = readdirSync(join(cwd, 'folder'))
    for (const name of names) expect(entryOf(zip, name)).toEqual(readFileSync(join(cwd, 'folder', name)))
    const sums = entryOf(zip, 'SHA256SUMS').toString().trimEnd().split('\n')
    const sumOf = (name: string) => createHash('sha256').update(entryOf(zip, name)).digest('hex')
    expect(sums.sort()).toEqual(
      names.flatMap((name) => (name === 'SHA256SUMS' ? [] : `${sumOf(name)}  ${name}`)).sort(),
    )
    expect(readdirSync(cwd).sort()).toEqual(['again.ZIP', 'before.zip', 'folder'])
  })

  test.for(['folder', 'before.zip'])('%s, audited, gives what the phone gave', async (name) => {
    const report = ({ stdout }: Ran) => {
      const { run, exit, ...report } = JSON.parse(stdout) as Report
      return report
    }
    const live = report(await daichaWith(phones({}).connect, ['audit', '--device', '-f', 'json'], { cwd }))
    expect(live.findings.length).toBeGreaterThan(0)
    await daichaWith(phones({}).connect, ['capture', '--save', name], { cwd })
    expect(report(await daicha(['audit', name, '-f', 'json'], { cwd }))).toEqual(live)
  })

  test.for<[what: string, change: (files: Map<string, Buffer>) => void, code: string]>([
    ['was changed', (files) => files.set('package.txt', changed(files.get('package.txt'))), 'E503'],
    ['is gone', (files) => files.delete('package.txt'), 'E503'],
  ])('a zip in which a file %s is no evidence', async ([, change, problem]) => {
    await daichaWith(phones({}).connect, ['capture', '--save', 'before'], { cwd })
    const folder = join(cwd, 'before')
    const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
    change(files)
    writeFileSync(join(cwd, 'after.zip'), zipOf(files))
    const { code, stdout } = await daicha(['audit', 'after.zip', '-f', 'json'], { cwd })
    const report = JSON.parse(stdout) as Report
    expect(report.problems.map((problem) => problem.code)).toContain(problem)
    expect([report.verdict, code]).toEqual(['incomplete', 3])
  })

  test('a zip that is cut short is told as such, and what still stands in it is found', async () => {
    await daichaWith(phones({}).connect, ['capture', '--save', 'before.zip'], { cwd })
    const bytes = readFileSync(join(cwd, 'before.zip'))
    writeFileSync(join(cwd, 'cut.zip'), bytes.subarray(0, bytes.length / 2))
    const { code, stdout } = await daicha(['audit', 'cut.zip', '-f', 'json'], { cwd })
    const { verdict, complete, problems } = JSON.parse(stdout) as Report
    expect([code, verdict, complete]).toEqual([1, 'act', false])
    expect(problems.map((problem) => problem.code)).toContain('E340')
  })

  test.for(['before', 'before.zip'])('where %s cannot be written nothing is left', async (name) => {
    writeFileSync(join(cwd, 'file'), '')
    for (const [folder, why] of [
      ['nowhere', 'the folder does not exist'],
      ['file', 'a part of the path is not a folder'],
    ] as const) {
      const { connect, sent } = phones({})
      const { code, stderr } = await daichaWith(connect, ['capture', '--save', join(folder, name)], { cwd })
      expect([code, sent]).toEqual([2, []])
      expect(stderr.replace(/\s+/g, ' ')).toContain(`[E502] cannot write ${folder}/${name}: ${why}`)
    }
    expect(readdirSync(cwd)).toEqual(['file'])
  })

  test('two at once take two names', async () => {
    const both = await Promise.all([1, 2].map(() => daichaWith(phones({}).connect, ['capture'], { cwd })))
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(readdirSync(cwd).sort()).toEqual(['daicha-202611240620', 'daicha-202611240620-2'])
  })

  test('a folder of the person that is called like our half one is left alone', async () => {
    mkdirSync(join(cwd, 'before.part'))
    writeFileSync(join(cwd, 'before.part/mine.txt'), 'mine')
    await daichaWith(phones({}).connect, ['capture', '--save', 'before'], { cwd })
    expect(readFileSync(join(cwd, 'before.part/mine.txt'), 'utf8')).toBe('mine')
  })

  test('without a name takes one of its own, which it tells, and never an old one', async () => {
    for (const name of ['daicha-202611240620', 'daicha-202611240620-2']) {
      const { code, stdout } = await daichaWith(phones({}).connect, ['capture'], { cwd })
      expect([code, stdout]).toEqual([0, expect.stringContaining(`Saved in ${name}:`)])
      expect(readdirSync(cwd)).toContain(name)
    }
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
    expect(err).toMatch(/^Reading: Phone and system\.\.\. 0 s, 0 kB\r +\r/)
    expect(err.split('\n')[0]).toContain('[E2')
  })

  test('the line counts seconds, bytes and names while they come, and is gone at the end', async () => {
    const stdout = (text = '') => ({ stdout: Buffer.from(text), stderr: '', exitCode: 0 })
    const recorded = phones({ recorded: 'android-14' })
    const phone = await (await recorded.connect({ env: {} })).devices()
    const of = await (await recorded.connect({ env: {} })).open(phone[0] ?? expect.fail('no phone'))
    let err = ''
    let asked = 0
    const shown = async (text: RegExp) => {
      while (!text.test(err)) await wait(20)
    }
    const send: Canned['send'] = async (argv, options) => {
      const [program, ...args] = argv
      if (program === 'stat')
        return stdout(
          args
            .slice(2)
            .map((path) => `100000 ${path}\n`)
            .join(''),
        )
      if (isForBlocks(argv)) {
        if (asked++ > 0) await shown(/names of apps, [1-9] of [2-9]\.\.\. \d+ s, 2\.5 MB/)
        return blocksPrinted(argv, () => ({ stdout: Buffer.alloc(0), exitCode: 1 }))
      }
      if (argv.join(' ') === 'dumpsys -t 60 package') {
        options.onBytes?.(1_000_000)
        options.onBytes?.(1_500_000)
        await shown(/Reading: Apps and permissions\.\.\. 1 s, 2\.5 MB/)
      }
      return of.send(argv, options)
    }
    const { code, stdout: out } = await daichaWith(
      phones({ send }).connect,
      ['capture', '--save', 'x', '--names', 'all'],
      {
        cwd,
        stderr: { isTTY: true, write: (text: string) => (err += text) },
      },
    )
    expect([code, out]).toEqual([0, expect.stringContaining('Saved in x')])
    expect(err).toMatch(/\r +\r(It lists every app|$)/)
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

test('a revocation in a folder that was removed changes nothing, and says that it cannot write there', async () => {
  const { connect, sent } = phones({})
  const argv = ['revoke', 'com.example.kuaijie', '--by-adb', '--yes']
  const { code, stderr } = await daichaWith(connect, argv, { cwd: join(cwd, 'gone') })
  expect([code, stderr]).toEqual([2, expect.stringContaining('[E502]')])
  expect(sent.filter((command) => /^(pm (revoke|set)|appops set|am )/.test(command))).toEqual([])
})
