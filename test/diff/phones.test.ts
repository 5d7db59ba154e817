import { describe, expect, test } from 'vitest'
import { changed, file, kuaijie, now, OCTOBER, run } from './diff.ts'
import { bugReport, type Installed, type Phone } from './phone.ts'

let made = 0
const state = (apps: Installed[], more: Partial<Phone> = {}) =>
  file(`phone${++made}.txt`, bugReport({ time: OCTOBER, apps, ...more }))

const apps = (at: string, from = 10100): Installed[] =>
  ['a', 'b', 'c', 'd'].map((one, n) => ({
    name: `com.example.${one}`,
    id: from + n,
    installed: `2026-0${n + 3}-0${n + 1} ${at}`,
  }))

const oneSerial = { serial: 'R5CTMARKER1' }

describe.each([
  ['serial numbers', state([kuaijie], oneSerial), state([kuaijie], { ...now, serial: 'R5CTMARKER2' })],
  [
    'models',
    state([{ ...kuaijie, id: 10076, installed: '2026-09-01 20:15:08' }], { product: 'example/one/one' }),
    state([{ ...kuaijie }], { ...now, product: 'example/two/two' }),
  ],
  ['times of installation', state(apps('10:00:01')), state(apps('11:07:02', 10200), now)],
])('two phones, by their %s', (_, ...pair) => {
  test.each(['en', 'zh-CN'])('are refused, both named, with a way on (%s)', async (lang) => {
    const { code, stdout, stderr } = await run([...pair, '--lang', lang])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('[E131]')
    for (const name of pair) expect(stderr.replace(/\s+/g, ' ')).toContain(`${name} (A1, Android 12)`)
    expect(stderr).toContain('--same-phone')
    expect(stderr).not.toMatch(/MARKER|\{\w+\}/)
  })

  test('are compared when a person knows better, and that is said', async () => {
    const { stdout } = await run([...pair, '--same-phone'])
    expect(stdout).toContain('was not checked; you said so')
  })
})

describe('one phone is known again', () => {
  test('by its serial number, after all of its apps were installed anew', async () => {
    const { diff } = await changed([
      state(apps('10:00:01'), oneSerial),
      state(apps('11:07:02', 10200), { ...now, ...oneSerial }),
    ])
    expect(diff.phone).toBe('same')
  })

  test('by when its apps were installed, in another zone and after an upgrade', async () => {
    const later = { time: '2026-11-01 02:05:00', product: 'example/upgraded/sample' }
    const { diff } = await changed([state(apps('10:00:01')), state(apps('02:00:01'), later)])
    expect(diff.phone).toBe('same')
  })

  test('by one app of two, the other installed anew', async () => {
    const [one, two] = apps('10:00:01').map((app) => ({ ...app, id: app.id + 50 }))
    if (!one || !two) throw new Error('no apps')
    const anew = { ...two, id: two.id + 50, installed: '2026-05-02 09:00:07' }
    expect((await changed([state([one, two]), state([one, anew], now)])).diff.phone).toBe('same')
  })

  test('and where nothing shows it, that is said', async () => {
    const bare = { ...kuaijie, installed: '2009-01-01 08:00:00' }
    const { stdout, code } = await run([state([bare]), state([{ ...bare, contacts: 'granted' }], now)])
    expect(stdout).toContain('nothing shows that both are of one phone')
    expect(code).toBe(0)
  })
})

test('the time at which all phones of a kind were made shows nothing, whichever state holds what tells it', async () => {
  const both = [{ ...kuaijie, name: 'com.example.clock', id: 10060, system: true }, kuaijie]
  for (const pair of [
    [state(both), state([kuaijie], now)],
    [state([kuaijie]), state(both, now)],
  ] as const)
    expect((await changed([...pair])).diff.phone).toBe('unknown')
})

test('a folder of several phones is refused', async () => {
  file('two/a.txt', bugReport({ time: '2026-10-01 10:05:00', apps: apps('10:00:01'), serial: 'A' }))
  file('two/b.txt', bugReport({ time: '2026-10-01 10:05:00', apps: apps('11:00:01'), serial: 'B' }))
  const { code, stderr } = await run(['two', state([kuaijie])])
  expect(code).toBe(2)
  expect(stderr).toMatch(/\[E132\] two holds 2 phones/)
})
