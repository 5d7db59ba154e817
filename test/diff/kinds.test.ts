import { describe, expect, test } from 'vitest'
import { changed, file, kuaijie, NOVEMBER, notes, now, OCTOBER, run, state, told } from './diff.ts'
import { bugReport, type Installed, type Phone } from './phone.ts'

const denied: Installed = { ...kuaijie, contacts: 'denied' }
const granted: Installed = { ...kuaijie, contacts: 'granted' }
const oneTap: Installed = { ...denied, also: ['WRITE_CONTACTS'] }
const read = { time: '2026-10-31 10:05:00.000', age: '1d0h0m0s0ms' }
const readEarlier = { time: '2026-09-30 10:05:00.000', age: '1d0h0m0s0ms' }
const readBefore = { time: '2026-09-30 10:05:00.000', age: '32d0h0m0s0ms' }
const suspected: Installed = { ...granted, name: 'com.fictive.cashloan', id: 10090 }

interface Case {
  is: string
  old: Installed[]
  now: Installed[]
  oldPhone?: Partial<Phone>
  nowPhone?: Partial<Phone>
  changes: [kind: string, direction: string, severity: string][]
}

const cases: Case[] = [
  {
    is: 'a new lender that reads contacts',
    old: [],
    now: [{ ...granted, installed: '2026-10-21 08:00:01' }],
    changes: [['installed', 'worse', 'high']],
  },
  {
    is: 'a new lender that was refused',
    old: [],
    now: [{ ...denied, installed: '2026-10-21 08:00:01' }],
    changes: [['installed', 'worse', 'low']],
  },
  {
    is: 'a new lender that never asks',
    old: [],
    now: [{ ...kuaijie, installed: '2026-10-21 08:00:01' }],
    changes: [['installed', 'worse', 'note']],
  },
  {
    is: 'a new lender that never asks for contacts and sees whom its borrower calls',
    old: [],
    now: [{ ...kuaijie, installed: '2026-10-21 08:00:01', also: ['READ_CALL_LOG'] }],
    changes: [
      ['route-opened', 'worse', 'critical'],
      ['installed', 'worse', 'note'],
    ],
  },
  {
    is: 'a lender with another way, switched on again',
    old: [{ ...kuaijie, also: ['READ_CALL_LOG'], enabled: 3 }],
    now: [{ ...kuaijie, also: ['READ_CALL_LOG'] }],
    changes: [['enabled', 'worse', 'critical']],
  },
  {
    is: 'an app that only looks like a lender, and is new',
    old: [],
    now: [{ ...suspected, installed: '2026-10-21 08:00:01' }],
    changes: [['installed', 'worse', 'medium']],
  },
  { is: 'contacts allowed', old: [denied], now: [granted], changes: [['granted', 'worse', 'high']] },
  {
    is: 'contacts allowed and read',
    old: [denied],
    now: [{ ...granted, read }],
    changes: [
      ['granted', 'worse', 'critical'],
      ['first-read', 'worse', 'critical'],
    ],
  },
  {
    is: 'a first recorded read',
    old: [granted],
    now: [{ ...granted, read }],
    changes: [['first-read', 'worse', 'critical']],
  },
  {
    is: 'another read after one before',
    old: [{ ...granted, read: readEarlier }],
    now: [{ ...granted, read }],
    changes: [['read', 'worse', 'critical']],
  },
  {
    is: 'the read of before, still recorded',
    old: [{ ...granted, read: readEarlier }],
    now: [{ ...granted, read: readBefore }],
    changes: [],
  },
  {
    is: 'a read of just before, which a phone in another zone prints as later',
    old: [{ ...granted, read: { time: '2026-10-01 09:05:00.000', age: '1h0m0s0ms' } }],
    now: [{ ...granted, read: { time: '2026-10-01 17:05:00.000', age: '30d1h0m0s0ms' } }],
    nowPhone: { time: '2026-10-31 18:05:00' },
    changes: [],
  },
  {
    is: 'a read two hours after one before, by a clock that stayed in its zone',
    old: [{ ...granted, read: { time: '2026-10-01 09:05:00.000', age: '1h0m0s0ms' } }],
    oldPhone: { zone: 'Asia/Shanghai' },
    now: [{ ...granted, read: { time: '2026-10-01 11:05:00.400', age: '1h0m0s0ms' } }],
    nowPhone: { time: '2026-10-01 12:05:00', zone: 'Asia/Shanghai' },
    changes: [['read', 'worse', 'critical']],
  },
  {
    is: 'a read that was recorded before a state without app ops',
    old: [granted],
    oldPhone: { appOps: false },
    now: [{ ...granted, read: readBefore }],
    changes: [],
  },
  {
    is: 'one tap closer',
    old: [denied],
    now: [oneTap],
    changes: [
      ['route-opened', 'worse', 'high'],
      ['closer', 'worse', 'medium'],
    ],
  },
  { is: 'asks where it did not', old: [kuaijie], now: [denied], changes: [['closer', 'worse', 'low']] },
  {
    is: 'the second switch opened',
    old: [{ ...granted, mode: 'ignore' }],
    now: [granted],
    changes: [['granted', 'worse', 'high']],
  },
  {
    is: 'the second switch, which only the new state shows',
    old: [granted],
    oldPhone: { appOps: false },
    now: [{ ...granted, mode: 'ignore' }],
    changes: [['unclear', 'open', 'low']],
  },
  { is: 'contacts taken away', old: [granted], now: [denied], changes: [['revoked', 'better', 'note']] },
  {
    is: 'the second switch closed',
    old: [granted],
    now: [{ ...granted, mode: 'ignore' }],
    changes: [['revoked', 'better', 'note']],
  },
  { is: 'an app that is gone', old: [granted], now: [], changes: [['removed', 'better', 'note']] },
  {
    is: 'an app that is gone for its user',
    old: [granted],
    now: [{ ...granted, absent: true }],
    changes: [['removed', 'better', 'note']],
  },
  {
    is: 'an app that is back for its user, in another version',
    old: [{ ...granted, absent: true }],
    now: [{ ...granted, version: '1.1' }],
    changes: [['installed', 'worse', 'high']],
  },
  {
    is: 'another version',
    old: [denied],
    now: [{ ...denied, version: '1.1' }],
    changes: [['updated', 'neutral', 'note']],
  },
  { is: 'switched off', old: [granted], now: [{ ...granted, enabled: 3 }], changes: [['disabled', 'better', 'note']] },
  {
    is: 'switched on again',
    old: [{ ...granted, enabled: 3 }],
    now: [granted],
    changes: [['enabled', 'worse', 'high']],
  },
  {
    is: 'another way to the people it wants',
    old: [denied],
    now: [{ ...denied, also: ['READ_CALL_LOG'] }],
    changes: [['route-opened', 'worse', 'critical']],
  },
  {
    is: 'one way less',
    old: [{ ...denied, also: ['READ_CALL_LOG'] }],
    now: [denied],
    changes: [['route-closed', 'better', 'note']],
  },
]

describe.each(cases)('$is', (one) => {
  const both = (): [string, string] => [state(one.old, one.oldPhone), state(one.now, { ...now, ...one.nowPhone })]

  test('is told as such', async () => {
    const { diff } = await changed(both())
    expect(told(diff)).toEqual(one.changes)
    expect(diff.phone).toBe('same')
  })

  test.each(['en', 'zh-CN'])('is told in words (%s)', async (lang) => {
    const { stdout } = await run([...both(), '--lang', lang])
    expect(stdout).not.toMatch(/\{\w+\}|undefined|null/)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(stdout.startsWith(lang === 'en' ? '[NO CHANGE]' : '[没有变化]')).toBe(
      one.changes.length === 0 && one.oldPhone === undefined,
    )
  })
})

test('the worst comes first, and an app is named once for all that is said of it', async () => {
  const qianbao = { ...kuaijie, name: 'com.example.qianbao', id: 10076 }
  const then = [notes, denied, { ...qianbao, contacts: 'granted' as const }]
  const after = [notes, { ...granted, read, version: '1.1' }, { ...qianbao, contacts: 'denied' as const }]
  const { stdout } = await run([
    file('a.txt', bugReport({ time: OCTOBER, apps: then })),
    file('b.txt', bugReport({ time: NOVEMBER, apps: after })),
  ])
  expect(stdout).toBe(`[WORSE] 4 changes on this phone: 2 worse, 1 better, 1 other
  old: a.txt, phone time 2026-10-01 10:05, A1, Android 12, 3 apps, loan apps: 2
  new: b.txt, phone time 2026-11-01 10:05, A1, Android 12, 3 apps, loan apps: 2
  Threatened or harassed: in China, police 110
  When it gets too much: in China, 12356 (psychological support). You are not
  alone

  Worse
  - critical 示例快借 (com.example.kuaijie)
    was allowed to read contacts. Before: asks, not allowed; now: can read
    first recorded read of contacts: 2026-10-31 10:05:00

  Better
  - 演示钱包 (com.example.qianbao)
    can no longer read contacts. Before: can read; now: asks, not allowed. What
    was uploaded does not come back

  Other changes
  - 示例快借 (com.example.kuaijie)
    another version. Before: 1.0 (10); now: 1.1 (11)

What to do about it: run \`daicha audit\` on the new one, which tells the steps
`)
})

describe('nothing changed', () => {
  test('says what was compared, and when', async () => {
    const { code, stdout } = await run([state([denied]), state([denied], now)])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^\[NO CHANGE\] Nothing changed: loan apps, their contacts permission, recorded\s+reads, other ways and versions/,
    )
    expect(stdout).toContain('phone time 2026-10-01 10:05')
    expect(stdout).toContain('phone time 2026-11-01 10:05')
    expect(stdout).toMatch(/loan apps:\s+1/)
  })

  test('in the same file twice, which is said', async () => {
    const one = state([granted])
    const { code, stdout } = await run([one, one])
    expect(code).toBe(0)
    expect(stdout).toContain('Both are the same export, byte for byte')
  })
})

describe('what a state did not see', () => {
  test('an app that a broken state does not name is not called removed', async () => {
    const qianbao = { ...granted, name: 'com.example.qianbao', id: 10076 }
    const { code, diff } = await changed([state([granted, denied]), state([qianbao], { ...now, isCut: true })])
    expect(code).toBe(5)
    const of = diff.changes.filter((one) => one.package === kuaijie.name)
    expect(told({ ...diff, changes: of })).toEqual([['missing', 'open', 'high']])
    expect(diff.complete).toBe(false)
  })

  test('a lender whose state cannot be read any more is not sure, and known again later', async () => {
    const [whole, cut] = [state([granted]), state([granted], { ...now, isCut: true })]
    const lost = await changed([whole, cut])
    expect(told(lost.diff)).toEqual([['unknown', 'open', 'high']])
    expect(lost.code).toBe(5)
    const again = await changed([cut, state([granted], { time: '2026-12-01 10:05:00' })])
    expect(told(again.diff)).toEqual([['known', 'open', 'high']])
  })

  test('a way that a broken state does not show is not called closed', async () => {
    const caller: Installed = { ...denied, also: ['READ_CALL_LOG'] }
    const { diff } = await changed([state([caller]), state([denied], { ...now, isCut: true })])
    expect(diff.changes.map(({ kind }) => kind)).toContain('route-unseen')
  })

  test('no change is never called none where a part was not compared', async () => {
    const pair: [string, string] = [state([granted], { appOps: false }), state([granted], { ...now, appOps: false })]
    const { code, stdout } = await run(pair)
    expect(code).toBe(5)
    expect(stdout).not.toMatch(/NO CHANGE|Nothing changed/)
    expect(stdout).toContain('neither state has app ops')
    expect((await run([...pair, '--allow-partial'])).code).toBe(0)
  })

  test('an app that was there before a broken old state was made is not called new', async () => {
    const old = state([{ ...kuaijie, name: 'com.example.qianbao', id: 10076 }], { isCut: true })
    const { diff } = await changed([old, state([granted], now)])
    const of = diff.changes.filter((one) => one.package === kuaijie.name)
    expect(told({ ...diff, changes: of })).toEqual([['listed', 'open', 'high']])
  })

  test('a lender that a broken state does not name is as grave as the ways that it had or has', async () => {
    const qianbao = { ...kuaijie, name: 'com.example.qianbao', id: 10076 }
    const caller: Installed = { ...kuaijie, also: ['READ_CALL_LOG'] }
    const ofCaller = async (pair: [string, string]) => {
      const { code, diff } = await changed(pair, ['--fail-on-change', 'high'])
      return [code, told({ ...diff, changes: diff.changes.filter((one) => one.package === kuaijie.name) })]
    }
    expect(await ofCaller([state([caller, qianbao]), state([qianbao], { ...now, isCut: true })])).toEqual([
      1,
      [['missing', 'open', 'critical']],
    ])
    expect(await ofCaller([state([qianbao], { isCut: true }), state([caller], now)])).toEqual([
      1,
      [
        ['route-seen', 'open', 'critical'],
        ['listed', 'open', 'note'],
      ],
    ])
  })
})

test('what was given as old may be the later one: it is compared as given, and said', async () => {
  const pair: [string, string] = [state([granted], { time: NOVEMBER }), state([denied])]
  const { diff } = await changed(pair)
  expect(diff.reversed).toBe(true)
  expect(told(diff)).toEqual([['revoked', 'better', 'note']])
  expect((await run(pair)).stdout).toContain('the old state is the later one')
})

describe('--fail-on-change', () => {
  const worse = (): [string, string] => [state([denied]), state([granted], now)]
  const better = (): [string, string] => [state([granted]), state([denied], now)]
  test.each([
    ['without it', worse, [], 0],
    ['at its level', worse, ['--fail-on-change', 'high'], 1],
    ['below its level', worse, ['--fail-on-change', 'critical'], 0],
    ['as people say it', worse, ['--fail-on-change', '高'], 1],
    ['for the better', better, ['--fail-on-change', 'note'], 0],
    ['for the better, if any counts', better, ['--fail-on-change', 'any'], 1],
  ] as const)('%s', async (_, pair, argv, code) => {
    const ran = await changed(pair(), [...argv])
    expect(ran.code).toBe(code)
  })

  test('a change that nobody can be sure of fails as well, before what is not whole', async () => {
    const pair: [string, string] = [state([granted]), state([granted], { ...now, isCut: true })]
    expect((await changed(pair, ['--fail-on-change', 'high'])).code).toBe(1)
  })
})
