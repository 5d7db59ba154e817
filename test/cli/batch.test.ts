import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { inOrder } from '../../src/cli/batch/pool.ts'
import { NdjsonRecord } from '../../src/model/report/ndjson.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const fixture = (name: string) => join(root, 'fixtures', name, 'input')
const [reads, clear, cut, missing] = [
  fixture('delisted-lender-that-reads'),
  fixture('clear-phone'),
  fixture('cut-inside-a-record'),
  'no-such-file.txt',
]

type Line = z.infer<typeof NdjsonRecord>
const recordsOf = (stdout: string): Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => NdjsonRecord.parse(JSON.parse(line)))
const inputsOf = (stdout: string) => recordsOf(stdout).flatMap((one) => ('input' in one ? [[one.type, one.input]] : []))

const batch = (lines: string[], ...argv: string[]) =>
  daicha(['audit', '--files-from', '-', ...argv], { stdin: lines.map((line) => `${line}\n`).join('') })
const ndjson = (lines: string[], ...argv: string[]) => batch(lines, '-f', 'ndjson', '-j', '1', ...argv)

const cwd = newFolder()

describe('--files-from', () => {
  test('writes a record for each line, in order, between a start and an end', async () => {
    const { stdout, stderr } = await ndjson([reads, missing, clear, cut])
    const records = recordsOf(stdout)
    expect(records.map(({ type }) => type)).toEqual(['start', 'input', 'error', 'input', 'input', 'end'])
    expect(inputsOf(stdout).map(([, input]) => input)).toEqual([reads, missing, clear, cut])
    expect(records.flatMap((one) => (one.type === 'input' ? one.verdict : []))).toEqual(['act', 'clear', 'incomplete'])
    expect(stderr).toBe('')
  })

  test('says in a record why an input could not be audited, and what to do', async () => {
    for (const lang of ['zh-CN', 'en']) {
      const [, record] = recordsOf((await ndjson([missing], '--lang', lang)).stdout)
      expect(record).toMatchObject({ type: 'error', input: missing, problem: { code: 'E301', severity: 'error' } })
      if (record?.type !== 'error') throw new Error('no error record')
      expect(record.problem.message).toMatch(lang === 'en' ? /^cannot open/ : /^打不开/)
      expect(record.problem.remedy.length).toBeGreaterThan(0)
    }
  })

  test('adds up in the end record what the records say', async () => {
    const { stdout } = await ndjson([reads, clear, missing])
    const records = recordsOf(stdout)
    const end = records.at(-1)
    if (end?.type !== 'end') throw new Error('no end record')
    expect(end.exit).toEqual({ code: 1, reasons: ['finding-at-or-above-high', 'incomplete'] })
    const inputs = records.flatMap((one) => (one.type === 'input' ? one : []))
    expect(end.stats).toMatchObject({
      inputs: 3,
      inputsFailed: 1,
      byVerdict: { act: 1, check: 0, clear: 1, incomplete: 0 },
    })
    expect(end.stats.packages).toBe(inputs.reduce((sum, { stats }) => sum + stats.packages, 0))
    expect(end.stats.bySeverity.high).toBe(inputs.reduce((sum, { stats }) => sum + stats.bySeverity.high, 0))
    expect(end.stats.bySeverity.high).toBeGreaterThan(0)
  })

  test('audits each line as the phone that it is alone', async () => {
    const alone = JSON.parse((await daicha(['audit', reads, '-f', 'json'])).stdout)
    const record = recordsOf((await ndjson([clear, reads])).stdout)[2]
    expect(record).toMatchObject({
      findings: alone.findings,
      apps: alone.apps,
      sources: alone.sources,
      exit: alone.exit,
    })
  })

  // biome-ignore format: a table is read by its columns
  test.for<[says: string, code: number, lines: string[], argv: string[]]>([
    ['0 when all was read and nothing found',           0, [clear],                 []],
    ['1 for one failing phone among others',            1, [clear, reads, missing], []],
    ['5 for a broken input beside a clear one',         5, [clear, missing],        []],
    ['5 for a cut one',                                 5, [clear, cut],            []],
    ['3 when none could be audited',                    3, [missing, missing],      []],
    ['3 when none could, where a part is allowed',      3, [missing],               ['--allow-partial']],
    ['3 for an empty list',                             3, [],                      []],
    ['0 for an empty list where a part is allowed',     0, [],                      ['--allow-partial']],
    ['0 for a broken input where a part is allowed',    0, [clear, missing],        ['--allow-partial']],
    ['1 for a failing phone where a part is allowed',   1, [reads, missing],        ['--allow-partial']],
    ['0 for a failing phone with --exit-zero',          0, [reads],                 ['--exit-zero']],
    ['5 for a broken input with --exit-zero',           5, [reads, missing],        ['--exit-zero']],
  ])('exits %s', async ([, code, lines, argv]) => {
    const { code: exit, stdout } = await ndjson(lines, ...argv)
    expect(exit).toBe(code)
    expect(recordsOf(stdout).at(-1)).toMatchObject({ type: 'end', exit: { code } })
  })

  test('answers an empty line and a line of the wrong kind with a record, too', async () => {
    const { stdout } = await ndjson(['', '-', clear, ''])
    expect(inputsOf(stdout)).toEqual([
      ['error', ''],
      ['error', '-'],
      ['input', clear],
      ['error', ''],
    ])
  })

  test.skipIf(process.platform === 'win32')(
    'does not wait for a pipe that nobody writes to, nor read a device',
    async () => {
      const pipe = join(cwd, 'pipe')
      execFileSync('mkfifo', [pipe])
      for (const jobs of ['1', '2']) {
        const { code, stdout } = await batch([pipe, clear, '/dev/zero'], '-f', 'ndjson', '-j', jobs)
        expect(inputsOf(stdout)).toEqual([
          ['error', pipe],
          ['input', clear],
          ['error', '/dev/zero'],
        ])
        expect([code, stdout.match(/"problem":\{"code":"E506"/g)?.length]).toEqual([5, 2])
        expect(stdout).not.toContain('--no-config')
      }
    },
  )

  test('takes the ends of lines of Windows, and a last line without an end', async () => {
    const { stdout } = await daicha(['audit', '--files-from', '-', '-f', 'ndjson', '-j', '1'], {
      stdin: `${clear}\r\n${reads}`,
    })
    expect(inputsOf(stdout)).toEqual([
      ['input', clear],
      ['input', reads],
    ])
  })

  test('--files0-from reads names that hold line ends', async () => {
    const odd = 'two\nlines.txt'
    copyFileSync(join(reads, 'package.txt'), join(cwd, odd))
    writeFileSync(join(cwd, 'list'), `${odd}\0${clear}\0`)
    const { stdout } = await daicha(['audit', '--files0-from', 'list', '-f', 'ndjson', '-j', '1'], { cwd })
    expect(inputsOf(stdout)).toEqual([
      ['input', odd],
      ['input', clear],
    ])
    expect(stdout.split('\n')).toHaveLength(5)
  })

  test('a list that is not there is an error, and leaves nothing behind', async () => {
    const cwd = newFolder()
    const argv = ['audit', '--files-from', 'no-list', '-j', '1', '-f', 'ndjson=all.ndjson', '-f', 'text']
    const { code, stdout, stderr } = await daicha(argv, { cwd })
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('[E301] cannot open no-list')
    expect(readdirSync(cwd)).toEqual([])
  })

  test.for([
    [['audit', 'x', '--files-from', '-'], 'E115', '--files-from and x'],
    [['audit', '--files-from', '-', '-f', 'json'], 'E129', 'json'],
    [['audit', '--files-from', '-', '-j', '0'], 'E114', '0 is not a value of --jobs'],
    [['audit', '--device', '--files-from', '-'], 'E115', '--device and --files-from'],
    [['audit', '--wait', '-j', '2'], 'E115', '--wait and --jobs'],
    [['audit', '--files-from', 'x', '--files0-from', 'y'], 'E115', '--files-from and --files0-from'],
    [['audit', '--files-from', '-', '--full'], 'E115', '--full and --files-from'],
    [['audit', '--files0-from', '-', '--show-ignored'], 'E115', '--show-ignored and --files0-from'],
    [['audit', 'x', '-j', '2'], 'E115', '--jobs and x'],
    [['audit', 'x', '--no-start-record'], 'E115', '--no-start-record and x'],
    [['report', 'merge', 'x', '--full'], 'E115', '--full and merge'],
  ] as const)('%j is wrong usage', async ([argv, problem, typed]) => {
    const { code, stdout, stderr } = await daicha([...argv])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.split('\n')[0]).toContain(`[${problem}]`)
    expect(stderr.split('\n')[0]).toContain(typed)
  })

  test('shows a person a line for each input and the sum', async () => {
    for (const [lang, act, sum] of [
      ['zh-CN', '[需处理]', '输入 3 份，其中 1 份无法检查'],
      ['en', '[ACT NOW]', 'Inputs: 3; could not be audited: 1'],
    ] as const) {
      const lines = (await batch([reads, missing, clear], '-j', '1', '--lang', lang)).stdout.trimEnd().split('\n')
      expect(lines[0]).toMatch(new RegExp(`^${act.replace(/[[\]]/g, '\\$&')} ${reads}`))
      expect(lines[1]).toContain('[E301]')
      expect(lines[3]).toBe(sum)
      expect(lines.at(-1)).toMatch(/ 1$/)
    }
  })

  test.for([
    ['zh-CN', ['--rule', 'lender-reads-contacts'], /\n只用了选定的规则，.*不能说没有问题\n/],
    ['en', ['--rule', 'lender-reads-contacts'], /\nOnly the chosen rules were applied/],
    ['en', ['--user', '11'], /\nOnly the chosen user was checked/],
  ] as const)('in text the end says in %s what was left out by %s', async ([lang, argv, told]) => {
    const { stdout } = await batch(
      [join(root, 'fixtures/android-10-two-users/input'), reads],
      '-j',
      '1',
      '--lang',
      lang,
      ...argv,
    )
    expect(stdout).toMatch(told)
    expect((await batch([reads], '-j', '1', '--lang', lang)).stdout).not.toMatch(told)
  })

  test('a file appears when the run is whole', async () => {
    writeFileSync(join(cwd, 'two'), `${clear}\n${reads}\n`)
    const { code, stdout } = await daicha(['audit', '--files-from', 'two', '-f', 'ndjson=all.ndjson', '-f', 'text'], {
      cwd,
    })
    expect(code).toBe(1)
    expect(recordsOf(readFileSync(join(cwd, 'all.ndjson'), 'utf8')).map(({ type }) => type)).toEqual([
      'start',
      'input',
      'input',
      'end',
    ])
    expect(stdout.split('\n')[0]).toMatch(/^\[OK\]/)
    expect(existsSync(join(cwd, 'all.ndjson.part'))).toBe(false)
  })
})

describe('a stream for an engine', () => {
  test('without a start and an end is a line for each line, and each speaks for itself', async () => {
    const { stdout } = await ndjson([reads, missing], '--no-start-record', '--no-end-record')
    const [first, second, ...more] = recordsOf(stdout)
    expect([first?.type, second?.type, more]).toEqual(['input', 'error', []])
    const start = recordsOf((await ndjson([reads])).stdout)[0]
    const { type: _, ...heading } = start as Extract<Line, { type: 'start' }>
    expect(first).toMatchObject({ heading })
  })

  test('answers a line before the next one comes', async () => {
    const stdin = new PassThrough()
    let written = ''
    const answered = (n: number) =>
      new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (written.split('\n').length <= n) return
          clearInterval(look)
          resolve()
        }, 5)
      })
    const ended = daicha(['audit', '--files-from', '-', '-f', 'ndjson', '--no-start-record', '--no-end-record'], {
      stdin,
      stdout: { write: (text) => (written += text) },
    })
    stdin.write(`${reads}\n`)
    await answered(1)
    stdin.write(`${clear}\n`)
    await answered(2)
    stdin.end()
    expect((await ended).code).toBe(1)
    expect(inputsOf(written)).toEqual([
      ['input', reads],
      ['input', clear],
    ])
  })
})

describe('--jobs', () => {
  test('several write the same bytes as one', async () => {
    const lines = Array.from({ length: 100 }, (_, at) => [reads, clear, missing, cut, `gone-${at}`][at % 5] ?? '')
    const [one, three] = await Promise.all([1, 3].map((jobs) => batch(lines, '-f', 'ndjson', '-j', String(jobs))))
    expect(inputsOf(one?.stdout ?? '')).toHaveLength(100)
    expect(three).toEqual(one)
  })

  test('a list that fails while all are busy fails when their answers are there', async () => {
    const unheard: unknown[] = []
    const hear = (error: unknown) => unheard.push(error)
    process.on('unhandledRejection', hear)
    try {
      async function* questions() {
        yield* [1, 2]
        throw new Error('the list')
      }
      const answers: number[] = []
      const asked = async () => {
        for await (const answer of inOrder(questions(), 2, (n) => new Promise((done) => setTimeout(done, 20, n))))
          answers.push(answer as number)
      }
      await expect(asked()).rejects.toThrow('the list')
      expect([answers, unheard]).toEqual([[1], []])
    } finally {
      process.off('unhandledRejection', hear)
    }
  })

  test('never holds more open than it was told, and asks for no more', async () => {
    let [asked, open, most] = [0, 0, 0]
    async function* questions() {
      for (;;) yield ++asked
    }
    const answers: number[] = []
    for await (const answer of inOrder(questions(), 4, async (n) => {
      most = Math.max(most, ++open)
      // Later ones are ready sooner.
      await new Promise((wait) => setTimeout(wait, n % 2 === 0 ? 0 : 3))
      open--
      return n
    })) {
      answers.push(answer)
      // One is asked for ahead of the four.
      expect(asked).toBeLessThanOrEqual(answers.length + 5)
      if (answers.length === 50) break
    }
    expect(answers).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
    expect(most).toBe(4)
  })
})
