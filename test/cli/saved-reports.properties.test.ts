import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import markdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { reporters } from '../built.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

/** A saved report of a stranger: one of ours, changed anywhere, said in every format. */
const cwd = newFolder()
await daicha(['audit', join(root, 'fixtures/sample/input'), '-q', '--all-apps', '-o', 'saved.json'], { cwd })
await daicha(['audit', join(root, 'fixtures/cut-inside-a-record/input'), '-q', '-f', 'ndjson=cut.ndjson'], { cwd })
const saved = readFileSync(join(cwd, 'saved.json'), 'utf8')
await daicha(['audit', join(root, 'fixtures/cut-inside-a-record/input'), '-q', '-o', 'cut.json'], { cwd })
const cutSaved = readFileSync(join(cwd, 'cut.json'), 'utf8')
const stream = readFileSync(join(cwd, 'cut.ndjson'), 'utf8').trimEnd().split('\n')

const HOSTILE = [
  '\u001b]0;pwned\u0007\u001b[31m',
  '\u202e\u2028\u0085',
  '\n::error::pwned',
  '::error::pwned',
  'a ::error::pwned',
  '##[error]pwned',
  '##vso[task.setvariable]pwned',
  '<img src=x onerror=alert(1)>',
  '"><img src=x>',
  ']]><img src=x>',
  '[x](http://evil.example) http://evil.example www.evil.example @evil #1',
  '`'.repeat(50),
  '{label} {package} $& $(reboot)',
  '\ud800',
  '2026-02-31T99:00:00',
  '=1+1',
  'constructor',
  '__proto__',
  '',
  'a'.repeat(5000),
]
const ODD: unknown[] = [null, true, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [[]], { toString: 1 }]

const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('text', 'text', 'text', 'odd', 'remove', 'add', 'rename', 'twice'),
  text: fc.constantFrom(...HOSTILE),
  odd: fc.constantFrom(...ODD),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never
type Holder = Record<string, unknown>

/** Every place of a document: what holds it, and its key. */
function placesIn(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.keys(holder).flatMap((key): [Holder, string][] => [[holder, key], ...placesIn(holder[key])])
}

function apply(document: unknown, { at, how, text, odd }: Change) {
  const places = placesIn(document)
  const texts = places.filter(([holder, key]) => typeof holder[key] === 'string')
  const chosen = how === 'text' ? texts : places
  const [holder, key] = chosen[at % chosen.length] ?? []
  if (holder === undefined || key === undefined) return
  const put = (name: string, value: unknown) =>
    Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true })
  if (how === 'text') put(key, text)
  else if (how === 'odd') put(key, odd)
  else if (how === 'remove') delete holder[key]
  else if (how === 'add') put(text, odd)
  else if (how === 'rename') put(text, holder[key])
  else if (Array.isArray(holder)) holder.push(holder[Number(key)])
}

const ACTING = /[^\P{Cc}\n\r]|[\p{Cf}\p{Zl}\p{Zp}]/u
const page = markdownIt({ html: true, linkify: true })

async function check(argv: string[], format: string) {
  const { code, stdout, stderr } = await daicha([...argv, '-f', format], { cwd })
  looked(code, stderr)
  isHarmless(stdout, format)
}

function looked(code: number, stderr: string) {
  expect([0, 3, 5]).toContain(code)
  if (code !== 0) expect(stderr).toMatch(/\[E\d{3}\][\s\S]*\n {4}1\. /)
  isHarmless(stderr, 'text')
}

function isHarmless(output: string, format: string) {
  expect(output).not.toMatch(ACTING)
  expect(output).not.toMatch(/##\w*\[/)
  const commands = output.split(/\r?\n/).filter((line) => line.trimStart().startsWith('::'))
  expect(commands.filter((line) => format !== 'github' || !/^::(error|warning|notice) /.test(line))).toEqual([])
  const shown = format === 'markdown' ? page.render(output) : format === 'html' ? output : ''
  expect(shown).not.toContain('<img')
  expect(shown).not.toContain('href="http')
}

/** Each kind of text that is like this somewhere in a report, by its path: `findings.*.label`. */
const kindsOfText = (value: unknown, like: RegExp, path = ''): string[] =>
  typeof value === 'string'
    ? [path].filter(() => like.test(value))
    : typeof value === 'object' && value !== null
      ? [
          ...new Set(
            Object.entries(value).flatMap(([key, part]) =>
              kindsOfText(part, like, `${path}${path && '.'}${Array.isArray(value) ? '*' : key}`),
            ),
          ),
        ]
      : []

function putAll(holder: unknown, [key = '', ...rest]: string[], text: string) {
  if (typeof holder !== 'object' || holder === null) return
  const parts = holder as Holder
  for (const name of key === '*' ? Object.keys(parts) : [key]) {
    if (rest.length > 0) putAll(parts[name], rest, text)
    else if (typeof parts[name] === 'string') parts[name] = text
  }
}

const inAllFormats = Object.keys(reporters).flatMap((format) => ['-f', `${format}=out.${format}`])

// biome-ignore format: a table is read by its columns
test.for<[what: string, where: RegExp, text: string]>([
  ['acts or is markup',     /(?:)/,           `::error::pwned <img src=x onerror=alert(1)> [x](http://evil.example) ${HOSTILE.join(' ')}`],
  ['is no time',            /^\d{4}-\d\d-\d\d/, '2026-02-31T99:00:00'],
  ['is a name of language', /^[\w.-]+$/,      'constructor'],
])('a text that %s stands in no format, wherever it could be written', { timeout: 240_000 }, async ([, where, text]) => {
  for (const [document, part] of [
    [saved, ''],
    [cutSaved, 'problems.'],
  ] as const) {
    for (const kind of kindsOfText(JSON.parse(document), where).filter((one) => one.startsWith(part))) {
      const report = JSON.parse(document)
      putAll(report, kind.split('.'), text)
      writeFileSync(join(cwd, 'odd.json'), JSON.stringify(report))
      const { code, stdout, stderr } = await daicha(['report', 'odd.json', ...inAllFormats], { cwd })
      looked(code, stderr)
      isHarmless(stdout, 'text')
      if (code === 0) for (const format of Object.keys(reporters)) isHarmless(readFileSync(join(cwd, `out.${format}`), 'utf8').replace(/^\ufeff/, ''), format)
    }
  }
})

const formats = fc.constantFrom(...Object.keys(reporters))
const languages = fc.constantFrom('en', 'zh-CN')
const changes = fc.array(change, { minLength: 1, maxLength: 5 })

test('never is a bug, acts, or is markup, whatever was changed in it', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(formats, languages, changes, async (format, lang, all) => {
      const report = JSON.parse(saved)
      for (const one of all) apply(report, one)
      writeFileSync(join(cwd, 'odd.json'), JSON.stringify(report))
      await check(['report', 'odd.json', '--lang', lang], format)
    }),
    { numRuns: 200, seed: 9 },
  )
})

test('the same of a stream, shown and merged', { timeout: 240_000 }, async () => {
  const ways = fc.constantFrom<string[]>(['report', 'odd.ndjson'], ['report', 'merge', 'odd.ndjson'])
  await fc.assert(
    fc.asyncProperty(ways, fc.constantFrom('text', 'ndjson', 'html', 'csv'), changes, async (way, format, all) => {
      const records = stream.map((line) => JSON.parse(line))
      for (const one of all) apply(records, one)
      writeFileSync(join(cwd, 'odd.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
      await check(way, format)
    }),
    { numRuns: 200, seed: 9 },
  )
})

test.for([
  ['nested beyond all bounds', `{"type":"report","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['nested in a text', `{"type":"report","headline":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
  ['nothing but tags', '<script type="application/json"'.repeat(100_000)],
  ['nothing but scripts', `${'<script type="application/json"></script>'.repeat(70_000)}</html>`],
  ['blank lines', '\n'.repeat(3_000_000)],
])('what is %s is refused in words, and at once', async ([, content = '']) => {
  writeFileSync(join(cwd, 'odd'), content)
  const started = performance.now()
  const { code, stderr } = await daicha(['report', 'odd'], { cwd })
  expect([code, stderr]).toEqual([3, expect.stringContaining('[E331]')])
  expect(performance.now() - started).toBeLessThan(20_000)
})
