import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const bin = join(root, 'bin/daicha.js')
/** `script` of util-linux runs a command on a terminal of its own, and passes on what is typed. */
const hasScript = process.platform === 'linux' && !spawnSync('script', ['--version']).error

test.runIf(hasScript)('on a terminal a list is counted while it runs, and Ctrl-C says how far it came', async () => {
  const cwd = newFolder()
  writeFileSync(join(cwd, 'list'), `${join(root, 'fixtures/sample/input')}\n`.repeat(5000))
  const line = `${process.execPath} ${bin} audit --files-from list -f ndjson=all.ndjson -j 1 --lang en`
  const { CI: _, ...env } = process.env
  const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  let isTyped = false
  child.stdout.on('data', (text) => {
    said += text
    // Ctrl-C, as a terminal is told of it.
    if (!isTyped && /\d+\/5000/.test(said)) isTyped = child.stdin.write('\x03')
  })
  await once(child, 'close')
  expect(child.exitCode).toBe(130)
  const counts = [...said.matchAll(/(\d+)\/5000/g)].map(([, count]) => Number(count))
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
  // The line is gone when the last word is said.
  const [, n] = /\r +\r(?:\^C)?Stopped; inputs done: (\d+)\s*$/.exec(said) ?? []
  expect(Number(n), JSON.stringify(said)).toBeGreaterThanOrEqual(counts.at(-1) ?? 5000)
})
