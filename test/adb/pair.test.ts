import { createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { phoneAddress } from '../../src/sources/adb/server/wireless.ts'
import { atTerminal, daichaWith } from '../cli/canned.ts'
import { AdbBench, freePort } from './bench.ts'
import { describeOnBench } from './on-bench.ts'
import { type Answer, listLine, standIn } from './stand-in.ts'

type OnTestFinished = (clean: () => void) => void

const NAME = 'adb-R5CT1234ABC-x7Qz2k'
const SERIAL = `${NAME}._adb-tls-connect._tcp`
const PAIRING = '127.0.0.1:37123'
const CONNECT = '127.0.0.1:41234'
const CODE = '482913'

/** A stand-in for a server with a phone: adbd here has no wireless debugging. `changed` tells what happens. */
function phoneOnWifi(changed: Record<string, Answer | (() => Answer | undefined)>, onTestFinished: OnTestFinished) {
  let isThere = false
  const come = () => {
    isThere = true
  }
  const paired: Answer = { passed: `Successfully paired to ${PAIRING} [guid=${NAME}]` }
  return standIn((service) => {
    const given = changed[service]
    if (given !== undefined) return typeof given === 'function' ? given() : given
    if (service === 'host:devices-l')
      return { said: isThere ? listLine(SERIAL, 'device', 'product:p model:Example_A1 device:d transport_id:1') : '' }
    if (service === 'host:mdns:services')
      return { said: `${NAME}\t_adb-tls-pairing._tcp\t${PAIRING}\n${NAME}\t_adb-tls-connect._tcp\t${CONNECT}\n` }
    if (service.startsWith('host:pair:')) {
      if (service !== `host:pair:${CODE}:${PAIRING}`)
        return { failed: 'Failed: Wrong password or connection was dropped.' }
      come()
      return paired
    }
    return undefined
  }, onTestFinished)
}

const en = ['--lang', 'en']
const typed = (text: string) => {
  const stdin = new PassThrough()
  stdin.end(`${text}\n`)
  return stdin
}

describe('at a terminal', () => {
  test('the window is explained, what was found is offered, and the next step is shown', async ({ onTestFinished }) => {
    const { env } = await phoneOnWifi({}, onTestFinished)
    const { code, stdout, stderr } = await atTerminal(undefined, ['', CODE], { argv: ['pair', ...en], env })
    expect([code, stderr]).toEqual([0, ''])
    const said = stdout.replace(/\s+/g, ' ')
    const order = [
      'Android 11 or later, on the same Wi-Fi',
      '1. Turn on Settings > Developer options > Wireless debugging',
      '2. Tap "Pair device with pairing code"',
      `[${PAIRING}]: `,
      '[6 digits]: ',
      'Connected: Example A1',
      `Check it: \`daicha audit --device -s ${SERIAL}\``,
      'turn Wireless debugging off',
    ].map((text) => said.indexOf(text))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order[0]).toBeGreaterThanOrEqual(0)
  })

  test('speaks Chinese; full-width digits and a code in two parts are read, anything else is asked again', async ({
    onTestFinished,
  }) => {
    const { env, asked } = await phoneOnWifi({}, onTestFinished)
    const answers = ['example.org:37123', '１２７.0.0.1：37123', '12345', '４８２ 913']
    const { code, stdout } = await atTerminal(undefined, answers, { argv: ['pair', '--lang', 'zh-CN'], env })
    expect([code, stdout.split('请照着手机上显示的输入').length]).toEqual([0, 3])
    expect(stdout).not.toMatch(/Pair|Connect/)
    expect(asked.filter((service) => service.startsWith('host:pair:'))).toEqual([`host:pair:${CODE}:${PAIRING}`])
  })

  test('where it does not appear by itself it is connected to where it says that it is', async ({ onTestFinished }) => {
    let isConnected = false
    const phone = listLine(CONNECT, 'device', 'product:p model:Example_A1 device:d transport_id:1')
    const { env, asked } = await phoneOnWifi(
      {
        'host:devices-l': () => ({ said: isConnected ? phone : '' }),
        [`host:connect:${CONNECT}`]: () => {
          isConnected = true
          return { said: `connected to ${CONNECT}` }
        },
      },
      onTestFinished,
    )
    const { code, stdout } = await atTerminal(undefined, ['', CODE], { argv: ['pair', ...en], env })
    expect([code, stdout]).toEqual([0, expect.stringContaining(`-s ${CONNECT}`)])
    expect(asked.filter((service) => service.startsWith('host:connect:'))).toHaveLength(1)
  })

  test('where nothing is found the second port is asked for', async ({ onTestFinished }) => {
    let isConnected = false
    const phone = listLine(CONNECT, 'device', 'product:p model:Example_A1 device:d transport_id:1')
    const { env } = await phoneOnWifi(
      {
        'host:mdns:services': { refused: 'unknown host service' },
        'host:devices-l': () => ({ said: isConnected ? phone : '' }),
        [`host:connect:${CONNECT}`]: () => {
          isConnected = true
          return { said: `connected to ${CONNECT}` }
        },
      },
      onTestFinished,
    )
    const argv = ['pair', ...en, '--timeout', '600ms']
    const { code, stdout } = await atTerminal(undefined, [PAIRING, CODE, CONNECT], { argv, env })
    expect([code, stdout.replace(/\s+/g, ' ')]).toEqual([0, expect.stringContaining('[another port]')])
  })

  test('Ctrl-C ends it with 130, before anything was asked of the phone', async ({ onTestFinished }) => {
    const { env, asked } = await phoneOnWifi({}, onTestFinished)
    const interrupt = () => void process.emit('SIGINT')
    const { code } = await atTerminal(undefined, ['', interrupt], { argv: ['pair', ...en], env })
    expect([code, asked.filter((service) => service.startsWith('host:pair:'))]).toEqual([130, []])
  })
})

describe('in a script', () => {
  const pair = async (
    argv: string[],
    code: string,
    changed: Parameters<typeof phoneOnWifi>[0],
    onTestFinished: OnTestFinished,
  ) => {
    const { env, asked } = await phoneOnWifi(changed, onTestFinished)
    const ran = await daichaWith(undefined, ['pair', ...argv, ...en, '--timeout', '600ms'], { env, stdin: typed(code) })
    return { ...ran, asked, said: ran.stderr.replace(/\s+/g, ' ') }
  }
  const WRONG: Answer = { failed: 'Failed: Wrong password or connection was dropped.' }

  test('the code comes on standard input', async ({ onTestFinished }) => {
    const { code, stdout, stderr } = await pair([PAIRING], CODE, {}, onTestFinished)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).not.toContain(CODE)
  })

  test('and is there still when the one phone that shows it has been found', async ({ onTestFinished }) => {
    const { code, stderr } = await pair([], CODE, {}, onTestFinished)
    expect([code, stderr]).toEqual([0, ''])
  })

  test('Ctrl-C ends the wait for the phone', async ({ onTestFinished }) => {
    const interrupted = () => {
      process.emit('SIGINT')
      return { said: '' }
    }
    const { code, said } = await pair([PAIRING], CODE, { 'host:devices-l': interrupted }, onTestFinished)
    expect([code, said]).toEqual([130, expect.stringContaining('Stopped.')])
  })

  test.for<[string, string, Parameters<typeof phoneOnWifi>[0], string, RegExp]>([
    ['a wrong code', PAIRING, { [`host:pair:111111:${PAIRING}`]: WRONG }, 'E232', /1\. The code changes each time/],
    [
      'the port for connecting',
      CONNECT,
      { [`host:pair:111111:${CONNECT}`]: WRONG },
      'E232',
      /1\. 127\.0\.0\.1:41234 is that of the page/,
    ],
    [
      'a closed window',
      PAIRING,
      { [`host:pair:111111:${PAIRING}`]: { failed: 'Failed: Unable to start pairing client.' } },
      'E231',
      /1\. Leave the window on the phone open/,
    ],
    [
      'another network',
      '192.168.254.9:37123',
      { 'host:pair:111111:192.168.254.9:37123': { failed: 'Failed: Unable to start pairing client.' } },
      'E231',
      /1\. 192\.168\.254\.9 is not in the network of this computer/,
    ],
    ['a phone that says nothing', PAIRING, { [`host:pair:111111:${PAIRING}`]: 'silence' }, 'E231', /nothing answers/],
    [
      'an old adb',
      PAIRING,
      { [`host:pair:111111:${PAIRING}`]: { refused: 'unknown host service' } },
      'E233',
      /platform-tools 30 or later/,
    ],
  ])('%s is told as what it is', async ([, at, changed, problem, step], { onTestFinished }) => {
    const { code, said } = await pair([at], '111111', changed, onTestFinished)
    expect([code, said]).toEqual([4, expect.stringContaining(`[${problem}]`)])
    expect(said).toMatch(step)
    expect(said).not.toContain('111111')
  })

  test('an older server answers in one part', async ({ onTestFinished }) => {
    const answering = (said: string) => ({ [`host:pair:111111:${PAIRING}`]: { said } })
    const wrong = answering('Failed: Wrong password or connection was dropped.')
    expect((await pair([PAIRING], '111111', wrong, onTestFinished)).said).toContain('[E232]')
    const right = answering(`Successfully paired to ${PAIRING} [guid=${NAME}]`)
    expect((await pair([PAIRING], '111111', right, onTestFinished)).stdout).toContain('Paired.')
  })

  test.for(['12345', '', '48291a', '1234567'])(
    'the code %j is no code, and nothing is sent',
    async (code, { onTestFinished }) => {
      const { code: exit, said, asked } = await pair([PAIRING], code, {}, onTestFinished)
      expect([exit, said]).toEqual([2, expect.stringContaining('[E235]')])
      // An empty code ends a real server.
      expect(asked.filter((service) => service.startsWith('host:pair'))).toEqual([])
    },
  )

  test('a phone that was paired before is only connected to', async ({ onTestFinished }) => {
    const phone = listLine(CONNECT, 'device', 'product:p model:Example_A1 device:d transport_id:1')
    const changed = {
      'host:devices-l': { said: phone },
      [`host:connect:${CONNECT}`]: { said: `already connected to ${CONNECT}` },
    }
    const { code, stdout, asked } = await pair([CONNECT, '--connect'], '', changed, onTestFinished)
    expect([code, stdout]).toEqual([0, expect.stringContaining('Connected: Example A1')])
    expect(asked.filter((service) => service.startsWith('host:pair'))).toEqual([])
  })

  test('and needs nobody to look for it: a server that hangs over mDNS is not asked', async ({ onTestFinished }) => {
    const phone = listLine(CONNECT, 'device', 'product:p model:Example_A1 device:d transport_id:1')
    let looks = 0
    const changed = {
      'host:devices-l': () => ({ said: looks++ === 0 ? '' : phone }),
      'host:mdns:services': 'silence' as const,
      [`host:connect:${CONNECT}`]: { said: `connected to ${CONNECT}` },
    }
    const { code, stdout, stderr } = await pair([CONNECT, '--connect'], '', changed, onTestFinished)
    expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('Connected: Example A1'), ''])
  })

  test('paired and not there is E234, with the way to connect', async ({ onTestFinished }) => {
    const changed = { 'host:devices-l': { said: '' }, 'host:mdns:services': { said: '' } }
    const { code, said } = await pair([PAIRING], CODE, changed, onTestFinished)
    expect([code, said]).toEqual([4, expect.stringContaining('[E234]')])
    expect(said).toContain('--connect')
  })
})

test.for([
  ['192.168.1.5:37123', '192.168.1.5:37123'],
  ['10.0.0.7 : 41234', '10.0.0.7:41234'],
  ['[fe80::1]:5555', '[fe80::1]:5555'],
  ['127.0.0.1:1', '127.0.0.1:1'],
  ['8.8.8.8:37123', undefined],
  ['example.org:37123', undefined],
  ['192.168.1.5', undefined],
  ['192.168.1.5:0', undefined],
  ['192.168.1.5:70000', undefined],
  ['192.168.1.500:37123', undefined],
  ['192.168.1.5:37123:x', undefined],
])('the address %j is %s', ([typed = '', address]) => {
  expect(phoneAddress(typed)).toBe(address)
})

describeOnBench('a real adb server', () => {
  test('says what these words are made of', async ({ onTestFinished }) => {
    const bench = await AdbBench.start()
    onTestFinished(() => bench.close())
    const env = { ...bench.env }
    const dropping = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    onTestFinished(() => void dropping.close())
    await new Promise((done) => dropping.once('listening', done))
    const { port } = dropping.address() as { port: number }
    for (const [at, problem] of [
      [`127.0.0.1:${await freePort()}`, 'E231'],
      [`127.0.0.1:${port}`, 'E232'],
    ] as const) {
      const { code, stderr } = await daichaWith(undefined, ['pair', at, ...en], { env, stdin: typed(CODE) })
      expect([code, stderr]).toEqual([4, expect.stringContaining(`[${problem}]`)])
    }
    const closed = `127.0.0.1:${await freePort()}`
    const { stderr } = await daichaWith(undefined, ['pair', closed, '--connect', ...en], { env })
    expect(stderr).toContain('[E231]')
    const { serial } = await bench.device({ name: 'Example_A1' })
    const { stdout } = await daichaWith(undefined, ['pair', serial, '--connect', ...en], { env })
    expect(stdout).toContain('Connected: Example A1')
  })
})
