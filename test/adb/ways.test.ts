import { describe, expect, test } from 'vitest'
import { connectServer } from '../../src/sources/adb/server/server.ts'
import { daichaWith } from '../cli/canned.ts'
import { listLine, standIn } from './stand-in.ts'

const PIXEL = 'product:cheetah model:Pixel_7_Pro device:cheetah'
const CABLE = 'R5CT1234ABC'
const WIFI = 'adb-R5CT1234ABC-x7Qz2k (2)._adb-tls-connect._tcp'
const ADDRESS = '192.168.1.5:41234'

type Listed = [serial: string, state?: string, facts?: string]
type OnTestFinished = (clean: () => void) => void

/** A server with these phones; one that is reached by address says this serial. */
const serverWith = (listed: Listed[], says: string, onTestFinished: OnTestFinished) =>
  standIn((service, phone) => {
    const lines = listed.map(([serial, state = 'device', facts = PIXEL], at) =>
      listLine(serial, state, `${facts} transport_id:${at + 1}`),
    )
    if (service === 'host:devices-l') return { said: lines.join('') }
    return phone !== undefined && /getprop/.test(service) ? { shell: `${says}\n` } : undefined
  }, onTestFinished)

async function phonesOf(listed: Listed[], says: string, onTestFinished: OnTestFinished) {
  const { env, asked } = await serverWith(listed, says, onTestFinished)
  const server = await connectServer({ env })
  const phones = await server.devices()
  const ways = phones.map(({ serial, also = [] }) => [serial, ...also.map(({ serial }) => serial)])
  return { ways, server, phones, asked }
}

describe('one phone by several ways', () => {
  test.for<[string, Listed[], string]>([
    ['its name over Wi-Fi', [[WIFI], [CABLE]], ''],
    ['what it says of itself', [[ADDRESS], [CABLE]], CABLE],
    ['its name, without TLS', [['adb-R5CT1234ABC._adb._tcp'], [CABLE]], ''],
  ])('is one, known by %s, the cable first', async ([, listed, says], { onTestFinished }) => {
    const { ways } = await phonesOf(listed, says, onTestFinished)
    expect(ways).toEqual([[CABLE, listed[0]?.[0]]])
  })

  test('is reached by the way that works, and asked for its serial once', async ({ onTestFinished }) => {
    const listed: Listed[] = [[CABLE, 'unauthorized'], [ADDRESS]]
    const { ways, server, asked } = await phonesOf(listed, CABLE, onTestFinished)
    expect(ways).toEqual([[ADDRESS, CABLE]])
    await server.devices()
    expect(asked.filter((service) => /getprop/.test(service))).toEqual([
      `${ADDRESS} shell,v2,raw:'getprop' 'ro.serialno'`,
    ])
  })
})

test.for<[serial: string, isFound: boolean, more: object]>([
  [CABLE, true, {}],
  [CABLE, false, { sharesSerial: true }],
  ['0123456789ABCDEF', false, {}],
])(
  'a phone whose cable was out since it was listed is found by a serial of its own: %s, %s',
  async ([serial, isFound, more], { onTestFinished }) => {
    const { env } = await standIn((service) => {
      if (service === 'host:devices-l') return { said: listLine(serial, 'device', `${PIXEL} transport_id:1`) }
      return service.startsWith('host-transport-id:') ? { refused: "no device with transport id '1'" } : undefined
    }, onTestFinished)
    const server = await connectServer({ env })
    const [device] = await server.devices()
    const opened = server.open({ ...(device as NonNullable<typeof device>), ...more })
    if (isFound) expect((await opened).serial).toBe(serial)
    else await expect(opened).rejects.toMatchObject({ code: 'E208' })
  },
)

test('an id that a server gives to another phone when it is started anew is not that of this one', async ({
  onTestFinished,
}) => {
  const common = '0123456789ABCDEF'
  let second = common
  const { env, asked } = await standIn((service, phone) => {
    if (service === 'host:devices-l') return { said: listLine(common, 'device', `${PIXEL} transport_id:1`) }
    if (service.endsWith(':get-serialno')) return { said: second }
    return phone === undefined ? undefined : { shell: 'told' }
  }, onTestFinished)
  const server = await connectServer({ env })
  const [device] = await server.devices()
  const phone = await server.open(device as NonNullable<typeof device>)
  const send = () => phone.send(['date'], { timeoutMs: 3000 })
  expect(String((await send()).stdout)).toBe('told')
  second = CABLE
  const count = asked.length
  await expect(send()).rejects.toMatchObject({ code: 'E208' })
  expect(asked.slice(count).filter((service) => service.includes('shell'))).toEqual([])
})

test.for<[string, Listed[]]>([
  ['port', [['emulator-5554'], ['localhost:5555']]],
  ['port, whatever this computer is called', [['127.0.0.1:5555'], ['emulator-5554']]],
])('an emulator is one, known by its %s', async ([, listed], { onTestFinished }) => {
  const { ways } = await phonesOf(listed, '', onTestFinished)
  expect(ways.map((one) => one.toSorted())).toEqual([listed.map(([serial]) => serial).toSorted()])
  expect(ways[0]?.[0]).toBe('emulator-5554')
})

describe('two phones stay two', () => {
  const OTHER = 'product:oriole model:Pixel_6 device:oriole'
  test.for<[string, Listed[], string]>([
    ['with other serials', [[CABLE], [ADDRESS]], 'R5CT9999XYZ'],
    ['of which one says nothing', [[CABLE], [ADDRESS]], ''],
    ['of other models', [[CABLE], [WIFI, 'device', OTHER]], ''],
    ...['0123456789ABCDEF', 'unknown', '0123 456', '1111111111', '12345', 'EMULATOR30X1X5X0'].map(
      (serial): [string, Listed[], string] => [`that both say ${serial}`, [[serial], [ADDRESS]], serial],
    ),
    [
      'with a maker’s serial over Wi-Fi',
      [['0123456789ABCDEF'], ['adb-0123456789ABCDEF-x7Qz2k._adb-tls-connect._tcp']],
      '',
    ],
    ['on two cables with one serial', [[CABLE], [CABLE], [WIFI]], ''],
    ['two emulators', [['emulator-5554'], ['localhost:5557']], ''],
    ['an emulator and a phone', [['emulator-5554'], [ADDRESS]], 'emulator-5554'],
  ])('%s', async ([, listed, says], { onTestFinished }) => {
    const { ways } = await phonesOf(listed, says, onTestFinished)
    expect(ways).toEqual(listed.map(([serial]) => [serial]))
  })

  test('of another model, by address, nobody is asked', async ({ onTestFinished }) => {
    const { asked } = await phonesOf([[CABLE], [ADDRESS, 'device', OTHER]], CABLE, onTestFinished)
    expect(asked.filter((service) => /getprop|transport/.test(service))).toEqual([])
  })

  test('with one serial are opened each by itself', async ({ onTestFinished }) => {
    const { phones, server, asked } = await phonesOf([['0123 456'], ['0123 456']], 'x', onTestFinished)
    for (const phone of phones) await (await server.open(phone)).send(['date'], { timeoutMs: 2000 }).catch(() => {})
    const isOfOne = (service: string) => /transport-id:\d(:features)?$/.test(service)
    expect(asked.filter(isOfOne)).toEqual([
      'host-transport-id:1:features',
      'host:transport-id:1',
      'host-transport-id:2:features',
      'host:transport-id:2',
    ])
  })
})

describe('on the command line', () => {
  test('`devices` shows it once, with both ways', async ({ onTestFinished }) => {
    const { env } = await serverWith([[WIFI], [CABLE]], '', onTestFinished)
    const { stdout, code } = await daichaWith(undefined, ['devices', '--lang', 'en'], { env })
    expect([code, stdout.replace(/\s+/g, ' ')]).toEqual([
      0,
      `${CABLE} connected Pixel 7 Pro The same phone under another name: ${WIFI} Check it: \`daicha audit --device -s ${CABLE}\` `,
    ])
    const { devices } = JSON.parse((await daichaWith(undefined, ['devices', '-f', 'json'], { env })).stdout)
    expect(devices).toMatchObject([
      { serial: CABLE, connection: 'usb', also: [{ serial: WIFI, state: 'device', connection: 'tcp' }] },
    ])
  })

  test('the second name of an emulator is no way over Wi-Fi', async ({ onTestFinished }) => {
    const { env } = await serverWith([['emulator-5554'], ['localhost:5555']], '', onTestFinished)
    const { stdout } = await daichaWith(undefined, ['devices', '--lang', 'en'], { env })
    expect(stdout).toContain('The same phone under another name: localhost:5555')
    const { devices } = JSON.parse((await daichaWith(undefined, ['devices', '-f', 'json'], { env })).stdout)
    expect(devices[0]).toMatchObject({ serial: 'emulator-5554', connection: 'tcp' })
  })

  test.for([
    ['no name', [], CABLE],
    ['the name on the cable', ['-s', CABLE], CABLE],
    ['the name over Wi-Fi', ['-s', WIFI], WIFI],
  ] as const)('with %s the audit reads it, and nobody asks which', async ([, argv, way], { onTestFinished }) => {
    const { env, asked } = await serverWith([[WIFI], [CABLE]], '', onTestFinished)
    await daichaWith(undefined, ['audit', '--device', ...argv], { env })
    expect(asked.filter((service) => service.startsWith('host:devices'))).toHaveLength(1)
    expect(asked).toContain(`host:transport:${way}`)
  })

  test('a phone whose serial is an address of its radio is asked by what no colon ends', async ({ onTestFinished }) => {
    const { env, asked } = await serverWith([['00:11:22:aa:bb:cc']], '', onTestFinished)
    await daichaWith(undefined, ['audit', '--device'], { env })
    expect(asked).toContain('host:transport:00:11:22:aa:bb:cc')
    expect(asked.filter((service) => service.startsWith('host-'))).toEqual(['host-transport-id:1:features'])
  })

  test('its own serial is enough where it is on Wi-Fi alone', async ({ onTestFinished }) => {
    const { env, asked } = await serverWith([[WIFI], ['OTHER12345']], '', onTestFinished)
    await daichaWith(undefined, ['audit', '--device', '-s', CABLE], { env })
    expect(asked).toContain(`host:transport:${WIFI}`)
  })

  test('two with one serial: no command that could not tell them apart', async ({ onTestFinished }) => {
    const { env } = await serverWith([['0123 456'], ['0123 456']], '', onTestFinished)
    const { stdout } = await daichaWith(undefined, ['devices', '--lang', 'en'], { env })
    expect(stdout.replace(/\s+/g, ' ')).toContain('Another phone has the same serial')
    const { stderr } = await daichaWith(undefined, ['audit', '--device', '--lang', 'en'], { env })
    expect(stderr).toContain('[E205]')
    expect(`${stdout}${stderr}`).not.toContain('-s')
  })
})
