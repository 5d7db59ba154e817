/**
 * Looks for inputs that get a false "clear", break a reader, or do not end.
 *
 *     npm run fuzz -- --minutes 5                   everything
 *     npm run fuzz -- --reader zip --seed 7         one reader; `--reader mutations` is the property alone
 *     npm run fuzz -- --root ../main --out /tmp/f   the build of another tree; failing inputs are kept in a folder
 *     npm run fuzz -- --reproduce /tmp/f/3          what the program says of one of them
 *
 * A seed makes the same cases on every machine. Exit 1: a grant that the text holds was called clear, or a reader
 * broke.
 */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { root as here } from '../scripts/freshness.js'
import { isSerious } from './mutations.js'
import { subjectOf } from './subject.js'

/** Processor time that one case may take, and making it smaller; how long it may wait for nothing, in ms. */
const MOST_TIME = 2000
const MOST_TIME_SMALLER = 10_000
const MOST_WAIT = 60_000
/** Memory of the whole process, in bytes. */
const MOST_MEMORY = 1.5 * 1024 ** 3
const HEAP = { maxOldGenerationSizeMb: 700 }

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    reader: { type: 'string' },
    seed: { type: 'string', default: '1' },
    root: { type: 'string', default: here },
    out: { type: 'string' },
    reproduce: { type: 'string' },
  },
})
const root = resolve(values.root)
const scratch = mkdtempSync(join(tmpdir(), 'daicha-fuzz-'))
const failures = new Map()
const verdicts = {}
let inputs = 0

if (values.reproduce) await reproduce(resolve(values.reproduce))
else await fuzz()
rmSync(scratch, { recursive: true, force: true })

async function reproduce(path) {
  const subject = await subjectOf(root, scratch)
  const { verdict, problems, findings } = await subject.auditPaths(['.'], path)
  console.log(verdict)
  for (const { code, path: file, line, message } of problems) console.log(`${code} ${file}:${line} ${message}`)
  for (const { ruleId, package: name, evidence } of findings) console.log(`${ruleId} ${name}: ${evidence[0]?.text}`)
}

async function fuzz() {
  const began = Date.now()
  const until = Date.now() + Number(values.minutes) * 60_000
  for (let first = 1; first > 0 && Date.now() < until; ) first = await watched(first, until)
  summary((Date.now() - began) / 1000)
}

/** Runs cases from a number on. Resolves to the number to go on with after a case that had to be stopped, or to 0. */
async function watched(first, until) {
  const { worker, running } = started({ first, until })
  const spent = () => process.cpuUsage().user / 1000
  let last = { number: 0, spent: spent(), at: Date.now() }
  let why
  const watch = setInterval(() => {
    const number = Atomics.load(running, 0)
    const most = Atomics.load(running, 1) ? MOST_TIME_SMALLER : MOST_TIME
    if (number !== last.number || number === 0) last = { number, spent: spent(), at: Date.now() }
    else if (number > 0 && spent() - last.spent > most) why = `took more than ${most / 1000} s`
    else if (number > 0 && Date.now() - last.at > MOST_WAIT) why = 'never ended'
    if (process.memoryUsage.rss() > MOST_MEMORY) why = 'took too much memory'
    if (why) worker.terminate()
  }, 100)
  worker.on('message', ({ verdicts: counts = {}, ...failure }) => {
    for (const [verdict, count] of Object.entries(counts)) verdicts[verdict] = (verdicts[verdict] ?? 0) + count
    if (failure.kind) failed(failure)
  })
  worker.on('error', (error) => {
    why = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'took too much memory' : String(error.stack)
  })
  await new Promise((done) => worker.on('exit', done))
  clearInterval(watch)
  const number = Atomics.load(running, 0)
  if (number === -1) return 0
  const { what = 'at the start', input } = number > 0 ? await caseOf(number) : {}
  failed({ kind: `${why ?? 'stopped without an answer'} | ${what}`, number, input })
  return number === 0 ? 0 : number + 1
}

function started(what) {
  const running = new Int32Array(new SharedArrayBuffer(8))
  const { seed, reader } = values
  const workerData = { root, scratch: join(scratch, 'input'), seed, reader, running, ...what }
  return { running, worker: new Worker(new URL('worker.js', import.meta.url), { workerData, resourceLimits: HEAP }) }
}

/** What a case that had to be stopped tries, and its input. */
async function caseOf(number) {
  const [shown] = await once(started({ first: number }).worker, 'message')
  return shown
}

/** Counts a failure, and keeps its input where there is one. */
function failed({ kind, number, phone = 'none', input }) {
  const { count } = failures.get(kind) ?? { count: 0 }
  failures.set(kind, { count: count + 1 })
  if (count > 0 && input === undefined) return
  let folder = ''
  if (input && values.out) {
    folder = join(resolve(values.out), String(++inputs))
    for (const [path, bytes] of input) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    writeFileSync(`${folder}.txt`, `${kind}\nseed ${values.seed}, case ${number}, phone ${phone}\n`)
  }
  console.log(`${kind} (seed ${values.seed}, case ${number}, phone ${phone}) ${folder}`)
}

function summary(seconds) {
  const cases = Object.values(verdicts).reduce((sum, count) => sum + count, 0)
  console.log(`\n${cases} cases in ${seconds.toFixed(0)} s, ${Math.round(cases / seconds)} a second`)
  console.log(
    Object.entries(verdicts)
      .map(([verdict, count]) => `${verdict} ${count}`)
      .join(', '),
  )
  const byKind = [...failures].sort(([, a], [, b]) => b.count - a.count)
  for (const [kind, { count }] of byKind) console.log(`${String(count).padStart(7)}  ${kind}`)
  const serious = byKind.filter(([kind]) => isSerious(kind))
  console.log(serious.length === 0 ? 'nothing found' : `${serious.length} kinds of failures`)
  process.exitCode = serious.length === 0 ? 0 : 1
}
