import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, openSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newFolder } from '../folder.ts'
import { until } from './bench.ts'
import { describeOnBench } from './on-bench.ts'

describeOnBench('the bench', () => {
  test.for([
    ['at once', async () => true],
    ['once the bench can be asked', isOpen],
  ] as const)('the phones end with the tests, killed %s', async ([, isDue]) => {
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
    await until(() => isDue(memory))
    expect(isThere(pid)).toBe(true)
    tests.kill('SIGKILL')
    await until(async () => !isThere(pid))
  })
})

/** That somebody reads a pipe. @throws where nobody does */
async function isOpen(pipe: string): Promise<boolean> {
  closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK))
  return true
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
