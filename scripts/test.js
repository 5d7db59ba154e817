/**
 * Runs every check, also after one that failed, and ends with one line that counts them all.
 *
 *     npm test                        everything
 *     npm test -- judge -t 'app op'   the tests alone, with these arguments for vitest
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './freshness.js'
import { ready } from './ready.js'

const filter = process.argv.slice(2)
const count = { passed: 0, failed: 0, skipped: 0 }

/** A cruise that saw fewer modules than this has looked at the wrong thing. */
const leastModules = 20

const checks = [
  ['types', 'typescript/bin/tsc', []],
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
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filter]
  const { status } = run('vitest/vitest.mjs', args, 'inherit')
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
