import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { DeviceTransport, SendOptions } from '../../src/sources/adb/link/transport.ts'
import type { AdbServer } from '../../src/sources/adb/server/adb-server.ts'
import { connectServer } from '../../src/sources/adb/server/server.ts'
import { type Phone, type PhoneOptions, until } from './bench.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

const timeoutMs = 8_000
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const text = randomBytes(11_250_000).toString('base64')
const big = Buffer.from(text)

describeOnBench('commands on a phone', () => {
  const bench = ownBench()
  let server: AdbServer
  let phone: Phone
  let transport: DeviceTransport

  /** Opens a phone as a caller would: from the list. */
  async function open({ serial }: Phone): Promise<DeviceTransport> {
    const listed = (await server.devices()).find((device) => device.serial === serial)
    if (listed === undefined) throw new Error(`${serial} is not listed`)
    return server.open(listed)
  }

  async function phoneWith(options: PhoneOptions): Promise<[DeviceTransport, Phone]> {
    const phone = await bench().device(options)
    await phone.record('dumpsys package', { out: big })
    return [await open(phone), phone]
  }

  beforeAll(async () => {
    server = await connectServer({ env: bench().env })
    ;[transport, phone] = await phoneWith({ name: 'Pixel_7_Pro', sdk: 34 })
  })

  const send = (argv: string[], options: Partial<SendOptions> = {}) => transport.send(argv, { timeoutMs, ...options })

  test('stdout, stderr and exit code arrive apart', async () => {
    await phone.record('cmd nosuch', { out: 'half\n', err: "cmd: Can't find service: nosuch\n", rc: 20 })
    const { stdout, stderr, exitCode } = await send(['cmd', 'nosuch'])
    expect([stdout.toString(), stderr, exitCode]).toEqual(['half\n', "cmd: Can't find service: nosuch\n", 20])
  })

  test('15 MB arrive whole, and their number is told as they come', async () => {
    const parts: number[] = []
    const { stdout } = await send(['dumpsys', 'package'], { onBytes: (more) => parts.push(more) })
    expect(sha256(stdout)).toBe(sha256(big))
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.reduce((sum, more) => sum + more)).toBe(big.length)
  })

  test('an answer is given in parts while it comes, and what is asked beside it has its turn', async () => {
    const parts: Uint8Array[] = []
    let [most, now, isOver] = [0, 0, false]
    const turn = () => {
      most = Math.max(most, now)
      now = 0
      if (!isOver) setImmediate(turn)
    }
    turn()
    await send(['dumpsys', 'package'], {
      onPart(part) {
        parts.push(Buffer.from(part))
        now += part.length
        // As long as reading it takes: meanwhile more comes.
        for (const until = performance.now() + 1; performance.now() < until; );
      },
    })
    isOver = true
    expect(sha256(Buffer.concat(parts))).toBe(sha256(big))
    expect(most).toBeLessThan(300_000)
  })

  test.for(['two words', "it's", '"double"', '$HOME `id` $(id)', 'back\\slash', '* ? [a-z] ~', '; exit 3', '', '中文'])(
    'an argument arrives as one: %s',
    async (argument) => {
      const { stdout } = await send(['sh', '-c', 'echo "$#|$1|$2"', 'sh', argument, 'last'])
      expect(stdout.toString()).toBe(`2|${argument}|last\n`)
    },
  )

  test.for([['a\nb'], ['a\0b'], []])('what cannot be one argument is not sent', async (argv) => {
    const before = await phone.commands()
    await expect(async () => send(argv)).rejects.toThrow('NUL')
    expect(await phone.commands()).toEqual(before)
  })

  test('two commands at once do not mix', async () => {
    await phone.record('getprop a', { out: 'a\n' })
    const [first, second] = await Promise.all([send(['dumpsys', 'package']), send(['getprop', 'a'])])
    expect([sha256(first.stdout), second.stdout.toString()]).toEqual([sha256(big), 'a\n'])
  })

  test.for([1_000, 70_000, 7_000_000, 14_900_000])('a cable pulled after %i bytes is E208', async (afterBytes) => {
    const [cut] = await phoneWith({ gate: { kind: 'cut', afterBytes } })
    await expect(cut.send(['dumpsys', 'package'], { timeoutMs })).rejects.toMatchObject({ code: 'E208' })
  })

  test('everything but the exit code is E208', async () => {
    const dying = await bench().device()
    const transport = await open(dying)
    let came = 0
    const sent = transport.send(['sh', '-c', `echo all; sleep 0.3; kill -9 ${dying.pid}; sleep 1`], {
      timeoutMs,
      onBytes: (more) => (came += more),
    })
    await expect(sent).rejects.toMatchObject({ code: 'E208' })
    expect(came).toBe('all\n'.length)
  })

  test('a phone that dies between two commands is E208', async () => {
    const dying = await bench().device()
    const transport = await open(dying)
    await dying.kill()
    await until(async () => (await bench().state(dying.serial)) !== 'device')
    await expect(transport.send(['date'], { timeoutMs })).rejects.toMatchObject({ code: 'E208' })
  })

  test('a frozen phone is E209, with the time', async () => {
    const frozen = await bench().device()
    const transport = await open(frozen)
    frozen.freeze()
    await expect(transport.send(['dumpsys', 'package'], { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'E209',
      params: { what: 'answer', seconds: '1' },
    })
  })

  test('a phone that stops in the middle of an answer is E209', async () => {
    await expect(send(['sh', '-c', 'echo half; sleep 5'], { timeoutMs: 300 })).rejects.toMatchObject({ code: 'E209' })
  })

  test('a command that is called off ends with the reason of the signal', async () => {
    const reason = new Error('enough')
    const controller = new AbortController()
    const sent = send(['sh', '-c', 'echo half; sleep 5'], {
      signal: controller.signal,
      onBytes: () => controller.abort(reason),
    })
    await expect(sent).rejects.toBe(reason)
    await expect(send(['date'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  test('a slow link is no cut link', async () => {
    const [slow] = await phoneWith({ gate: { kind: 'delay', ms: 20 } })
    const { stdout } = await slow.send(['dumpsys', 'package'], { timeoutMs })
    expect(sha256(stdout)).toBe(sha256(big))
  })

  const olds: [string, PhoneOptions['gate']][] = [
    ['without shell v2 (Android 6)', { kind: 'old', without: ['shell,v2'] }],
    ['without exec, with a terminal (Android 4)', { kind: 'old', without: ['shell,v2', 'exec:'], terminal: true }],
  ]
  for (const [title, gate] of olds) {
    const old: PhoneOptions = { name: 'old', ...(gate && { gate }) }

    test(`a phone ${title}: the answer is the same, stderr within it`, async () => {
      const [transport, phone] = await phoneWith(old)
      await phone.record('cmd x', { out: 'a\r\n\nb', err: 'oops\n', rc: 7 })
      const { stdout, stderr, exitCode } = await transport.send(['cmd', 'x'], { timeoutMs })
      expect([stdout.toString(), stderr, exitCode]).toEqual(['oops\na\r\n\nb', '', 7])
      const lines = Buffer.from(text.slice(0, 3_000_000).replaceAll('A', '\n'))
      await phone.record('cmd lines', { out: lines })
      expect(sha256((await transport.send(['cmd', 'lines'], { timeoutMs })).stdout)).toBe(sha256(lines))
    })

    test(`a phone ${title}: an answer without its end is E208`, async () => {
      const phone = await bench().device(old)
      const transport = await open(phone)
      await expect(
        transport.send(['sh', '-c', `echo half; kill -9 ${phone.pid}; sleep 1`], { timeoutMs }),
      ).rejects.toMatchObject({ code: 'E208' })
    })
  }

  test('the phone has a list of everything that was run on it', async () => {
    const fresh = await bench().device({ sdk: 30 })
    const transport = await open(fresh)
    const { stdout } = await transport.send(['getprop', 'ro.build.version.sdk'], { timeoutMs })
    const { exitCode } = await transport.send(['pm', 'list', 'packages'], { timeoutMs })
    expect([stdout.toString(), exitCode]).toEqual(['30\n', 125])
    expect(await fresh.commands()).toEqual(['getprop+ro.build.version.sdk', 'pm+list+packages'])
  })
})
