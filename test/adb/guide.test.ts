import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { AdbBench, benchMissing } from './bench.ts'
import { describeOnBench } from './on-bench.ts'
import { type Terminal, terminal, terminalMissing } from './terminal.ts'

const memory: string = './device/memory.js'
const { write } = (await import(memory)) as { write: (folder: string, state: object) => void }

/** Each look at the screen starts a program. */
const LOOK = { timeout: 30_000, interval: 250 }
const on = { granted: true, flags: ['USER_SET'] }
/** Two lenders of which both read contacts. */
const apps = ['com.example.kuaijie', 'com.example.xiaojin'].map((name, at) => ({
  name,
  appId: 10075 + at,
  target: 34,
  asks: ['READ_CONTACTS', 'WRITE_CONTACTS'],
  users: { 0: { permissions: { READ_CONTACTS: { ...on }, WRITE_CONTACTS: { ...on } }, readAgo: 180_000_000 } },
}))
const users = (state: string) => `Users:\n  UserInfo{0:Owner:c13} serialNo=0\n    State: ${state}\n`

const tests = () => {
  let bench: AdbBench
  let folder: string
  let shown: Terminal | undefined
  beforeEach(async () => {
    bench = await AdbBench.start()
    folder = newFolder()
  })
  afterEach(async () => {
    shown?.close()
    await bench?.close()
  })

  test('in Chinese, each state and each way once', { timeout: 120_000 }, async () => {
    const words = {
      cable: '还没有看到手机',
      allow: '看到手机了，还要你同意',
      found: '找到 1 部手机：Example U1',
      start: '手机还在开机',
      unlock: '手机开机以后还没有解锁过',
      act: '[需处理] 2 个网贷 App',
      saved: '报告已保存',
      how: '的通讯录权限，怎么关',
      proved: '证实已关',
      send: '发送吗？',
      again: '再读一次手机',
      clear: '没有网贷 App 现在能读取通讯录',
    }
    const bin = join(root, 'bin/daicha.js')
    shown = terminal(folder, { ...bench.env, NO_COLOR: '1' }, [process.execPath, bin, '--lang', 'zh-CN'])
    const { screen, type } = shown
    /** Waits until a text has come so often. */
    const sees = (text: string, times = 1) =>
      vi.waitFor(() => {
        const seen = screen()
        expect(seen.split(text).length, seen).toBeGreaterThan(times)
      }, LOOK)
    await sees(words.cable)
    const phone = await bench.device({ name: 'Example_U1', sdk: 34, gate: { kind: 'ask' } })
    await phone.record('getprop ro.build.version.release', { out: '14\n' })
    await phone.record('dumpsys user', { err: "Can't find service: user\n" })
    write(phone.data, { sdk: 34, apps, owner: ['READ_CONTACTS', 'WRITE_CONTACTS'] })
    await sees(words.allow)
    phone.allow()
    await sees(words.found)
    expect(await phone.commands()).toEqual([])
    type('y')
    await sees(words.start)
    await phone.record('dumpsys user', { out: users('RUNNING_LOCKED'), err: '' })
    await sees(words.unlock)
    await phone.record('dumpsys user', { out: users('RUNNING_UNLOCKED') })
    await sees(words.act)
    await sees('[2]')
    type('')
    await sees(words.saved)
    await sees('[3]')
    type('')
    await sees(words.how)
    await sees('[1]')
    type('')
    await sees(words.proved)
    await sees(words.how, 2)
    await sees('[1]', 2)
    type('2')
    await sees(words.send)
    type('是')
    await sees(words.proved, 2)
    await sees(words.again)
    await sees('[q]')
    type('')
    await sees('exit 0')
    await sees(words.clear)
    // Evidence of before the change, once, with a record of each change.
    const [kept = '', ...more] = readdirSync(folder).filter((name) => name !== 'tmux')
    expect([kept, more]).toEqual([expect.stringMatching(/^daicha-\d{12}$/), []])
    expect(readdirSync(join(folder, kept)).sort()).toEqual([
      'capture.zip',
      'report.html',
      'revoke-2.json',
      'revoke.json',
    ])
    // Each state was told once, and no warning of Node stands among the words.
    for (const once of [words.cable, words.allow, words.start, words.unlock])
      expect(screen().split(once)).toHaveLength(2)
    expect(screen()).not.toMatch(/Warning|E\d{3}/)
  })

  test('Ctrl-C while the owner of the phone taps ends it: no other app is asked about', async () => {
    const phone = await bench.device({ name: 'Example_U1', sdk: 34 })
    write(phone.data, { sdk: 34, apps })
    const bin = join(root, 'bin/daicha.js')
    shown = terminal(folder, { ...bench.env, NO_COLOR: '1' }, [process.execPath, bin, '--lang', 'en'])
    const { screen, type, press } = shown
    const sees = (text: string) => vi.waitFor(() => expect(screen()).toContain(text), LOOK)
    for (const [question, answer] of [
      ['[Y/n]', 'y'],
      ['[2]', '3'],
      ['[1]', '1'],
    ] as const) {
      await sees(question)
      type(answer)
    }
    await sees('Waiting for you to turn it off')
    press('C-c')
    await sees('exit 130')
    expect(screen().split('how should they be turned off?')).toHaveLength(2)
    expect(screen()).toMatch(/To look again:\s+`daicha revoke com\.example\.kuaijie/)
  })
}

describeOnBench('the guide, from no phone to revoked and proved', tests, benchMissing ?? terminalMissing)
