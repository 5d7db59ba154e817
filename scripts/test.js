/**
 * Runs every check, also after one that failed, and ends with one line that counts them all.
 *
 *     npm test                        everything
 *     npm run test:quick              all but the long tests of vitest.config.ts: what to run at every save
 *     npm test -- judge -t 'app op'   the tests alone, with these arguments for vitest
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './freshness.js'
import { ready } from './ready.js'

const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const filter = args.filter((arg) => arg !== '--quick')

const count = { passed: 0, failed: 0, skipped: 0 }

/** A cruise that saw fewer modules than this has looked at the wrong thing. */
const leastModules = 20

const checks = [
  ['types', 'typescript/bin/tsc', kept('types')],
  ['types without Node', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json', ...kept('types-web')]],
  ['lint and format', '@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off']],
  ['import rules', 'dependency-cruiser/bin/dependency-cruise.mjs', ['src', '--output-type', 'err-long'], sawEnough],
  ['unused code', 'knip/bin/knip.js', []],
]

await report('ready', await ready())
const checked = filter.length === 0 ? runChecks() : []
await runVitest()
for (const { name, passed, output } of await checked) {
  if (!passed) await print(output)
  await report(name, passed)
}

await print(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
process.exitCode = count.failed > 0 ? 1 : 0

/** One after another, while the tests run: many of those wait for a phone or a browser. */
async function runChecks() {
  const results = []
  for (const [name, program, args, accepts = () => true] of checks) {
    const { status, output } = await run(program, args)
    results.push({ name, passed: status === 0 && accepts(output), output })
  }
  return results
}

/** What the compiler has found out stays for the next time. */
function kept(name) {
  return ['--incremental', '--tsBuildInfoFile', join(root, `node_modules/.cache/daicha/${name}.tsbuildinfo`)]
}

async function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'daicha-test-'))
  const file = join(folder, 'results.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const project = isQuick ? ['--project=quick'] : []
  const { status } = await run('vitest/vitest.mjs', ['run', ...reporters, ...project, ...filter], 'inherit')
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
  const child = spawn(process.execPath, [command, ...args], { cwd: root, stdio: ['ignore', output, output] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part) => (text += part))
  return new Promise((done) => {
    child.on('error', ({ message }) => done({ status: null, output: `${message}\n` }))
    child.on('close', (status) => done({ status, output: text }))
  })
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
