import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../../src/model/report/report.ts'
import { daicha, root } from '../daicha.ts'
import type { Phone } from './bench.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

const data = join(root, 'test/phones/android-14/data')
const dump = readFileSync(join(data, 'dumpsys+-t+60+package.out'), 'utf8')
const records = dump.slice(dump.indexOf('\nPackages:\n') + 1)
const APPS = 'dumpsys -t 60 package'
const AGAIN = 'dumpsys -t 120 package packages'

describeOnBench('a list of apps that takes longer than our own limit', () => {
  const bench = ownBench()

  async function audited(prepare: (phone: Phone) => Promise<void>) {
    const phone = await bench().device({ sdk: 34, data })
    await prepare(phone)
    const env = { ...bench().env }
    const argv = ['audit', '--device', '-s', phone.serial, '-f', 'json', '--timeout', '3s', '--lang', 'en']
    const ran = await daicha(argv, { env })
    const commands = await phone.commands()
    return { ...ran, phone, isAskedAgain: commands.includes(AGAIN.replaceAll(' ', '+')) }
  }

  test('is asked for again in a shorter form, and the answer is whole', async () => {
    const { stdout, isAskedAgain, phone } = await audited(async (phone) => {
      await phone.record(APPS, { out: dump, delay: 20 })
      await phone.record(AGAIN, { out: records })
      await phone.record('dumpsys -t 120 package shared-users', { out: '' })
    })
    const report = JSON.parse(stdout || '{}') as Report
    expect([isAskedAgain, report.verdict, report.complete, report.problems.map(({ code }) => code)]).toEqual([
      true,
      'act',
      true,
      expect.not.arrayContaining(['E209']),
    ])
    await phone.kill()
  })

  test('twice is E209, and there is no half result', async () => {
    const { code, stdout, stderr, isAskedAgain, phone } = await audited(async (phone) => {
      for (const command of [APPS, AGAIN]) await phone.record(command, { out: dump, delay: 20 })
    })
    expect([code, stdout, isAskedAgain]).toEqual([4, '', true])
    expect(stderr).toContain('[E209] the phone was too slow to give the apps and their permissions')
    await phone.kill()
  })

  test('of a phone that has stopped is not asked for again', async () => {
    const { code, stderr, isAskedAgain, phone } = await audited(async (phone) => {
      await phone.record(APPS, { out: dump, delay: 20 })
      // It told the time when the reading began; it is frozen while the list is waited for.
      const freeze = setInterval(async () => {
        if (!(await phone.commands()).includes(APPS.replaceAll(' ', '+'))) return
        clearInterval(freeze)
        phone.freeze()
      }, 50)
    })
    expect([code, isAskedAgain]).toEqual([4, false])
    expect(stderr).toContain('[E209]')
    await phone.kill()
  })
})
