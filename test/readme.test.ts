import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Config } from '../src/model/config.ts'
import { IgnoreFile } from '../src/model/ignore.ts'
import { reporters } from '../src/report/index.ts'
import { daichaWith, phones } from './cli/canned.ts'
import { daicha, root, rules } from './daicha.ts'

/**
 * Both pages show what the program really prints. `[...]` at the end of an output stands for the sections left out.
 *
 *     UPDATE_README=1 npx vitest run test/readme.test.ts     writes the outputs anew; read that diff
 */
const update = Boolean(process.env['UPDATE_README'])
if (update && process.env['CI']) throw new Error('UPDATE_README writes files and is refused in CI')
const howToUpdate = 'If the program is right: UPDATE_README=1 npx vitest run test/readme.test.ts, and read the diff.'

interface Page {
  file: string
  /** Environment of a person who reads this page. */
  env: Record<string, string>
  text: string
  lines: string[]
  blocks: Block[]
}

/** A fenced block. `at` is the index of its first line, below the fence. */
interface Block {
  language: string
  at: number
  lines: string[]
}

const pages = [page('README.md', { LANG: 'en_US.UTF-8' }), page('README.zh-CN.md', { LANG: 'zh_CN.UTF-8' })]
const [english, chinese] = pages as [Page, Page]

function page(file: string, env: Page['env']): Page {
  const text = readFileSync(join(root, file), 'utf8')
  const lines = text.split('\n')
  const blocks: Block[] = []
  let open: Block | undefined
  for (const [at, line] of lines.entries()) {
    const [, language] = /^ *```(\w*)$/.exec(line) ?? []
    if (language === undefined) open?.lines.push(line)
    else if (open) open = undefined
    else {
      open = { language, at: at + 1, lines: [] }
      blocks.push(open)
    }
  }
  return { file, env, text, lines, blocks }
}

const inBlocks = ({ blocks }: Page, ...languages: string[]) =>
  blocks.filter(({ language }) => languages.includes(language))

/** The lines outside of fenced blocks. */
function prose({ lines, blocks }: Page): string[] {
  const fenced = new Set(blocks.flatMap(({ at, lines }) => [at - 1, ...lines.map((_, n) => at + n), at + lines.length]))
  return lines.filter((_, at) => !fenced.has(at))
}

const headings = (of: Page) => prose(of).filter((line) => /^#+ /.test(line))
const optionsIn = (text: string) => [
  ...new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z0-9-]*/g)].map(([option]) => option)),
]

/** What is typed, in the order of the page: after `$ ` in a console, every line of a shell script. */
const typed = (of: Page) =>
  inBlocks(of, 'console', 'sh').flatMap(({ language, lines }) =>
    lines.flatMap((line) => (language === 'sh' ? line.trim() : line.startsWith('$ ') ? line.slice(2) : [])),
  )

/** Rows of tables: the cells of each. */
const rows = (of: Page) =>
  prose(of)
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

const exitCodes = (of: Page) => rows(of).flatMap(([code = '']) => (/^\d[\d, ]*$/.test(code) ? [code] : []))

/** A command of a console block with the output that stands below it; `from` counts in lines of the page. */
interface Step {
  command: string
  from: number
  shown: string[]
}

function stepsOf({ at, lines }: Block): Step[] {
  const starts = lines.flatMap((line, n) => (line.startsWith('$ ') ? [n] : []))
  return starts.map((n, nth) => ({
    command: (lines[n] ?? '').slice(2),
    from: at + n + 1,
    shown: lines.slice(n + 1, starts[nth + 1]),
  }))
}

/** As many sections of the output as are shown, and `[...]` for the others; all of it where nothing is left out. */
function shortened(output: string, shown: string[]): string[] {
  const printed = output.replace(/\n$/, '').split('\n')
  if (shown.at(-1) !== '[...]') return output === '' ? [] : printed
  const wanted = shown.join('\n').split('\n\n').length - 1
  const sections = printed.join('\n').split('\n\n')
  if (sections.length <= wanted) return printed
  return [...sections.slice(0, wanted).join('\n\n').split('\n'), '', '[...]']
}

const rewrites = new Map<Page, { from: number; shown: string[]; printed: string[] }[]>(pages.map((of) => [of, []]))

function compare(of: Page, from: number, shown: string[], printed: string[]) {
  if (update) rewrites.get(of)?.push({ from, shown, printed })
  else
    expect(shown.join('\n'), `${of.file}:${from} is not what the program prints. ${howToUpdate}`).toBe(
      printed.join('\n'),
    )
}

afterAll(() => {
  for (const [{ file, lines }, all] of rewrites) {
    if (all.length === 0) continue
    const updated = [...lines]
    for (const { from, shown, printed } of all.sort((a, b) => b.from - a.from))
      updated.splice(from, shown.length, ...printed)
    writeFileSync(join(root, file), updated.join('\n'))
  }
})

/** A folder to save in, with the fixtures, and a recorded phone plugged in. */
let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'daicha-readme-'))
  symlinkSync(join(root, 'fixtures'), join(cwd, 'fixtures'))
})
afterAll(() => rmSync(cwd, { recursive: true }))
const { connect } = phones({ recorded: 'android-14', serial: '0A1B2C3D' })

describe('what is shown is what is printed', () => {
  const consoles = pages.flatMap((of) =>
    inBlocks(of, 'console').map((block) => ({ name: `${of.file}:${block.at}`, of, block })),
  )

  test.for(consoles)('the console at $name', async ({ of, block }) => {
    const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts)
    const steps = stepsOf(block)
    expect(steps).not.toEqual([])
    rmSync(join(cwd, 'before.zip'), { force: true })
    let code: number | undefined
    for (const { command, from, shown } of steps) {
      const [program, ...argv] = command.split(' ')
      if (program === 'npm') {
        expect(scripts).toContain(argv[0] === 'run' ? argv[1] : argv[0])
        expect(shown).toEqual([])
      } else if (command === 'echo $?') {
        compare(of, from, shown, [String(code)])
      } else {
        expect(program).toBe('daicha')
        const ran = await daichaWith(connect, argv, { env: of.env, cwd })
        code = ran.code
        compare(of, from, shown, shortened(ran.stdout + ran.stderr, shown))
      }
    }
  })

  test.for(pages)('the library example of $file', (of) => {
    const [example, output] = [inBlocks(of, 'js'), inBlocks(of, 'text')].flat()
    expect([example?.language, output?.language]).toEqual(['js', 'text'])
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', example?.lines.join('\n') ?? ''],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    expect(stderr).toBe('')
    compare(of, output?.at ?? 0, output?.lines ?? [], stdout.trimEnd().split('\n'))
  })
})

describe('what is said is so', () => {
  test.for([
    { code: '0', when: 'nothing was found', argv: ['audit', 'fixtures/clear-phone/input'] },
    { code: '1', when: 'a lender can read contacts', argv: ['audit', 'fixtures/sample/input'] },
    { code: '2', when: 'nothing was named', argv: ['audit'] },
    { code: '3', when: 'the file is empty', argv: ['audit', 'fixtures/empty-file/input'] },
    { code: '5', when: 'the file is cut off', argv: ['audit', 'fixtures/cut-inside-a-record/input'] },
  ])('exit $code when $when', async ({ code, argv }) => {
    expect(exitCodes(english)).toContain(code)
    expect(String((await daicha(argv)).code)).toBe(code)
  })

  const optionsOf = async (command: string) =>
    [...(await daicha([command, '--help'])).stdout.matchAll(/^ {2}(?:(-\w), )?(--[a-z0-9-]+)/gm)].flatMap(
      ([, short, long]) => [short ?? [], long ?? []].flat(),
    )

  test.for(pages)('$file names every option of daicha audit, and none that does not exist', async (of) => {
    const ofAudit = await optionsOf('audit')
    expect(ofAudit.length).toBeGreaterThan(12)
    expect(ofAudit.filter((option) => !of.text.includes(`\`${option}\``))).toEqual([])
    const known = (
      await Promise.all(['audit', 'capture', 'classify', 'devices', 'doctor', 'report'].map(optionsOf))
    ).flat()
    expect(optionsIn([...prose(of), ...typed(of)].join('\n')).filter((option) => !known.includes(option))).toEqual([])
  })

  test.for(pages)('$file names every format and every set of reference rules', ({ text }) => {
    const names = [...Object.keys(reporters), ...rules.regimes.map(({ id }) => id)]
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  })

  test.for(pages)('every file that $file shows is one that the program takes', (of) => {
    const files = inBlocks(of, 'json').map(({ lines }) => JSON.parse(lines.join('\n')))
    expect(files.map((file) => [IgnoreFile, Config].map((schema) => schema.safeParse(file).success))).toEqual([
      [true, false],
      [false, true],
    ])
  })

  test.for(pages)('every relative link of $file leads to a file', (of) => {
    const targets = [
      ...prose(of)
        .join('\n')
        .matchAll(/\]\(([^)#]+)[^)]*\)/g),
    ].map(([, target]) => target ?? '')
    const files = targets.filter((target) => !/^\w+:/.test(target))
    expect(files).toContain(of === english ? 'README.zh-CN.md' : 'README.md')
    expect(files.filter((target) => !existsSync(join(root, target)))).toEqual([])
  })

  test.for(pages)('$file names no real lender', ({ text }) => {
    const real = rules.lenders.filter(({ source }) => !source.startsWith('example'))
    expect(real.length).toBeGreaterThan(100)
    expect(real.flatMap(({ id, packages }) => [id, ...packages]).filter((name) => text.includes(name))).toEqual([])
  })
})

describe('both languages say the same', () => {
  const level = (heading: string) => heading.split(' ')[0]

  test('the same headings', () => {
    expect(headings(chinese).map(level)).toEqual(headings(english).map(level))
  })

  test('the same commands in the same order', () => {
    expect(typed(english).length).toBeGreaterThan(7)
    expect(typed(chinese)).toEqual(typed(english))
  })

  test('the same options', () => {
    const ofTable = (of: Page) =>
      rows(of).flatMap(([option = '', value = '']) => (option.includes('`-') ? [[option, value]] : []))
    expect(ofTable(english).length).toBeGreaterThan(12)
    expect(ofTable(chinese)).toEqual(ofTable(english))
  })

  test('the same exit codes', () => {
    expect(exitCodes(english)).toEqual(['0', '1', '2', '3', '4, 6', '5', '70', '130, 141, 143'])
    expect(exitCodes(chinese)).toEqual(exitCodes(english))
  })

  test('the same verdicts', () => {
    const words = (of: Page) => rows(of).flatMap(([cell = '']) => (/^`[a-z]/.test(cell) ? [cell] : []))
    expect(words(english)).toContain('`one-tap`')
    expect(words(chinese)).toEqual(words(english))
  })

  test('the same library example, each in its language', () => {
    const code = (of: Page) => inBlocks(of, 'js').map(({ lines }) => lines.join('\n').replace(/lang: '\w+'/, ''))
    expect(code(chinese)).toEqual(code(english))
  })
})
