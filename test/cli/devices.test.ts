import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'
import { expect, test, vi } from 'vitest'
import { findAdb } from '../../src/sources/adb/server/find-adb.ts'
import { daichaWith, phones } from './canned.ts'

test('a phone that is ready: a line, its next step, exit 0', async () => {
  const { code, stdout, stderr } = await daichaWith(phones({ serial: 'ABC123' }).connect, ['devices'])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe('ABC123  connected  Example A1\n    Check it: `daicha audit --device -s ABC123`\n')
})

test.for([
  ['unauthorized', 'not allowed yet', 'Unlock the phone and tap "Allow"'],
  ['authorizing', 'not allowed yet', 'Unlock the phone and tap "Allow"'],
  ['offline', 'not answering', 'Unlock the screen'],
  ['recovery', 'in recovery or flashing mode', 'recovery: the phone is in its recovery'],
  ['no permissions (missing udev rules?)', 'no USB permission', 'Install the udev rules'],
] as const)('%s: %s, with what to do, and exit 4', async ([state, shown, step]) => {
  const { code, stdout, stderr } = await daichaWith(phones({ state }).connect, ['devices'])
  expect([code, stderr]).toEqual([4, ''])
  expect(stdout).toContain(`SERIAL1  ${shown}  Example A1\n    ${step}`)
})

test('one of several ready is enough for exit 0', async () => {
  const { connect } = phones({ state: 'offline' }, {})
  expect((await daichaWith(connect, ['devices'])).code).toBe(0)
})

test('no phone is E203 and exit 4', async () => {
  const { code, stdout, stderr } = await daichaWith(phones().connect, ['devices'])
  expect([code, stdout]).toEqual([4, ''])
  expect(stderr).toContain('[E203] no phone was found')
})

test('-f json is one document, the state in the words of adb', async () => {
  const { connect } = phones({}, { state: 'unauthorized' })
  const { stdout } = await daichaWith(connect, ['devices', '-f', 'json', '--lang', 'zh-CN'])
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'devices',
    devices: [
      { serial: 'SERIAL1', state: 'device', model: 'Example A1', usable: true, problem: null },
      { serial: 'SERIAL2', state: 'unauthorized', usable: false, problem: 'E204' },
    ],
  })
  expect(JSON.parse((await daichaWith(phones().connect, ['devices', '-f', 'json'])).stdout).devices).toEqual([])
})

test.for([
  ["S';reboot;'\"", 'daicha audit --device\n'],
  ['$(reboot)', 'daicha audit --device\n'],
  ['adb-R5 (2)._adb._tcp', 'daicha audit --device -s "adb-R5 (2)._adb._tcp"\n'],
])('the serial %s cannot run in a command that is copied', async ([serial = '', command]) => {
  const { stdout } = await daichaWith(phones({ serial }).connect, ['devices'])
  expect(stdout.split('\n').slice(1).join(' ').replace(/\s+/g, ' ')).toContain(command?.trim())
  expect(stdout.split(serial).length - 1).toBe(command?.includes(serial) ? 2 : 1)
  const { devices } = JSON.parse((await daichaWith(phones({ serial }).connect, ['devices', '-f', 'json'])).stdout)
  expect(devices[0].serial).toBe(serial)
})

test('a model cannot write to the terminal', async () => {
  const { stdout } = await daichaWith(phones({ model: 'A\u001b[31m1' }).connect, ['devices'])
  expect(stdout).not.toContain('\u001b')
})

test('nothing is sent to a phone, and by doctor no more than whether it has started', async () => {
  const { connect, sent } = phones({}, {})
  await daichaWith(connect, ['devices'])
  expect(sent).toEqual([])
  await daichaWith(connect, ['doctor'])
  expect([...new Set(sent)]).toEqual(['dumpsys user'])
})

test('a bug is told with where it is, without the name of who met it, and nothing is to be done again', async () => {
  const connect = async () => {
    throw new TypeError('no such thing: /home/anna/adb')
  }
  const { code, stderr } = await daichaWith(connect, ['devices'], { env: { HOME: '/home/anna' } })
  expect(code).toBe(70)
  expect(stderr).toMatch(/^error \[E900\] .*no such thing: ~\/adb[\s\S]*\n {4}at /)
  expect(stderr).not.toMatch(/anna|again/)
})

test('whoever the system does not know, as in a container, has no home: that is no bug, and a bug no finding', async () => {
  const homeless = vi.spyOn(os, 'homedir').mockImplementation(() => {
    throw Object.assign(new Error('uv_os_homedir returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
  })
  syncBuiltinESMExports()
  try {
    expect(() => findAdb({ env: {}, adbPath: '' })).not.toThrow('homedir')
    const connect = () => Promise.reject(new TypeError('no such thing'))
    const { code, stderr } = await daichaWith(connect, ['devices'], { env: {} })
    expect([code, stderr]).toEqual([70, expect.stringContaining('[E900]')])
  } finally {
    homeless.mockRestore()
    syncBuiltinESMExports()
  }
})
