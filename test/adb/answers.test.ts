import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { PhoneCommand } from '../../src/model/phone/phone-command.ts'
import { dumpCommands, readAnswer } from '../../src/parse/index.ts'
import { answerOf } from '../../src/sources/adb/asking/answer.ts'
import { request } from '../../src/sources/adb/asking/catalogue.ts'
import { capture } from '../../src/sources/adb/capture.ts'
import { Broken } from '../../src/sources/adb/link/conversation.ts'
import { runShellV2 } from '../../src/sources/adb/link/shell.ts'
import type { DeviceTransport } from '../../src/sources/adb/link/transport.ts'
import { apkSizes, apksOf } from '../../src/sources/adb/names/apks.ts'
import { AdbConnection } from '../../src/sources/adb/server/client.ts'

const now = () => '2026-11-24T06:20:03.000Z'
const frame = (id: number, payload: Buffer | string, length = payload.length) => {
  const head = Buffer.from([id, 0, 0, 0, 0])
  head.writeUInt32LE(length, 1)
  return Buffer.concat([head, Buffer.from(payload)])
}
const STDOUT = 1
const EXIT = 3

/** What a command gets of a phone that sends these bytes. */
async function answerTo(...frames: Buffer[]) {
  const server = createServer((socket) =>
    socket.on('error', () => {}).end(Buffer.concat([Buffer.from('OKAY'), ...frames])),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  try {
    return await runShellV2(new AdbConnection(socket), 'date')
  } finally {
    socket.destroy()
    server.close()
  }
}

describe('frames of a phone', () => {
  test('a byte at a time is an answer like any other', async () => {
    const bytes = Array.from({ length: 100_000 }, (_, n) => frame(STDOUT, String(n % 10)))
    const { stdout, exitCode } = await answerTo(...bytes, frame(EXIT, '\x07'))
    expect([stdout.length, String(stdout.subarray(0, 12)), exitCode]).toEqual([100_000, '012345678901', 7])
  })

  test.for([0, 2, 0xffffffff])('an exit code of %i bytes is none: the answer has not ended', async (length) => {
    await expect(answerTo(frame(STDOUT, 'all\n'), frame(EXIT, 'xx', length))).rejects.toBeInstanceOf(Broken)
  })
})

describe('a phone that prints what no phone prints', { timeout: 5000 }, () => {
  const RECORD = '  Package [com.example.notes] (1a):\n    codePath=/data/app/x\n'
  const answer = (text: string) => readAnswer({ name: 'package.txt', command: [], bytes: Buffer.from(text) })

  test('many flags in one record, or one line of them', () => {
    const name = (text: string) => apksOf(answer(RECORD + text).installed, () => true)
    expect(name('    flags=[ x\n'.repeat(150_000))).toHaveLength(1)
    expect(name(`    flags=[${' flags=['.repeat(250_000)}\n`)).toHaveLength(1)
  })

  test('a path of what apps keep, which another name forges, is not asked about', () => {
    const paths = [
      '/data/data/com.example.notes',
      '/data/app/../user/0/x',
      '/sdcard/x.apk',
      "/data/app/x'y",
      '/data/app/y',
    ]
    const records = paths.map((path, at) => `  Package [com.example.n${at}] (1a):\n    codePath=${path}\n`)
    expect(apksOf(answer(records.join('')).installed, () => true).map(({ paths }) => paths)).toEqual([
      [],
      [],
      [],
      [],
      ['/data/app/y/base.apk'],
    ])
  })

  test('a path that is too long to ask about is not asked about; a size that no file has is none', async () => {
    const asked: string[][] = []
    const phone: DeviceTransport = {
      serial: 'S',
      async send(argv) {
        asked.push(argv)
        return { stdout: Buffer.from(`${'9'.repeat(30)} /data/app/x/base.apk\n`), stderr: '', exitCode: 0 }
      },
    }
    const paths = [`/data/app/${'a'.repeat(70_000)}.apk`, '/data/app/x/base.apk']
    const apks = apksOf([{ packageName: 'a.b', paths, near: 'holds' }], () => false)
    expect([...(await apkSizes(phone, apks, { now }))]).toEqual([])
    expect(asked).toEqual([['stat', '-c', '%s %n', '/data/app/x/base.apk']])
  })

  /** Commands that were sent to a phone with these answers. */
  async function sentTo(answers: Record<string, string>, isCandidate = (_: string) => true) {
    const sent: string[] = []
    const phone: DeviceTransport = {
      serial: 'S',
      async send(argv) {
        const command = argv.join(' ')
        sent.push(command)
        const key = Object.keys(answers).find((key) => command.includes(key)) ?? ''
        return { stdout: Buffer.from(answers[key] ?? 'x\n'), stderr: '', exitCode: 0 }
      },
    }
    const { files } = await capture(phone, { tool: 't', now, isCandidate, isKnown: () => true, names: 'near' })
    return { sent, files }
  }

  test('names that no package can have are not asked about', async () => {
    const names = ['loan', 'a..loan', '1.loan', `com.${'loan'.repeat(80)}`, 'com.example.cash']
    const { sent } = await sentTo({
      getprop: '[ro.build.version.sdk]: [34]\n',
      '60 package': names.map((name) => `  Package [${name}] (1):\n`).join(''),
      'pm list': names.map((name) => `package:${name}\n`).join(''),
    })
    expect(sent.filter((command) => command.startsWith('dumpsys -t 30 package'))).toEqual([
      'dumpsys -t 30 package com.example.cash',
    ])
  })

  test('users that no phone can have are not asked about; neither is one that the name of another forges', async () => {
    const users = ['0:UserInfo{77:x:10}', '10:b', '99999999999999999999999:c', '21475:d']
    const { sent } = await sentTo({
      getprop: '[ro.build.version.sdk]: [34]\n',
      user: `Users:\n${users.map((user) => `  UserInfo{${user}:13} serialNo=0\n`).join('')}${'  UserInfo{5'.repeat(100_000)}\n`,
    })
    const lists = sent.filter((command) => command.startsWith('pm list'))
    expect(lists.map((command) => command.split(' ').at(-1))).toEqual(['0', '10'])
  })

  test.for([
    ['that does not tell its version may have roles', '[ro.product.model]: [A1]\n', ['cmd role']],
    ['of Android 9 has none', '[ro.build.version.sdk]: [28]\n', []],
    ['of Android 10 tells of them in a dump alone', '[ro.build.version.sdk]: [29]\n', ['dumpsys -t 30 role']],
    ['of Android 11 too', '[ro.build.version.sdk]: [30]\n', ['dumpsys -t 30 role']],
    ['of Android 12, whose shell has no word for them,', '[ro.build.version.sdk]: [32]\n', ['dumpsys -t 30 role']],
    ['of Android 13 tells of each', '[ro.build.version.sdk]: [33]\n', ['cmd role']],
  ] as const)('a phone %s', async ([, getprop, asked]) => {
    const { sent } = await sentTo({ getprop, user: 'Users:\n  UserInfo{0:Owner:13} serialNo=0\n' })
    const about = sent.flatMap((command) => /^(cmd role|dumpsys .*role)/.exec(command)?.[1] ?? [])
    expect([...new Set(about)]).toEqual(asked)
  })

  test('what went wrong with one app names no app', async () => {
    const { files } = await sentTo({
      getprop: '[ro.build.version.sdk]: [34]\n',
      '60 package': '  Package [com.example.notes] (1):\n',
      '30 package': "Can't find service: package\n",
    })
    const { failure } = files.find(({ name }) => name.startsWith('package-')) ?? {}
    expect(failure).toMatchObject({ code: 'E210', params: { what: 'lists' } })
  })
})

describe('an answer without a word of its own', () => {
  const LINKER = 'WARNING: linker: /system/lib64/libx.so: unused DT entry: type 0x6ffffffe arg 0x1234\n'
  const failureBeside = async (stderr: string, exitCode = 0) => {
    const asked = request(
      dumpCommands.find(({ words }) => words[1] === 'role') as PhoneCommand,
      34,
      '0',
      'android.app.role.SMS',
    )
    const send = async () => ({ stdout: Buffer.of(), stderr, exitCode })
    return (await answerOf({ serial: '', send }, asked, { now })).failure?.code
  }

  test.for(['', LINKER, LINKER.repeat(40)])('is that nobody has it, whatever the linker warns of', async (stderr) => {
    expect(await failureBeside(stderr)).toBeUndefined()
  })

  test.for([
    'Permission Denial: not allowed to query roles',
    'java.lang.SecurityException: uid 2000 does not have permission',
    "cmd: Can't find service: role",
    'Killed',
    '\u6743\u9650\u88ab\u62d2\u7edd',
    'WARNING: role is not allowed for shell',
    'Warning: denied',
  ])('is a refusal where anything else is said: %s', async (said) => {
    for (const stderr of [said, `${said}\n`, `${LINKER}${said}\n`, `${said}\n${LINKER}`])
      expect(await failureBeside(stderr), stderr).toBe('E210')
  })

  test('is one where what was said is cut', async () => {
    expect(await failureBeside(LINKER + LINKER.slice(0, 40))).toBe('E210')
  })

  test.for([1, 20, 126, 127, 137, 255])('is one that ended with %i', async (exitCode) => {
    expect([await failureBeside('', exitCode), await failureBeside(LINKER, exitCode)]).toEqual(['E210', 'E210'])
  })
})
