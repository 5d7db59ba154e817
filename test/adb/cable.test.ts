import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import type { PhoneOptions } from './bench.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

const bin = join(root, 'bin/daicha.js')
const phones = join(root, 'test/phones')
/** Every process that a run leaves behind carries this in its environment. */
const mark = `DAICHA_CABLE_TEST=${crypto.randomUUID()}`
const AT_ONCE = 4

/** Both read the same and write something else. */
const auditArgv = () => ['audit', '--device', '-f', 'text', '-f', `json=${crypto.randomUUID()}`]
const captureArgv = () => ['capture', '--save', crypto.randomUUID()]

interface Pull {
  service: string
  afterBytes: number
}

interface Ending extends Pull {
  code: number | null
  stdout: string
  /** Code of the error that a person is shown. */
  problem: string | undefined
}

describeOnBench('a cable that is pulled while a phone is audited', () => {
  const bench = ownBench()
  const folder = newFolder()

  /** A whole run of the program on a phone of its own. */
  async function runOn(
    phoneOptions: PhoneOptions,
    argv: string[],
    passed: Map<string, number>,
    pull?: Pull,
  ): Promise<Omit<Ending, keyof Pull>> {
    const phone = await bench().device({ ...phoneOptions, gate: { kind: 'meter', passed, ...(pull && { pull }) } })
    const [key = '', value] = mark.split('=')
    const child = spawn(process.execPath, [bin, ...argv, '-s', phone.serial, '--lang', 'en'], {
      env: { ...bench().env, [key]: value },
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text) => (stdout += text))
    child.stderr.on('data', (text) => (stderr += text))
    await once(child, 'close')
    await phone.kill()
    await bench()
      .adb('disconnect', phone.serial)
      .catch(() => {})
    return { code: child.exitCode, stdout, problem: /^error \[(E\d+)\]/m.exec(stderr)?.[1] }
  }

  const clear = { sdk: 37, data: join(phones, 'android-17/data') }
  const old = { sdk: 23, data: join(phones, 'android-6/data'), hasShellV2: false }
  test.for<[at: string, which: string, phone: PhoneOptions, exit: number, shares: number[]]>([
    ['the beginning, middle and end of any answer', 'that is clear when it is read to the end', clear, 0, [0, 0.5, 1]],
    ['the end of any answer', 'without shell v2', old, 1, [1]],
  ])(
    'at %s of a phone %s: E208, no verdict, no half file, no process',
    { timeout: 300_000 },
    async ([, , phone, exit, shares]) => {
      const sizes = new Map<string, number>()
      expect(await runOn(phone, ['audit', '--device'], sizes)).toMatchObject({ code: exit, problem: undefined })
      expect(sizes.size).toBeGreaterThan(12)

      const pulls = [...sizes].flatMap(([service, size]) =>
        // The last byte never comes.
        shares.map((share) => ({ share, service, afterBytes: Math.min(Math.floor(size * share), size - 1) })),
      )
      const endings = await inTurns(pulls, async ({ share, ...pull }): Promise<Ending> => {
        const passed = new Map<string, number>()
        const ending = await runOn(phone, share === 0.5 ? captureArgv() : auditArgv(), passed, pull)
        expect(passed.get(pull.service) ?? 0).toBeLessThanOrEqual(pull.afterBytes)
        return { ...pull, ...ending }
      })

      const asExpected = ({ code, stdout, problem }: Ending) => code === 4 && stdout === '' && problem === 'E208'
      expect(endings.filter((ending) => !asExpected(ending))).toEqual([])
      expect(readdirSync(folder)).toEqual([])
      expect(processesWith(mark)).toEqual([])
    },
  )
})

async function inTurns<Item, Result>(items: Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const left = items.entries()
  const results: Result[] = []
  const worker = async () => {
    for (const [at, item] of left) results[at] = await run(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** Numbers of the processes that run with this in their environment. */
const processesWith = (variable: string) =>
  readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(variable)
    } catch {
      return false
    }
  })
