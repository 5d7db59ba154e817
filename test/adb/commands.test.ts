import { expect, test } from 'vitest'
import { commands, guard, ROLES, SECURE_SETTINGS } from '../../src/sources/adb/commands.ts'

const catalogue = [
  commands.clock(),
  commands.properties(),
  ...[22, 34].flatMap((sdk) => [
    commands.users(sdk),
    commands.packages(sdk),
    commands.appOps(sdk),
    commands.devicePolicy(sdk),
    commands.listPackages(sdk, 999),
    commands.package(sdk, 'com.example.contacts.sms'),
  ]),
  ...SECURE_SETTINGS.map((key) => commands.setting(10, key)),
  ...ROLES.map(({ role }) => commands.roleHolders(0, role)),
]

test.for(catalogue.map(({ argv }) => argv))('%j may be sent', (argv) => {
  expect(guard(argv)).toBe(argv)
})

test.for([
  ['content', 'query', '--uri', 'content://com.android.contacts/contacts'],
  ['content', 'query', '--uri', 'content://call_log/calls'],
  ['content', 'query', '--uri', 'content://sms'],
  ['dumpsys', 'contacts'],
  ['dumpsys', 'account'],
  ['dumpsys', 'notification'],
  ['dumpsys', 'telecom'],
  ['dumpsys', 'telephony.registry'],
  ['dumpsys', 'package', 'a; rm -rf /'],
  ['getprop'],
  ['settings', 'list', 'secure'],
  ['settings', 'get', '--user', '0', 'secure', 'a;b'],
  ['cat', '/data/data/com.example.cash/files/x'],
  ['dd', 'if=/data/data/com.example/base.apk', 'bs=4096', 'skip=0'],
  ['sh', '-c', 'content query --uri content://sms'],
  ['pm', 'revoke', '--user', '0', 'com.example.cash', 'android.permission.READ_CONTACTS'],
  ['pm', 'grant', 'com.example.cash', 'android.permission.READ_CONTACTS'],
  ['am', 'start', '-a', 'x'],
  ['cmd', 'appops', 'set', 'com.example.cash', 'READ_CONTACTS', 'ignore'],
])('%j is never sent', (argv) => {
  expect(() => guard(argv)).toThrow(/not a command for a phone/)
})

test('a package name that is none is no argument', () => {
  expect(() => commands.package(34, 'x; reboot')).toThrow(/not a package name/)
})
