import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IgnoreFile } from '../src/model/report/ignore.ts'
import { Config } from '../src/model/rules/config.ts'
import { reporters } from './built.ts'
import { daichaWith, phones } from './cli/canned.ts'
import { remembering } from './cli/remembering.ts'
import { daicha, guidance, root, rules } from './daicha.ts'
import { bugReport, type Installed } from './diff/phone.ts'
import { newFolder } from './folder.ts'
import { zipOf } from './zip.ts'

/**
 * README and docs/, in both languages, show what the program really prints. `[...]` in an output stands for the
 * sections left out.
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

/** A page in both languages. docs/architecture.md is for those who work on the code. */
interface Pair {
  name: string
  english: Page
  chinese: Page
}

const forDevelopers = ['architecture.md']
const pairs = [
  'README',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md') && !file.endsWith('.zh-CN.md') && !forDevelopers.includes(file))
    .map((file) => `docs/${file.slice(0, -3)}`),
].map(
  (name): Pair => ({
    name,
    english: page(`${name}.md`, { LANG: 'en_US.UTF-8' }),
    chinese: page(`${name}.zh-CN.md`, { LANG: 'zh_CN.UTF-8' }),
  }),
)
const pages = pairs.flatMap(({ english, chinese }) => [english, chinese])
const pair = (name: string) => pairs.find((each) => each.name === name) as Pair
/** The page `name`, once in each language. */
const both = (name: string) => [pair(name).english, pair(name).chinese]

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

/** The tables of the page: the cells of each row, without the head. */
function tables(of: Page): string[][][] {
  const found: string[][][] = []
  let isInside = false
  for (const line of prose(of)) {
    const cells = line.startsWith('|')
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : undefined
    if (cells && !isInside) found.push([])
    else if (cells && !cells.every((cell) => /^-+$/.test(cell))) found.at(-1)?.push(cells)
    isInside = cells !== undefined
  }
  return found
}

/** As the address of a heading is made where Markdown is shown. */
const slug = (heading: string) =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

const headings = (of: Page) => prose(of).filter((line) => /^#+ /.test(line))
const optionsIn = (text: string) => [
  ...new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z0-9-]*/g)].map(([option]) => option)),
]

/** What is typed, in the order of the page: after `$ ` in a console, every line of a shell script. */
const typed = (of: Page) =>
  inBlocks(of, 'console', 'sh', 'bash').flatMap(({ language, lines }) =>
    lines.flatMap((line) => (language !== 'console' ? line.trim() : line.startsWith('$ ') ? line.slice(2) : [])),
  )

const rows = (of: Page) => tables(of).flat()

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
  const cut = shown.indexOf('[...]')
  if (cut === -1) return output === '' ? [] : printed
  const sectionsOf = (lines: string[]) => lines.join('\n').trim().split('\n\n').filter(Boolean)
  const sections = sectionsOf(printed)
  const [before, after] = [shown.slice(0, cut), shown.slice(cut + 1)].map((part) => sectionsOf(part).length)
  if (sections.length <= Number(before) + Number(after)) return printed
  return [...sections.slice(0, before), '[...]', ...sections.slice(sections.length - Number(after))]
    .join('\n\n')
    .split('\n')
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
const given = ['fixtures', 'october.txt', 'november.txt']
beforeAll(() => {
  cwd = newFolder()
  symlinkSync(join(root, 'fixtures'), join(cwd, 'fixtures'))
  writeFileSync(join(cwd, 'october.txt'), bugReport({ time: '2026-10-01 10:05:00', apps: october }))
  writeFileSync(join(cwd, 'november.txt'), bugReport({ time: '2026-11-01 10:05:00', apps: november }))
})
/** Two months of one invented phone. */
const kuaijie: Installed = { name: 'com.example.kuaijie', id: 10075, installed: '2026-09-01 20:14:07' }
const qianbao: Installed = { name: 'com.example.qianbao', id: 10076, installed: '2026-09-03 08:30:51' }
const october: Installed[] = [
  { ...kuaijie, contacts: 'denied' },
  { ...qianbao, contacts: 'granted' },
]
const november: Installed[] = [
  { ...kuaijie, contacts: 'granted', read: { time: '2026-10-29 22:41:00.000', age: '2d11h24m0s0ms' } },
  { ...qianbao, contacts: 'denied' },
]
const { connect } = phones({ recorded: 'android-14', serial: '0A1B2C3D' })

const hasJq = spawnSync('jq', ['--version']).status === 0
test.skipIf(!hasJq && process.env['DAICHA_REQUIRE_SHARED'] !== '1')(
  `jq is there${hasJq ? '' : ' (skipped: the lines for jq are not tried)'}`,
  () => expect(hasJq).toBe(true),
)

describe('what is shown is what is printed', () => {
  const consoles = pages.flatMap((of) =>
    inBlocks(of, 'console').map((block) => ({ name: `${of.file}:${block.at}`, of, block })),
  )

  test.for(consoles)('the console at $name', async ({ of, block }) => {
    const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts)
    const steps = stepsOf(block)
    expect(steps).not.toEqual([])
    for (const made of readdirSync(cwd).filter((name) => !given.includes(name)))
      rmSync(join(cwd, made), { recursive: true })
    // Only a phone that remembers shows what a change did. On it each step is ten minutes after the one before.
    const phone = steps.some(({ command }) => command.startsWith('daicha revoke')) ? remembering() : undefined
    let code: number | undefined
    for (const { command, from, shown } of steps) {
      const [program, ...argv] = command.split(' ')
      if (program === 'npm') {
        expect(scripts).toContain(argv[0] === 'run' ? argv[1] : argv[0])
        expect(shown).toEqual([])
      } else if (command === 'echo $?') {
        compare(of, from, shown, [String(code)])
      } else if (program === 'jq') {
        if (!hasJq) continue
        const ran = spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' })
        expect([ran.status, ran.stderr]).toEqual([0, ''])
        compare(of, from, shown, shortened(ran.stdout, shown))
      } else {
        expect(program).toBe('daicha')
        const ran = await daichaWith(phone?.connect ?? connect, argv, {
          env: of.env,
          cwd,
          ...(phone && { now: phone.now }),
        })
        phone?.wait()
        code = ran.code
        compare(of, from, shown, shortened(ran.stdout + ran.stderr, shown))
      }
    }
  })

  test.for(both('docs/library'))('the library example of $file', (of) => {
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

/**
 * Scripts that need no phone, cluster or registry, each in a folder with what the pages name: one invented phone, as
 * text, as an export with adb, in archives and as reports.
 */
describe.skipIf(process.platform === 'win32')('what is to be typed into a shell goes through', () => {
  const needsMore = /^(daicha (audit --device|capture|pair|revoke)|dask|examples\/|npm|pkg) ?/m
  const scripts = pairs
    .flatMap(({ english: of }) =>
      inBlocks(of, 'sh', 'bash').map(({ at, lines }) => ({ name: `${of.file}:${at}`, script: lines.join('\n') })),
    )
    .filter(({ script }) => !needsMore.test(script))
  const input = join(root, 'fixtures/sample/input')
  const shell = (script: string, cwd: string) =>
    spawnSync(
      'bash',
      [
        '-c',
        `trap 'code=$?; [ $code = 1 ] || exit $code' ERR
daicha() { '${process.execPath}' '${root}/bin/daicha.js' "$@"; }
adb() { if [ "$1" = bugreport ]; then cp before.zip "$2"; else cat "${input}/$3.txt"; fi; }
mkdir() { command mkdir -p "$@"; }
${script}`,
      ],
      { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: cwd, LANG: 'en_US.UTF-8' } },
    )

  /** Each folder that `*` finds is of a phone, and holds two of its exports. */
  let folder: string
  beforeAll(() => {
    folder = newFolder()
    const files = readdirSync(input).map((name) => [name, readFileSync(join(input, name))] as const)
    writeFileSync(join(folder, 'before.zip'), zipOf(new Map(files)))
    shell(
      `mkdir dump dumps/a
for export in bugreport today dump/a dump/b dumps/a dumps/b; do cp before.zip $export.zip; done
gzip -c "${input}/package.txt" | tee package.txt.gz > dumps/a/package.txt.gz
touch screenshot.png call.m4a
daicha audit before.zip -f json=report.json -f json=last.json -f ndjson=shard-1.ndjson
daicha evidence pack before.zip -o evidence.zip`,
      folder,
    )
  })

  test.for(scripts)('$name', ({ script }) => {
    const { status, stderr } = shell(script, folder)
    expect(stderr).not.toMatch(/error|cannot|not found/)
    expect([0, 1]).toContain(status)
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
    expect(exitCodes(pair('README').english)).toContain(code)
    expect(String((await daicha(argv)).code)).toBe(code)
  })

  const optionsOf = async (command: string) =>
    [...(await daicha([command, '--help'])).stdout.matchAll(/^ {2}(?:(-\w), )?(--[a-z0-9-]+)/gm)].flatMap(
      ([, short, long]) => [short ?? [], long ?? []].flat(),
    )

  test.for(both('docs/options'))('$file names every option of daicha audit', async ({ text }) => {
    const ofAudit = await optionsOf('audit')
    expect(ofAudit.length).toBeGreaterThan(12)
    expect(ofAudit.filter((option) => !text.includes(`\`${option}\``))).toEqual([])
  })

  test('no page names an option that does not exist', async () => {
    const commands = [
      'audit',
      'capture',
      'classify',
      'devices',
      'diff',
      'doctor',
      'evidence',
      'explain',
      'pair',
      'report',
      'revoke',
      'rules',
    ]
    const known = (await Promise.all(commands.map(optionsOf))).flat()
    const ofOthers = ['--version', '--nthreads']
    const unknown = pages.flatMap((of) =>
      optionsIn([...prose(of), ...typed(of)].join('\n'))
        .filter((option) => ![...known, ...ofOthers].includes(option))
        .map((option) => `${of.file}: ${option}`),
    )
    expect(unknown).toEqual([])
  })

  test.for(both('docs/options'))('$file names every format and every set of reference rules', ({ text }) => {
    const names = [...Object.keys(reporters), ...rules.regimes.map(({ id }) => id)]
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  })

  test.for([
    { name: 'docs/ignores', schema: IgnoreFile },
    { name: 'docs/options', schema: Config },
  ])('every file that $name shows is one that the program takes', ({ name, schema }) => {
    for (const of of both(name)) {
      const files = inBlocks(of, 'json').map(({ lines }) => JSON.parse(lines.join('\n')))
      expect(files.map((file) => schema.safeParse(file).success)).toEqual([true])
    }
  })

  test.for(both('docs/json'))(
    'every field that $file names is in a report, and every field of it is named',
    async (of) => {
      const { stdout } = await daicha(['audit', 'fixtures/sample/input', '-f', 'json'])
      const report = JSON.parse(stdout)
      const has = (value: unknown, path: string): boolean =>
        path.split('.').reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], value) !== undefined
      const [whole = [], ofApp = [], ofFinding = []] = tables(of).map((table) =>
        table.flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, field]) => field ?? '')),
      )
      expect(whole.toSorted()).toEqual(
        Object.keys(report)
          .filter((key) => key !== 'type')
          .toSorted(),
      )
      expect(ofApp.length).toBeGreaterThan(10)
      expect(ofApp.filter((path) => !report.apps.some((app: unknown) => has(app, path)))).toEqual([])
      expect(ofFinding.length).toBeGreaterThan(10)
      expect(ofFinding.filter((path) => !report.findings.some((finding: unknown) => has(finding, path)))).toEqual([])
    },
  )

  /** Menus by hand are those of the newest version that the rules have for each maker. */
  test('the ways through Settings on the front page are those that a report tells', () => {
    const makers = ['aosp', 'hyperos', 'harmony', 'honor', 'coloros', 'originos', 'oneui']
    const menus = makers.map((maker) => guidance.paths.findLast(({ rom }) => rom === maker)?.menu)
    const told = (lang: 'zh' | 'en', app: string) =>
      menus.map((menu) => menu?.[lang].slice(1).join(' > ').replace('{label}', app))
    const shown = (of: Page) => tables(of)[0]?.map(([, path]) => path)
    const { english, chinese } = pair('README')
    expect(shown(english)).toEqual(told('en', 'the app'))
    expect(shown(chinese)).toEqual(told('zh', '这个 App'))
  })

  test.for(pages)('every link of $file leads to a file, and to a heading where it names one', (of) => {
    const links = [
      ...prose(of)
        .join('\n')
        .matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g),
    ]
    expect(links.length).toBeGreaterThan(0)
    const dead = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? of.file : join(dirname(of.file), path)
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && !headings(page(target, {})).map(slug).includes(anchor)
    })
    expect(dead.map(([link]) => link)).toEqual([])
    const other = of.file.endsWith('.zh-CN.md') ? of.file.replace('.zh-CN', '') : of.file.replace('.md', '.zh-CN.md')
    expect(links.map(([, path = '']) => join(dirname(of.file), path))).toContain(other)
  })

  test.for(both('README'))('$file fits on a few screens, and leads to every page', (of) => {
    expect(of.lines.length).toBeLessThanOrEqual(150)
    const isEnglish = of === pair('README').english
    const others = pairs.flatMap(({ name, english, chinese }) =>
      name === 'README' ? [] : [isEnglish ? english.file : chinese.file],
    )
    expect(others.filter((file) => !of.text.includes(`](${file})`))).toEqual([])
  })

  /** Whoever took the name on a registry would run code on the reader's computer. */
  test('nothing tells anybody to run a package that is not published', () => {
    const files = [
      ...pages.map(({ file }) => file),
      ...['CONTRIBUTING.md', 'SECURITY.md', 'action.yml', 'docs/ci/github.yml', 'docs/ci/gitlab.yml'],
    ]
    const asks = /\bnpx\b[^\n`]*\bdaicha\b|\bnpm (?:i|install|exec|x|add)\b[^\n`]* daicha\b/
    expect(asks.test('npx --yes daicha audit')).toBe(true)
    expect(files.filter((file) => asks.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  test.for(pages)('$file names no real lender', ({ text }) => {
    const real = rules.lenders.filter(({ source }) => !source.startsWith('example'))
    expect(real.length).toBeGreaterThan(100)
    expect(real.flatMap(({ id, packages }) => [id, ...packages]).filter((name) => text.includes(name))).toEqual([])
  })
})

describe.each(pairs)('both languages of $name say the same', ({ english, chinese }) => {
  const level = (heading: string) => heading.split(' ')[0]

  test('the same headings', () => {
    expect(headings(chinese).map(level)).toEqual(headings(english).map(level))
  })

  test('the same commands in the same order', () => {
    expect(typed(chinese)).toEqual(typed(english))
  })

  test('the same files', () => {
    const files = (of: Page) =>
      inBlocks(of, 'js', 'json', 'yaml', 'text').map(({ lines }) =>
        lines.join('\n').replace(/"?lang"?: ['"].+['"]/, ''),
      )
    expect(files(chinese)).toEqual(files(english))
  })

  test('the same options, verdicts, fields and exit codes', () => {
    const code = (of: Page) =>
      tables(of).map((table) => table.map((cells) => cells.map((cell) => cell.match(/`[^`]+`|^\d[\d, ]*$/g) ?? [])))
    expect(code(chinese)).toEqual(code(english))
  })
})
