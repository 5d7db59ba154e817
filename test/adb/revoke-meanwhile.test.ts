import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeOnBench } from './on-bench.ts'
import {
  app,
  type Held,
  LENDER,
  legacy,
  type Memory,
  off,
  on,
  type Permission,
  revokeBench,
  terminal,
  write,
} from './revoke-bench.ts'

describeOnBench('a phone that changes while a person thinks', () => {
  const { phoneWith, run, sent, heldOn, folderOf } = revokeBench()
  const denied = { 0: { permissions: { READ_CONTACTS: off('USER_SET') } } }

  test.for<[what: string, before: Memory['apps'], after: Memory['apps']]>([
    ['the app was turned off by hand', [app()], [app({ users: denied })]],
    ['the app was uninstalled', [app()], [app({ name: 'com.example.notes' })]],
    ['the app was updated to one for Android 14', [legacy()], [app()]],
    ['another phone, with the same app, says the same serial', [app()], [app(), app({ name: 'com.example.notes' })]],
  ])('%s: nothing of what was agreed to is sent', async ([, before, after]) => {
    const phone = await phoneWith({ sdk: 34, apps: before })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb'], {
      stdin: terminal('y\n', () => write(phone.data, { sdk: 34, apps: after })),
    })
    expect([code, await sent(phone)], stdout).toEqual([6, []])
    expect(stdout).toContain(`nothing was sent. To look again: \`daicha revoke ${LENDER} --by-adb -s ${phone.serial}\``)
  })

  test('another phone with the same apps stands at its address: nothing is sent', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] }, { 'ro.serialno': 'R58N40ABCDE' })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb'], {
      stdin: terminal('y\n', () => phone.record('getprop ro.serialno', { out: 'R58N77XYZQW\n' })),
    })
    expect([code, await sent(phone)], stdout).toEqual([6, []])
  })

  test.for<[when: string, said: string, argv: string[], changes: number]>([
    ['before what was agreed to beforehand', 'evidence was saved', ['--by-adb', '--yes'], 0],
    ['while its owner is tapping', 'Press Ctrl-C', [], 1],
  ])('another phone, where contacts are off, stands at its address %s: no proof, and nothing of it', async (row) => {
    const [, said, argv, changes] = row
    const phone = await phoneWith({ sdk: 34, apps: [app()] }, { 'ro.serialno': 'R58N40ABCDE' })
    const swap = () => {
      writeFileSync(join(phone.data, 'getprop+ro.serialno.out'), 'R58N77XYZQW\n')
      if (argv.length === 0) write(phone.data, { sdk: 34, apps: [app({ users: denied })] })
    }
    const { code, stdout, stderr } = await run(phone, [LENDER, ...argv], { when: [said, swap] })
    expect([code === 0, (await sent(phone)).length], stdout).toEqual([false, changes])
    expect(stderr).toContain('E208')
    expect(stdout).not.toContain('Proved off')
  })

  test('a phone that takes longer to say who it is, is no other one', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] }, { 'ro.serialno': 'R58N40ABCDE' })
    const slow = () => writeFileSync(join(phone.data, 'getprop+ro.serialno.delay'), '3.5')
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'], {
      when: ['evidence was saved', slow],
    })
    expect([code, stderr], stdout).toEqual([0, ''])
    expect(stdout).toContain('Proved off')
  })

  test('the phone is gone: that nothing was sent is said beside what is wrong', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb'], {
      stdin: terminal('y\n', () => phone.kill()),
    })
    expect([code, await sent(phone)], stdout).toEqual([6, []])
    expect(stderr).toMatch(/E20[68]/)
    expect(stdout).toContain(`nothing was sent. To look again: \`daicha revoke ${LENDER} --by-adb`)
  })

  test('a profile that refuses its list in other words each time is no other phone', async () => {
    const users = { 0: app().users['0'] as Held, 10: { permissions: {} } }
    const phone = await phoneWith({ sdk: 34, apps: [app({ users })] })
    const refused = (pid: number) =>
      phone.record('pm list packages -U --user 10', {
        out: `Error: java.lang.SecurityException: pid=${pid}\n`,
        rc: 255,
      })
    await refused(1)
    const { code, stdout } = await run(phone, [LENDER, '--user', '0', '--by-adb'], {
      stdin: terminal('y\n', () => refused(2)),
    })
    expect([code, stdout.includes('Proved off')], stdout).toEqual([0, true])
  })

  test('an undo, too, is sent only for what is still so', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    const { code, stdout } = await run(phone, ['--undo', join(folderOf(), 'revoke.json')], {
      stdin: terminal('y\n', () => write(phone.data, { sdk: 34, apps: [app()] })),
    })
    expect([code, stdout.includes('nothing was sent')], stdout).toEqual([6, true])
    expect((await sent(phone)).filter((call) => /grant|clear/.test(call))).toEqual([])
  })

  test.for<[what: string, now: Memory['apps']]>([
    [
      'it was installed anew',
      [app({ users: { 0: { permissions: { READ_CONTACTS: off(), WRITE_CONTACTS: off() } } } })],
    ],
    ['its owner turned it on and off again', [app({ users: denied })]],
  ])('an undo gives an app nothing back when %s', async ([, now]) => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    write(phone.data, { sdk: 34, apps: now })
    const before = (await sent(phone)).length
    const { code, stdout } = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect([code, await sent(phone)], stdout).toEqual([0, expect.objectContaining({ length: before })])
    expect(stdout).toContain('there is nothing to put back')
  })

  test.for<[what: string, read: Permission, write: Permission]>([
    ['one grant', on('USER_SET', 'USER_FIXED'), off('USER_SET', 'USER_FIXED')],
    ['both grants', on('USER_SET', 'USER_FIXED'), on('USER_SET', 'USER_FIXED')],
    ['all but the last call', on(), on('USER_SET', 'USER_FIXED')],
  ])('an undo that ended after %s is finished by the same command', async ([, READ_CONTACTS, WRITE_CONTACTS]) => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    write(phone.data, { sdk: 34, apps: [app({ users: { 0: { permissions: { READ_CONTACTS, WRITE_CONTACTS } } } })] })
    const { code, stdout } = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect([code, stdout.includes('Proved put back'), heldOn(phone)], stdout).toEqual([0, true, app().users['0']])
    const [, calls] = /nothing else is changed: (.*?) A record/.exec(stdout) ?? []
    expect(stdout.includes('This command will be sent')).toBe(calls?.split('adb shell').length === 2)
  })
})

describeOnBench('a version name that forges what is printed of an app', () => {
  const { phoneWith, run, sent } = revokeBench()

  test('who shares a uid is told by the uid', async () => {
    const shared = 'com.example.all'
    const forger = app({
      asks: ['READ_CONTACTS'],
      version: `1\n    sharedUser=SharedUserSetting{cdb5ce8 ${shared}/10099}`,
    })
    const bank = app({ name: 'com.example.bank', appId: 10099, sharedUser: shared })
    const phone = await phoneWith({ sdk: 34, apps: [forger, bank] })
    const { stdout } = await run(phone, [LENDER, '--by-adb'])
    expect(stdout).toContain(`pm revoke --user 0 ${LENDER} android.permission.READ_CONTACTS`)
    expect(stdout).not.toContain(bank.name)
  })

  test('where nothing is known to be held nothing is sent', async () => {
    const phone = await phoneWith({ sdk: 28, apps: [{ ...legacy(), version: '1\n    userId=10099' }] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, await sent(phone)], stdout).toEqual([6, []])
    expect(stdout).toMatch(/it is not known what is on and what is off.*explain manual/s)
    // A user of whom its record says nothing, as another's does.
    const second = { 0: { permissions: {} }, 10: { permissions: {} } }
    const other = await phoneWith({
      sdk: 34,
      apps: [app(), app({ name: 'com.example.two', appId: 10099, users: second })],
    })
    const there = await run(other, [LENDER, '--by-adb', '--yes', '--user', '10'])
    expect([there.code, await sent(other)], there.stdout).toEqual([6, []])
  })

  test('a user whom the phone does not list, or not with the app, is sent nothing', async () => {
    const version = `1
    User 10: ceDataInode=262414 installed=true hidden=false suspended=false stopped=false notLaunched=false enabled=0
      gids=[3003]
      runtime permissions:
        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]`
    const phone = await phoneWith({ sdk: 34, apps: [app({ version })] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    const calls = await sent(phone)
    expect([code, calls.length, calls.filter((call) => !call.includes('--user 0 '))], stdout).toEqual([6, 5, []])
    expect(stdout).toMatch(
      /The phone does not list com.example.kuaijie for user 10, so nothing is sent there.*explain manual/,
    )
    const alone = await run(phone, [LENDER, '--by-adb', '--yes', '--user', '10'])
    expect([alone.code, (await sent(phone)).length], alone.stdout).toEqual([6, 5])
    for (const told of [stdout, alone.stdout]) expect(told).not.toContain('daicha revoke com.example.kuaijie --user 10')
    // Nor is one who has not the app.
    const none = { permissions: { READ_CONTACTS: off() } }
    const notes = app({ name: 'com.example.notes', appId: 10081, users: { 0: none, 10: none } })
    const other = await phoneWith({ sdk: 34, apps: [app({ version }), notes] })
    const there = await run(other, [LENDER, '--by-adb', '--yes', '--user', '10'])
    expect([there.code, await sent(other)], there.stdout).toEqual([6, []])
    expect(there.stdout).toContain('daicha revoke com.example.kuaijie --user 0')
  })

  test('an app that is hidden is in no list, and is turned off all the same', async () => {
    const held: Held = { permissions: { READ_CONTACTS: on() }, hidden: true }
    const phone = await phoneWith({
      sdk: 34,
      apps: [app({ users: { 0: held } }), app({ name: 'com.example.notes', appId: 10081 })],
    })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, stdout.includes('Proved off')], stdout).toEqual([0, true])
  })

  /** It ends its own record with all denied; what it really holds stands under another name. */
  const ending = `1
    User 0: ceDataInode=262414 installed=true hidden=false suspended=false stopped=false notLaunched=false enabled=0
      gids=[3003]
      runtime permissions:
        android.permission.READ_CONTACTS: granted=false, flags=[ USER_SET|USER_FIXED]
        android.permission.WRITE_CONTACTS: granted=false, flags=[ USER_SET|USER_FIXED]
  Package [com.example.notes] (19de493):
    appId=10077
    pkg=Package{dbb0ced com.example.notes}
    codePath=/data/app/com.example.notes-1
    versionCode=381 minSdk=21 targetSdk=34
    versionName=1`

  test('that it is off already is no all-clear', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app({ version: ending })] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, await sent(phone)], stdout).toEqual([5, []])
    expect(stdout).toContain('this is not a clean result. What is missing and what helps: `daicha audit --device -s ')
  })

  test('that it is off afterwards is no proof', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'], {
      when: ['To put them back', () => write(phone.data, { sdk: 34, apps: [app({ version: ending })] })],
    })
    expect([code, stdout.includes('Proved off')], stdout).toEqual([6, false])
  })
})
