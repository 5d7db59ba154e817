import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AdbServer } from '../../src/sources/adb/server/adb-server.ts'
import { connectServer } from '../../src/sources/adb/server/server.ts'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { AdbBench, freePort, type Phone, serverEnv, until } from './bench.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

/** What a program says that is an adb, of a script that is one. */
const SAYS_VERSION = '[ "$1" = version ] && exec echo "Android Debug Bridge version 1.0.41"'

describeOnBench('phones at a real adb server', () => {
  const bench = ownBench()
  let server: AdbServer
  beforeAll(async () => {
    server = await connectServer({ env: bench().env, onStart: (path) => expect.fail(`started ${path}`) })
  })

  const listed = async ({ serial }: Phone) => {
    const device = (await server.devices()).find((device) => device.serial === serial)
    return device ?? expect.fail(`${serial} is not listed`)
  }
  const opened = async (phone: Phone) => server.open(await listed(phone))

  test('none, one, two: with their names, and each takes its own commands', async () => {
    expect(await server.devices()).toEqual([])
    const first = await bench().device({ name: 'Pixel_7_Pro', sdk: 34 })
    expect(await server.devices()).toEqual([
      {
        serial: first.serial,
        state: 'device',
        model: 'Pixel 7 Pro',
        product: 'Pixel_7_Pro',
        transportId: expect.any(Number),
      },
    ])
    const second = await bench().device({ name: 'Mi_11', sdk: 30 })
    expect((await server.devices()).map(({ model }) => model).sort()).toEqual(['Mi 11', 'Pixel 7 Pro'])
    for (const [phone, sdk] of [
      [first, '34\n'],
      [second, '30\n'],
    ] as const) {
      const { stdout } = await (await opened(phone)).send(['getprop', 'ro.build.version.sdk'], { timeoutMs: 5000 })
      expect(stdout.toString()).toBe(sdk)
    }
  })

  test('a phone that has not allowed this computer is E204, and opens once it has', async () => {
    const phone = await bench().device({ gate: { kind: 'ask' } })
    expect(await listed(phone)).toMatchObject({ state: 'unauthorized' })
    await expect(opened(phone)).rejects.toMatchObject({ code: 'E204' })
    phone.allow()
    await until(async () => (await listed(phone)).state === 'device')
    expect((await (await opened(phone)).send(['sh', '-c', 'exit 3'], { timeoutMs: 5000 })).exitCode).toBe(3)
  })

  test.for([
    ['that refuses', 'refuse', 'unauthorized', 'E204'],
    ['in the middle of the question', 'stall', 'authorizing', 'E204'],
    ['that says nothing', 'silent', 'offline', 'E206'],
  ] as const)('a phone %s', async ([, kind, state, code]) => {
    const phone = await bench().device({ gate: { kind } })
    expect(await listed(phone)).toMatchObject({ state })
    await expect(opened(phone)).rejects.toMatchObject({ code })
  })

  test.for(['recovery', 'sideload', 'bootloader', 'rescue'])('a phone in %s takes no commands', async (state) => {
    const phone = await bench().device({ state })
    await expect(opened(phone)).rejects.toMatchObject({ code: 'E206', params: { recovery: state } })
    expect(await phone.commands()).toEqual([])
  })

  test('a server that ends while a phone is read is E212, and no other one is started', async () => {
    const other = await AdbBench.start()
    const { serial } = await other.device()
    const server = await connectServer({ env: other.env })
    const device = (await server.devices()).find((device) => device.serial === serial) ?? expect.fail(serial)
    const phone = await server.open(device)
    const sent = phone.send(['sh', '-c', 'echo half; sleep 5'], {
      timeoutMs: 8000,
      onBytes: () => other.adb('kill-server'),
    })
    await expect(sent).rejects.toMatchObject({ code: 'E212' })
    await expect(phone.send(['date'], { timeoutMs: 8000 })).rejects.toMatchObject({ code: 'E212' })
    expect(listenerOn(other.port)).toBe(undefined)
    await other.close()
  })

  test('a phone that is gone since it was listed is E208', async () => {
    const phone = await bench().device()
    const device = await listed(phone)
    await bench().adb('disconnect', phone.serial)
    await expect(server.open(device)).rejects.toMatchObject({ code: 'E208' })
  })
})

describeOnBench('where no adb server runs', () => {
  test('one is started, after it was told with which program, and is left running', async ({ onTestFinished }) => {
    const folder = newFolder()
    mkdirSync(join(folder, 'home'))
    const port = await freePort()
    const env = serverEnv(folder, port)
    onTestFinished(async () => {
      const pid = listenerOn(port)
      if (pid !== undefined) process.kill(pid)
      await until(async () => listenerOn(port) === undefined)
    })
    const told: string[] = []
    const options = { env, onStart: (path: string) => told.push(`${path} ${listenerOn(port)}`) }

    expect(await (await connectServer(options)).devices()).toEqual([])
    const pid = listenerOn(port)
    expect([pid, told]).toEqual([expect.any(Number), ['/usr/bin/adb undefined']])

    await connectServer(options)
    expect([listenerOn(port), told.length]).toEqual([pid, 1])
  })
})

describeOnBench('where no adb is installed', () => {
  test('a person is told, and how to get it', async () => {
    const script = 'mount -t tmpfs none /usr/lib/android-sdk && exec "$@"'
    const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
    const command = [process.execPath, `${root}bin/daicha.js`, 'devices', '--lang', 'en']
    const env = { PATH: '/usr/bin:/bin', HOME: '/nowhere', ANDROID_ADB_SERVER_PORT: String(await freePort()) }
    const hiding = ['unshare', ...asRoot, '--mount', 'sh', '-c', script, 'sh']
    const { status, stderr } = run([...hiding, ...command], env)
    expect([status, stderr]).toEqual([
      4,
      expect.stringMatching(/^error \[E201\] .*1\. Install it on Linux: `sudo apt install adb`/s),
    ])
  })
})

describe('an adb server that is none', () => {
  const none = { ANDROID_HOME: '/nowhere', HOME: '/nowhere', PATH: '/nowhere' }

  test.for(['adbPath', 'DAICHA_ADB'])('a program named by %s that is not there is E201 with its path', async (by) => {
    const env = { ...none, ANDROID_ADB_SERVER_PORT: String(await freePort()), [by]: '/nowhere/adb' }
    const told: string[] = []
    const options = {
      env,
      adbPath: by === 'adbPath' ? '/nowhere/adb' : undefined,
      onStart: (path: string) => told.push(path),
    }
    await expect(connectServer(options)).rejects.toMatchObject({ code: 'E201', params: { path: '/nowhere/adb' } })
    expect(told).toEqual([])
  })

  test('adb programs are looked for on the PATH, then in the SDK', async () => {
    const folder = newFolder()
    for (const name of ['first', 'second', 'sdk/platform-tools']) mkdirSync(join(folder, name), { recursive: true })
    const program = (name: string, mode = 0o755) =>
      writeFileSync(join(folder, name), `#!/bin/sh\n${SAYS_VERSION}\necho "cannot bind: $* $LC_ALL" >&2\nexit 1\n`, {
        mode,
      })
    program('first/adb', 0o644)
    program('second/adb')
    program('sdk/platform-tools/adb')
    const port = String(await freePort())
    const env = {
      PATH: `${folder}/first:${folder}/second`,
      ANDROID_HOME: `${folder}/sdk`,
      ANDROID_ADB_SERVER_PORT: port,
    }
    for (const [change, path] of [
      [{}, 'second/adb'],
      [{ PATH: '' }, 'sdk/platform-tools/adb'],
    ] as const) {
      const told: string[] = []
      const failed = connectServer({ env: { ...env, ...change }, onStart: (path) => told.push(path) })
      // What it said when it could not start a server is passed on.
      await expect(failed).rejects.toMatchObject({
        code: 'E212',
        params: { address: `localhost:${port}`, said: `cannot bind: -P ${port} start-server C` },
      })
      expect(told).toEqual([join(folder, path)])
    }
  })

  test.for<[title: string, content: string, said?: string]>([
    ['fails without a word', '#!/bin/sh\nexit 1\n'],
    ['lacks a part', '#!/bin/sh\necho "adb: libc++.so.1 is missing" >&2\nexit 127\n', 'adb: libc++.so.1 is missing'],
    ['needs what is not here', '#!/nowhere/linker\n'],
    // The head of a program for arm64, which a shell then takes for a script.
    ['was made for another kind of computer', '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\xb7\0(\n'],
  ])('a program called adb that %s is none, and what it said is passed on', async ([, content, said]) => {
    const path = join(newFolder(), 'adb')
    writeFileSync(path, content, { mode: 0o755, encoding: 'latin1' })
    const env = { ...none, ANDROID_ADB_SERVER_PORT: String(await freePort()) }
    const { code, params } = await connectServer({ env, adbPath: path }).catch((error) => error)
    expect([code, params['path']]).toEqual(['E201', path])
    if (said !== undefined) expect(params['said']).toBe(said)
  })

  test('two versions of adb that fight are E202', async () => {
    const folder = newFolder()
    const said = "adb server version (39) doesn't match this client (41)"
    writeFileSync(join(folder, 'adb'), `#!/bin/sh\necho "${said}; killing..." >&2\nexit 1\n`, { mode: 0o755 })
    const env = { PATH: folder, ANDROID_ADB_SERVER_PORT: String(await freePort()) }
    const detail = said.replace('adb ', '')
    await expect(connectServer({ env })).rejects.toMatchObject({ code: 'E202', params: { detail } })
  })

  test.for<[string, (socket: Socket) => void]>([
    ['says nothing', () => {}],
    ['closes at once', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['refuses', (socket) => socket.end('FAIL0004nope')],
    ['has a version that is no number', (socket) => socket.end('OKAY0004oops')],
  ])('a port at which something %s is E212, and no other server is started', async ([, answer], { onTestFinished }) => {
    const port = await listening(answer, onTestFinished)
    const onStart = (path: string) => expect.fail(`started ${path}`)
    const failed = connectServer({ env: { ANDROID_ADB_SERVER_PORT: String(port) }, timeoutMs: 300, onStart })
    await expect(failed).rejects.toMatchObject({ code: 'E212', params: { address: `localhost:${port}` } })
  })

  test.for([
    ['ADB_SERVER_SOCKET', 'tcp:192.0.2.1:5037'],
    ['ADB_SERVER_SOCKET', 'tcp:example.org:5037'],
    ['ADB_SERVER_SOCKET', 'tcp:127.0.0.1.example.org:5037'],
    ['ADB_SERVER_SOCKET', 'localfilesystem:/tmp/adb.sock'],
    ['ANDROID_ADB_SERVER_ADDRESS', '192.0.2.1'],
    ['ANDROID_ADB_SERVER_PORT', '0'],
    ['ANDROID_ADB_SERVER_PORT', '70000'],
    ['ANDROID_ADB_SERVER_PORT', 'abc'],
  ] as const)('%s=%s is refused', async ([name, value]) => {
    const onStart = (path: string) => expect.fail(`started ${path}`)
    const failed = connectServer({ env: { [name]: value }, onStart })
    await expect(failed).rejects.toMatchObject({ code: 'E212', params: { refused: value } })
  })
})

test('a server that never says that it watches is not waited for', async ({ onTestFinished }) => {
  const port = await listening(
    (socket) => socket.on('data', (asked) => /version$/.test(String(asked)) && socket.end('OKAY00040029')),
    onTestFinished,
  )
  const server = await connectServer({ env: { ANDROID_ADB_SERVER_PORT: String(port) }, timeoutMs: 300 })
  await expect(server.watch(() => undefined)).rejects.toMatchObject({ code: 'E212' })
})

test('of the log that an adb shows when it cannot start, what went wrong is passed on', async () => {
  const folder = newFolder()
  const log = [
    '* daemon not running; starting now at tcp:5037',
    "ADB server didn't ACK",
    'Full server startup log: /tmp/adb.0.log',
    'Server had pid: 76345',
    '--- adb starting (pid 76345) ---',
    '11-27 00:41:40.416 76345 76345 I adb     : main.cpp:63 Android Debug Bridge version 1.0.41',
    "11-27 00:41:40.417 76345 76345 F adb     : adb_utils.cpp:316 Cannot mkdir '/nowhere/.android'",
    '',
    '* failed to start daemon',
  ]
  writeFileSync(join(folder, 'log'), log.join('\n'))
  writeFileSync(join(folder, 'adb'), `#!/bin/sh\n${SAYS_VERSION}\ncat ${folder}/log >&2\nexit 1\n`, { mode: 0o755 })
  const env = { PATH: `${folder}:/usr/bin:/bin`, ANDROID_ADB_SERVER_PORT: String(await freePort()) }
  const said = "ADB server didn't ACK Cannot mkdir '/nowhere/.android' * failed to start daemon"
  await expect(connectServer({ env })).rejects.toMatchObject({ code: 'E212', params: { said } })
})

describe('an adb server that is replaced while a phone is read', () => {
  /** Knows one phone, and gives up its place when a command is sent to it. */
  const servers = async (onTestFinished: OnTestFinished, next: string | undefined) => {
    let version = '0029'
    const port = await listening((socket) => {
      socket.on('data', (request) => {
        const service = String(request).slice(4)
        if (version === '') socket.destroy()
        else if (service === 'host:version') socket.end(`OKAY0004${version}`)
        else if (service === 'host:devices-l') socket.end(`OKAY${block('A1 device model:A1\n')}`)
        else if (service.endsWith(':features')) socket.end(`OKAY${block('shell_v2')}`)
        else {
          version = next ?? version
          socket.destroy()
        }
      })
    }, onTestFinished)
    const server = await connectServer({ env: { ANDROID_ADB_SERVER_PORT: String(port) } })
    const [device] = await server.devices()
    return server.open(device ?? expect.fail('no phone'))
  }

  test.for([
    ['another version', '0027', { code: 'E202', params: { detail: '1.0.41, 1.0.39' } }],
    ['the same version', undefined, { code: 'E208' }],
    ['something else', '', { code: 'E212' }],
  ] as const)('by %s', async ([, next, problem], { onTestFinished }) => {
    const phone = await servers(onTestFinished, next)
    await expect(phone.send(['date'], { timeoutMs: 5000 })).rejects.toMatchObject(problem)
  })
})

/** States that only USB has, and texts of other versions, from a server that says what a real one does. */
describe('a list of phones', () => {
  const devices = async (text: string, onTestFinished: OnTestFinished) => {
    const port = await listening(
      (socket) =>
        socket.on('data', (request) =>
          socket.end(String(request).endsWith('host:version') ? 'OKAY00040029' : `OKAY${block(text)}`),
        ),
      onTestFinished,
    )
    const server = await connectServer({ env: { ADB_SERVER_SOCKET: `tcp:127.0.0.1:${port}` } })
    return { server, listed: await server.devices() }
  }

  test('without permission on Linux', async ({ onTestFinished }) => {
    const why =
      '(missing udev rules? user is in the plugdev group); see [http://developer.android.com/tools/device.html]'
    const { server, listed } = await devices(
      `0A1B2C                 no permissions ${why} usb:1-4 transport_id:3\n`,
      onTestFinished,
    )
    expect(listed).toEqual([{ serial: '0A1B2C', state: 'no permissions', transportId: 3 }])
    for (const device of listed) await expect(server.open(device)).rejects.toMatchObject({ code: 'E207' })
  })

  test('over USB, with and without what newer servers add', async ({ onTestFinished }) => {
    const { listed } = await devices(
      'R58M1               device usb:1-1.2 product:beyond1 model:SM_G973F device:beyond1 transport_id:12\n' +
        'emulator-5554\toffline\n' +
        '(no serial number)     unauthorized usb:3-1\n',
      onTestFinished,
    )
    expect(listed).toEqual([
      { serial: 'R58M1', state: 'device', model: 'SM G973F', product: 'beyond1', transportId: 12 },
      { serial: 'emulator-5554', state: 'offline' },
      { serial: '(no serial number)', state: 'unauthorized' },
    ])
  })

  test.for([
    ['0123 456', 'device'],
    ['my device', 'offline'],
    ['a long name of a cheap phone', 'unauthorized'],
    ['adb-R5CT1234ABC-x7Qz2k (2)._adb-tls-connect._tcp', 'device'],
    ['no permissions', 'device'],
    ['R58M1', 'some new state'],
    ['a b c', 'other'],
  ])('with blanks: %j, %s', async ([serial = '', state = ''], { onTestFinished }) => {
    for (const facts of [' usb:1-1.2 product:p model:m device:d', '']) {
      const { listed } = await devices(`${serial.padEnd(22)} ${state}${facts} transport_id:7\n`, onTestFinished)
      expect(listed).toMatchObject([{ serial, state, transportId: 7 }])
    }
  })
})

const run = ([program = '', ...args]: string[], env = process.env) =>
  spawnSync(program, args, { env, encoding: 'utf8' })

type OnTestFinished = (clean: () => void | Promise<void>) => void

const block = (text: string) => Buffer.byteLength(text).toString(16).padStart(4, '0') + text

/** The port of a program on loopback that is no adb server, or only half of one. */
async function listening(answer: (socket: Socket) => void, onTestFinished: OnTestFinished): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    answer(socket)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The process that listens on a port, if one does. */
function listenerOn(port: number): number | undefined {
  const { stdout } = run(['ss', '-Hltnp', `sport = :${port}`])
  const pid = /pid=(\d+)/.exec(stdout)?.[1]
  return pid === undefined ? undefined : Number(pid)
}
