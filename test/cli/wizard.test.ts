import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AuditError } from '../built.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { atTerminal, type Canned, daichaWith, phones, recordingsIn, withoutAdb } from './canned.ts'
import { remembering } from './remembering.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

const zh = { argv: ['--lang', 'zh-CN'] }

describe('one phone', () => {
  test('says what it will read, asks, reads, and shows the headline and the apps', async () => {
    const { code, stdout, stderr } = await atTerminal(phones({}).connect, ['y', 'q'], { cwd })
    const order = [
      'Found 1 phone: Example A1',
      'I will read:',
      'I will not read contacts',
      'Start the check? [Y/n]',
      'Apps and permissions .',
      'Permission use .',
      'Apps checked: 8 .',
      "[ACT NOW] 1 loan app can read this phone's contacts right now",
      '  示例快借  can read, read in the background 2026-11-21',
      '  Want contacts, cannot read them now: 样例分期',
      'What next?\n  1  Show the explanation and what to do\n  2  Save the report and evidence (best done first)\n',
    ]
    expect(order.map((text) => stdout.indexOf(text)).toSorted((a, b) => a - b)).toEqual(
      order.map((text) => stdout.indexOf(text)),
    )
    for (const text of order) expect(stdout).toContain(text)
    expect([code, stderr]).toEqual([1, ''])
    // What was opened for the check is closed again.
    expect(stdout.trimEnd().split('\n').slice(-3).join(' ')).toContain('turn USB debugging off')
  })

  test.for([
    ['en', 'Apps and permissions', 'Apps or permissions changed while they were read, so once more:'],
    ['zh-CN', '读取 App 列表和权限', '读的时候，App 或权限有了变动，所以再读一遍：'],
  ] as const)(
    'a phone that changes while it is read is read once more, and why is said between, in %s',
    async (row) => {
      const [lang, step, why] = row
      const answer = recordingsIn(join(root, 'test/phones/android-14/data'))
      let times = 0
      const send: typeof answer = async (argv, options) => {
        const said = await answer(argv, options)
        if (argv.join(' ') !== 'dumpsys -t 60 package' || ++times > 1) return said
        const before = said.stdout.toString().replaceAll('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
        return { ...said, stdout: Buffer.from(before) }
      }
      const { stdout } = await atTerminal(phones({ send }).connect, ['y', 'q'], { cwd, argv: ['--lang', lang] })
      expect(times).toBe(2)
      const [first = '', second = '', ...more] = stdout.split(why)
      expect([first.split(step).length, second.split(step).length, more]).toEqual([2, 2, []])
      expect(second).not.toMatch(/E216|either reading|两遍里/)
    },
  )

  test.for([
    ['en', 'once more:', 'That was not read to the end, so what either reading found counts.'],
    ['zh-CN', '所以再读一遍：', '这一遍没有读全，两遍里读到的都算数。'],
  ] as const)('a phone that is gone when it is read once more: what was read is told, in %s', async (row) => {
    const [lang, why, failed] = row
    const answer = recordingsIn(join(root, 'test/phones/android-14/data'))
    let times = 0
    const send: typeof answer = async (argv, options) => {
      const isDump = argv.join(' ') === 'dumpsys -t 60 package'
      if (times > 1 || (isDump && ++times > 1)) throw new AuditError('E208', {})
      const said = await answer(argv, options)
      if (!isDump) return said
      const before = said.stdout.toString().replaceAll('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false')
      return { ...said, stdout: Buffer.from(before) }
    }
    const { code, stdout } = await atTerminal(phones({ send }).connect, ['y', 'q'], { cwd, argv: ['--lang', lang] })
    const order = [why, failed, 'E208'].map((text) => stdout.indexOf(text))
    expect([code, order.includes(-1), order.toSorted((a, b) => a - b)]).toEqual([1, false, order])
  })

  test('a phone that stays as it is is read once, and nothing is said of a second time', async () => {
    const { stdout } = await atTerminal(phones({ recorded: 'android-14' }).connect, ['y', 'q'], { cwd })
    expect(stdout.split('Apps and permissions')).toHaveLength(2)
    expect(stdout).not.toContain('once more')
  })

  test('the explanation ends with words and not with hashes', async () => {
    const { stdout } = await atTerminal(phones({}).connect, ['y', '1', 'q'], { cwd })
    expect(stdout).toContain('What this report cannot prove')
    expect(stdout).not.toMatch(/sha256|exit 1/)
  })

  test('speaks Chinese', async () => {
    const { stdout } = await atTerminal(phones({}).connect, ['是', 'q'], { cwd, ...zh })
    expect(stdout).toContain('找到 1 部手机：Example A1')
    expect(stdout).toContain('[需处理] 1 个网贷 App 现在能读取这部手机的通讯录')
    expect(stdout).not.toMatch(/Found|Start|Choose/)
  })

  test('goes through what to do when it has already happened, a step a screen, and comes back', async () => {
    const { code, stdout } = await atTerminal(phones({}).connect, ['y', '5', '', 'q', 'q'], { cwd })
    expect(stdout).toContain('  5  I am being harassed: go through what to do, step by step\n')
    expect(stdout.match(/Step \d of 9/g)).toEqual(['Step 1 of 9', 'Step 2 of 9'])
    expect(stdout).toContain('Call the police (110)')
    expect(stdout.match(/What next\?/g)).toHaveLength(2)
    expect(code).toBe(1)
  })

  test('nothing is sent before the answer, and only reading after it', async () => {
    const { connect, sent } = phones({})
    let before = -1
    const look = () => {
      before = sent.length
      return 'y'
    }
    await atTerminal(connect, [look, 'q'], { cwd })
    expect(before).toBe(0)
    expect(sent.length).toBeGreaterThan(3)
    for (const command of sent)
      expect(command).toMatch(/^(date|(sh -c )?getprop|dumpsys|pm list|settings get|cmd role get|stat -c %s|dd if=)/)
  })

  test.for(['y', 'Y', 'yes', '', 'ｙ', 'Ｙ', '是', '好', ' 好的 ', '同意'])('%j is a yes', async (answer) => {
    const { stdout } = await atTerminal(phones({}).connect, [answer, 'q'], { cwd })
    expect(stdout).toContain('[ACT NOW]')
  })

  test.for(['n', 'N', 'no', 'ｎ', '否', '不', '不要', '不同意', 'q'])(
    '%j is a no: nothing is read, exit 0',
    async (answer) => {
      const { connect, sent } = phones({})
      const { code, stdout } = await atTerminal(connect, [answer], { cwd })
      expect([code, sent]).toEqual([0, []])
      expect(stdout).toContain('Nothing was read.')
    },
  )

  test('anything else is asked again', async () => {
    const { connect, sent } = phones({})
    const { stdout } = await atTerminal(connect, ['maybe', '3', 'n'], { cwd })
    expect(stdout.split('Start the check?')).toHaveLength(4)
    expect(sent).toEqual([])
  })

  test('what was typed before a question is no answer to it', async () => {
    const { stdout } = await atTerminal(phones({}).connect, ['y\n2\n2', 'q'], { cwd })
    expect(stdout).toContain('What next?')
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('what next', () => {
  test.for(['1', '１'])('%s shows the whole report, and asks again', async (one) => {
    const { stdout } = await atTerminal(phones({}).connect, ['y', one, 'q'], { cwd })
    expect(stdout).toContain('lender-reads-contacts')
    expect(stdout).toContain('What this report cannot prove')
    expect(stdout.split('What next?')).toHaveLength(3)
    expect(readdirSync(cwd)).toEqual([])
  })

  test.for(['2', '２', ''])('%j saves the report and what was read, and says where', async (two) => {
    const { stdout } = await atTerminal(phones({}).connect, ['y', two, ''], { cwd })
    expect(readdirSync(cwd)).toEqual(['daicha-202611240620'])
    const folder = join(cwd, 'daicha-202611240620')
    expect(readdirSync(folder).sort()).toEqual(['capture.zip', 'report.html'])
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<div class="doc in-zh" lang="zh-CN">')
    const converted = await daicha(['report', join(folder, 'report.html'), '-f', 'json'])
    expect(JSON.parse(converted.stdout).verdict).toBe('act')
    expect(stdout).toContain(`Saved in ${folder}`)
    expect(stdout.replace(/\s+/g, ' ')).toContain('It lists every app of the phone')
    expect((await daicha(['audit', folder])).stdout).toMatch(/^\[ACT NOW\]/)
  })

  test('a second save takes another name', async () => {
    await atTerminal(phones({}).connect, ['y', '2', '2', 'q'], { cwd })
    expect(readdirSync(cwd).sort()).toEqual(['daicha-202611240620', 'daicha-202611240620-2'])
  })

  test.for(['q', 'ｑ', '否', '退出'])('%s quits, and nothing was written', async (quit) => {
    const { code } = await atTerminal(phones({}).connect, ['y', quit], { cwd })
    expect(code).toBe(1)
    expect(readdirSync(cwd)).toEqual([])
  })

  test('a phone without findings is exit 0', async () => {
    const { code, stdout } = await atTerminal(phones({ fixture: 'clear-phone' }).connect, ['y', 'q'], { cwd })
    expect(stdout).toContain('[OK]')
    expect(code).toBe(0)
  })

  test.for([[['y']], [['y', '3']]])(
    'the end of the input after %j is a quit, and nothing more is read',
    async ([answers]) => {
      const { connect, sent } = phones({})
      const { code } = await atTerminal(connect, answers as string[], { cwd })
      expect(code).toBe(1)
      expect(sent.filter((command) => command === 'date +%Y%m%dT%H%M%S%z')).toHaveLength(1)
      expect(readdirSync(cwd)).toEqual([])
    },
  )
})

describe('Ctrl-C', () => {
  const interrupt = () => {
    process.emit('SIGINT')
    return undefined
  }

  test.for([
    ['at the first question', [interrupt], false],
    ['at the last one', ['y', interrupt], true],
  ] as const)('%s: exit 130, the phone untouched, nothing written', async ([, answers, wasRead]) => {
    const { code, stderr } = await atTerminal(phones({}).connect, [...answers], { cwd })
    expect(code).toBe(130)
    expect(stderr).toContain('The phone was not changed')
    expect(stderr.includes('turn USB debugging off')).toBe(wasRead)
    expect(readdirSync(cwd)).toEqual([])
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  test('in place of the yes to what would be sent: that none of it was is said, once', async () => {
    const { connect, sent } = phones({})
    const { code, stdout, stderr } = await atTerminal(connect, ['y', '3', '2', interrupt], { cwd })
    expect(code, stdout).toBe(130)
    expect(stdout).toContain('Send them?')
    expect(stderr.match(/Stopped.*/g)).toEqual(['Stopped. None of the commands above was sent.'])
    expect(sent.filter((command) => /revoke|force-stop/.test(command))).toEqual([])
  })
})

test('a no to what would be sent is told in a line, and the talk goes on', async () => {
  const { code, stdout, stderr } = await atTerminal(phones({}).connect, ['y', '3', '2', 'n', 'q'], { cwd })
  expect([code, stderr], stdout).toEqual([1, expect.not.stringContaining('E405')])
  expect(stdout).toContain('You did not agree, so nothing was sent.')
  expect(stdout).toMatch(/daicha revoke com\.example\.kuaijie\s+--by-adb`/)
})

test('another phone in the place of the one that was checked: no page is opened on it, and nothing is proved', async () => {
  let serial = 'R58N40ABCDE'
  const odd = (command: string) =>
    command === 'getprop ro.serialno' ? { stdout: Buffer.from(`${serial}\n`), stderr: '', exitCode: 0 } : undefined
  const { connect, sent } = remembering({ odd })
  const swap = () => {
    serial = 'R58N77XYZQW'
    return '3'
  }
  const { stderr } = await atTerminal(connect, ['y', swap, '1', 'q'], { cwd })
  expect(sent.filter((command) => /^(am|pm revoke) /.test(command))).toEqual([])
  expect(stderr).toContain('[E208]')
})

test('a command to be typed later names the phone where several are connected, if that tells them apart', async () => {
  const { connect } = phones({ model: 'One' }, { model: 'Two' })
  const { stdout } = await atTerminal(connect, ['2', 'y', '3', '2', 'n', 'q'], { cwd })
  expect(stdout).toMatch(/daicha revoke com\.example\.kuaijie\s+--by-adb\s+-s\s+SERIAL2`/)
  // Of a serial that both have it would name neither.
  const twin = { serial: '0123456789ABCDEF', sharesSerial: true } as const
  const twins = await atTerminal(phones(twin, twin).connect, ['2', 'y', '3', '2', 'n', 'q'], { cwd })
  expect(twins.stdout).toMatch(/daicha revoke com\.example\.kuaijie\s+--by-adb`/)
})

test('several phones are a numbered list', async () => {
  const { connect } = phones({ model: 'One' }, { model: 'Two', fixture: 'clear-phone' })
  const { stdout } = await atTerminal(connect, ['２', 'y', 'q'], { cwd })
  expect(stdout).toMatch(/^ {2}1 {2}One$/m)
  expect(stdout).toMatch(/^ {2}2 {2}Two$/m)
  expect(stdout).toContain('Phone: Two')
  expect(stdout).toContain('[OK]')
  const first = await atTerminal(connect, ['', 'n'], { cwd })
  expect(first.stdout).toContain('Choose [1]: ')
  expect(first.stdout).toContain('Phone: One')
})

test('of several phones the one of ANDROID_SERIAL is meant: nobody asks which', async () => {
  const { connect } = phones({ model: 'One' }, { model: 'Two', fixture: 'clear-phone' })
  const { stdout } = await atTerminal(connect, ['y', 'q'], { cwd, env: { ANDROID_SERIAL: 'SERIAL2' } })
  expect(stdout).toContain('Phone: Two')
  expect(stdout).toContain('[OK]')
  expect(stdout).not.toMatch(/One\b|Which one|cannot be checked/)
})

test.for([
  ['en', 'cannot be checked now: 1'],
  ['zh-CN', '另外还连着 1 部手机，现在不能检查'],
] as const)('a phone beside it that is not ready is not passed over in silence in %s', async ([lang, told]) => {
  const { connect, sent } = phones({ state: 'unauthorized' }, {})
  const { stdout } = await atTerminal(connect, ['q'], { cwd, argv: ['--lang', lang] })
  expect([stdout, sent]).toEqual([expect.stringContaining(told), []])
  expect(stdout.replace(/\s+/g, ' ')).toMatch(/q.*daicha devices.*\[Y\/n\]/)
  expect((await atTerminal(phones({}).connect, ['q'], { cwd, argv: ['--lang', lang] })).stdout).not.toContain('devices')
})

test('no adb: three routes and exit 4', async () => {
  const { code, stdout, stderr } = await atTerminal(undefined, [], { cwd, env: withoutAdb })
  expect(code).toBe(4)
  expect(stderr).toContain('[E201]')
  for (const route of ['1. Connect a phone', '2. Check an exported file', '3. Ask someone'])
    expect(stdout).toContain(route)
})

test('an adb server that ends while a phone is waited for: the same routes', async () => {
  const connect: ReturnType<typeof phones>['connect'] = async (options) => ({
    ...(await phones().connect(options)),
    watch: () => Promise.reject(new AuditError('E212', { address: 'localhost:5037' })),
  })
  const { code, stdout, stderr } = await atTerminal(connect, [], { cwd })
  expect([code, stderr]).toEqual([4, expect.stringMatching(/\[E212\].*1\. Try again.*restart the computer/s)])
  expect(stdout).toContain('3. Ask someone')
})

/** The guide while it waits: what it has said on standard error, and a way to wait until it has. */
function waiting(canned: ReturnType<typeof phones>, answers: string[], argv: string[] = []) {
  let said = ''
  const ran = atTerminal(canned.connect, answers, {
    cwd,
    argv,
    stderr: { isTTY: true, columns: 80, write: (text) => (said += text) },
  })
  const hears = (text: string | RegExp) => vi.waitFor(() => expect(said).toMatch(text), { timeout: 60_000 })
  return { ran, hears, said: () => said }
}

describe('without a phone that can be read', () => {
  test('it waits, says for each state once what to do on the phone, and goes on', async () => {
    const canned = phones({})
    canned.turn()
    const { ran, hears, said } = waiting(canned, ['y', 'q'])
    await hears('No phone is connected yet')
    await hears(/No cable\?\s+Run\s+`daicha pair`/)
    await hears('Press Ctrl-C to stop waiting')
    await hears(/see\s+`daicha explain manual`/)
    await hears(/Waiting for a phone\.\.\. 1 s/)
    canned.turn('unauthorized')
    await hears('tap "Allow"')
    canned.turn('recovery')
    await hears('Choose "Reboot system now"')
    canned.turn('offline')
    await hears('does not answer')
    canned.turn('no permissions')
    await hears('this Linux')
    canned.turn('unauthorized')
    await hears(/Linux[\s\S]*Waiting for "Allow" on the phone\.\.\. 1 s/)
    canned.turn('device')
    const { code, stdout } = await ran
    expect([code, stdout]).toEqual([1, expect.stringContaining('[ACT NOW]')])
    for (const once of ['No phone is', 'tap "Allow"', 'Ctrl-C to stop', 'Reboot system', 'does not answer'])
      expect(said().split(once)).toHaveLength(2)
    expect(said()).not.toMatch(/\[E\d/)
  })

  test('a state that a phone only passes through is not told', async () => {
    const canned = phones({})
    canned.turn('offline')
    const { ran, hears, said } = waiting(canned, ['n'])
    canned.turn('unauthorized')
    await hears('tap "Allow"')
    canned.turn('device')
    await ran
    expect(said()).not.toContain('does not answer')
  })

  test.for([
    ['en', 'Stopped. The phone was not changed'],
    ['zh-CN', '已停止。没有改动手机'],
  ] as const)('Ctrl-C ends it calmly with 130 in %s', async ([lang, stopped]) => {
    const canned = phones()
    const { ran, hears, said } = waiting(canned, [], ['--lang', lang])
    await hears('Ctrl-C')
    process.emit('SIGINT')
    expect((await ran).code).toBe(130)
    expect(said()).toContain(stopped)
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  test.for([
    ['starting', "Can't find service: user", 'still starting'],
    ['starting', 'Users:\n  UserInfo{0:Owner:13} serialNo=0\n    State: -1\n', 'still starting'],
    ['locked', 'Users:\n  UserInfo{0:Owner:13} serialNo=0\n    State: RUNNING_LOCKED\n', 'Please unlock it once'],
  ] as const)('a phone that is %s (%j) is asked again until it can be read', async ([, first, told]) => {
    const from = phones({})
    let isReady = false
    const { connect } = from
    const late: typeof connect = async (options) => {
      const server = await connect(options)
      return {
        ...server,
        async open(device) {
          const phone = await server.open(device)
          return {
            ...phone,
            send: async (argv, options) =>
              !isReady && argv.join(' ') === 'dumpsys user'
                ? { stdout: Buffer.from(first), stderr: '', exitCode: 0 }
                : phone.send(argv, options),
          }
        },
      }
    }
    const { ran, hears, said } = waiting({ ...from, connect: late }, ['y', 'q'])
    await hears(told)
    expect(from.sent.filter((command) => command !== 'dumpsys user')).toEqual([])
    isReady = true
    expect((await ran).code).toBe(1)
    expect(said().split(told)).toHaveLength(2)
  })
})

describe('after the answer', () => {
  test('it can be checked again, and the last answer is the one that counts', async () => {
    const [before, after] = [phones({}), phones({ fixture: 'clear-phone' })]
    let readings = 0
    const connect: typeof before.connect = async (options) => {
      const servers = await Promise.all([before.connect(options), after.connect(options)])
      const [first, second] = servers
      return { ...first, open: (device) => (readings++ === 0 ? first : second).open(device) }
    }
    const { code, stdout } = await atTerminal(connect, ['y', '4', 'q'], { cwd })
    expect(stdout).toContain('  4  Check again, after a change')
    expect(stdout.indexOf('[ACT NOW]')).toBeLessThan(stdout.indexOf('[OK]'))
    expect(code).toBe(0)
  })

  test('without a lender that reads contacts nothing is to be turned off', async () => {
    const { stdout } = await atTerminal(phones({ fixture: 'clear-phone' }).connect, ['y', 'q'], { cwd })
    expect(stdout).not.toContain('Turn off')
    expect(stdout).toContain('  3  Check again')
  })

  test('a phone that leaves while it is read is told, and may be tried again', async () => {
    const { connect } = phones({})
    let isGone = true
    const cut: typeof connect = async (options) => {
      const server = await connect(options)
      return {
        ...server,
        async open(device) {
          const phone = await server.open(device)
          const send: typeof phone.send = async (argv, options) => {
            if (!isGone || argv[0] === 'dumpsys') return phone.send(argv, options)
            isGone = false
            throw new AuditError('E208', {})
          }
          return { ...phone, send }
        },
      }
    }
    const { code, stdout, stderr } = await atTerminal(cut, ['y', '', 'q'], { cwd })
    expect(stderr).toContain('[E208]')
    expect(stdout).toContain('Try again? [Y/n]')
    expect([code, stdout]).toEqual([1, expect.stringContaining('[ACT NOW]')])
    isGone = true
    expect((await atTerminal(cut, ['y', 'n'], { cwd })).code).toBe(4)
  })

  const overWifi = { serial: '192.168.1.5:41000', state: 'device', transportId: 1 }
  test.for<[string, string, string, string[], number, Canned?]>([
    ['a new address is asked about, for it may be another', '192.168.1.5:41000', '192.168.1.5:42000', ['', 'y'], 2],
    ['a serial that many phones have is asked about', '0123456789ABCDEF', '0123456789ABCDEF', ['', 'y'], 2],
    ['Wi-Fi in place of its cable is known', 'R5CT10ABCDE', 'adb-R5CT10ABCDE-x7Qz2k._adb-tls-connect._tcp', [''], 1],
    ['a cable beside its Wi-Fi is known', overWifi.serial, 'R5CT10ABCDE', [''], 1, { also: [overWifi] }],
  ])('a phone that comes back at %s', async ([, before, after, answers, asked, more]) => {
    const first = phones({ serial: before, transportId: 1 })
    const second = phones({ serial: after, transportId: 2, ...more })
    let isMoved = false
    const connect: typeof first.connect = async (options) => {
      const [here, there] = await Promise.all([first.connect(options), second.connect(options)])
      return {
        ...here,
        watch: (look, signal) => (isMoved ? there : here).watch(look, signal),
        async open(device) {
          if (isMoved) return there.open(device)
          const send = async () => {
            isMoved = true
            throw new AuditError('E208', {})
          }
          return { ...(await here.open(device)), send }
        },
      }
    }
    const { code, stdout } = await atTerminal(connect, ['y', ...answers, 'q'], { cwd })
    expect([code, stdout]).toEqual([1, expect.stringContaining('[ACT NOW]')])
    expect(stdout.split('Start the check?')).toHaveLength(asked + 1)
  })
})

test.for([
  ['no terminal', {}],
  ['CI', { stdout: { isTTY: true, write: () => {} }, env: { CI: 'true' } }],
] as const)('%s: no question, usage on standard error and exit 2', async ([, io]) => {
  const { connect, sent } = phones({})
  const { code, stderr } = await daichaWith(connect, [], io)
  expect([code, sent]).toEqual([2, []])
  expect(stderr).toContain('Usage: daicha')
})

test.for(['en', 'zh-CN'])('what went wrong fits a narrow terminal in %s', async (lang) => {
  let said = ''
  const { connect } = phones({ state: 'unauthorized' })
  await daichaWith(connect, ['audit', '--device', '--lang', lang], {
    stdout: { isTTY: true, columns: 50, write: () => {} },
    stderr: { isTTY: true, write: (text) => (said += text) },
  })
  expect(said).toContain('E204')
  expect(said.split('\n').filter((line) => stringWidth(line) > 50)).toEqual([])
})

test.for(['en', 'zh-CN'])('every line fits the terminal in %s', async (lang) => {
  const runs = [
    await atTerminal(phones({}, {}).connect, ['1', 'x', 'y', 'x', '2', 'q'], { cwd, argv: ['--lang', lang] }),
  ]
  for (const states of [[], ['unauthorized'], ['offline'], ['recovery'], ['no permissions']]) {
    const canned = phones({})
    canned.turn(...states)
    const { ran, hears, said } = waiting(canned, [], ['--lang', lang])
    await hears('Ctrl-C')
    await hears(/(\.\.\.|已等) 0 (s|秒)/)
    process.emit('SIGINT')
    await ran
    runs.push({ code: 130, stdout: '', stderr: said().replace(/\r +\r/g, '\n') })
  }
  const lines = runs.flatMap(({ stdout, stderr }) => `${stdout}\n${stderr}`.split('\n'))
  expect(lines.length).toBeGreaterThan(40)
  for (const ambiguousIsNarrow of [true, false])
    expect(lines.filter((line) => !line.includes(cwd) && stringWidth(line, { ambiguousIsNarrow }) > 80)).toEqual([])
})

describe('--wait', () => {
  test.for([
    ['audit', ['audit', '--device', '--wait'], '[ACT NOW]'],
    ['audit, of what it could only be,', ['audit', '--wait'], '[ACT NOW]'],
    ['capture', ['capture', '--wait', '--save', 'x'], 'Saved in x'],
  ] as const)('%s without a terminal: a line for each new state, and then the phone', async ([, argv, told]) => {
    const canned = phones({})
    canned.turn()
    let said = ''
    const ran = daichaWith(canned.connect, [...argv], { cwd, stderr: { write: (text) => (said += text) } })
    const hears = (text: RegExp) => vi.waitFor(() => expect(said).toMatch(text), { timeout: 60_000 })
    await hears(/Ctrl-C/)
    canned.turn('unauthorized')
    await hears(/"Allow"/)
    canned.turn()
    await new Promise((done) => setTimeout(done, 900))
    canned.turn('device')
    const { stdout } = await ran
    expect(stdout).toContain(told)
    const [cable, stop, allow, ...rest] = said.split('\n')
    expect(cable).toMatch(/^No phone is connected yet; .* in another window\.$/)
    expect(stop).toBe('Press Ctrl-C to stop waiting.')
    expect(allow).toMatch(/^The phone is here and needs your consent\. .* plug it in again; over Wi-Fi, .*\.$/)
    expect(rest.join('\n')).not.toContain('connected yet')
    expect(said).not.toContain('\r')
  })

  test.for([[['capture', '--wait', '--save', 'x']], [['doctor']]] as const)(
    'a phone that takes its time to say how far it has come: a line says so in %j',
    async ([argv]) => {
      let said = ''
      const hears = (text: RegExp) => vi.waitFor(() => expect(said).toMatch(text), { timeout: 60_000 })
      const send: Canned['send'] = async (argv) => {
        if (argv.at(-1) === 'user') await hears(/Waiting for the phone to answer\.\.\. 1 s/)
        return { stdout: Buffer.alloc(0), stderr: '', exitCode: 0 }
      }
      const stderr = { isTTY: true, write: (text: string) => (said += text) }
      await daichaWith(phones({ send }).connect, [...argv], { cwd, stderr })
      expect(said).toMatch(/Waiting for the phone to answer\.\.\. 1 s\r +\r/)
    },
  )

  test('a file is not waited for', async () => {
    const { code, stderr } = await daichaWith(phones({}).connect, ['audit', '--wait', 'package.txt'])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/\[E115\].*--wait.*package\.txt/s)])
  })

  test('the phone that is named is waited for, whichever others are there', async () => {
    const canned = phones({ fixture: 'clear-phone' }, { serial: 'LATER' })
    canned.turn('device')
    let said = ''
    const ran = daichaWith(canned.connect, ['audit', '--device', '--wait', '-s', 'LATER'], {
      stderr: { write: (text) => (said += text) },
    })
    await vi.waitFor(() => expect(said).toContain('No phone with the serial LATER'), { timeout: 60_000 })
    canned.turn('device', 'device')
    expect((await ran).stdout).toContain('[ACT NOW]')
  })

  test('two phones that are ready are no reason to wait', async () => {
    const { code, stderr } = await daichaWith(phones({}, {}).connect, ['audit', '--device', '--wait'])
    expect([code, stderr]).toEqual([4, expect.stringContaining('[E205]')])
  })

  test('Ctrl-C ends it with 130', async () => {
    let said = ''
    const ran = daichaWith(phones().connect, ['capture', '--wait'], {
      cwd,
      stderr: { write: (text) => (said += text) },
    })
    await vi.waitFor(() => expect(said).toContain('Ctrl-C'), { timeout: 60_000 })
    process.emit('SIGINT')
    expect((await ran).code).toBe(130)
    expect(said).toContain('Stopped. The phone was not changed')
    expect(readdirSync(cwd)).toEqual([])
    expect(process.listenerCount('SIGINT')).toBe(0)
  })
})
