/**
 * A list of many small dumps: how its memory stays, and what a second core gives.
 *
 *     node bench/batch.js --inputs 10000 --rounds 3
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { packageDump } from './inputs/package-dump.js'

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string', default: join(import.meta.dirname, '..', 'bin', 'daicha.js') },
    inputs: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
  },
})

const DISTINCT = 100
const hasTaskset = spawnSync('taskset', ['-c', '0', 'true']).status === 0
const KB = 1024
const folder = join(import.meta.dirname, 'data', 'batch')
const list = listOf(Number(options.inputs))

const taken = { 1: [], 2: [] }
for (let round = 1; round <= Number(options.rounds); round++) {
  for (const jobs of [1, 2]) {
    const run = await audit(jobs)
    taken[jobs].push(run)
    const { seconds, cpu, early, late, peak } = run
    console.log(
      `-j ${jobs}: ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processor; resident ${early} MiB after a tenth, ${late} MiB at the end, ${peak} MiB at most`,
    )
  }
}
const least = (runs) => Math.min(...runs.map(({ seconds }) => seconds))
console.log(`two cores are ${(least(taken[1]) / least(taken[2])).toFixed(2)} times one (best of each)`)

/** Dumps of about 100 kB, each named many times. */
function listOf(count) {
  mkdirSync(folder, { recursive: true })
  const paths = Array.from({ length: DISTINCT }, (_, at) => join(folder, `package-${at}.txt`))
  for (const [at, path] of paths.entries()) {
    if (existsSync(path)) continue
    writeFileSync(path, [...packageDump({ bytes: 100 * KB, count: 20 + (at % 10) })].join(''))
  }
  const file = join(folder, 'list.txt')
  writeFileSync(file, Array.from({ length: count }, (_, at) => `${paths[at % DISTINCT]}\n`).join(''))
  return file
}

/** Runs the list with the output thrown away, and looks at the memory of the process as it goes. */
function audit(jobs) {
  const argv = [options.bin, 'audit', '--files-from', list, '-f', 'ndjson', '-j', String(jobs), '--exit-zero']
  const start = performance.now()
  // One thread collects its garbage on the other core, unless it is kept from it.
  const [program, ...args] = [...(jobs === 1 && hasTaskset ? ['taskset', '-c', '0'] : []), process.execPath, ...argv]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let records = 0
  let early
  let late = 0
  let peak = 0
  let cpu = 0
  const look = setInterval(() => {
    const resident = residentOf(child.pid)
    if (resident === undefined) return
    cpu = processorOf(child.pid) ?? cpu
    late = resident
    peak = Math.max(peak, resident)
    if (early === undefined && records > Number(options.inputs) / 10) early = resident
  }, 100)
  child.stdout.on('data', (chunk) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) records++
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearInterval(look)
      const expected = Number(options.inputs) + 2
      if (code !== 0 || records !== expected) reject(new Error(`exit ${code}, ${records} records of ${expected}`))
      else resolve({ seconds: (performance.now() - start) / 1000, cpu, early, late, peak })
    })
  })
}

function residentOf(pid) {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib && Math.round(Number(kib) / KB)
  } catch {
    return undefined
  }
}

/** Seconds of processor time, of all threads. */
function processorOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}
