/**
 * Makes `dist/` and the JSON Schemas: rules → JSON, `src` → one split bundle, for `prepack` also type declarations.
 *
 *     node scripts/build.js
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as esbuild } from 'esbuild'
import * as z from 'zod'
import { root, stamp, stampFile } from './freshness.js'
import { printLicenses } from './licenses.js'
import { readRules } from './rules.js'
import { printSchemas } from './schemas.js'

/** Builds everything that can be built and returns what is wrong, a line each; nothing is wrong in a good build. */
export async function build({ types = false } = {}) {
  const made = stamp()
  const steps = [fromModel, bundle, compile, ...(types ? [declare] : [])]
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
  if (problems.length === 0) writeFileSync(stampFile, made)
  return problems
}

async function fromModel() {
  const model = await loadModel()
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
  const { signals, examples } = withoutExamples(rest.signals)
  write('dist/rules.json', JSON.stringify({ ...rest, signals }))
  write('dist/signal-examples.json', JSON.stringify(examples))
  write('dist/guidance.json', JSON.stringify(guidance))
  write('dist/words.json', JSON.stringify(guidance.words))
  return []
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

/** Commander can start subcommands as programs of their own. We have none, and what that loads costs more than our help. */
const withoutChildProcess = {
  name: 'commander-without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'empty' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** Packages that most runs do without. Each is a file of its own, so that starting does not read them. */
const SELDOM = [
  '@devicefarmer/adbkit',
  'chalk',
  'csv-parse',
  'execa',
  'jsonc-parser',
  'string-width',
  'yaml',
  'yauzl',
  'yazl',
  'zod',
]
/** Its CommonJS file asks for its parts in a way that no bundler follows. */
const alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }
/** Parts of our own that most runs do without. */
const APART = {
  'seldom-html': 'src/report/html/index.ts',
  'seldom-markdown': 'src/report/markdown.ts',
  'seldom-csv': 'src/report/csv.ts',
  'seldom-ndjson': 'src/report/ndjson.ts',
  'seldom-sarif': 'src/report/sarif.ts',
  'seldom-junit': 'src/report/junit.ts',
  'seldom-gitlab': 'src/report/gitlab.ts',
  'seldom-github': 'src/report/github.ts',
  'seldom-checkstyle': 'src/report/checkstyle.ts',
  'seldom-step-summary': 'src/report/step-summary.ts',
}
const fileOf = (name) => `seldom-${name.replace(/\W+/g, '-').replace(/^-/, '')}`

const seldomApart = {
  name: 'seldom-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[\w@]/ }, ({ path, kind }) =>
      SELDOM.includes(path) && kind !== 'entry-point' ? { path: `./${fileOf(path)}.cjs`, external: true } : undefined,
    )
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const [name] = Object.entries(APART).find(([, file]) => join(root, file) === join(resolveDir, path)) ?? []
      return name && { path: `./${name}.cjs`, external: true }
    })
  },
}

/** The program is a CommonJS file, which node starts sooner than a module, with its seldom parts beside it. The library is a module. */
async function bundle() {
  const seldom = {
    entryPoints: { ...Object.fromEntries(SELDOM.map((name) => [fileOf(name), name])), ...APART },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    alias,
    // Node takes the whole of a CommonJS module for its default export.
    footer: { js: "if (Object.keys(module.exports).join() === 'default') module.exports = module.exports.default;" },
  }
  const program = {
    entryPoints: { run: 'src/cli/process.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { 'import.meta.url': 'thisFile' },
    banner: { js: "const thisFile = require('node:url').pathToFileURL(__filename).href;" },
    minifyIdentifiers: true,
    // What sleeps beside the program is required, not imported: it is CommonJS too.
    supported: { 'dynamic-import': false },
    plugins: [withoutChildProcess, seldomApart],
  }
  const library = {
    entryPoints: { index: 'src/index.ts' },
    format: 'esm',
    alias,
    splitting: true,
    chunkNames: 'index-[name]-[hash]',
    // CommonJS packages inside an ESM bundle still call require for node's own modules.
    banner: {
      js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
    },
  }
  const metafiles = await Promise.all([seldom, program, library].map(bundleOf))
  const outputs = new Set(metafiles.flatMap(({ outputs: made }) => Object.keys(made)))
  for (const name of readdirSync(join(root, 'dist'))) {
    if (/\.c?js$/.test(name) && !outputs.has(`dist/${name}`)) rmSync(join(root, 'dist', name))
  }
  const inputs = new Set(metafiles.flatMap(({ inputs: read }) => Object.keys(read)))
  write('dist/THIRD-PARTY.txt', printLicenses(root, [...inputs]))
  return []
}

/** In a process of its own, so that what building compiles is not in it. */
function compile() {
  rmSync(join(root, 'dist/run.cache'), { force: true })
  const { status, stderr } = spawnSync(process.execPath, ['scripts/compile.js'], { cwd: root, encoding: 'utf8' })
  return status === 0 ? [] : stderr.trim().split('\n')
}

async function bundleOf(options) {
  const { metafile } = await esbuild({
    absWorkingDir: root,
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [withoutChildProcess],
    metafile: true,
    logLevel: 'silent',
    ...options,
  })
  return metafile
}

/** `tsc` keeps `.ts` in the specifiers of declarations, where they mean the `.d.ts` beside it. */
function declare() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const options = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--rootDir',
    'src',
    '--outDir',
    'dist/types',
  ]
  const project = join(root, 'dist/tsconfig.types.json')
  writeFileSync(project, JSON.stringify({ extends: '../tsconfig.json', include: ['../src'] }))
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project, ...options], {
    cwd: root,
    encoding: 'utf8',
  })
  rmSync(project)
  return status === 0 ? [] : stdout.trim().split('\n')
}

/** The zod schemas and the reader of YAML, bundled, because Node 20 does not read TypeScript. */
async function loadModel() {
  const later = ['report', 'ndjson', 'config', 'ignore'].map((name) => `model/${name}.ts`)
  const rooms = ['model/rule.ts', 'model/rule-file.ts', 'model/hints.ts', 'sources/yaml-file.ts', ...later]
  const there = rooms.filter((path) => existsSync(join(root, 'src', path)))
  const { outputFiles } = await esbuild({
    stdin: {
      contents: there.map((path) => `export * from './src/${path}'`).join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    // A module without a file of its own cannot require modules of Node.
    platform: 'neutral',
    write: false,
    logLevel: 'silent',
  })
  const model = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
  if (!model.Report)
    console.error('build: schema/report.v1.json is not written, src/model/report.ts does not export Report')
  return model
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
