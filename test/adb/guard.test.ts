import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { argvOf, type PhoneCommand } from '../../src/model/phone/phone-command.ts'
import { accessOfRole, accessOfSetting } from '../../src/model/phone/special-access.ts'
import { answerTo } from '../../src/page/relay.ts'
import { dumpCommands } from '../../src/parse/index.ts'
import { askApkBlocks, askApkSizes, askSerial, catalogue } from '../../src/sources/adb/asking/catalogue.ts'
import { guard, isDenied } from '../../src/sources/adb/asking/guard.ts'
import type { DeviceTransport } from '../../src/sources/adb/link/transport.ts'
import { changeOf, guardChange } from '../../src/sources/adb/revocation/changes.ts'
import { root } from '../daicha.ts'

const APK = '/data/app/~~Qx3a==/com.example.contacts.sms-b1c2==/base.apk'
const MARK = '0f8b3c2e-51d4-4a7b-9c61-7d2e8f9a0b1c'
/** Nothing of what is asked for stands in the script itself. */
const BLOCKS =
  'echo "$0"; while [ $# -gt 2 ]; do dd if="$1" bs=4096 skip="$2" count="$3" 2>/dev/null; echo "$0 $?"; shift 3; done'
const firstArgs = { phone: [], user: ['999'], app: ['com.example.contacts.sms'] }

/** Everything that is asked of an old phone and of a new one. */
const sent = [22, 30, 34].flatMap((sdk) => [
  ...dumpCommands.flatMap((command) =>
    (command.about?.(sdk) ?? [undefined]).map((about) =>
      argvOf(command, sdk, ...firstArgs[command.per], ...(about === undefined ? [] : [about])),
    ),
  ),
  argvOf(askApkSizes, sdk, APK, '/data/app/com.example.account-1/base.apk'),
  argvOf(askApkBlocks, sdk, MARK, APK, '0', '16', '/data/app/com.example.account-1/base.apk', '7', '1'),
  argvOf(askSerial, sdk),
])

test('an old phone and a new one are asked this, and nothing else', () => {
  const words = (argv: string[]) =>
    argv.map((arg) =>
      arg.replace(/^getprop \| grep .* for k in ro\..*/, '(the properties)').replace(BLOCKS, '(blocks of files)'),
    )
  expect([...new Set(sent.map((argv) => words(argv).join(' ')))].sort()).toEqual(
    [
      'cmd role get-role-holders --user 999 android.app.role.COMPANION_DEVICE_GLASSES',
      'cmd role get-role-holders --user 999 android.app.role.COMPANION_DEVICE_WATCH',
      'cmd role get-role-holders --user 999 android.app.role.DIALER',
      'cmd role get-role-holders --user 999 android.app.role.SMS',
      'date +%Y%m%dT%H%M%S%z',
      'dumpsys -t 30 device_policy',
      'dumpsys -t 30 package com.example.contacts.sms',
      'dumpsys -t 30 role',
      'dumpsys -t 30 user',
      'dumpsys -t 60 appops',
      'dumpsys -t 60 package',
      'dumpsys appops',
      'dumpsys device_policy',
      'dumpsys package',
      'dumpsys package com.example.contacts.sms',
      'dumpsys user',
      'getprop ro.serialno',
      'pm list packages --user 999',
      'pm list packages -U --user 999',
      'settings get --user 999 secure default_input_method',
      'settings get --user 999 secure dialer_default_application',
      'settings get --user 999 secure enabled_accessibility_services',
      'settings get --user 999 secure enabled_notification_listeners',
      'settings get --user 999 secure sms_default_application',
      'sh -c (the properties)',
      `sh -c (blocks of files) ${MARK} ${APK} 0 16 /data/app/com.example.account-1/base.apk 7 1`,
      // Once more, and less of it, where the whole took too long.
      'sh -c dumpsys "$@" packages; dumpsys "$@" shared-users sh -t 120 package',
      'sh -c dumpsys "$@" packages; dumpsys "$@" shared-users sh package',
      `stat -c %s %n ${APK} /data/app/com.example.account-1/base.apk`,
    ].sort(),
  )
})

test.for(sent)('%j may be sent', (argv) => {
  expect(guard(argv)).toBe(argv)
})

const deniedBesides: string[][] = [
  ['content', 'query', '--uri', 'content://com.android.contacts/contacts'],
  ['content', 'query', '--uri', 'content://call_log/calls'],
  ['content', 'query', '--uri', 'content://sms'],
  ['dumpsys', 'contacts'],
  ['dumpsys', 'account'],
  ['dumpsys', 'notification'],
  ['dumpsys', 'telecom'],
  ['dumpsys', 'telephony.registry'],
  ['cat', '/data/data/com.example.cash/files/x'],
  ['dd', 'if=/data/data/com.example/base.apk', 'bs=4096', 'skip=0', 'count=1'],
  ['dd', 'if=/data/user/0/com.example/base.apk', 'bs=4096', 'skip=0', 'count=1'],
  ['sh', '-c', 'content query --uri content://sms'],
]

test.for([
  ...deniedBesides,
  [],
  ['dumpsys'],
  ['dumpsys', 'package', 'a; rm -rf /'],
  ['dumpsys', '-t', '60', 'package', 'com.example.cash'],
  ['dumpsys', '30', 'package'],
  ['dumpsys', '-t', '30', 'package', '-h'],
  ['getprop'],
  ['getprop', 'ro.boot.serialno'],
  ['settings', 'list', 'secure'],
  ['settings', 'get', '--user', '0', 'secure', 'a;b'],
  ['settings', 'get', '--user', '0', 'secure', 'android_id'],
  ['settings', 'get', '--user', '00', 'secure', 'default_input_method'],
  ['cmd', 'role', 'get-role-holders', '--user', '0', 'android.app.role.ASSISTANT'],
  ['pm', 'list', 'packages', '--user', '-1'],
  ['pm', 'list', 'packages', '--user', '99999999'],
  ['pm', 'revoke', '--user', '0', 'com.example.cash', 'android.permission.READ_CONTACTS'],
  ['pm', 'grant', 'com.example.cash', 'android.permission.READ_CONTACTS'],
  ['am', 'start', '-a', 'x'],
  ['cmd', 'appops', 'set', 'com.example.cash', 'READ_CONTACTS', 'ignore'],
  ['stat', '-c', '%s %n'],
  ['stat', '-c', '%s %n', '/sdcard/x.apk'],
  ['stat', '-c', '%s %n', APK, '/data/app/../data/com.example/base.apk'],
  ['stat', '-c', '%s %n', '/storage/emulated/0/x.apk'],
  ['stat', '-c', '%s %n', 'x.apk'],
  ['dd', `if=${APK}`, 'bs=4096', 'skip=0', 'count=1'],
  ['sh', '-c', BLOCKS, MARK],
  ['sh', '-c', BLOCKS, MARK, APK, '0'],
  ['sh', '-c', BLOCKS, MARK, APK, '0', '1', APK, '0'],
  ['sh', '-c', BLOCKS, MARK, APK, '0', '1', '/data/data/com.example/base.apk', '0', '1'],
  ['sh', '-c', BLOCKS, MARK, APK, '0', '1', '/sdcard/x.apk', '0', '1'],
  ['sh', '-c', BLOCKS, MARK, APK, '0', '$(id)'],
  ['sh', '-c', BLOCKS, '$(id)', APK, '0', '1'],
  ['sh', '-c', `${BLOCKS}; id`, MARK, APK, '0', '1'],
])('%j is never sent', (argv) => {
  expect(() => guard(argv)).toThrow(/not a command for a phone/)
})

test.for(deniedBesides)('%j is denied by the second lock too, whatever the catalogue says', (argv) => {
  expect(isDenied(argv)).toBe(true)
})

describe('with words that no phone should be told', () => {
  const wild = fc.oneof(
    fc.constantFrom('', ' ', '-l', '--help', '..', "'", '"', 'a b', 'a;reboot', '$(id)', '`id`', 'a\nb', 'a\0b', 'a|b'),
    fc.constantFrom(
      'com.example.a b',
      'com.example.a;id',
      'com.example.$(id)',
      'com.example.a\n',
      '-com.example',
      '１０',
    ),
    fc.constantFrom('/data/data/a/base.apk', '/data/app/../data/a/b.apk', '/data/app/a b.apk', "/x'.apk", '/x.apk\n'),
    fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/^[\w.,:/=~+%-]*$/.test(text)),
  )
  const argvs = fc.constantFrom(...sent)
  const at = fc.nat({ max: 12 })
  test('a command that is made of another by one such word is not sent', () => {
    fc.assert(
      fc.property(argvs, at, wild, fc.boolean(), (argv, at, word, isMore) => {
        const other = argv.toSpliced(at, isMore ? 0 : 1, word)
        expect(() => guard(other)).toThrow(/not a command for a phone/)
      }),
      { numRuns: 20_000 },
    )
  })

  test('a place of a command takes none of them', () => {
    const commands = catalogue.filter(({ words }) =>
      words.some((word) => typeof word === 'object' && 'accepts' in word),
    )
    expect(commands.length).toBeGreaterThan(5)
    const places = ({ words }: PhoneCommand) => words.filter((word) => typeof word === 'object' && 'accepts' in word)
    fc.assert(
      fc.property(fc.constantFrom(...commands), wild, (command, word) => {
        const args = places(command).map(() => word)
        expect(() => argvOf(command, 34, ...args)).toThrow(/not for this command/)
      }),
    )
  })
})

const APP = 'com.example.cash'
const SMS = 'android.permission.READ_SMS'
const written = [
  changeOf('openSettings', '0', APP),
  changeOf('openPermissions', '0', APP),
  changeOf('openEditor', '999', APP),
  changeOf('revoke', '0', APP, SMS),
  changeOf('grant', '0', APP, 'android.permission.GET_ACCOUNTS'),
  changeOf('setFlags', '0', APP, SMS, 'user-set', 'user-fixed'),
  changeOf('clearFlags', '10', APP, SMS, 'revoked-compat'),
  changeOf('setAppOp', '0', APP, 'READ_CALL_LOG', 'ignore'),
  changeOf('setUidOp', '0', APP, 'SEND_SMS', 'allow'),
  changeOf('setOpOfUid', 'u0a75', 'READ_CONTACTS', 'foreground'),
  changeOf('forceStop', '0', APP),
]

describe('what changes a phone', () => {
  test.for(written)('%j is of the other list alone', (argv) => {
    expect(guardChange(argv)).toBe(argv)
    expect(() => guard(argv)).toThrow(/not a command for a phone/)
  })

  test.for(sent)('%j changes nothing', (argv) => {
    expect(() => guardChange(argv)).toThrow(/not a change to a phone/)
  })

  test('a change that is made of another by one odd word is not sent', () => {
    const odd = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '-1',
        '--user',
        'all',
        'current',
        '*',
        'android',
        'a;b',
        '$(id)',
        'default',
        '--all',
        '-r',
      ),
      fc.constantFrom(
        'uninstall',
        'clear',
        'disable-user',
        'reset',
        'reset-permissions',
        'CAMERA',
        'broadcast',
        'u0a75 x',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/^[\w.,:/=~+%-]*$/.test(text)),
    )
    fc.assert(
      fc.property(fc.constantFrom(...written), fc.nat({ max: 10 }), odd, fc.boolean(), (argv, at, word, isMore) => {
        fc.pre(isMore || argv[at] !== word)
        const other = argv.toSpliced(at, isMore ? 0 : 1, word)
        expect(() => guardChange(other)).toThrow(/not a change to a phone/)
      }),
      { numRuns: 20_000 },
    )
  })

  /** Files of the program that hold this. */
  const filesWith = (pattern: RegExp) =>
    readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `src/${file}`)
      .filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
      .sort()

  test('what is sent passes one of the two guards; what hands a phone on sends nothing of its own', () => {
    expect(filesWith(/\bsend\((guard\(|guardChange\()/)).toEqual([
      'src/page/relay.ts',
      'src/sources/adb/asking/guard.ts',
      'src/sources/adb/revocation/changes.ts',
    ])
    const unguarded = filesWith(/\.send\((?!guard\(|guardChange\()/)
    expect(
      unguarded.filter(
        (file) =>
          !['src/cli/phone/phone-of.ts', 'src/cli/phone/read.ts', 'src/sources/adb/names/names.ts'].includes(file),
      ),
    ).toEqual(unguarded.filter((file) => file.startsWith('src/cli/phone/revoke/')))
  })

  test('a page sends to a phone what the same guard lets pass, whatever its worker asks for', async () => {
    const passed: string[][] = []
    const phone: DeviceTransport = {
      serial: 'S',
      async send(argv) {
        passed.push(argv)
        return { stdout: new Uint8Array(1), stderr: '', exitCode: 0 }
      },
    }
    const said = async (argv: string[]) => (await answerTo({ id: 7, argv, timeoutMs: 1 }, phone, () => {}))[0]
    const query = ['content', 'query', '--uri', 'content://com.android.contacts/contacts']
    for (const argv of [query, changeOf('revoke', '0', 'com.example.kuaijie', 'android.permission.READ_CONTACTS'), []])
      expect(await said(argv)).toEqual({ id: 7, fault: expect.stringContaining('not a command for a phone') })
    expect(passed).toEqual([])
    expect(await said(['dumpsys', 'user'])).toMatchObject({ id: 7, result: { exitCode: 0 } })
    expect(passed).toEqual([['dumpsys', 'user']])
  })

  test('only what takes permissions away can send a change', () => {
    expect(filesWith(/\bsendChange\b/)).toEqual([
      'src/cli/phone/revoke/record.ts',
      'src/internal.ts',
      'src/sources/adb/revocation/changes.ts',
    ])
    expect(
      filesWith(/from '.*\/(record|by-adb|by-hand|undo)\.ts'|import\('.*\/(record|by-adb|by-hand|undo)\.ts'\)/).filter(
        (file) => file.startsWith('src/cli/'),
      ),
    ).toEqual([
      'src/cli/commands/revoke.ts',
      'src/cli/phone/revoke/by-adb.ts',
      'src/cli/phone/revoke/by-hand.ts',
      'src/cli/phone/revoke/carry-out.ts',
      'src/cli/phone/revoke/revoke.ts',
      'src/cli/phone/revoke/undo.ts',
    ])
  })
})

test('each setting and each role that tells of an access is asked for', () => {
  const last = new Set(sent.map((argv) => argv.at(-1)))
  for (const name of [...accessOfSetting.keys(), ...accessOfRole.keys()]) expect(last).toContain(name)
})
