/**
 * Makes `dist/` and the JSON Schemas: rules → JSON, `src` → one split bundle, for `prepack` also type declarations.
 *
 *     node scripts/build.js
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as rolldown } from 'rolldown'
import { viteImportGlobPlugin } from 'rolldown/experimental'
import { dts } from 'rolldown-plugin-dts'
import { runnerImport } from 'vite'
import * as z from 'zod'
import { built, root, stamp, stampFile } from './freshness.js'
import { generalWords, wordFiles } from './general-words.js'
import { printPage } from './page.js'
import { readRules } from './rules.js'
import { printSchemas } from './schemas.js'
import { unmet, withStandIns } from './stand-ins.js'
import { packagesOf, printBom, printLicenses } from './third-party.js'
import { pairsIn } from './traditional.js'
import { printWordKeys } from './word-keys.js'

/** Builds all that is not there and returns what is wrong, a line each; nothing is wrong in a good build. */
export async function build({ types = false, isBuilt = false } = {}) {
  const made = stamp()
  const steps = [...(isBuilt ? [] : [fromModel, bundle, manual, unmet]), ...(types ? [declare] : [])]
  mkdirSync(join(root, 'dist'), { recursive: true })
  rmSync(stampFile, { force: true })

  const problems = []
  for (const step of steps) {
    try {
      problems.push(...(await step()))
    } catch (error) {
      problems.push(error.message)
    }
  }
  if (problems.length === 0) writeFileSync(stampFile, built(made))
  return problems
}

/** The zod schemas and the reader of YAML are TypeScript, which Node 20 does not read. */
async function fromModel() {
  const { module: model } = await runnerImport(join(root, 'scripts/parts-of-src.ts'))
  if (!process.env.CI) writeSchemas(model)
  return writeRules(model)
}

/** The committed schemas follow the model. In CI they are left as they are, so that a test can see a stale one. */
function writeSchemas(model) {
  const schemas = printSchemas(model, z)
  for (const [path, text] of Object.entries(schemas)) write(path, text)
  const folder = join(root, 'rules/schema')
  for (const name of readdirSync(folder)) {
    if (!(`rules/schema/${name}` in schemas)) rmSync(join(folder, name))
  }
}

/** The guidance is the larger half and not every command needs it, so it is a file of its own. */
function writeRules(model) {
  const { rules, problems } = readRules(root, model)
  if (problems.length > 0) return problems
  const { guidance, ...rest } = rules
  write('src/model/word-keys.ts', printWordKeys(guidance.general))
  const { common, ...kinds } = rest.signals
  const { signals, examples } = withoutExamples(kinds)
  write('dist/rules.json', inAscii(JSON.stringify({ ...rest, signals })))
  write('dist/signal-examples.json', JSON.stringify(examples))
  writeGeneralWords(signals.terms, common, rest.lenders, model)
  const { cantonese, codes, despair, makers, notions, topics, words, web: _, ...general } = guidance.general
  const read = [despair, notions, topics.map(({ words, title }) => [words, title]), makers]
  const han = { ...cantonese, ...pairsIn(JSON.stringify(read)) }
  const inLists = model.asInLists(han)
  const phrase = (said) => model.once(inLists(said))
  const explained = {
    codes,
    despair: despair.map(({ about, hintAbout, unlessAbout, ...said }) => ({
      ...phrasesIn(said, phrase),
      about,
      hintAbout,
      unlessAbout,
    })),
    notions: phrasesIn(notions, phrase),
    topics: topics.map(({ words, ...topic }) => ({ ...topic, words: [...new Set(words.map(inLists))] })),
    makers,
    han,
  }
  write('dist/explain.json', JSON.stringify(explained))
  write('dist/guidance.json', JSON.stringify({ ...guidance, general }))
  write('dist/words.json', JSON.stringify(words))
  return page({ ...rest, signals, guidance }, model)
}

/** Each list of phrases, however deep, as `asCompared`. */
function phrasesIn(said, asCompared) {
  if (typeof said === 'string') return said
  const within = (part) => phrasesIn(part, asCompared)
  if (!Array.isArray(said)) return Object.fromEntries(Object.entries(said).map(([key, part]) => [key, within(part)]))
  const isList = said.every((one) => typeof one === 'string')
  return isList ? [...new Set(said.map(asCompared))] : said.map(within)
}

/** Its packages are handed on as those of the program are. */
const inPage = new Set()

/** The page for a browser, with the same rules in it. */
async function page(rules, model) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { madeFrom: _, ...general } = JSON.parse(readFileSync(join(root, 'dist/general-words.json'), 'utf8'))
  const { html, moduleIds } = await printPage(root, { rules, general, version }, model)
  write('dist/daicha.html', html)
  for (const id of moduleIds) inPage.add(id)
  return []
}

/** Reading the lists takes seconds, so they are read again only when what they are made from has changed. */
function writeGeneralWords(terms, common, lenders, model) {
  const path = 'dist/general-words.json'
  const names = new Set(lenders.flatMap(({ label = '' }) => model.partsOf(label)).filter((name) => name.length > 4))
  const hash = createHash('sha256').update(JSON.stringify([terms, common, [...names]]))
  const readers = readdirSync(join(root, 'src/classify')).map((name) => join(root, 'src/classify', name))
  for (const file of [...wordFiles(), join(root, 'scripts/general-words.js'), ...readers])
    hash.update(readFileSync(file))
  const madeFrom = hash.digest('hex')
  if (existsSync(join(root, path)) && JSON.parse(readFileSync(join(root, path), 'utf8')).madeFrom === madeFrom) return
  write(path, JSON.stringify({ madeFrom, ...generalWords(terms, common, names, model) }))
}

/** What the examples show is for those who test the rules; no audit loads it. */
function withoutExamples(signals) {
  const examples = []
  const bare = Object.entries(signals).map(([name, list]) => [
    name,
    Array.isArray(list)
      ? list.map(({ examples: shown, ...signal }) => {
          if (shown) examples.push({ id: signal.id, at: signal.at, ...shown })
          return signal
        })
      : list,
  ])
  return { signals: Object.fromEntries(bare), examples }
}

/**
 * The program, its threads and the library are one bundle of CommonJS, which node starts sooner than modules. What is
 * imported when needed lies in files of its own. Nothing is minified: what runs can be read, and a stack names it.
 */
async function bundle() {
  const { output } = await rolldown({
    cwd: root,
    write: false,
    input: {
      run: 'src/cli/main.ts',
      thread: 'src/cli/batch/thread.ts',
      internal: 'src/internal.ts',
      index: 'src/index.ts',
    },
    platform: 'node',
    plugins: [viteImportGlobPlugin({ root }), withStandIns],
    // Its CommonJS file asks for its parts in a way that no bundler follows.
    resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
    // What two files share lies beside both, so that --version loads next to nothing.
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist',
      format: 'cjs',
      // Node requires its own modules sooner than it imports them.
      dynamicImportInCjs: false,
      exports: 'named',
      strict: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      codeSplitting: {
        groups: [{ name: 'shared', test: /rolldown.runtime/ }, { name: loadedTogether() }],
        includeDependenciesRecursively: false,
      },
      comments: false,
    },
    logLevel: 'silent',
  })
  for (const { fileName, code } of output) write(join('dist', fileName), inAscii(code))
  const made = new Set(output.map(({ fileName }) => fileName))
  for (const name of readdirSync(join(root, 'dist'))) {
    if (/\.c?js$/.test(name) && !made.has(name)) rmSync(join(root, 'dist', name))
  }
  const packages = packagesOf(root, [...output.flatMap(({ moduleIds }) => moduleIds), ...inPage, ...wordFiles()])
  write('dist/THIRD-PARTY.txt', printLicenses(root, packages))
  write('dist/bom.cdx.json', printBom(root, packages))
  return []
}

/** Each with all that it imports, but what one before it does: Node takes long to find a file, whatever is in it. */
const TOGETHER = {
  run: 'src/cli/main.ts',
  internal: 'src/internal.ts',
  program: 'src/cli/program.ts',
  audit: 'src/audit/audit.ts',
}

/** Names the file of a module that is loaded together with others; of what few runs load, nothing. */
function loadedTogether() {
  const files = new Map()
  const put = (id, name, modules) => {
    if (files.has(id)) return
    files.set(id, name)
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) put(imported, name, modules)
  }
  return (id, modules) => {
    if (files.size === 0) for (const [name, path] of Object.entries(TOGETHER)) put(join(root, path), name, modules)
    return files.get(id) ?? null
  }
}

/** The manual page is what the program says of itself; its date is that of the version: nothing else changes it. */
async function manual() {
  const { run } = createRequire(import.meta.url)(join(root, 'dist/run.cjs'))
  let page = ''
  const output = { write: (text) => (page += text) }
  const io = { stdout: output, stderr: output, stdin: process.stdin, env: {}, cwd: root, now: () => released() }
  if ((await run(['help', '--man', '--lang', 'en'], io)) !== 0) return [page]
  write('man/daicha.1', page)
  return []
}

const released = () => /\d{4}-\d\d-\d\d/.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.[0] ?? '2026-01-01'

/** Node holds a text of ASCII in half the memory, and reads it sooner. */
const inAscii = (text) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** One file of declarations, with those of zod in it: who uses the library installs nothing else. */
async function declare() {
  await rolldown({
    cwd: root,
    input: { index: 'src/index.ts' },
    external: /^node:/,
    plugins: [
      dts({
        cwd: root,
        emitDtsOnly: true,
        resolver: 'tsc',
        // The files come to the compiler in no fixed order, and members of a union would follow it.
        compilerOptions: { noEmit: false, declaration: true, emitDeclarationOnly: true, stableTypeOrdering: true },
      }),
    ],
    output: {
      dir: 'dist',
      format: 'es',
      entryFileNames: '[name].cjs',
      // zod's own comments that quieten the compiler do not survive the bundler.
      postBanner: '// @ts-nocheck',
    },
    logLevel: 'silent',
  })
  return []
}

/** Leaves a file alone that already says so, so that its time tells when it changed. */
function write(path, text) {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = await build()
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) console.error(`build: ${problems.length} problems`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
