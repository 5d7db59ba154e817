import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { describeOnBench } from './on-bench.ts'
import { APP_PAGE, app, GROUP, LENDER, legacy, off, on, PERMISSIONS_PAGE, revokeBench, write } from './revoke-bench.ts'

const XIAOMI = { 'ro.mi.os.version.name': 'OS2.0' }
const EDITOR = `am start --user 0 --activity-clear-task -a miui.intent.action.APP_PERM_EDITOR --es extra_pkgname ${LENDER}`

describeOnBench('a person turns it off on the phone, whose page is opened', () => {
  const { phoneOnCable, phoneWith, run, sent, stateOn, logOf, cwd } = revokeBench()

  test('by default: nothing is changed from here, and a new reading proves it', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], owner: GROUP })
    const { code, stdout, stderr } = await run(phone, [])
    expect(code, stdout + stderr).toBe(0)
    expect(await sent(phone)).toEqual([PERMISSIONS_PAGE])
    expect(stdout).toContain("tap: Contacts > Don't allow")
    expect(stdout).toContain('Proved off')
    expect(logOf()).toMatchObject({ byHand: true, ended: 'checked', users: [{ proved: true }] })
  })

  test('a record of it holds nothing to put back', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], owner: GROUP })
    await run(phone, [])
    const [folder] = readdirSync(cwd())
    const before = stateOn(phone)
    const { code, stdout } = await run(phone, ['--undo', `${folder}/revoke.json`, '--yes'])
    expect([code, stateOn(phone)]).toEqual([0, before])
    expect(stdout).toContain('it was turned off on the phone')
  })

  test.for<[string, string[], Record<string, string>, string[], string]>([
    [
      'the page of the app, where a shell may not open the nearer one',
      ['APPLICATION_DETAILS_SETTINGS'],
      {},
      [PERMISSIONS_PAGE, APP_PAGE],
      "tap: Permissions > Contacts > Don't allow",
    ],
    ["Xiaomi's own page", ['APP_PERM_EDITOR'], XIAOMI, [EDITOR], 'tap: Contacts > Deny'],
    [
      'on a Xiaomi the page of the app, where it opens no other',
      ['APPLICATION_DETAILS_SETTINGS'],
      XIAOMI,
      [EDITOR, PERMISSIONS_PAGE, APP_PAGE],
      'tap: App permissions > Contacts > Deny',
    ],
    [
      'on a Huawei too what is on the page, not the way there',
      ['APPLICATION_DETAILS_SETTINGS'],
      { 'ro.build.version.emui': 'EmotionUI_12.0.0' },
      [PERMISSIONS_PAGE, APP_PAGE],
      'tap: Permissions > Contacts > Deny',
    ],
  ])('%s', async ([, opens, properties, calls, taps]) => {
    const phone = await phoneWith({ sdk: 33, apps: [app()], owner: GROUP, opens }, properties)
    const { code, stdout } = await run(phone, [])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toEqual(calls)
    expect(stdout).toContain(taps)
  })

  test('a maker with a switch for each permission: that reading alone is off is told once, and waited for', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    let waits = 0
    const wait = async () => {
      const WRITE_CONTACTS = ++waits < 20 ? on() : off()
      const users = { 0: { permissions: { READ_CONTACTS: off(), WRITE_CONTACTS } } }
      write(phone.data, { ...stateOn(phone), apps: [app({ users })] })
    }
    const { code, stdout } = await run(phone, [], { wait })
    expect([code, stdout.split('is not off yet. It already holds a related permission').length]).toEqual([0, 2])
    expect(stdout).toMatch(/keeps waiting\. Proved off/)
  })

  test('a phone that asks each time is not said to hold another permission', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    let waits = 0
    const wait = async () => {
      const users = { 0: { permissions: { READ_CONTACTS: on(), WRITE_CONTACTS: on() } } }
      const asks = { 0: { ...users[0], packageModes: { READ_CONTACTS: 'ask' } } }
      const denied = { 0: { permissions: { READ_CONTACTS: off(), WRITE_CONTACTS: off() } } }
      write(phone.data, { ...stateOn(phone), apps: [app({ users: ++waits < 10 ? asks : denied })] })
    }
    const { code, stdout } = await run(phone, [], { wait })
    expect([code, stdout]).toEqual([0, expect.stringMatching(/is not off yet\. The phone asks you when it tries/)])
  })

  test('no page opens: the whole way there', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], opens: [] })
    const { code, stdout } = await run(phone, [], interrupting('Press Ctrl-C'))
    expect(code).toBe(130)
    expect(stdout).toContain('please open it yourself')
    expect(stdout).toContain(`tap: Settings > Apps > See all apps > 示例快借 > Permissions > Contacts > Don't allow`)
    expect(stdout).toContain(`from this computer: \`daicha revoke ${LENDER} --by-adb -s ${phone.serial}\``)
  })

  test('no page opens: the way there leads to the clone that has it', async () => {
    const held = (permission: typeof on) => ({
      permissions: { READ_CONTACTS: permission(), WRITE_CONTACTS: permission() },
    })
    const cloned = app({ users: { 0: held(off), 999: held(on) } })
    const phone = await phoneWith({ sdk: 34, apps: [cloned], opens: [] })
    const { stdout } = await run(phone, [], interrupting('Press Ctrl-C'))
    expect(stdout).toContain('> 示例快借 (app clone) > Permissions > Contacts >')
  })

  test.for([
    ['work profile', '  UserInfo{10:Work:1030} serialNo=10\n', true, 34],
    ['work profile of Android 8, which lists its apps all the same,', '  UserInfo{10:Work:30} serialNo=10\n', true, 26],
    ['user who is not on the screen', '  UserInfo{10:Guest:410} serialNo=10\n', false, 34],
  ] as const)(
    'a %s that is closed to a shell takes no call from here, and none is offered',
    async ([, line, isSeen, sdk]) => {
      const held = (permission: typeof on) => ({ permissions: { READ_CONTACTS: permission() } })
      const inProfile = app({ asks: ['READ_CONTACTS'], users: { 0: held(off), 10: held(on) } })
      const phone = await phoneWith({ sdk, apps: [inProfile], refuses: ['10'] })
      const refusal = 'java.lang.SecurityException: Shell does not have permission to access user 10'
      if (sdk > 26) await phone.record('pm list packages -U --user 10', { err: refusal, rc: 255 })
      const other = `${line}    State: RUNNING_UNLOCKED\n`
      const owner = '  UserInfo{0:Owner:c13} serialNo=0\n    State: RUNNING_UNLOCKED\n'
      await phone.record('dumpsys -t 30 user', { out: `Current user: 0\nUsers:\n${owner}${other}` })
      const { stdout } = await run(phone, [], interrupting('Press Ctrl-C'))
      expect((await sent(phone)).some((one) => one.startsWith('am start') && one.includes('--user 10'))).toBe(isSeen)
      expect(stdout).toContain(isSeen ? 'please open it yourself' : 'switch first')
      expect(stdout).not.toContain('--by-adb')
    },
  )

  // Its shell has no `appops` before Android 5.
  test.for([22, 19])('SDK %i has no page of permissions', async (sdk) => {
    const phone = await phoneWith({ sdk, apps: [legacy()] })
    const { stdout } = await run(phone, [], interrupting('Press Ctrl-C'))
    expect(await sent(phone)).toEqual([APP_PAGE])
    expect(stdout).toContain('cannot turn a single permission off')
    expect(stdout.includes(`only uninstalling 示例快借 (${LENDER}) helps`)).toBe(sdk === 19)
    expect(stdout.includes(`\`daicha revoke ${LENDER} --by-adb`)).toBe(sdk === 22)
    expect(stdout).not.toContain('tap:')
  })

  test('an app that was uninstalled meanwhile is told as that', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app(), app({ name: 'com.example.notes' })] })
    const uninstall = () => write(phone.data, { sdk: 34, apps: [app({ name: 'com.example.notes' })] })
    const { code, stdout } = await run(phone, [LENDER], { when: ['Press Ctrl-C', uninstall] })
    expect(code, stdout).toBe(0)
    expect(stdout).toContain(`示例快借 (${LENDER}) is no longer on it`)
    expect(stdout).not.toContain('Proved off')
  })

  test('a page of permissions that was open before may be of another app', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], owner: GROUP, front: ['MANAGE_APP_PERMISSIONS'] })
    const { code, stdout } = await run(phone, [])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toEqual([PERMISSIONS_PAGE, APP_PAGE])
    expect(stdout).toContain('settings page')
  })

  test('the name of an app is no error of the page', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app({ name: 'com.example.error' })], owner: GROUP })
    const { code, stdout } = await run(phone, ['com.example.error', '--any-app'])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toHaveLength(1)
  })

  const interrupting = (said: string) => ({ when: [said, () => process.emit('SIGINT')] as [string, () => unknown] })

  const second = '  UserInfo{10:Second:410} serialNo=10\n'
  const workOfSecond = '  UserInfo{11:Work:1030} serialNo=11 isPrimary=false parentId=10\n'
  test.for([
    [
      'of a second user, which nobody sees: switch first, and the whole way there',
      '10',
      [0, second],
      [
        'is in another user of the phone: 示例快借 (com.example.kuaijie, user 10, second user)',
        'tap: Settings > Apps > See all apps > 示例快借 > Permissions',
        'user 10, second user) cannot read contacts now',
      ],
    ],
    [
      'of a second user who is on the screen',
      '10',
      [10, second],
      ['of 示例快借 (com.example.kuaijie, user 10, second user) is open on the phone'],
    ],
    [
      'of the owner, where a second user is on the screen',
      '0',
      [10, second],
      [
        'is in another user of the phone: 示例快借 (com.example.kuaijie, user 0, owner). If the screen shows a different',
      ],
    ],
    [
      'of the work profile of a second user who is on the screen',
      '11',
      [10, `${second}${workOfSecond}`],
      ['of 示例快借 (com.example.kuaijie, user 11, work profile) is open on the phone'],
    ],
    [
      'of the work profile of a second user, where the owner is on the screen',
      '11',
      [0, `${second}${workOfSecond}`],
      ['is in another user of the phone: 示例快借 (com.example.kuaijie, user 11, work profile).'],
    ],
    [
      'of a private space: unlock it first',
      '11',
      [0, '  UserInfo{11:Private:1010} serialNo=11\n    Type: android.os.usertype.profile.PRIVATE\n'],
      ['First open the private space on the phone and unlock it', 'user 11, private space) is open on the phone'],
    ],
    ...(['-1', 'RUNNING_LOCKED'] as const).map(
      (state) =>
        [
          `of a work profile that is closed (${state}): turn it on first`,
          '11',
          [0, `  UserInfo{11:Work:10b0} serialNo=11\n    State: ${state}\n`],
          ['The work profile is paused or locked now: first turn it on', 'user 11, work profile) is open on the phone'],
        ] as const,
    ),
    [
      'of an app clone',
      '999',
      [0, '  UserInfo{999:XSpace:801010} serialNo=999\n    State: RUNNING_UNLOCKED\n'],
      ['of 示例快借 (com.example.kuaijie, user 999, app clone) is open on the phone'],
    ],
  ] as const)('a page %s', async ([, user, [onScreen, told], says]) => {
    const all = (permission: typeof on) => ({ READ_CONTACTS: permission(), WRITE_CONTACTS: permission() })
    const others = /\{10:/.test(told) ? { 10: { permissions: all(off) } } : {}
    const users = { 0: { permissions: all(off) }, ...others, [user]: { permissions: all(on) } }
    const phone = await phoneWith({ sdk: 35, apps: [app({ users })], owner: GROUP })
    const owner = '  UserInfo{0:Owner:c13} serialNo=0\n    State: RUNNING_UNLOCKED\n'
    await phone.record('dumpsys -t 30 user', { out: `Current user: ${onScreen}\nUsers:\n${owner}${told}` })
    const tapped = { 0: { permissions: all(off) }, ...others, [user]: { permissions: all(off) } }
    const switched = () => write(phone.data, { sdk: 35, apps: [app({ users: tapped })] })
    const isClosed = /unlock it|turn it on/.test(says[0])
    let opened = 0
    const look = () => {
      opened = readFileSync(join(phone.data, '../commands.log'), 'utf8').split('am+start').length - 1
    }
    const { code, stdout } = await run(phone, [], { when: isClosed ? [says[0], look] : ['switch first', switched] })
    expect(code, stdout).toBe(0)
    // What has to be done first is said before anything is opened.
    expect(opened).toBe(0)
    for (const text of says) expect(stdout).toContain(text)
    expect(stdout.includes('paused or locked')).toBe(says.some((text) => text.includes('paused or locked')))
    // Where nobody would see it none is opened.
    expect(await sent(phone)).toHaveLength(stdout.includes('is open on the phone') ? 1 : 0)
  })

  test.for(['SYSTEM_FIXED', 'POLICY_FIXED'])('a switch that Android greys out (%s) is told as one', async (flag) => {
    const held = { READ_CONTACTS: on(flag), WRITE_CONTACTS: on() }
    const phone = await phoneWith({ sdk: 34, apps: [app({ users: { 0: { permissions: held } } })] })
    const { code, stdout } = await run(phone, [], interrupting('Press Ctrl-C to stop'))
    expect(code).toBe(130)
    expect(stdout).toMatch(/the switch may be grey.*ask the person who manages the phone, or tap Disable/)
  })

  test('Ctrl-C: nothing was changed, nothing is half, and the record says so', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [], interrupting('Press Ctrl-C'))
    expect(code, stderr).toBe(130)
    expect(stdout).toContain('Nothing was changed from this computer')
    expect(stdout).toContain(`daicha revoke ${LENDER}`)
    expect(stdout).not.toContain('Proved')
    expect(stateOn(phone).apps[0]?.users['0']?.permissions).toEqual({ READ_CONTACTS: on(), WRITE_CONTACTS: on() })
    expect(logOf()).toMatchObject({ byHand: true, ended: 'interrupted', users: [{ after: null, proved: null }] })
    expect(process.listenerCount('SIGINT')).toBe(0)
  })

  test('while nobody taps the app is looked at, and not the whole phone each time', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    let waits = 0
    const wait: Io['wait'] = async (_, signal) => {
      if (++waits > 3) process.emit('SIGINT')
      signal.throwIfAborted()
    }
    const { code } = await run(phone, [], { wait })
    expect(code).toBe(130)
    const commands = await phone.commands()
    const after = commands.slice(commands.findIndex((command) => command.startsWith('am+start')))
    expect(after.filter((command) => command === `dumpsys+-t+30+package+${LENDER}`).length).toBeGreaterThan(1)
    expect(after.filter((command) => !command.includes(LENDER))).toEqual([])
  })

  test('what does not show in the app is seen all the same', async () => {
    const phone = await phoneWith({ sdk: 28, apps: [legacy()], owner: GROUP })
    const { code, stdout } = await run(phone, [])
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('Proved off')
  })

  test('after ten minutes nobody is tapping any more', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    let moved = 0
    const { code, stdout, stderr } = await run(phone, [], {
      now: () => new Date(Date.now() + moved).toISOString(),
      when: ['Press Ctrl-C', () => (moved = 10 * 60_000)],
    })
    expect(code, stderr).toBe(6)
    expect(stdout).toContain('10 minutes have passed, and this still seems to be on')
    expect(stdout).toContain(`daicha revoke ${LENDER}`)
    expect(stdout).not.toContain('Proved')
    expect(logOf()).toMatchObject({ ended: 'timed-out', users: [{ proved: false }] })
  })

  test.for([PERMISSIONS_PAGE, 'dumpsys -t 60 package'])('a cable that is pulled at `%s`', async (command) => {
    const { phone, pullAt } = await phoneOnCable({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [], { when: ['A record is kept', () => pullAt(command)] })
    expect(code).toBe(6)
    expect(stderr).toMatch(/E20[68]/)
    expect(stdout).toContain('Nothing was changed from this computer')
    expect(stdout).not.toContain('Proved')
    expect(logOf()).toMatchObject({ ended: 'disconnected', users: [{ proved: null }] })
  })

  test('a reading that is cut is waited out, not taken for the end of the app', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], forgets: true })
    let moved = 0
    const { code, stdout } = await run(phone, [], {
      now: () => new Date(Date.now() + moved).toISOString(),
      when: ['Press Ctrl-C', () => (moved = 10 * 60_000)],
    })
    expect(code).toBe(6)
    expect(stdout).not.toContain('Proved')
  })

  const ROUTES: [access: string, told: string][] = [
    ['android.app.role.SMS', 'default SMS app'],
    ['android.app.role.DIALER', 'default phone app'],
    ['android.app.role.COMPANION_DEVICE_WATCH', 'companion of a watch'],
    ['enabled_accessibility_services', 'Accessibility service'],
    ['enabled_notification_listeners', 'Notification access:'],
    ['default_input_method', 'Default keyboard'],
  ]
  test('each other way is told once, with where to turn it off', async () => {
    const access = [...ROUTES.map(([name]) => name.replace('android.app.role.', '')), 'sms_default_application']
    const users = { 0: { permissions: { READ_CONTACTS: on(), READ_SMS: on() }, access } }
    const phone = await phoneWith({
      sdk: 34,
      apps: [app({ asks: ['READ_CONTACTS', 'READ_SMS'], users })],
      owner: GROUP,
    })
    const { code, stdout } = await run(phone, [])
    expect(code, stdout).toBe(0)
    for (const [, told] of ROUTES) expect(stdout.split(told), told).toHaveLength(2)
    expect(stdout.match(/Settings/g)?.length).toBeGreaterThanOrEqual(ROUTES.length)
    // Those that bring a permission back come before it is taken, the others after.
    expect(stdout.indexOf('default SMS app')).toBeLessThan(stdout.indexOf('tap:'))
    expect(stdout.indexOf('Notification access')).toBeGreaterThan(stdout.indexOf('Proved off'))
    expect(stdout).toContain(`daicha revoke ${LENDER} --also sms`)
  })

  test('an app that cannot read contacts any more, but notifications', async () => {
    const users = {
      0: { permissions: { READ_CONTACTS: off('USER_FIXED') }, access: ['enabled_notification_listeners', 'SMS'] },
    }
    const phone = await phoneWith({ sdk: 34, apps: [app({ asks: ['READ_CONTACTS'], users })] })
    const { code, stdout } = await run(phone, [LENDER])
    expect([code, await sent(phone)]).toEqual([0, []])
    expect(stdout).toContain('nothing to turn off')
    expect(stdout).toContain('Notification access')
    expect(stdout).toContain('default SMS app')
  })
})
