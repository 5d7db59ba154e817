import { describe, expect, test } from 'vitest'
import type { App } from '../../src/model/phone/snapshot.ts'
import { snapshotReader } from '../../src/parse/index.ts'
import { CASH, dump14, everyApp, NOTES, package14, service, snapshotFrom, text } from './dumps.ts'

const PACKAGES = dump14([package14(CASH), package14(NOTES, { appId: 10082 })])
const report = (time: string, ...services: string[]) =>
  `== dumpstate: ${time}\n\n------ DUMPSYS (/system/bin/dumpsys) ------\n${service('package', PACKAGES)}${services.join('')}`

const SETTINGS = text(`
  Unknown argument: -a; use -h for help
  GLOBAL SETTINGS (user 0)
  _id:1 name:enabled_accessibility_services pkg:android value:${NOTES}/.NoSuchTable default:null defaultSystemSet:true

  SECURE SETTINGS (user 0)
  _id:44 name:default_input_method pkg:android value:com.example.keys/.Keys default:com.example.keys/.Keys defaultSystemSet:true
  _id:45 name:enabled_accessibility_services pkg:com.android.settings value:${NOTES}/.Reader:${CASH}/${CASH}.Helper default:null defaultSystemSet:false
  _id:46 name:enabled_notification_listeners pkg:android value:{null}

  SECURE SETTINGS (user 10)
  _id:12 name:enabled_notification_listeners pkg:android value:${CASH}/.Listener
`)
const IN_SETTINGS = [
  'input_method com.example.keys 0',
  `accessibility ${NOTES} 0`,
  `accessibility ${CASH} 0`,
  `notification_listener ${CASH} 10`,
]

const ROLES = text(`
  ROLE STATE (dumpsys role):
  {
    user_states=[
      {
        user_id=0
        roles=[
          {
            name=android.app.role.BROWSER
            holders=${NOTES}
          }
          {
            name=android.app.role.SMS
            fallback_enabled=true
            holders=${CASH}
          }
        ]
      }
      {
        user_id=10
        roles=[
          {
            name=android.app.role.COMPANION_DEVICE_WATCH
            holders=[
              ${NOTES}
              ${CASH}
            ]
          }
          {
            name=android.app.role.DIALER
          }
        ]
      }
    ]
  }
`)
const IN_ROLES = [`default_sms_or_phone_app ${CASH} 0`, `companion ${NOTES} 10`, `companion ${CASH} 10`]

const ACCESSIBILITY = text(`
  ACCESSIBILITY MANAGER (dumpsys accessibility)

  User state[
       attributes:{id=0, touchExplorationEnabled=false}
       Bound services:{Service[label=Reader, feedbackType[FEEDBACK_SPOKEN]]}
       Enabled services:{{${NOTES}/.Reader}, {${CASH}/${CASH}.Helper}}
       Binding services:{}]
  User state[attributes:{id=11, currentUser=false}
       Enabled services:{}
       Binding services:{}]
`)
const IN_ACCESSIBILITY = [`accessibility ${NOTES} 0`, `accessibility ${CASH} 0`]

const held = (texts: Parameters<typeof snapshotFrom>[0]) =>
  snapshotFrom(texts).specialAccess.map(({ kind, packageName, userId }) => `${kind} ${packageName} ${userId}`)

describe('who holds a special access', () => {
  test.for<[string, Parameters<typeof snapshotFrom>[0], string[]]>([
    ['the settings of a bug report', report('2025-11-02 20:20:00', service('settings', SETTINGS)), IN_SETTINGS],
    ['the roles of a bug report', report('2025-11-02 20:20:00', service('role', ROLES)), IN_ROLES],
    ['`dumpsys settings` beside a dump', { 'package.txt': PACKAGES, 'settings.txt': SETTINGS }, IN_SETTINGS],
    ['`dumpsys role` beside a dump', { 'package.txt': PACKAGES, 'role.txt': ROLES }, IN_ROLES],
    ['both behind a dump in one text', `${PACKAGES}\n${ROLES}\n${SETTINGS}`, [...IN_ROLES, ...IN_SETTINGS]],
    [
      'the services of a bug report',
      report('2025-11-02 20:20:00', service('accessibility', ACCESSIBILITY)),
      IN_ACCESSIBILITY,
    ],
    [
      '`dumpsys accessibility` beside a dump',
      { 'package.txt': PACKAGES, 'accessibility.txt': ACCESSIBILITY },
      IN_ACCESSIBILITY,
    ],
    [
      'roles up to Android 11',
      { 'package.txt': PACKAGES, 'role.txt': ROLES.replace('ROLE STATE', 'ROLE MANAGER STATE') },
      IN_ROLES,
    ],
    [
      '`settings list secure`',
      {
        'package.txt': PACKAGES,
        'settings_secure.txt': `accessibility_enabled=1\nenabled_accessibility_services=${CASH}/.Helper:${NOTES}/.Reader\nsms_default_application=${CASH}\n`,
      },
      [`accessibility ${CASH} 0`, `accessibility ${NOTES} 0`, `default_sms_or_phone_app ${CASH} 0`],
    ],
    [
      'the settings provider among those of Android 8 and older',
      report(
        '2017-10-04 16:43:24',
        text(`
          ------ APP PROVIDERS (dumpsys -t 30 activity provider all) ------
          PROVIDER ContentProviderRecord{85f20ff u0 ${NOTES}/.NotesProvider} pid=1786
              Client:
                SECURE SETTINGS (user 0)
                _id:59 name:sms_default_application value:${NOTES}

          PROVIDER ContentProviderRecord{85f20fe u0 com.android.providers.settings/.SettingsProvider} pid=1686
              Client:
                SECURE SETTINGS (user 0)
                _id:59 name:sms_default_application value:${CASH}
          ------ 0.094s was the duration of 'APP PROVIDERS' ------
        `),
      ),
      [`default_sms_or_phone_app ${CASH} 0`],
    ],
  ])('%s', ([, texts, expected]) => {
    expect(held(texts)).toEqual(expected)
  })

  test('what an earlier report of the phone says is over', () => {
    const before = report('2025-11-02 20:20:00', service('settings', SETTINGS), service('role', ROLES))
    const after = report('2025-11-03 08:00:00', service('settings', 'SECURE SETTINGS (user 0)\n'))
    expect(held(before)).not.toEqual([])
    expect(held({ 'before.txt': before, 'after.txt': after })).toEqual([])
    expect(held(`${before}${after}`)).toEqual([])
    // Where nobody knows which is the newer, it may still hold.
    const undated = (one: string) => one.replace(/^.*\n/, '')
    expect(held({ 'before.txt': undated(before), 'after.txt': after })).not.toEqual([])
  })

  test('of two phones in one text each has its own', () => {
    const other = report('2025-11-02 21:00:00', service('role', ROLES))
      .replaceAll('example/sample', 'example/other')
      .replaceAll('com.example.notes', 'com.example.pad')
    const reader = snapshotReader(everyApp)
    const file = reader.open({ path: 'two.txt', optional: false })
    const ops = service(
      'appops',
      'AppOps Service state:\n  Uid u0a81:\n    state=cch\n      READ_CONTACTS: mode=ignore\n',
    )
    const one = report('2025-11-02 20:20:00', service('accessibility', ACCESSIBILITY), ops)
    file.write(Buffer.from(`${one}${other}`))
    file.end()
    const phones = reader.snapshots()
    const opsOf = ({ users: [user] }: App) => Object.keys(user?.appOps ?? {})
    expect(phones.map(({ apps }) => apps.flatMap(opsOf))).toEqual([['READ_CONTACTS'], []])
    const kinds = phones.map(({ specialAccess }) => [...new Set(specialAccess.map(({ kind }) => kind))])
    expect(kinds).toEqual([['accessibility'], ['default_sms_or_phone_app', 'companion']])
  })
})

test('who owns a phone or a profile is told by each line that names it, and none of them is unclear', () => {
  const owner = (heading: string, name: string) =>
    `  ${heading} \n    admin=ComponentInfo{${name}/${name}.Admin}\n    name=${name}\n    package=${name}\n    isOrganizationOwnedDevice=false\n`
  const policy = `Current Device Policy Manager state:\n${owner('Device Owner:', NOTES)}    User ID: 0\n\n${owner('Profile Owner (User 10):', CASH)}`
  const { specialAccess, unclearAccess } = snapshotFrom({ 'package.txt': PACKAGES, 'device_policy.txt': policy })
  const owners = specialAccess.map(({ kind, packageName, userId }) => `${kind} ${packageName} ${userId}`)
  expect([...new Set(owners)]).toEqual([`device_owner ${NOTES} 0`, `device_owner ${CASH} 10`])
  expect(unclearAccess).toEqual([])
})

test('whose owner has every request approved, the cache of the device policy tells', () => {
  const policy = (policies: string) =>
    text(`
      Current Device Policy Manager state:
        Device Owner:
          package=${CASH}
        Enabled Device Admins (User 0, provisioningState: 3):
          ${CASH}/.Admin:
        Device policy cache:
          Password quality: {0=1}
          Permission policy: ${policies}
    `)
  const users = (policies: string) =>
    snapshotFrom({ 'package.txt': PACKAGES, 'device_policy.txt': policy(policies) }).autoGrants
  expect(users('{0=1, 10=2, 11=0, 12=1}')).toEqual([0, 12])
  expect(users('{}')).toEqual([])
})

test('of names that nobody can read no more are kept than tell that they are too many', () => {
  const torn = ['SECURE SETTINGS (user 0)', ...Array.from({ length: 3000 }, (_, at) => `x com.example.app${at}`)].join(
    '\n',
  )
  const inOneLine = `SECURE SETTINGS (user 0)\nx ${'com.example.app '.repeat(3000)}\n`
  for (const settings of [torn, inOneLine])
    expect(snapshotFrom({ 'package.txt': PACKAGES, 'settings.txt': settings }).unclearAccess).toHaveLength(1001)
})
