import { describe, expect, test } from 'vitest'
import { modeInForce } from '../../src/model/phone/gate.ts'
import type { AppOp, OpUse } from '../../src/model/phone/snapshot.ts'
import { mostOpen } from '../../src/parse/app-ops/most-open.ts'
import { ageOf } from '../../src/parse/duration.ts'
import { snapshotReader } from '../../src/parse/index.ts'
import type { Ending } from '../../src/parse/section.ts'
import { appOf, CASH, dump14, NOTES, onlyApps, openGaps, package14, snapshotFrom, text, userOf } from './dumps.ts'

const PACKAGES = dump14([
  package14(CASH, { users: [{ id: 0 }, { id: 10 }, { id: 11 }, { id: 999 }] }),
  package14(NOTES, { appId: 1001, users: [{ id: 0 }, { id: 10 }, { id: 11 }, { id: 999 }] }),
])
/** The phone of one user. */
const ALONE = dump14([package14(CASH), package14(NOTES, { appId: 1001 })])
const STATE = 'Current AppOps Service state:\n'

/** What app ops say about contacts for the example app, whose app id is 10081. */
const opFrom = (appops: string, name = 'READ_CONTACTS', userId = 0) =>
  userOf(snapshotFrom({ 'package.txt': PACKAGES, 'appops.txt': appops }), CASH, userId).appOps?.[name]

/** The lines of one op, in the entry of the example app. */
const inPackage = (lines: string) =>
  `${STATE}  Uid u0a81:\n    state=cch\n    Package com.example.cash:\n${text(lines).replace(/^(?=.)/gm, '      ')}`

const HOUR = 3_600_000
const DAY = 24 * HOUR

test('a use whose time is printed as no known Android prints it is one all the same: its age tells', () => {
  for (const time of ['2026/05/04 17:40:17', '\u200f2026-05-04 17:40:17.059', '2026-05-04T17:40:17.059+08:00'])
    expect(
      opFrom(inPackage(`READ_CONTACTS (allow): \n  null=[\n    Access: [top-s] ${time} (-1s0ms)\n  ]`))?.lastAccess,
      time,
    ).toMatchObject({ ageMs: 1000, processState: 'top' })
})

describe('entries of 4.3 to 8.1: numbers and relative times', () => {
  test('a last access, a last reject, a duration', () => {
    const op = opFrom(
      inPackage('READ_CONTACTS: mode=0; time=+40m17s234ms ago; rejectTime=+16d10h47m0s314ms ago; duration=+11ms'),
    )
    expect(op).toMatchObject({
      package: { mode: 'allow' },
      lastAccess: { ageMs: 2_417_234, indirect: false },
      lastReject: { ageMs: 16 * DAY + 10 * HOUR + 47 * 60_000 + 314 },
    })
    expect(op?.lastAccess).not.toHaveProperty('printed')
  })

  test('(running) is no part of the time', () => {
    expect(opFrom(inPackage('READ_CONTACTS: mode=0; time=+28d4h24m17s80ms ago (running)'))?.lastAccess?.ageMs).toBe(
      28 * DAY + 4 * HOUR + 24 * 60_000 + 17_080,
    )
  })

  test('never used: a mode and no time', () => {
    const op = opFrom(inPackage('READ_CONTACTS: mode=0'))
    expect(op).toMatchObject({ package: { mode: 'allow' } })
    expect(op).not.toHaveProperty('lastAccess')
    expect(op).not.toHaveProperty('lastReject')
  })

  test('a reject alone is no access', () => {
    const op = opFrom(inPackage('READ_CONTACTS: mode=1; rejectTime=+1d0h0m0s0ms ago'))
    expect(op).toMatchObject({ package: { mode: 'ignore' }, lastReject: { ageMs: DAY } })
    expect(op).not.toHaveProperty('lastAccess')
  })

  test.for<[string, string]>([
    ['0', 'allow'],
    ['1', 'ignore'],
    ['2', 'deny'],
    ['3', 'default'],
    // Privacy Guard of LineageOS up to 15.1.
    ['4', 'ask'],
    ['17', '17'],
  ])('mode %s is %s, of the package and of the uid', ([number, mode]) => {
    expect(opFrom(inPackage(`READ_CONTACTS: mode=${number}; time=+1s0ms ago`))?.package?.mode).toBe(mode)
    expect(opFrom(`${STATE}  Uid u0a81:\n      READ_CONTACTS: mode=${number}\n`)?.uid?.mode).toBe(mode)
  })
})

describe('uid modes', () => {
  test('a uid mode stands beside the package mode', () => {
    const appops = `${STATE}  Uid u0a81:\n    state=cch\n    capability=-----\n      READ_CONTACTS: mode=ignore\n    Package com.example.cash:\n      READ_CONTACTS (allow):${' '}\n`
    expect(opFrom(appops)).toMatchObject({ uid: { mode: 'ignore' }, package: { mode: 'allow' } })
  })

  test('a uid mode alone, without an entry of the package', () => {
    const op = opFrom(`${STATE}  Uid u0a81:\n    state=cch\n      READ_CONTACTS: mode=foreground\n`)
    expect(op).toMatchObject({ uid: { mode: 'foreground' } })
    expect(op).not.toHaveProperty('package')
  })

  test('it holds for every package of the uid, a package mode for its own', () => {
    const shared = (name: string) =>
      package14(name, { appId: 10081 }).replace(
        '    appId=10081\n',
        '$&    sharedUser=SharedUserSetting{1a com.example.uid/10081}\n',
      )
    const appops = `${STATE}  Uid u0a81:\n      READ_CONTACTS: mode=ignore\n    Package com.example.notes:\n      READ_CONTACTS (deny): \n`
    const snapshot = snapshotFrom({ 'p.txt': dump14([shared(CASH), shared(NOTES)]), 'a.txt': appops })
    expect(userOf(snapshot, CASH).appOps?.['READ_CONTACTS']).not.toHaveProperty('package')
    expect(userOf(snapshot, CASH).appOps?.['READ_CONTACTS']?.uid?.mode).toBe('ignore')
    expect(userOf(snapshot, NOTES).appOps?.['READ_CONTACTS']).toMatchObject({
      uid: { mode: 'ignore' },
      package: { mode: 'deny' },
    })
  })

  test('the next uid takes nothing of it, nor do the blocks behind the uids', () => {
    const appops = `${STATE}  Uid u0a80:\n      READ_CONTACTS: mode=ignore\n  Uid u0a81:\n    Package com.example.cash:\n      CAMERA (allow): \n  User restrictions for token android.os.BinderProxy@1:\n      READ_CONTACTS: mode=ignore\n    Package com.example.cash:\n      READ_CONTACTS (deny): \n`
    expect(opFrom(appops)).toBeUndefined()
  })
})

describe('entries of 9: one line a state', () => {
  const NINE = inPackage(`
    READ_CONTACTS (allow):${' '}
        Access: top   = 2019-03-30 22:12:27.967 (-137d16h56m42s669ms)
                fg    = 2019-08-15 14:35:08.411 (-34m2s225ms)
                bg    = 2019-08-14 14:35:08.411 (-1d0h34m2s225ms)
        Reject: pers  = 2023-06-13 06:06:25.646 (-71d3h56m9s986ms)
                cch   = 2023-06-14 06:06:25.646 (-70d3h56m9s986ms)
        duration=+5ms
    WRITE_CONTACTS (ignore):${' '}
        Access: top   = 2019-08-15 15:09:10.000 (-1ms)
  `)

  test('the latest of the continued lines, with its state', () => {
    expect(opFrom(NINE)).toMatchObject({
      package: { mode: 'allow' },
      lastAccess: { ageMs: 34 * 60_000 + 2225, processState: 'fg', printed: '2019-08-15 14:35:08.411' },
      lastReject: { ageMs: 70 * DAY + 3 * HOUR + 56 * 60_000 + 9986, processState: 'cch' },
    })
  })

  test('the evidence is the line that says so', () => {
    expect(opFrom(NINE)?.lastAccess?.evidence).toMatchObject({
      line: 7,
      text: 'fg    = 2019-08-15 14:35:08.411 (-34m2s225ms)',
    })
  })

  test('running now is no access by itself', () => {
    const op = opFrom(inPackage('READ_CONTACTS (allow): \n    Running start at: +3h1m\n    startNesting=1'))
    expect(op).toMatchObject({ package: { mode: 'allow' } })
    expect(op).not.toHaveProperty('lastAccess')
  })
})

describe('entries of 10: state and flags in brackets', () => {
  test('Reject has no space behind the bracket', () => {
    const op = opFrom(
      inPackage(`
      READ_CONTACTS (allow):${' '}
          Access: [pers-tpd] 2019-12-11 11:36:39.061 (-28d3h55m10s420ms)
          Reject: [fg-s]2021-05-19 22:02:52.054 (-314d1h25m2s33ms)
          Access: [bg-s] 2022-01-24 05:16:25.882 (-10d8h47m39s979ms) duration=+1s942ms proxy[uid=0, pkg=null]
    `),
    )
    expect(op).toMatchObject({
      lastAccess: {
        ageMs: 10 * DAY + 8 * HOUR + 47 * 60_000 + 39_979,
        processState: 'bg',
        indirect: false,
        printed: '2022-01-24 05:16:25.882',
      },
      lastReject: { ageMs: 314 * DAY + HOUR + 25 * 60_000 + 2033, processState: 'fg' },
    })
  })

  test.for<[string, string, boolean]>([
    ['the app itself', 'top-s', false],
    ['the contacts provider on behalf of the app', 'top-tpd', false],
    ['the app as a trusted proxy', 'top-tp', false],
    ['the app as an untrusted proxy', 'top-up', false],
    ['another app that named this one', 'top-upd', true],
  ])('noted by %s [%s]: indirect %s', ([, bracket, indirect]) => {
    const op = opFrom(inPackage(`READ_CONTACTS (allow): \n    Access: [${bracket}] 2022-01-24 05:16:25.882 (-1s0ms)`))
    expect(op?.lastAccess).toMatchObject({ ageMs: 1000, processState: 'top', indirect })
  })
})

describe('entries of 11 to 16: a block for each attribution tag', () => {
  test('the latest access over all tags, states and flags', () => {
    const op = opFrom(
      inPackage(`
      READ_CONTACTS (allow / switch READ_CONTACTS=allow):${' '}
        null=[
          Access: [top-s] 2026-05-04 17:40:17.059 (-49m44s678ms) duration=+3ms proxy[uid=10174, pkg=com.example.mail, attributionTag=null]
          Reject: [pers-s]2026-05-04 10:28:11.139 (-8h1m50s598ms)
        ]
        sync_contacts=[
          Access: [bg-s] 2026-05-04 18:20:01.737 (-10m0s0ms)
          Access: [top-s] 2026-05-04 16:30:01.737 (-2h0m0s0ms)
        ]
        backup=[
          Access: [cch-s] 2026-05-03 18:30:01.737 (-1d0h0m0s0ms)
          Reject: [bg-s]2026-05-04 18:29:01.737 (-1m0s0ms)
        ]
    `),
    )
    expect(op).toMatchObject({
      package: { mode: 'allow' },
      lastAccess: { ageMs: 600_000, processState: 'bg', printed: '2026-05-04 18:20:01.737' },
      lastReject: { ageMs: 60_000, processState: 'bg' },
    })
  })

  test.for<[string, string[]]>([
    ['before it', ['upd] 2026-05-04 18:29:01.737 (-1m0s0ms)', 's] 2026-05-04 17:30:01.737 (-1h0m0s0ms)']],
    ['after it', ['s] 2026-05-04 17:30:01.737 (-1h0m0s0ms)', 'upd] 2026-05-04 18:29:01.737 (-1m0s0ms)']],
  ])('a newer access that another app only named does not replace one of the app itself: %s', ([, uses]) => {
    const op = opFrom(
      inPackage(`READ_CONTACTS (allow):\n  null=[\n${uses.map((use) => `    Access: [top-${use}\n`).join('')}  ]`),
    )
    expect(op?.lastAccess).toMatchObject({ ageMs: HOUR, indirect: false })
  })

  test('no block: the mode is known, and it was never used', () => {
    const op = opFrom(
      inPackage(
        'READ_CONTACTS (foreground / switch READ_CONTACTS=foreground):\nCAMERA (allow):\n  null=[\n    Access: [top-s] 2026-05-04 17:40:17.059 (-1s0ms)\n  ]',
      ),
    )
    expect(op).toMatchObject({ package: { mode: 'foreground' } })
    expect(op).not.toHaveProperty('lastAccess')
  })

  test('running since a moment, nested', () => {
    const op = opFrom(
      inPackage(
        'READ_CONTACTS (allow):\n  null=[\n    Access: [top-s] 2026-05-04 17:40:17.059 (-5s0ms)\n    Running start at: +2s769ms\n    startNesting=2\n  ]',
      ),
    )
    expect(op?.lastAccess?.ageMs).toBe(5000)
  })

  test('a delta above zero, from a clock that was moved, is kept and not taken for an age', () => {
    const op = opFrom(
      inPackage('READ_CONTACTS (allow):\n  null=[\n    Access: [top-s] 2026-05-04 17:40:17.059 (+3h12m39s592ms)\n  ]'),
    )
    expect(op?.lastAccess?.ageMs).toBe(-(3 * HOUR + 12 * 60_000 + 39_592))
  })

  test('an access at this very moment', () => {
    const op = opFrom(
      inPackage('READ_CONTACTS (allow):\n  null=[\n    Access: [top-s] 2026-05-04 17:40:17.059 (0)\n  ]'),
    )
    expect(Math.abs(op?.lastAccess?.ageMs ?? Number.NaN)).toBe(0)
  })
})

describe('words of makers', () => {
  test('MIUI prints private ops, with parentheses in their names', () => {
    const appops = `${STATE}  Uid u0a81:\n      MIUIOP(10029): mode=ask\n    Package com.example.cash:\n      MIUIOP(10029) (ignore):\n        null=[\n          Reject: [top-s]2026-05-04 17:40:17.059 (-1s0ms)\n        ]\n      MIUIOP(10041) (allow): \n`
    expect(opFrom(appops, 'MIUIOP(10029)')).toMatchObject({
      uid: { mode: 'ask' },
      package: { mode: 'ignore' },
      lastReject: { ageMs: 1000 },
    })
  })

  test.for(['ask', 'perhaps', '0x1', '1e0', '6', 'Infinity', 'length'])(
    'the mode `%s` is kept as the word it is',
    (mode) => {
      expect(opFrom(inPackage(`READ_CONTACTS (${mode}):`))?.package?.mode).toBe(mode)
      expect(opFrom(`${STATE}  Uid u0a81:\n      READ_CONTACTS: mode=${mode}\n`)?.uid?.mode).toBe(mode)
    },
  )
})

describe('uid names', () => {
  const entry = (uid: string, name = CASH) =>
    `${STATE}  Uid ${uid}:\n    Package ${name}:\n      READ_CONTACTS (ignore):\n`
  const modeOf = (uid: string, name: string, userId: number) => {
    const snapshot = snapshotFrom({ 'p.txt': PACKAGES, 'a.txt': entry(uid, name) })
    return userOf(snapshot, name, userId).appOps?.['READ_CONTACTS']?.package?.mode
  }

  test.for<[string, string, number]>([
    ['u0a81', CASH, 0],
    ['u999a81', CASH, 999],
    ['u10a81', CASH, 10],
    ['10081', CASH, 0],
    ['1001', NOTES, 0],
    ['u11s1001', NOTES, 11],
  ])('%s is %s in user %i', ([uid, name, userId]) => {
    expect(modeOf(uid, name, userId)).toBe('ignore')
  })

  test.for(['u0a8', 'u0a810', 'u10a81', 'u0i81', 'u0ai81', 'u0s81', '1000', '81'])(
    '%s is not the app in user 0',
    (uid) => {
      expect(opFrom(entry(uid))).toBeUndefined()
    },
  )

  test.for(['u0i0', 'u0ai1', 'u10i12', '99000', 'root', 'u0z9'])('%s keeps no other uid from being read', (uid) => {
    expect(
      opFrom(`${STATE}  Uid ${uid}:\n      READ_CONTACTS: mode=ignore\n${entry('u0a81').slice(STATE.length)}`),
    ).toMatchObject({ package: { mode: 'ignore' } })
  })

  test.for(['u0i0', 'u0ai1'])('%s, an isolated process, is a known name', (uid) => {
    expect(openGaps(snapshotFrom({ 'p.txt': PACKAGES, 'a.txt': entry(uid) }))).toEqual([])
  })
})

describe('durations', () => {
  test.for<[string, number | undefined]>([
    ['+40m17s234ms', 2_417_234],
    ['-2s769ms', -2769],
    ['+11ms', 11],
    ['11ms', 11],
    ['0', 0],
    ['+1s', 1000],
    ['+5m', 300_000],
    ['+5m3ms', 300_003],
    ['-16d10h47m0s314ms', -(16 * DAY + 10 * HOUR + 47 * 60_000 + 314)],
    ['+1d0h0m0s0ms', DAY],
    ['-0ms', 0],
    ['', undefined],
    ['+', undefined],
    ['-', undefined],
    ['soon', undefined],
    ['3', undefined],
    ['+3x', undefined],
    ['+1ms2s', undefined],
    ['+1h 2m', undefined],
    ['-36500d0h0m0s0ms', -36500 * DAY],
    ['-36500d0h0m0s1ms', undefined],
    [`+${'9'.repeat(400)}d`, undefined],
  ])('%s', ([printed, ms]) => {
    expect(ageOf(printed)).toBe(ms)
  })
})

test('an op that the phone has no name for leaves nothing open', () => {
  for (const op of ['Unknown(150) (allow): ', 'MIUIOP(10029) (ask): ', 'AUTO_START: mode=0; time=+1s0ms ago'])
    expect(
      openGaps(
        snapshotFrom({
          'package.txt': PACKAGES,
          'appops.txt': `${STATE}  Uid u0a81:\n    Package ${CASH}:\n      ${op}\n`,
        }),
      ),
    ).toEqual([])
})

describe('appops get', () => {
  const got = (lines: string, path = 'appops-com.example.cash.txt') =>
    userOf(snapshotFrom({ 'package.txt': PACKAGES, [path]: lines }), CASH).appOps?.['READ_CONTACTS']

  test('the mode of the uid, the mode of the package and the times', () => {
    const op = got(
      'Uid mode: READ_CONTACTS: ignore\nREAD_CONTACTS: allow; time=+1h2m3s4ms ago; rejectTime=+2d0h0m0s0ms ago; duration=+5ms\n',
    )
    expect(op).toMatchObject({
      uid: { mode: 'ignore' },
      package: { mode: 'allow' },
      lastAccess: { ageMs: HOUR + 123_004 },
      lastReject: { ageMs: 2 * DAY },
    })
  })

  test.for(['allow', 'ignore', 'deny', 'default', 'foreground', 'ask'])('mode %s', (mode) => {
    expect(got(`READ_CONTACTS: ${mode}\n`)?.package?.mode).toBe(mode)
  })

  test('of two answers in one text the more open counts', () => {
    const both = ['Uid mode: READ_CONTACTS: ignore\nREAD_CONTACTS: ignore\n', 'Uid mode: READ_CONTACTS: foreground\n']
    for (const text of [both.join(''), both.reverse().join('')])
      expect(got(text)).toMatchObject({ uid: { mode: 'foreground' }, package: { mode: 'ignore' } })
  })

  test('of two answers in one text the latest use counts', () => {
    const both = ['READ_CONTACTS: allow; time=+1h0m0s0ms ago\n', 'READ_CONTACTS: allow; time=+5d0h0m0s0ms ago\n']
    for (const text of [both.join(''), both.reverse().join('')])
      expect(got(text)).toMatchObject({ lastAccess: { ageMs: HOUR } })
  })

  test.for(['appops_com.example.cash.txt', 'com.example.cash_appops_get.txt', 'my_ops/1_com.example.cash_2.txt'])(
    'a name that is joined to others tells whose it is: %s',
    (path) => {
      expect(got('READ_CONTACTS: ignore\n', path)?.package?.mode).toBe('ignore')
    },
  )

  test('of two apps whose names begin alike, what is of one closes nothing of the other', () => {
    const longer = `${CASH}_pro`
    const opsIn = (path: string) => {
      const snapshot = snapshotFrom({
        'package.txt': dump14([CASH, longer].map((name, at) => package14(name, { appId: 10081 + at }))),
        [path]: 'READ_CONTACTS: ignore\n',
      })
      return [CASH, longer].map((name) => userOf(snapshot, name).appOps?.['READ_CONTACTS']?.package?.mode)
    }
    for (const path of [`${longer}_appops.txt`, `appops_${longer}_1.txt`])
      expect(opsIn(path)).toEqual([undefined, 'ignore'])
    expect(opsIn(`1_${CASH}_appops.txt`)).toEqual(['ignore', undefined])
  })

  test('only a uid mode', () => {
    const op = got('Uid mode: READ_CONTACTS: foreground\n')
    expect(op).toMatchObject({ uid: { mode: 'foreground' } })
    expect(op).not.toHaveProperty('package')
  })

  test('other ops before it are passed over', () => {
    expect(
      got(
        'COARSE_LOCATION: ignore; rejectTime=+8m12s0ms ago\nVIBRATE: allow; time=+3d0h0m0s0ms ago\nREAD_CONTACTS: deny; rejectTime=+1m0s0ms ago\n',
      ),
    ).toMatchObject({ package: { mode: 'deny' }, lastReject: { ageMs: 60_000 } })
  })

  test('the private ops of MIUI are read as well', () => {
    const snapshot = snapshotFrom({
      'package.txt': PACKAGES,
      [`appops-${CASH}.txt`]: 'READ_CONTACTS: allow\nMIUIOP(10029): ignore; rejectTime=+1m0s0ms ago\n',
    })
    expect(userOf(snapshot, CASH).appOps?.['MIUIOP(10029)']?.package?.mode).toBe('ignore')
  })

  test('it names no package: of several apps, the file name tells whose it is', () => {
    expect(got('READ_CONTACTS: ignore\n')?.package?.mode).toBe('ignore')
    expect(got('READ_CONTACTS: ignore\n', 'appops.txt')).toBeUndefined()
    expect(got('READ_CONTACTS: ignore\n', `appops-${NOTES}.txt`)).toBeUndefined()
    expect(got('READ_CONTACTS: ignore\n', `${CASH}/appops.txt`)?.package?.mode).toBe('ignore')
    expect(got('READ_CONTACTS: ignore\n', `${CASH}/appops-${NOTES}.txt`)).toBeUndefined()
    expect(got('READ_CONTACTS: ignore\n', `${CASH} not ${NOTES}.txt`)).toBeUndefined()
  })

  describe('a script that asks for one app after another says above each answer of whom it is', () => {
    const ignore = 'READ_CONTACTS: ignore\n'
    const read = 'READ_CONTACTS: allow; time=+1h0m0s0ms ago\n'

    test.for<[string, (name: string) => string]>([
      ['bare', (name) => name],
      ['framed', (name) => `=== ${name} ===`],
      ['over lines', (name) => `----\n  ${name}\n----`],
      ['a prompt', (name) => `C:\\pt>adb.exe shell cmd appops get ${name} READ_CONTACTS`],
      ['a prompt of the system', (name) => `shell@android:/ $ appops get ${name}`],
      ['echoed', (name) => `+ echo ${name}\n${name}\n+ appops get ${name}`],
      ['a sentence', (name) => `checking ${name}...`],
    ])('%s', ([, heading]) => {
      const asked = (name: string, answer: string) => `${heading(name)}\n${answer}`
      const all = asked('android', 'No operations.\n') + asked(NOTES, `CAMERA: allow\n${ignore}`) + asked(CASH, read)
      expect(got(all, 'ops.txt')).toMatchObject({ package: { mode: 'allow' }, lastAccess: { ageMs: HOUR } })
      const turned = asked(NOTES, read) + asked(CASH, ignore)
      expect(got(turned, 'ops.txt')).toMatchObject({ package: { mode: 'ignore' } })
      expect(got(turned, 'ops.txt')).not.toHaveProperty('lastAccess')
    })

    test('a line that names no app, or an app of another phone, ends what is of the last', () => {
      for (const other of ['Quick Cash', 'com.example.other'])
        expect(got(`${CASH}\nNo operations.\n${other}\n${ignore}`, 'ops.txt'), other).toBeUndefined()
    })

    test.for([
      ['above the first answer nothing stands', ''],
      ['something stands above the first answer', 'C:\\pt>loop.bat\n'],
      ['they are entries of a list', '', 'package:'],
    ])('where the names stand below, nothing tells which is whose: %s', ([, first = '', list = '']) => {
      const below = `${first}${read}${list}${CASH}\n${ignore}${list}${NOTES}\n`
      expect(got(below, 'ops.txt')).toBeUndefined()
      expect(got(`${first}${read}${list}${NOTES}\n${ignore}${list}${CASH}\n`, 'ops.txt')).toBeUndefined()
      const ofOther = `${first}${read}${list}${CASH}\n${ignore}${list}com.example.other\n`
      expect(got(ofOther, 'ops.txt')).toBeUndefined()
    })

    test('a prompt behind the last answer, and an app that is not there, take nothing from the others', () => {
      const refused = 'com.example.other\nError: No UID for com.example.other in user 0\n'
      for (const packages of [PACKAGES, PACKAGES.replaceAll(NOTES, 'com.example.other')]) {
        const texts = { 'package.txt': packages, 'ops.txt': `${refused}${CASH}\n${read}PS C:\\Users\\john.smith> ` }
        expect(userOf(snapshotFrom(texts), CASH).appOps?.['READ_CONTACTS']).toHaveProperty('lastAccess')
      }
    })

    test('a label, which may be the name of another app, names nobody', () => {
      const labelled = (name: string, label: string) => `${name}\nLabel: ${label}\n`
      expect(got(`${labelled(NOTES, CASH)}${ignore}`, 'ops.txt')).toBeUndefined()
      expect(got(`${labelled(CASH, 'Cash')}${read}${labelled(NOTES, CASH)}${ignore}`, 'ops.txt')).toMatchObject({
        package: { mode: 'allow' },
      })
      expect(got(`${labelled(CASH, NOTES)}${read}`, `${CASH}.txt`)).toMatchObject({ package: { mode: 'allow' } })
      expect(got(`${'x'.repeat(3000)}\n${labelled(NOTES, CASH)}${ignore}`, 'ops.txt')).toBeUndefined()
    })

    test('an answer without a name behind one with a name is of nobody', () => {
      for (const gap of ['No operations.\n', 'CAMERA: allow\n\n'])
        expect(got(`${CASH}\n${gap}${ignore}`, 'ops.txt')?.package, gap).toBeUndefined()
    })

    test('an op whose name is not known is a part of the answer', () => {
      expect(got(`${CASH}\nUid mode: Unknown(201): allow\n${read}`, 'ops.txt')).toMatchObject({
        package: { mode: 'allow' },
      })
    })

    test('a user that it names', () => {
      const all = `appops get --user 10 ${CASH}\n${ignore}appops get --user 0 ${CASH}\n${read}`
      const { users } = appOf(snapshotFrom({ 'package.txt': PACKAGES, 'ops.txt': all }), CASH)
      expect(users.slice(0, 2).map(({ appOps }) => appOps?.['READ_CONTACTS']?.package?.mode)).toEqual([
        'allow',
        'ignore',
      ])
      const ofOwner = appOf(snapshotFrom({ 'package.txt': PACKAGES, 'u10/ops.txt': `user 0 ${CASH}\n${ignore}` }), CASH)
      expect(ofOwner.users.slice(0, 1).map(({ appOps }) => appOps?.['READ_CONTACTS']?.package?.mode)).toEqual([
        'ignore',
      ])
    })

    test('a user in the name of an app is none', () => {
      const named = 'com.example.loan_u10'
      const packages = PACKAGES.replaceAll(CASH, named)
      for (const path of ['ops.txt', `${named}.txt`]) {
        const [owner] = appOf(snapshotFrom({ 'package.txt': packages, [path]: `${named}\n${read}` }), named).users
        expect(owner?.appOps?.['READ_CONTACTS']?.package?.mode, path).toBe('allow')
      }
    })
  })

  test('an answer for an app that may lend and has no record keeps the run open', () => {
    const allow = 'READ_CONTACTS: allow\n'
    const mayLend = (name: string) => name === 'com.example.lost' || name === CASH
    const gaps = (path: string, answers: string) => {
      const texts = { 'package.txt': PACKAGES, [path]: answers }
      return openGaps(snapshotFrom(texts, { interest: onlyApps(mayLend) }))
    }
    expect(gaps('com.example.lost.txt', allow)).toEqual(['E317'])
    expect(gaps('ops.txt', `${CASH}\n${allow}com.example.lost\n${allow}`)).toEqual(['E317'])
    expect(gaps('ops.txt', `${CASH}\n${allow}com.example.other\n${allow}`)).toEqual([])
    expect(gaps(`com.example.lost of ${CASH}.txt`, allow)).toEqual([])
    for (const nothing of ['No operations.\n', `${allow}PS C:\\Users\\john.smith> `, `${allow}${CASH}\n`])
      expect(gaps('ops.txt', `${CASH}\n${allow}com.example.lost\n${nothing}`), nothing).toEqual(['E317'])
    expect(gaps('ops.txt', `${allow}com.example.lost\n${allow}${CASH}\n`)).toEqual(['E317'])
    for (const refused of ['Error: No UID for com.example.lost in user 0\n', ''])
      expect(gaps('ops.txt', `${CASH}\n${allow}com.example.lost\n${refused}`), refused).toEqual([])
  })

  test('a list in any form that names apps of the phone, and one that may lend and has no record, keeps it open', () => {
    const mayLend = (name: string) => name === 'com.example.lost' || name === CASH
    const gaps = (text: string) => {
      const options = { interest: onlyApps(mayLend) }
      return openGaps(snapshotFrom({ 'package.txt': PACKAGES, 'list.txt': text }, options)).filter(
        (code) => code === 'E317',
      )
    }
    const forms: [string, (name: string) => string][] = [
      ['JSON', (name) => `    "name": "${name}",`],
      ['CSV', (name) => `${name},Label,1`],
      ['CSV with blanks', (name) => `${name}, quick cash, 1`],
      ['XML', (name) => `<app name="${name}"/>`],
      ['HTML', (name) => `<tr><td>${name}</td></tr>`],
      ['Markdown', (name) => `| ${name}   | 1 |`],
      ['bare', (name) => name],
    ]
    for (const [form, entry] of forms) {
      const list = (...names: string[]) => `${names.map(entry).join('\n')}\n`
      expect(gaps(list(CASH, NOTES, 'com.example.lost')), form).toEqual(['E317'])
      expect(gaps(list(CASH, NOTES, 'com.example.other')), form).toEqual([])
      expect(gaps(list(CASH, 'com.example.lost')), form).toEqual([])
      const parts = [CASH, NOTES, 'com.example.lost'].flatMap((name) => [`${name}.core`, `${name}_base.apk`])
      expect(gaps(list(CASH, NOTES, 'com.example.lost', ...parts)), form).toEqual(['E317'])
      const ofAnyPhone = Array.from({ length: 8 }, (_, at) => `com.example.app${at}`)
      expect(gaps(list(CASH, NOTES, 'com.example.lost', ...ofAnyPhone)), form).toEqual([])
      expect(gaps(list(CASH, NOTES, 'com.example.lost', 'android.permission.CAMERA')), form).toEqual(['E317'])
    }
    expect(gaps(`${CASH} and ${NOTES} were there, com.example.lost was not\n`)).toEqual([])
  })

  test('an app that is called as another is, and then some, is one where both stand in one column or field', () => {
    const interest = onlyApps((name) => name.startsWith(CASH))
    const gaps = (text: string) =>
      openGaps(snapshotFrom({ 'package.txt': PACKAGES, 'list.txt': text }, { interest })).filter(
        (code) => code === 'E317',
      )
    const pro = `${CASH}.pro`
    const lists: [string, (...names: string[]) => string][] = [
      ['CSV', (...names) => names.map((name) => `${name},Label,1`).join('\n')],
      ['CSV in quotes', (...names) => names.map((name) => `"a, b","${name}"`).join('\n')],
      ['a table', (...names) => names.map((name) => `| 1 | ${name} |`).join('\n')],
      ['a list of JSON', (...names) => `[\n${names.map((name) => `  "${name}"`).join(',\n')}\n]`],
      ['JSON in one line', (...names) => JSON.stringify({ n: 3, apps: names })],
      [
        'JSON',
        (...names) =>
          JSON.stringify(
            names.map((name) => ({ name, process: `${name}.push` })),
            null,
            2,
          ),
      ],
      ['JSON in lines', (...names) => names.map((name) => JSON.stringify({ n: 1, name })).join('\n')],
      ['XML', (...names) => names.map((name) => `<app n="1" name="${name}"/>`).join('\n')],
      ['bare', (...names) => names.join('\n')],
    ]
    for (const [form, list] of lists) {
      expect(gaps(`${list(CASH, NOTES, pro)}\n`), form).toEqual(['E317'])
      for (const app of [`${CASH}.Pro`, `${CASH}.QuickLoan`])
        expect(gaps(`${list(CASH, NOTES, app)}\n`), form).toEqual(['E317'])
      expect(gaps(`${list(CASH, NOTES)}\n`), form).toEqual([])
      expect(gaps(`${list(CASH, NOTES, `${CASH}.ui.LoanActivity`)}\n`), form).toEqual([])
    }
    for (const part of [`${CASH}.push`, `${CASH}.ui.LoanActivity`, `${CASH}.files`]) {
      expect(gaps(`${CASH},${part},1\n${NOTES},${NOTES},1\n`), part).toEqual([])
      expect(gaps(`{"app": "${CASH}", "part": "${part}"}\n{"app": "${NOTES}", "part": "${NOTES}"}\n`), part).toEqual([])
      expect(gaps(`{\n  "app": "${CASH}",\n  "part": "${part}"\n},{\n  "app": "${NOTES}"\n}\n`), part).toEqual([])
      expect(gaps(`u0_a84 2102 S ${CASH}\nu0_a84 2103 S ${part}\nu0_a85 2104 S ${NOTES}\n`), part).toEqual([])
    }
  })

  test('so does what a phone shows of its apps elsewhere, but no log and no times of use', () => {
    const mayLend = (name: string) => name.startsWith('com.example.lost') || name.startsWith(CASH)
    const gaps = (entry: (name: string) => string, ...names: string[]) => {
      const text = `\n${[CASH, NOTES, ...names].map(entry).join('\n')}\n`
      const options = { interest: onlyApps(mayLend) }
      const all = openGaps(snapshotFrom({ 'package.txt': PACKAGES, 'other.txt': text }, options))
      return all.filter((code) => code === 'E317')
    }
    const present: [string, (name: string) => string][] = [
      ['ps', (name) => `u0_a84      2102  1503 1234567  89012 SyS_epoll_wait      0 S ${name}`],
      ['ls', (name) => `drwx------ 4 u0_a84 u0_a84 4096 2026-11-02 10:00 ${name}`],
      ['an APK', (name) => `/data/app/~~x9Zq==/${name}-x9Zq==/base.apk`],
      ['a folder of data', (name) => `4096\t/sdcard/Android/data/${name}`],
      ['standby', (name) => `    package=${name} u=0 bucket=10 used=+1h2m3s idle=n`],
      ['jobs', (name) => `  JOB #u0a84/1: a1b2c3 ${name}/.SyncJob`],
      ['processes', (name) => `  *APP* UID 10084 ProcessRecord{a1b2c3 2102:${name}/u0a84}`],
      ['dexopt', (name) => `  [${name}]\n    path: /data/app/${name}-1/base.apk`],
    ]
    for (const [form, entry] of present) {
      expect(gaps(entry, 'com.example.lost'), form).toEqual(['E317'])
      expect(gaps(entry), form).toEqual([])
      expect(gaps(entry, `${CASH}.push`, `${CASH}.ui.LoanActivity`), form).toEqual([])
    }
    const past: [string, (name: string) => string][] = [
      ['a log', (name) => `11-28 10:00:02.123  1503  1523 I ActivityManager: Killing 2102:${name}/u0a84 (adj 900)`],
      ['times of use', (name) => `    package=${name} totalTimeUsed="01:00" lastTimeUsed="2026-10-01 10:00:00"`],
      ['events', (name) => `      time="2026-10-01 10:00:00" type=STANDBY_BUCKET_CHANGED package=${name} flags=0x0`],
      ['addresses', (name) => `https://${name}/apply`],
      ['a brief log', (name) => `I/ActivityManager( 1503): Killing 2102:${name}/u0a84 (adj 900): empty`],
      ['a log with a zone', (name) => `[2026-11-28T10:00:02.123+08:00] removed ${name}`],
    ]
    for (const [form, entry] of past) expect(gaps(entry, 'com.example.lost'), form).toEqual([])
    const dated: [string, (name: string) => string][] = [
      ['a table', (name) => `| 2026-11-02 10:00 | ${name} | 1 |`],
      ['lines of JSON', (name) => `{"2026-11-02 10:00:00 UTC": "${name}"},`],
    ]
    for (const [form, entry] of dated) expect(gaps(entry, 'com.example.lost'), form).toEqual(['E317'])
  })

  test('a file, a host and a screen of a library that are called as a lender might be are no app', () => {
    const options = { interest: onlyApps((name) => name.includes('lost') || name === CASH) }
    const gaps = (entry: (name: string) => string, other: string) => {
      const text = `\n${[CASH, NOTES].map(entry).join('\n')}\n${other}\n`
      const all = openGaps(snapshotFrom({ 'package.txt': PACKAGES, 'other.txt': text }, options))
      return all.filter((code) => code === 'E317')
    }
    const files = (name: string) => `drwxrws--- 4 u0_a84 media_rw 4096 2026-11-02 10:00 ${name}`
    const folders = (name: string) => `/sdcard/Android/data/${name}`
    const sockets = (name: string) => `tcp 0 0 10.0.0.2:4022 10.0.0.3:443 ESTABLISHED 2102/${name}`
    const services = (name: string) => `  * ServiceRecord{a1b2c3 u0 ${name}/.SyncService}`
    expect(gaps(files, '-rw-rw---- 1 u0_a84 media_rw 12345 2026-11-02 10:00 lost.pdf')).toEqual([])
    expect(gaps(folders, '/sdcard/Download/lost.pdf')).toEqual([])
    expect(gaps(sockets, 'tcp 0 0 10.0.0.2:4022 lost.in:443 ESTABLISHED 2102/-')).toEqual([])
    expect(gaps(services, `  * ServiceRecord{a1b2c3 u0 ${NOTES}/com.lost.pay.CheckoutService}`)).toEqual([])
    for (const entry of [files, folders, sockets, services])
      expect(gaps(entry, entry('com.example.lost')), entry('')).toEqual(['E317'])
    for (const list of ['"lost.app",', '- lost.app', '-lost.app', 'lost.app,1'])
      expect(
        gaps((name) => `- ${name}`, list),
        list,
      ).toEqual(['E317'])
  })

  test('a table of packages that was asked for alone names apps of the phone, too', () => {
    const options = { interest: onlyApps((name) => name === 'com.example.lost') }
    for (const heading of ['Dexopt state', 'Key Set Manager']) {
      const table = (...names: string[]) => `${heading}:\n${names.map((name) => `  [${name}]\n`).join('')}`
      const gaps = (text: string) => openGaps(snapshotFrom({ 'package.txt': PACKAGES, 'table.txt': text }, options))
      expect(gaps(table(CASH, NOTES, 'com.example.lost')), heading).toEqual(['E327'])
      expect(gaps(table(CASH, NOTES, 'com.example.gone')), heading).toEqual([])
    }
  })

  test('of several answers, and of a dump of all ops, the most open counts, whichever is read first', () => {
    const allow = 'READ_CONTACTS: allow; time=+1h2m3s4ms ago\n'
    const ignore = 'READ_CONTACTS: ignore\n'
    const modes = (texts: Record<string, string>) =>
      userOf(snapshotFrom({ 'package.txt': PACKAGES, ...texts }), CASH).appOps?.['READ_CONTACTS']
    for (const [first, second] of [
      [allow, ignore],
      [ignore, allow],
    ] as const)
      expect(modes({ [`1 ${CASH}.txt`]: first, [`2 ${CASH}.txt`]: second })).toMatchObject({
        package: { mode: 'allow' },
        lastAccess: { ageMs: HOUR + 123_004 },
      })
    const all = inPackage('READ_CONTACTS (allow): \n')
    expect(modes({ 'appops.txt': all, [`${CASH}.txt`]: ignore })?.package?.mode).toBe('allow')
    expect(modes({ 'appops.txt': all.replace('allow', 'ignore'), [`${CASH}.txt`]: ignore })?.package?.mode).toBe(
      'ignore',
    )
  })

  test.for([
    'appops get --user 10 com.example.cash.txt',
    'user-10/com.example.cash.txt',
    'appops-com.example.cash-u10.txt',
  ])('of another user says nothing of the owner: %s', (path) => {
    const { users } = appOf(snapshotFrom({ 'package.txt': ALONE, [path]: 'READ_CONTACTS: ignore\n' }), CASH)
    expect(
      users.map(({ userId, appOps, unread }) => [userId, appOps?.['READ_CONTACTS']?.package?.mode, unread]),
    ).toEqual([
      [0, undefined, undefined],
      [10, 'ignore', 'USER_NOT_READABLE'],
    ])
  })

  test.for([
    ['a phone', 'SM-S921U1'],
    ['a person', 'User1 phone'],
    ['a date', 'user_2026-11-01'],
  ])('the name of %s names no user', ([, folder]) => {
    const path = `${folder}/${CASH}.txt`
    const { users } = appOf(snapshotFrom({ 'package.txt': ALONE, [path]: 'READ_CONTACTS: ignore\n' }), CASH)
    expect(users.map(({ userId, appOps }) => [userId, appOps?.['READ_CONTACTS']?.package?.mode])).toEqual([
      [0, 'ignore'],
    ])
  })

  test('of two states of the phone it closes nothing', () => {
    const other = PACKAGES.replace(/versionName=.*/, 'versionName=other')
    const { apps } = snapshotFrom({ 'a.txt': PACKAGES, 'b.txt': other, [`${CASH}.txt`]: 'READ_CONTACTS: ignore\n' })
    const ofCash = apps.filter(({ packageName }) => packageName === CASH)
    expect(ofCash.map(({ users }) => users[0]?.appOps)).toEqual([undefined, undefined])
  })
})

test('a user that only the app ops of an app name may have it, and what it may do there is not known', () => {
  const second = inPackage('READ_CONTACTS (allow): \n').replaceAll('Uid u0a', 'Uid u10a')
  const { users } = appOf(snapshotFrom({ 'package.txt': ALONE, 'appops.txt': second }), CASH)
  expect(users.map(({ userId, unread }) => [userId, unread])).toEqual([
    [0, undefined],
    [10, 'USER_NOT_READABLE'],
  ])
})

describe('text of an app among the app ops', () => {
  const withTag = (tag: string) =>
    inPackage(
      `READ_CONTACTS (allow):${' '}\n  null=[\n    Access: [bg-s] 2026-11-22 10:00:00.000 (-1s0ms)\n  ]\nCAMERA (allow):${' '}\n`,
    ).concat(`        ${tag}=[\n          Access: [bg-s] 2026-11-22 10:00:00.000 (-1s0ms)\n        ]\n`)
  const told = (appops: string) => openGaps(snapshotFrom({ 'package.txt': PACKAGES, 'appops.txt': appops }))
  const other = '    Package com.example.other:\n      CAMERA (allow): \n'

  test.for<[string, string]>([
    ['a line of its own op', 'x\n      READ_CONTACTS (ignore): '],
    ['a whole line of its own op', '\n      READ_CONTACTS (deny):\n        '],
    ['a tag and a whole line', 'a=[\n        ]\n      READ_CONTACTS (deny):\n        '],
    ['its own package', '\n    Package com.example.cash:\n      READ_CONTACTS: mode=1'],
    ['its own uid', '\n  Uid u0a81:\n      READ_CONTACTS: mode=1\n        '],
  ])('an attribution tag that forges %s switches nothing off, and is told', ([, tag]) => {
    expect(modeInForce(opFrom(withTag(tag)))?.mode ?? 'allow').toBe('allow')
    expect(told(withTag(tag))).toEqual(['E346'])
  })

  test('of an app whose op is not printed it forges nothing either', () => {
    const appops = (tag: string) => withTag(tag).replace(/ {6}READ_CONTACTS \(allow\)[\s\S]*?\]\n/, '')
    expect(opFrom(appops('x\n      READ_CONTACTS (deny):\n        '))).not.toHaveProperty('package')
    expect(opFrom(appops('\n      READ_CONTACTS (deny):\n        '))).not.toHaveProperty('package')
    expect(opFrom(appops('a=[\n        ]\n      READ_CONTACTS (deny):\n        '))).not.toHaveProperty('package')
    // That it reads in use alone would make a grant look smaller.
    expect(opFrom(appops('x\n      READ_CONTACTS (foreground):\n        '))).not.toHaveProperty('package')
  })

  test.for(['READ_CONTACTS (allow):', 'READ_CONTACTS: mode=0; time=+1s0ms ago'])(
    'uses behind `%s` in it are not those of the op that it imitates',
    (line) => {
      const appops = withTag(`x\n      ${line}\n        `).replace(/(Access: .*?)\(-1s/, '$1(-7s')
      expect(opFrom(appops)?.lastAccess?.ageMs).toBe(7000)
    },
  )

  test('the next uid is read as ever', () => {
    const appops = `${withTag('a\n    b').replace('u0a81', 'u0a80')}  Uid u0a81:\n      READ_CONTACTS: mode=ignore\n${other.replace('com.example.other', CASH)}`
    expect(opFrom(appops)).toMatchObject({ uid: { mode: 'ignore' } })
    expect(told(appops)).not.toContain('E346')
  })

  test('the uid behind a line that nothing explains is not believed, the one behind that is', () => {
    const uid = (name: string, more = '') => `  Uid ${name}:\n      READ_CONTACTS: mode=ignore\n${more}`
    const appops = STATE + uid('u0a80', '        what is this\n') + uid('u0a81') + uid('u10a81')
    expect(opFrom(appops)).not.toHaveProperty('uid')
    expect(opFrom(appops, 'READ_CONTACTS', 10)).toMatchObject({ uid: { mode: 'ignore' } })
  })

  test.for<[what: string, appops: string, told: string[]]>([
    ['a uid that has other letters', inPackage('CAMERA (allow):').replace('u0a81', 'u0a8\u034f1'), ['E346']],
    ['an op that has', inPackage('READ_CONT\u034fACTS (allow):'), ['E346']],
    ['colours', inPackage('\x1b[1mREAD_CONTACTS\x1b[m (allow):'), ['E325']],
    [
      'none of it',
      `${inPackage('CAMERA (allow):')}  Uid -1:\n  Uid State Changes Event Log:\n    2026-11-24 10:56:09.333 u0a81 fg\n`,
      [],
    ],
  ])('where a line was changed, nothing is proved by what is not found: %s', ([, appops, gaps]) => {
    expect(told(appops)).toEqual(gaps)
  })

  test('a tag of an ordinary app is no reason to doubt the run', () => {
    const reader = snapshotReader(onlyApps((name) => name === CASH))
    for (const [path, content] of [
      ['package.txt', PACKAGES],
      ['appops.txt', withTag('a\n      READ_CONTACTS (deny):').replace('u0a81', 'u0a80').replace(CASH, NOTES)],
    ] as const) {
      const file = reader.open({ path, optional: false })
      file.write(Buffer.from(content))
      file.end()
    }
    expect(reader.snapshots()[0]?.gaps).toMatchObject([{ code: 'E346', line: 10, incomplete: false }])
  })

  test('a name after the colon, and a line that is cut, switch nothing off', () => {
    expect(opFrom(inPackage('READ_CONTACTS (ignore'))).not.toHaveProperty('package')
    expect(told(inPackage('READ_CONTACTS (ignore'))).toEqual(['E346'])
    expect(opFrom(inPackage('READ_CONTACTS: mode=1; =['))).not.toHaveProperty('package')
  })

  test('an export with a blank line behind each line is read like any other', () => {
    const spaced = inPackage(
      'CAMERA (allow):\n  null=[\n    Access: [bg-s] 2026-11-22 10:00:00.000 (-1s0ms)\n  ]\nREAD_CONTACTS (ignore):\n',
    ).replaceAll('\n', '\n\n')
    expect(opFrom(spaced)).toMatchObject({ package: { mode: 'ignore' } })
    expect(told(spaced)).toEqual([])
  })
})

describe('a phone that prints the digits of its language', () => {
  test.for<[string, string]>([
    ['Arabic', '٢٠٢٦-٠٣-٠٢ ٠٩:١٥:٠٠.٠٠٧'],
    ['Persian', '۲۰۲۶-۰۳-۰۲ ۰۹:۱۵:۰۰.۰۰۷'],
    ['Marathi', '२०२६-०३-०२ ०९:१५:००.००७'],
    ['Bengali', '২০২৬-০৩-০২ ০৯:১৫:০০.০০৭'],
    ['Burmese', '၂၀၂၆-၀၃-၀၂ ၀၉:၁၅:၀၀.၀၀၇'],
    ['Chakma', '𑄸𑄶𑄸𑄼-𑄶𑄹-𑄶𑄸 𑄶𑄿:𑄷𑄻:𑄶𑄶.𑄶𑄶𑄽'],
  ])('%s: the last access is read, and shown as it was printed', ([, printed]) => {
    const op = opFrom(inPackage(`READ_CONTACTS (allow):\n  null=[\n    Access: [top-s] ${printed} (-1s0ms)\n  ]`))
    expect(op?.lastAccess).toMatchObject({ ageMs: 1000, printed: '2026-03-02 09:15:00.007' })
    expect(op?.lastAccess?.evidence.text).toContain(printed)
  })
})

describe('several app-op dumps of one phone', () => {
  const use = (printed: string, ageMs: number, indirect = false): OpUse => ({ printed, ageMs, indirect, evidence })
  const evidence = { path: 'a', line: 1, column: 1, endColumn: 2, byteOffset: 0, byteLength: 1, text: 'x' }
  const section = (uid: Record<string, AppOp>, ops?: Record<string, AppOp>, ending: Ending = 'proven') => ({
    path: 'a',
    uids: [{ userId: 0, appId: 10081, uid, packages: new Map(ops && [[CASH, ops]]) }],
    hasMiuiOps: false,
    ending,
  })
  const of = (mode: string): AppOp => ({ package: { mode, evidence } })

  test.for<[string, string, string]>([
    ['ignore', 'allow', 'allow'],
    ['deny', 'foreground', 'foreground'],
    ['foreground', 'allow', 'allow'],
    ['ask', 'ignore', 'ask'],
    ['default', 'ask', 'default'],
    ['ignore', 'ignore', 'ignore'],
    ['perhaps', 'deny', 'perhaps'],
  ])('of %s and %s, %s counts, in either order', ([one, other, open]) => {
    const [a, b] = [section({}, { CAMERA: of(one) }), section({}, { CAMERA: of(other) })]
    for (const both of [
      [a, b],
      [b, a],
    ])
      expect(mostOpen(both)?.uids[0]?.packages.get(CASH)?.['CAMERA']?.package?.mode).toBe(open)
  })

  test('what one of them does not print is open: the op, the package, the uid', () => {
    const closed = section({ CAMERA: { uid: { mode: 'deny', evidence } } }, { CAMERA: of('ignore') })
    for (const without of [section({}, {}), section({}), { ...closed, uids: [] }]) {
      const [uid] = mostOpen([closed, without, closed])?.uids ?? []
      expect(uid?.uid['CAMERA'] ?? {}).toEqual({})
      expect(uid?.packages.get(CASH)?.['CAMERA']).toEqual({})
    }
  })

  test('the latest use counts, whichever dump it is in; a dump that was cut leaves all cut', () => {
    const old = section({}, { CAMERA: { lastAccess: use('2026-03-01 10:00:00.000', 5) } })
    const late = section({}, { CAMERA: { lastAccess: use('2026-03-02 10:00:00.000', 50) } }, 'timeout')
    for (const both of [
      [old, late],
      [late, old],
    ])
      expect(mostOpen(both)?.uids[0]?.packages.get(CASH)?.['CAMERA']?.lastAccess?.ageMs).toBe(50)
    expect(mostOpen([old, late])?.ending).toBe('timeout')
  })

  test('one alone is that one, and none is none', () => {
    const only = section({ CAMERA: of('deny') })
    expect(mostOpen([only])).toBe(only)
    expect(mostOpen([])).toBeUndefined()
  })
})
