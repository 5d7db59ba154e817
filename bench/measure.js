import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const preload = pathToFileURL(join(import.meta.dirname, 'reference', 'peak-memory.js')).href

/** What this machine adds to every Node that starts (certificates, flags) is added to both sides and flatters. */
delete process.env.NODE_EXTRA_CA_CERTS
delete process.env.NODE_OPTIONS

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Median milliseconds of each command, as a whole process with its output thrown away. The commands take turns, so that
 * a slow moment of the machine falls on all of them; a first round warms the page cache and is not counted.
 * A command that fails, or is not installed, gets the reason instead of a number.
 */
export async function times(commands, rounds, say) {
  const taken = new Map([...commands].map(([name]) => [name, []]))
  const failed = new Map()
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? 'warming up' : `round ${round} of ${rounds}`)
    for (const [name, command] of commands) {
      if (failed.has(name)) continue
      const { milliseconds, problem } = await run(command)
      if (problem !== undefined) failed.set(name, problem)
      else if (round > 0) taken.get(name).push(milliseconds)
    }
  }
  return new Map([...taken].map(([name, values]) => [name, failed.get(name) ?? median(values)]))
}

const quiet = ['ignore', 'ignore', 'pipe']

async function run([program, ...args]) {
  const start = performance.now()
  const child = spawn(program, args, { stdio: quiet })
  let complaints = ''
  child.stderr.on('data', (text) => (complaints += text))
  try {
    const [status, signal] = await once(child, 'close')
    const milliseconds = performance.now() - start
    return status === 0 ? { milliseconds } : { problem: `exit ${status ?? signal}: ${complaint(complaints)}` }
  } catch (error) {
    return { problem: error.code === 'ENOENT' ? 'not installed' : error.message }
  }
}

/** The line that says what went wrong; Node prints the place in the source before it. */
const complaint = (text) => /^.*error.*$/im.exec(text)?.[0] ?? text.trim().split('\n')[0]

/**
 * Peak resident memory of a Node command in MiB, the median of some runs; `undefined` where it does not end well. This
 * process goes on meanwhile: what stands between a phone and its server is in it.
 */
export async function peakMemory([program, ...args], runs) {
  const values = []
  while (values.length < runs) values.push(await peakOf([program, '--import', preload, ...args]))
  return values.includes(undefined) ? undefined : median(values) / 1024
}

/** What the preloaded script says at the end. */
async function peakOf([program, ...args]) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stdio[3].on('data', (part) => (text += part))
  const [status] = await once(child, 'close')
  return status === 0 ? Number(text) : undefined
}
