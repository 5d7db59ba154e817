import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { daicha, root, rules } from '../daicha.ts'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

describe('--version', () => {
  test.for(['--version', '-V', '-v', 'version', '--lang zh-CN --version', 'audit --version'])(
    'daicha %s prints the version',
    async (typed) => {
      expect(await daicha(typed.split(' '))).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
    },
  )
})

describe('--help', () => {
  const names = readdirSync(join(root, 'src/cli/commands')).map((file) => file.replace('.ts', ''))
  const commands = ['', ...names.map((name) => `${name} `)]

  test.for(
    commands.flatMap((command) =>
      ['--help --lang zh-CN', '-h --lang zh-CN', '--help', '-h'].map((flag) => command + flag),
    ),
  )('daicha %s fits 80 columns and has an example', async (typed) => {
    const argv = typed.split(' ')
    const { code, stdout, stderr } = await daicha(argv)
    expect([code, stderr]).toEqual([0, ''])
    const lines = stdout.split('\n')
    for (const ambiguousIsNarrow of [true, false])
      expect(lines.filter((line) => stringWidth(line, { ambiguousIsNarrow }) > 80)).toEqual([])
    const zh = argv.includes('zh-CN')
    const examples = lines.slice(lines.indexOf(zh ? '例子' : 'Examples:') + 1).filter((line) => line !== '')
    expect(lines).toContain(zh ? '例子' : 'Examples:')
    // What can be written is said in words, once.
    expect(stdout).not.toMatch(/choices:/)
    expect(examples.length).toBeGreaterThan(0)
    for (const line of examples) expect(line).toMatch(/^ {2}(\S.* \| )?daicha /)
  })

  test.for<[string, number]>([
    ['zh-CN', 40],
    ['en', 40],
    ['zh-CN', 72],
  ])('%s: in a terminal of %i columns what a word means stands below it', async ([lang, columns]) => {
    for (const name of ['', ...names]) {
      const argv = [...(name === '' ? [] : [name]), '--help', '--lang', lang]
      const { stdout } = await daicha(argv, { env: { COLUMNS: String(columns) } })
      const [told] = stdout.split(/^(?:例子|Examples:)$/m)
      const wide = told?.split('\n').filter((line) => stringWidth(line) > columns)
      // The usage and a long option are typed as they are.
      expect(wide?.filter((line) => !/^(Usage:|用法) |^ {2}\S/.test(line))).toEqual([])
      expect(stdout).not.toMatch(/^ {8}/m)
    }
  })

  test('names every option of audit, and every regime', async () => {
    const { stdout } = await daicha(['audit', '--help'])
    const [, regimes = ''] = /to compare with: ([\w, ]+)/.exec(stdout.replace(/\s+/g, ' ')) ?? []
    expect(regimes.split(', ').sort()).toEqual(rules.regimes.map(({ id }) => id).sort())
    const options = [
      '--format',
      '--output',
      '--fail-on',
      '--min-severity',
      '--user',
      '--regime',
      '--all-apps',
      '--rule',
      '--skip-rule',
      '--assume-lender',
      '--ignore-file',
      '--baseline',
      '--files-from',
      '--files0-from',
      '--jobs',
      '--config',
      '--exit-zero',
      '--allow-partial',
    ]
    for (const option of [...options, '--lang', '--color', '--quiet', '--verbose', '--help'])
      expect(stdout).toContain(option)
  })

  test('names every command', async () => {
    const { stdout } = await daicha(['--help'])
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => `${name} `)
    expect(listed.filter((name) => name !== 'daicha ').toSorted()).toEqual(names.map((name) => `${name} `).toSorted())
  })

  test.for(commands)('daicha %s--help is in one language', async (command) => {
    const argv = `${command}--help`.split(' ')
    const zh = (await daicha([...argv, '--lang', 'zh-CN'])).stdout
    const en = (await daicha([...argv, '--lang', 'en'])).stdout
    expect(zh).toMatch(/^用法 daicha/)
    expect(zh).not.toMatch(/Usage:|Options:|Arguments:|Commands:|Global options:|Examples:|\(default/i)
    expect(en).toMatch(/^Usage: daicha/)
    // The article's own word is an example of what can be asked about.
    expect(en.replaceAll('爆通讯录', '')).not.toMatch(/\p{Script=Han}/u)
  })

  test('the manual page is in one language, too', async () => {
    const { stdout } = await daicha(['help', '--man', '--lang', 'zh-CN'])
    expect(stdout).toContain('（默认 auto）')
    expect(stdout).not.toMatch(/\(default|\p{Script=Han}\./u)
  })

  test('shows examples that work', async () => {
    const explained = (await daicha(['explain', '--help'])).stdout.matchAll(/^ {2}daicha (explain \S+)$/gm)
    const argvs = [...explained].map(([, words = '']) => words.split(' '))
    expect(argvs.length).toBeGreaterThan(0)
    for (const argv of argvs) expect((await daicha(argv)).code).toBe(0)
  })
})

describe('wrong usage', () => {
  test.for<[argv: string[], typed: string, guess: string]>([
    [['audit', 'x', '--json'], '[E101] --json', '-f json'],
    [['audit', 'x', '--all'], '[E101] --all', '--all-apps'],
    [['audit', 'x', '--fromat', 'json'], '[E101] --fromat', '--format'],
    [['audit', 'x', '--fail-one', 'high'], '[E101] --fail-one', '--fail-on'],
    [['audti', 'x'], '[E112] audti', 'audit'],
    [['explian', 'E305'], '[E112] explian', 'explain'],
    [['check', 'x'], '[E112] check', 'audit'],
    [['检查', 'x'], '[E112] 检查', 'audit'],
    [['save', 'x'], '[E112] save', 'capture'],
    [['schema', 'repor'], '[E114] repor', 'report'],
  ])('%j names what was typed and guesses', async ([argv, typed, guess]) => {
    const [problem = '', word = ''] = typed.split(' ')
    for (const [lang, asks] of [
      ['zh-CN', '是不是想用'],
      ['en', 'Did you mean'],
    ] as const) {
      const { code, stdout, stderr } = await daicha([...argv, '--lang', lang])
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr.split('\n')[0]).toContain(problem)
      expect(stderr.split('\n')[0]).toContain(word)
      expect(stderr).toContain(`${asks} ${guess}`)
    }
  })

  test.for(['they keep calling my mom', 'they call my mom. what now.', '他们一直打电话'])(
    'a question is told first how it is asked: %s',
    async (asked) => {
      const { code, stderr } = await daicha([...asked.split(' '), '--lang', 'en'])
      expect([code, stderr]).toEqual([2, expect.stringContaining(`[E112] ${asked} is neither`)])
      expect(stderr).toMatch(
        new RegExp(`1\\. If it is a question, an app or a word:\\s+\`daicha explain "?${asked}"?\``),
      )
      expect((await daicha(['explain', ...asked.split(' ')])).code).toBe(0)
    },
  )

  test('a question that begins as a command does is told whole beside the command', async () => {
    const { stderr } = await daicha(['check', 'who', 'has', 'my', 'contacts', '--lang', 'en'])
    expect(stderr).toMatch(/1\. Did you mean audit\?[\s\S]*`daicha explain "check who has my contacts"`/)
  })

  test.for([
    ['an unknown option without a near one', ['audit', 'x', '--zzzzzzzz'], '[E101] there is no option --zzzzzzzz'],
    ['an unknown word that is not a file', ['no-such-thing.txt'], '[E112] no-such-thing.txt is neither'],
    [
      'a package name, which is never taken as a command',
      ['com.example.kuaijie'],
      '[E112] com.example.kuaijie is neither',
    ],
  ] as const)('%s is an error and says what was typed', async ([, argv, typed]) => {
    const { code, stdout, stderr } = await daicha([...argv])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.split('\n')[0]).toContain(typed)
    expect(stderr).toContain('daicha --help')
    expect(stderr).not.toMatch(/\{\w+\}/)
  })

  test.for([
    ['classify without a package', ['classify']],
    ['schema without a name', ['schema']],
    ['-f without a format', ['audit', 'x', '-f']],
    ['an option of audit on explain', ['explain', 'E305', '--all-apps']],
    ['two names for schema', ['schema', 'report', 'report']],
  ] as const)('%s is an error', async ([, argv]) => {
    const { code, stdout, stderr } = await daicha([...argv])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/\[E1(01|13|27)\]/)
  })

  test.for(['', '--lang zh-CN', '-q'])(
    'daicha %s without a command: usage on standard error and exit 2',
    async (typed) => {
      const { code, stdout, stderr } = await daicha(typed.split(' ').filter(Boolean))
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain(typed.includes('zh-CN') ? '用法 daicha' : 'Usage: daicha')
      expect(stderr).not.toContain('outputHelp')
      expect(stderr).toContain('daicha audit package.txt')
    },
  )
})

describe('daicha FILE', () => {
  const file = 'fixtures/delisted-lender-that-reads/input/package.txt'

  test.for([
    [[file], [file]],
    [['fixtures/clear-phone'], ['fixtures/clear-phone']],
    [
      [file, '-f', 'json'],
      [file, '-f', 'json'],
    ],
    [
      ['--lang', 'zh-CN', file],
      [file, '--lang', 'zh-CN'],
    ],
    [
      ['-f', 'json', file],
      [file, '-f', 'json'],
    ],
    [
      ['-q', file],
      ['-q', file],
    ],
  ] as const)('%j is `daicha audit` of the same', async ([short, long]) => {
    const expected = await daicha(['audit', ...long])
    expect(expected.stdout).not.toBe('')
    expect(await daicha([...short])).toEqual(expected)
  })
})

describe('schema report', () => {
  test('prints the committed schema', async () => {
    const { code, stdout, stderr } = await daicha(['schema', 'report'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe(readFileSync(join(root, 'schema/report.v2.json'), 'utf8'))
    expect(JSON.parse(stdout)).toHaveProperty('$schema')
  })
})
