import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { AuditError } from '../built.ts'
import { newFolder } from '../folder.ts'
import { daichaWith, phones, withoutAdb } from './canned.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

const utf8 = { LANG: 'en_US.UTF-8' }

/** An adb program of this version that does nothing else than say so. */
function adb(version: number): string {
  const path = join(cwd, 'adb')
  const script = `#!/bin/sh\n[ "$*" = version ] && echo "Android Debug Bridge version 1.0.${version}"\n`
  writeFileSync(path, script, { mode: 0o755 })
  return path
}

test('an adb program of another version than the running server is a warning that names both', async () => {
  const argv = ['doctor', '--adb', adb(39)]
  const { code, stdout } = await daichaWith(phones({}).connect, argv, { cwd, env: utf8 })
  expect(code).toBe(0)
  const said = stdout.replace(/\s+/g, ' ')
  expect(said).toMatch(/\[warn\] two different .* server is 1\.0\.41, the program .* is 1\.0\.39 \[E202\] 1\. Close/)
})

test('the folder that platform-tools were unpacked to names the adb in it', async () => {
  const program = adb(41)
  const { code, stdout } = await daichaWith(phones({}).connect, ['doctor', '--adb', cwd], { cwd, env: utf8 })
  expect([code, stdout.replace(/\s+/g, ' ')]).toEqual([0, expect.stringContaining(`[ok] adb is ${program} `)])
})

test('all is well: a line each, ok, exit 0', async () => {
  const { code, stdout, stderr } = await daichaWith(phones({}).connect, ['doctor', '--adb', adb(41)], {
    cwd,
    env: utf8,
  })
  expect([code, stderr]).toEqual([0, ''])
  for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^\[ok\] {3}\S/)
  for (const text of [
    `Node ${process.versions.node}`,
    'adb server answers',
    'phone 1: Example A1, ready',
    'UTF-8',
    'catalogue',
    cwd,
  ])
    expect(stdout).toContain(text)
})

test('no adb is a fail with a remedy, exit 4, and the other checks are there all the same', async () => {
  const { code, stdout } = await daichaWith(undefined, ['doctor'], { cwd, env: { ...utf8, ...withoutAdb } })
  expect(code).toBe(4)
  expect(stdout).toMatch(/^\[fail\] there is no adb on this computer that works \[E201\]\n {7}1\. /m)
  expect(stdout).toContain(`[ok]   Node ${process.versions.node}`)
  expect(stdout).toContain(cwd)
})

test.skipIf(process.platform === 'win32')('an adb that does not run is not told as one that is there', async () => {
  const path = join(cwd, 'adb')
  writeFileSync(path, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const env = { ...utf8, ANDROID_ADB_SERVER_PORT: '1', PATH: cwd }
  const { code, stdout } = await daichaWith(undefined, ['doctor'], { cwd, env })
  expect([code, stdout]).toEqual([4, expect.stringMatching(/\[E201\]\n {7}1\. .*adb is not an adb that/)])
  expect(stdout).not.toContain(`adb is ${path}`)
})

test.skipIf(process.platform === 'win32')(
  'a program that an adb leaves behind, and that holds on to what was printed to, is not waited for',
  async () => {
    const path = join(cwd, 'adb')
    writeFileSync(
      path,
      '#!/bin/sh\n[ "$1" = version ] && exec echo version 1.0.41\nsleep 600 &\necho $! > "$0.left"\n',
      { mode: 0o755 },
    )
    const env = { ANDROID_ADB_SERVER_PORT: '1', PATH: process.env['PATH'] }
    const { code, stderr } = await daichaWith(undefined, ['devices', '--adb', path, '--timeout', '100ms'], { cwd, env })
    expect([code, stderr]).toEqual([4, expect.stringMatching(/\[E212\].*`--timeout` gave it only 100 ms/s)])
    // It is still there.
    process.kill(Number(readFileSync(`${path}.left`, 'utf8')), 'SIGKILL')
  },
)

describe('phones', () => {
  test.for([
    ['none', [], '[fail] no phone was found', 4],
    ['one that is not allowed', [{ state: 'unauthorized' }], '[fail] phone 1: Example A1, not allowed yet', 4],
    [
      'one of two that is not allowed',
      [{}, { state: 'unauthorized' }],
      '[warn] phone 2: Example A1, not allowed yet',
      0,
    ],
  ] as const)('%s', async ([, canned, line, exit]) => {
    const { code, stdout } = await daichaWith(phones(...canned).connect, ['doctor'], { cwd, env: utf8 })
    expect(code).toBe(exit)
    expect(stdout).toContain(line)
    expect(stdout.slice(stdout.indexOf(line)).split('\n')[1]).toMatch(/^ {7}1\. /)
  })

  const says = (stdout: string) => async (argv: readonly string[]) => ({
    stdout: Buffer.from(argv.join(' ').includes('dumpsys user') ? stdout : ''),
    stderr: '',
    exitCode: 0,
  })
  test.for([
    [
      'that nobody has unlocked',
      'Users:\n  UserInfo{0:Owner:c13} serialNo=0\n    State: RUNNING_LOCKED\n',
      /unlocked since.*1\. Unlock/,
    ],
    [
      'of a car that its driver has not unlocked',
      'Current user: 10\nUsers:\n  UserInfo{0:Owner:c13} serialNo=0\n    Type: android.os.usertype.system.HEADLESS\n    State: RUNNING_UNLOCKED\n  UserInfo{10:Driver:412} serialNo=10\n    State: RUNNING_LOCKED\n',
      /unlocked since.*1\. Unlock/,
    ],
    ['that is starting', "Can't find service: user\n", /still starting.*1\. Wait/],
    [
      'whose owner is not there yet',
      'Users:\n  UserInfo{0:Owner:c13} serialNo=0\n    State: BOOTING\n',
      /still starting.*1\. Wait/,
    ],
    ['that does not answer in time', undefined, /too slow to give the facts about its system.*1\. Unlock/],
  ] as const)('one %s is not ready', async ([, users, told]) => {
    const late = async () => {
      throw new AuditError('E209', { what: 'answer', seconds: '10' })
    }
    const { connect } = phones({ send: users === undefined ? late : says(users) })
    const { code, stdout } = await daichaWith(connect, ['doctor'], { cwd, env: utf8 })
    expect(stdout.replace(/\s+/g, ' ')).toMatch(told)
    expect([code, stdout]).toEqual([4, expect.stringContaining('[fail] phone 1: Example A1, the phone')])
    expect(stdout).not.toContain('ready')
  })

  test.for([
    [[], 10_000],
    [['--timeout', '3s'], 3000],
  ] as const)('with %j each has %d ms to say so', async ([argv, most]) => {
    const waits = new Set<number | undefined>()
    const { connect } = phones({
      send: async (command, options) => {
        waits.add(options?.timeoutMs)
        return says('')(command)
      },
    })
    await daichaWith(connect, ['doctor', ...argv], { cwd, env: utf8 })
    expect([...waits]).toEqual([most])
  })
})

test.for<[what: string, warning: string, io: Parameters<typeof daichaWith>[2]]>([
  ['a narrow terminal', '[warn] terminal of 60 columns', { stdout: { isTTY: true, columns: 60, write: () => {} } }],
  ['a locale without UTF-8', '[warn] locale C', { env: { LC_ALL: 'C' } }],
  ['no locale', '[warn] locale not set', { env: {} }],
  ['an old catalogue', '[warn] catalogue', { now: () => '2029-01-01T00:00:00.000Z' }],
])('%s is a warning and does not fail', async ([, warning, io]) => {
  let out = ''
  const stdout = { ...io?.stdout, write: (text: string) => (out += text) }
  const { code } = await daichaWith(phones({}).connect, ['doctor'], { cwd, env: utf8, ...io, stdout })
  expect(code).toBe(0)
  expect(out).toContain(warning)
})

test('a working folder that is not there is a warning', async () => {
  const { code, stdout } = await daichaWith(phones({}).connect, ['doctor'], { cwd: join(cwd, 'gone'), env: utf8 })
  expect(code).toBe(0)
  expect(stdout).toContain('[warn] cannot write to')
})

test('--report names the versions, and no serial, home or working folder', async () => {
  const home = join(cwd, '张三 home')
  mkdirSync(join(home, 'dumps'), { recursive: true })
  const { connect } = phones({ serial: 'VERYSECRET' }, { serial: 'OTHERSECRET', state: 'offline' })
  for (const folder of [home, join(home, 'dumps'), join(home, 'gone')]) {
    const env = { ...utf8, HOME: home, COLUMNS: '40' }
    const { stdout } = await daichaWith(connect, ['doctor', '--report'], { cwd: folder, env })
    expect(stdout).toMatch(/^daicha \d+\.\d+\.\d+, \w+ \w+, catalogue \d/)
    expect(stdout).not.toMatch(/SECRET|张|home/)
  }
  for (const folder of ['/mnt/c/Users/Li Lei', '/media/lilei', '/run/media/lilei', '/home/lilei', '/home//lilei']) {
    const env = { ...utf8, ...withoutAdb, DAICHA_ADB: `${folder}/platform-tools/adb` }
    const { stdout } = await daichaWith(undefined, ['doctor', '--report'], { cwd, env })
    expect(stdout).toContain('/~/platform-tools/adb')
    expect(stdout).not.toMatch(/li ?lei/i)
  }
})

test('speaks Chinese', async () => {
  const { stdout } = await daichaWith(phones().connect, ['doctor', '--lang', 'zh-CN'], { cwd, env: utf8 })
  expect(stdout).toContain('[fail] 没有找到手机 [E203]')
})

test.for([
  ['win32', 'winget install Google.PlatformTools'],
  ['darwin', 'brew install android-platform-tools'],
  ['android', 'pkg install android-tools'],
])('without adb, on %s: one line to install it, of that system', async ([platform = '', line = ''], { expect }) => {
  const real = process.platform
  const env = { ...utf8, ANDROID_ADB_SERVER_PORT: '1', HOME: cwd, PATH: cwd }
  Object.defineProperty(process, 'platform', { value: platform })
  try {
    const { code, stdout } = await daichaWith(undefined, ['doctor'], { cwd, env })
    expect(code).toBe(4)
    expect(stdout.replace(/\s+/g, ' ')).toContain(`\`${line}\``)
    expect(stdout.match(/`(winget|brew|sudo apt|pkg) install/g)).toHaveLength(1)
  } finally {
    Object.defineProperty(process, 'platform', { value: real })
  }
})

describe('locks of makers', () => {
  const flat = (text: string) => text.replace(/\s+/g, ' ')
  test.for([
    ['en', ['Samsung: While Settings', 'HUAWEI, HONOR: Choose', 'Android 16 or later: With Advanced Protection']],
    ['zh-CN', ['三星：设置', '华为、荣耀：在手机上', '安卓 16 及以上：打开了「高级保护」']],
  ] as const)('where no phone is seen all that hide one are named, in %s', async ([lang, names]) => {
    const { stdout } = await daichaWith(phones().connect, ['doctor', '--lang', lang], { cwd, env: utf8 })
    for (const name of names) expect(flat(stdout)).toContain(name)
    expect(flat(stdout)).toMatch(/Xiaomi, Redmi and POCO tap OS version|小米、红米是「OS 版本」/)
    expect(stdout).not.toMatch(/Security settings|安全设置/)
  })

  test.for([
    ['M2101K6G', 'USB debugging (Security settings)'],
    ['Redmi_Note_8', 'USB debugging (Security settings)'],
    ['23049PCD8G', 'USB debugging (Security settings)'],
    ['2201122C', 'USB debugging (Security settings)'],
    ['CPH2449', 'Disable permission monitoring'],
    ['RMX3085', 'Disable permission monitoring'],
    ['PHB110', 'Disable permission monitoring'],
    ['PLK110', 'Disable permission monitoring'],
    ['V2227A', 'USB security operation'],
    ['I2214', 'USB security operation'],
  ])('a %s is ready, and told is what a change from here would need', async ([model = '', name]) => {
    const { code, stdout } = await daichaWith(phones({ model }).connect, ['doctor'], { cwd, env: utf8 })
    expect(code).toBe(0)
    expect(flat(stdout)).toMatch(/\[ok\] phone 1: [\w ]+, ready 1\. [^[]*A check needs no other switch/)
    expect(flat(stdout)).toContain(name)
  })

  test.for(['Pixel_7_Pro', 'SM_G973F', 'Example_A1', 'VOG_AL10', 'TECNO_KJ5', 'Infinix_X6831'])(
    'a %s has none',
    async (model) => {
      const { stdout } = await daichaWith(phones({ model }).connect, ['doctor'], { cwd, env: utf8 })
      expect(flat(stdout)).toMatch(/\[ok\] phone 1: [\w ]+, ready \[ok\]/)
    },
  )
})
