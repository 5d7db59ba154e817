/**
 * Runs every check, also after one that failed, and ends with one line that counts them all.
 *
 *     npm test                        everything
 *     npm run test:quick              all but the slow tests below: what to run at every save
 *     npm test -- judge -t 'app op'   the tests alone, with these arguments for vitest
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './freshness.js'
import { ready } from './ready.js'

const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const filter = args.filter((arg) => arg !== '--quick')

/** What `test:quick` leaves out: together they take most of the time, and few changes break one of them alone. */
const slow = [
  'test/adb/**', // a real adb server, and phones behind it
  'test/browser/**', // the page in a browser
  'test/ci.test.ts', // a step, a job and a hook as CI runs them
  'test/cut.test.ts', // dumps cut at every line
  'test/fuzz.test.ts', // a fuzzer that looks on for a while
  'test/package.test.ts', // the package, made twice and installed
  'test/pack/flips.test.ts', // every byte of an evidence pack changed
  'test/containers.test.ts', // archives that are large when they are open
  'test/**/limits.test.ts', // inputs that are made to be slow
  'test/cli/saved-reports.properties.test.ts', // reports changed at random
  'test/report/{text,html,hostile,markdown,every-format}.test.ts', // every fixture in every width, language and format
  'test/examples.test.ts', // hosts behind ssh, and a Dask cluster
  'test/encodings.test.ts', // every fixture in every encoding
  'test/classify/terms.test.ts', // every word of a dictionary as an app
  'test/explain.test.ts', // every topic in every width and language
]

const count = { passed: 0, failed: 0, skipped: 0 }

/** A cruise that saw fewer modules than this has looked at the wrong thing. */
const leastModules = 20

const checks = [
  ['types', 'typescript/bin/tsc', []],
  ['types without Node', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json']],
  ['lint and format', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off']],
  ['import rules', 'dependency-cruiser/bin/dependency-cruise.mjs', ['src', '--output-type', 'err-long'], sawEnough],
  ['unused code', 'knip/bin/knip.js', []],
]

await report('ready', await ready())
if (filter.length === 0) {
  for (const [name, program, args, accepts = () => true] of checks) {
    const { status, output } = run(program, args)
    const passed = status === 0 && accepts(output)
    if (!passed) await print(output)
    await report(name, passed)
  }
}
await runVitest()

await print(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
process.exitCode = count.failed > 0 ? 1 : 0

async function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'daicha-test-'))
  const file = join(folder, 'results.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const leftOut = isQuick ? slow.map((pattern) => `--exclude=${pattern}`) : []
  const { status } = run('vitest/vitest.mjs', ['run', ...reporters, ...leftOut, ...filter], 'inherit')
  const { testResults = [] } = readJson(file)
  rmSync(folder, { recursive: true })

  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const ended = (...states) => tests.filter((test) => states.includes(test.status))
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const skipped = ended('skipped', 'pending', 'todo', 'disabled')

  const failures = ended('failed').length + brokenFiles.length
  count.passed += ended('passed').length
  count.failed += failures
  count.skipped += skipped.length
  if (filter.length === 0) for (const { fullName } of skipped) await print(`skipped: ${fullName}\n`)
  // A worker that died or a hook that threw fails the run, but no test.
  if (failures === 0 && (status !== 0 || ended('passed').length === 0)) await report('vitest', false)
}

function run(program, args, output = 'pipe') {
  const command = join(root, 'node_modules', program)
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [command, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', output, output],
  })
  return { status, output: error ? `${error.message}\n` : `${stdout ?? ''}${stderr ?? ''}` }
}

function sawEnough(output) {
  return Number(/\((\d+) modules/.exec(output)?.[1]) > leastModules
}

function report(name, passed) {
  count[passed ? 'passed' : 'failed']++
  return print(`${passed ? '✓' : '✗'} ${name}\n`)
}

/** Waits until the text is out, so that it stands before what the next program prints. */
function print(text) {
  return new Promise((done) => process.stdout.write(text, done))
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
