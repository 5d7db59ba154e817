import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder } from '../folder.ts'
import { describeOnBench } from './on-bench.ts'

describeOnBench('the bench', () => {
  test('the phones end with the tests, killed or not', async () => {
    const memory = join(newFolder(), 'memory')
    execFileSync('mkfifo', [memory])
    const island = [join(import.meta.dirname, 'device/island.js'), memory]
    const code = `const options = { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }
console.log(require('child_process').spawn(process.execPath, ${JSON.stringify(island)}, options).pid)
setInterval(() => {}, 1000)`
    const tests = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await once(tests.stdout, 'data')
    const pid = Number(said)
    onTestFinished(() => void (isThere(pid) && process.kill(pid, 'SIGKILL')))
    // The pipe is open by then.
    await new Promise((done) => setTimeout(done, 1000))
    expect(isThere(pid)).toBe(true)
    tests.kill('SIGKILL')
    await expect.poll(() => isThere(pid), { timeout: 3000 }).toBe(false)
  })
})

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
