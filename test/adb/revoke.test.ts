import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { argvOf } from '../../src/model/phone/phone-command.ts'
import { askProperties } from '../../src/parse/sections/getprop.ts'
import { guard } from '../../src/sources/adb/asking/guard.ts'
import { guardChange, isChange } from '../../src/sources/adb/revocation/changes.ts'
import { daicha } from '../daicha.ts'
import { describeOnBench } from './on-bench.ts'
import { app, GROUP, LENDER, legacy, off, on, type Permission, revokeBench, terminal } from './revoke-bench.ts'

const CLOCK = 'date +%Y%m%dT%H%M%S%z'
const HOUR = 3600_000
const DAY = 24 * HOUR

describeOnBench('contacts are taken away on a phone that remembers', () => {
  const { bench, cwd, phoneOnCable, phoneWith, run, sent, stateOn, heldOn, folderOf, logOf, verdictOn } = revokeBench()

  test('V01 contacts are gone, a sibling stays: one tap, or none, from reading is not off', async () => {
    const phone = await phoneWith({
      sdk: 34,
      apps: [app()],
      silent: [`pm revoke --user 0 ${LENDER} android.permission.WRITE_CONTACTS`, 'pm set-permission-flags'],
    })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stdout).not.toContain('Proved off')
    expect(stdout).toContain('Not proved off')
    expect(stderr).toContain('E404')
    expect(await verdictOn(phone)).toEqual(['one-tap', 'GROUP_AUTO_GRANT'])
    expect(logOf()).toMatchObject({ ended: 'checked', users: [{ proved: false }] })
  })

  test('V02 the whole group, and fixed, on Android 14: by these calls and no others', async () => {
    const phone = await phoneWith({
      sdk: 34,
      apps: [
        app({ asks: GROUP, users: { 0: { permissions: Object.fromEntries(GROUP.map((name) => [name, on()])) } } }),
      ],
    })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('Proved off')
    // The owner of the phone is told of the app, and not of a user 0.
    expect(stdout).not.toMatch(/(?<!--)user 0|\) \(/)
    expect(stdout).toMatch(new RegExp(`To put them back:\\s+.daicha revoke --undo \\S+ -s ${phone.serial}.`))
    expect(await sent(phone)).toEqual([
      ...GROUP.map((name) => `pm revoke --user 0 ${LENDER} android.permission.${name}`),
      ...GROUP.map(
        (name) => `pm set-permission-flags --user 0 ${LENDER} android.permission.${name} user-set user-fixed`,
      ),
      `am force-stop --user 0 ${LENDER}`,
    ])
    expect(await verdictOn(phone)).toEqual(['requested', 'REQUESTED_FIXED'])
    // What was shown is what was sent.
    for (const call of await sent(phone)) expect(stdout).toContain(`adb shell ${call} `)
  })

  test('V03 Android 10 has no flags to set: it is off, and may ask again', async () => {
    const phone = await phoneWith({ sdk: 29, apps: [app()] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(0)
    expect(stdout).toContain('Proved off')
    expect(stdout).toContain('may ask again')
    expect((await sent(phone)).filter((call) => call.includes('flags'))).toEqual([])
    expect((await verdictOn(phone))[0]).toBe('requested')
  })

  test('V04, V05 an app of old on Android 13 is closed by revoked-compat, which `pm revoke` would not do', async () => {
    const phone = await phoneWith({ sdk: 33, apps: [legacy()] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toEqual([
      `pm set-permission-flags --user 0 ${LENDER} android.permission.READ_CONTACTS revoked-compat`,
      `am force-stop --user 0 ${LENDER}`,
    ])
    expect(await verdictOn(phone)).toEqual(['blocked-by-appop', 'REVOKED_COMPAT'])
  })

  test.for([
    ['V04', 33, ['pm', 'revoke', '--user', '0', LENDER, 'android.permission.READ_CONTACTS']],
    ['V12', 36, ['appops', 'set', '--user', '0', LENDER, 'READ_CONTACTS', 'ignore']],
  ] as const)(
    '%s on Android API %i `%s` says nothing and does nothing: only the new reading counts',
    async ([, sdk, lever]) => {
      const phone = await phoneWith({ sdk, apps: [legacy()], silent: ['pm set-permission-flags'] })
      // The lever that a person finds first, by hand.
      await bench().adb('-s', phone.serial, 'shell', ...lever)
      expect(await verdictOn(phone)).toEqual(['granted', 'INSTALL_GRANTED'])
      // The right one, swallowed in the same way.
      const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
      expect(code).toBe(6)
      expect(stdout).toContain('Not proved off')
      expect(stderr).toContain('E404')
      const { changes, users } = logOf()
      expect(changes.map(({ exitCode }: { exitCode: number }) => exitCode)).toEqual(changes.map(() => 0))
      expect(users).toMatchObject([{ proved: false }])
    },
  )

  test.for([
    [22, 'appops set --user 0 com.example.kuaijie READ_CONTACTS ignore'],
    [23, 'appops set --user 0 com.example.kuaijie READ_CONTACTS ignore'],
    [28, 'appops set --user 0 com.example.kuaijie READ_CONTACTS ignore'],
    [29, 'appops set --user 0 --uid com.example.kuaijie READ_CONTACTS ignore'],
  ] as const)('an app of old on API %i is closed by its app op, and opened again by an undo', async ([sdk, call]) => {
    const phone = await phoneWith({ sdk, apps: [legacy()] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code, stdout + stderr).toBe(0)
    expect(await sent(phone)).toEqual([call, `am force-stop --user 0 ${LENDER}`])
    expect(await verdictOn(phone)).toEqual(['blocked-by-appop', 'OP_IGNORE'])
    const undone = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect(undone.code, undone.stdout).toBe(0)
    expect(await verdictOn(phone)).toEqual(['granted', 'INSTALL_GRANTED'])
  })

  test('a maker that lets permissions be taken, and flags not: off now, but not locked, is said as it is', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], refuses: 'flags' })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stdout).not.toContain('Proved off')
    expect(stdout).toContain('off now but not locked')
    expect(heldOn(phone)?.permissions['READ_CONTACTS']?.granted).toBe(false)
    const undone = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect(undone.code, undone.stdout).toBe(0)
  })

  test('a new reading that is cut proves nothing, though the app is in it no more', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], forgets: true })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stdout).not.toContain('Proved off')
    expect(stdout).toContain('Not proved off')
    expect(logOf().users).toMatchObject([{ after: null, proved: false }])
  })

  test.for([
    ['V06', 36, 'SYSTEM_FIXED'],
    ['V07', 33, 'POLICY_FIXED'],
  ] as const)(
    '%s on API %i what is fixed (%s) is told with whom to ask, and nothing is sent',
    async ([, sdk, flag]) => {
      const held = { READ_CONTACTS: on(flag), WRITE_CONTACTS: on() }
      const phone = await phoneWith({ sdk, apps: [app({ users: { 0: { permissions: held } } })] })
      const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
      expect([code, await sent(phone)], stdout).toEqual([6, []])
      expect(stderr).toMatch(/E403.*Ask the person who manages this phone/)
      expect(stdout).not.toContain('To be turned off')
    },
  )

  test('up to Android 7 what a policy fixed is taken all the same', async () => {
    const users = { 0: { permissions: { READ_CONTACTS: on('POLICY_FIXED') } } }
    const phone = await phoneWith({ sdk: 25, apps: [app({ asks: ['READ_CONTACTS'], users })] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, heldOn(phone)?.permissions['READ_CONTACTS']?.granted], stdout + stderr).toEqual([0, false])
    const undone = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect([undone.code, heldOn(phone)?.permissions['READ_CONTACTS']?.granted], undone.stdout).toEqual([0, true])
  })

  test.for([
    [29, 'with nothing to keep it from giving contacts back, whom to ask is told', []],
    [34, 'contacts are locked, so that it gives none back', ['READ_CONTACTS user-set user-fixed']],
  ] as const)('on API %i a sibling is fixed: %s', async ([sdk, , locked]) => {
    const users = { 0: { permissions: { READ_CONTACTS: off(), WRITE_CONTACTS: on('POLICY_FIXED') } } }
    const phone = await phoneWith({ sdk, apps: [app({ users })] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, (await sent(phone)).filter((call) => !call.startsWith('am '))], stdout).toEqual([
      6,
      locked.map((flags) => `pm set-permission-flags --user 0 ${LENDER} android.permission.${flags}`),
    ])
    expect(stderr).toContain('E403')
    expect(stdout).not.toContain('not known what is on')
  })

  test('what is fixed in one user stays there, and what is free is taken all the same', async () => {
    const fixed = on('POLICY_FIXED')
    const users = {
      0: { permissions: { READ_CONTACTS: on(), WRITE_CONTACTS: fixed } },
      10: { permissions: { READ_CONTACTS: fixed, WRITE_CONTACTS: fixed } },
    }
    const phone = await phoneWith({ sdk: 34, apps: [app({ users })] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(stderr).toContain('E403] this permission of 示例快借 (com.example.kuaijie, user 10, second user)')
    expect(stdout.match(/To be turned off for [^:]+/g)).toEqual([`To be turned off for 示例快借 (${LENDER})`])
    expect([code, await sent(phone)], stdout).toEqual([
      6,
      [
        `pm revoke --user 0 ${LENDER} android.permission.READ_CONTACTS`,
        `pm set-permission-flags --user 0 ${LENDER} android.permission.READ_CONTACTS user-set user-fixed`,
        `am force-stop --user 0 ${LENDER}`,
      ],
    ])
    // The sibling that stays may give it back.
    expect(stderr).toContain('E403] this permission of com.example.kuaijie is fixed')
    expect(stdout).not.toMatch(/Proved off|Choose/)
  })

  test('V08 Xiaomi without its security switch: told which one, each call sent once', async () => {
    const texts = {
      asks: ['READ_CONTACTS', 'READ_SMS'],
      users: { 0: { permissions: { READ_CONTACTS: on(), READ_SMS: on() } } },
    }
    const refusing = { sdk: 34, apps: [app(texts)], refuses: 'maker' as const }
    const phone = await phoneWith(refusing, { 'ro.miui.ui.version.name': 'V816' })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stderr).toContain('E402')
    // What it refused it would refuse again: the next step is by hand.
    expect(stderr.replace(/\s+/g, ' ')).toContain(`: daicha revoke ${LENDER}`)
    expect(stdout).toMatch(/revoke \S+ --also sms/)
    expect(`${stderr}${stdout}`).not.toContain('--by-adb')
    expect(stderr).toContain('USB debugging (Security settings)')
    const calls = await sent(phone)
    expect(new Set(calls).size).toBe(calls.length)
  })

  test('Android 4.4 takes no call from a computer: none is sent, and what helps is said', async () => {
    const phone = await phoneWith({ sdk: 19, apps: [legacy()] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, await sent(phone)], stdout).toEqual([6, []])
    expect(stdout).toContain(`only uninstalling 示例快借 (${LENDER}) helps`)
  })

  test('V09 a uid mode that lets reads through wins over a package mode that does not, before and after', async () => {
    const state = {
      sdk: 28,
      apps: [legacy({ packageModes: { READ_CONTACTS: 'ignore' }, uidModes: { READ_CONTACTS: 'foreground' } })],
    }
    const phone = await phoneWith(state)
    expect(await verdictOn(phone)).toEqual(['granted', 'INSTALL_GRANTED'])
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toContain('appops set u0a75 READ_CONTACTS ignore')
    expect(await verdictOn(phone)).toEqual(['blocked-by-appop', 'OP_IGNORE'])
    const undone = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect(undone.code, undone.stdout).toBe(0)
    expect(heldOn(phone)).toMatchObject({
      packageModes: { READ_CONTACTS: 'ignore' },
      uidModes: { READ_CONTACTS: 'foreground' },
    })
  })

  test('V10 the clone user keeps it, and that is said; without --user both are changed', async () => {
    const users = () => ({
      0: { permissions: { READ_CONTACTS: on(), WRITE_CONTACTS: on() } },
      999: { permissions: { READ_CONTACTS: on(), WRITE_CONTACTS: on() } },
    })
    const phone = await phoneWith({ sdk: 34, apps: [app({ users: users() })] })
    const { code, stdout } = await run(phone, [LENDER, '--user', '0', '--by-adb', '--yes'])
    expect(code).toBe(0)
    // For the phone that was named: the other way round it would be whichever is connected.
    expect(stdout).toContain(`daicha revoke ${LENDER} --user 999 --by-adb -s ${phone.serial}`)
    expect((await sent(phone)).some((call) => call.includes('999'))).toBe(false)
    expect(await verdictOn(phone, 999)).toEqual(['granted', 'RUNTIME_GRANTED'])
    const all = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(all.code, all.stdout).toBe(0)
    expect((await verdictOn(phone, 999))[0]).toBe('requested')
  })

  test('a profile that refuses the shell is told to be changed by itself', async () => {
    const users = {
      0: { permissions: { READ_CONTACTS: off('USER_SET', 'USER_FIXED') } },
      10: { permissions: { READ_CONTACTS: on() } },
    }
    const phone = await phoneWith({ sdk: 34, apps: [app({ asks: ['READ_CONTACTS'], users })], refuses: ['10'] })
    const { code, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stderr).toMatch(/E408.*in the Settings of that user or profile.*: daicha revoke com\.example\.kuaijie/)
  })

  test('V11 apps that share a uid lose it together, and are named before', async () => {
    const held = () => ({ 0: { permissions: { READ_CONTACTS: on() } } })
    const shared = { sharedUser: 'com.example.shared', asks: ['READ_CONTACTS'] }
    const phone = await phoneWith({
      sdk: 34,
      apps: [app({ ...shared, users: held() }), app({ ...shared, name: 'com.example.notes', users: held() })],
    })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code, stdout).toBe(0)
    expect(stdout.indexOf('com.example.notes')).toBeGreaterThan(-1)
    expect(stdout.indexOf('com.example.notes')).toBeLessThan(stdout.indexOf('adb shell'))
    for (const one of stateOn(phone).apps) expect(one.users['0']?.permissions['READ_CONTACTS']?.granted).toBe(false)
  })

  test('of apps that share a uid it is taken from the one that asks for it', async () => {
    const held = () => ({ 0: { permissions: { READ_CONTACTS: on() } } })
    const shared = { sharedUser: 'com.example.shared', users: held() }
    const asks = app({ ...shared, users: held(), name: 'com.example.album', asks: ['READ_CONTACTS'] })
    const phone = await phoneWith({ sdk: 34, apps: [app({ ...shared, asks: [] }), asks] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toContain('pm revoke --user 0 com.example.album android.permission.READ_CONTACTS')
    expect((await verdictOn(phone))[0]).not.toBe('granted')
  })

  test('V12, V13 an app of old on Android 16 is never closed by a package mode, which would be refused in silence', async () => {
    const phone = await phoneWith({ sdk: 36, apps: [legacy()] })
    const { code } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(0)
    expect((await sent(phone)).filter((call) => call.startsWith('appops'))).toEqual([])
    expect(await verdictOn(phone)).toEqual(['blocked-by-appop', 'REVOKED_COMPAT'])
  })

  test.for([
    [20, 6, []],
    [
      21,
      0,
      [
        `appops set --user 0 ${LENDER} READ_CONTACTS ignore`,
        `appops set --user 0 ${LENDER} WRITE_CONTACTS ignore`,
        `am force-stop --user 0 ${LENDER}`,
      ],
    ],
  ] as const)(
    'an app on Android API %d: before 21 a shell can close nothing, which is said',
    async ([sdk, code, calls]) => {
      const permissions = { READ_CONTACTS: on(), WRITE_CONTACTS: on() }
      const state = { sdk, apps: [app({ asks: ['READ_CONTACTS'], target: 19, users: { 0: { permissions } } })] }
      const phone = await phoneWith(state, {}, { hasShellV2: false })
      const { code: ended, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
      expect(await sent(phone), stdout).toEqual(calls)
      expect(ended, stdout).toBe(code)
      expect(stdout.includes('cannot turn a single permission off')).toBe(sdk < 21)
    },
  )

  test('an app that is built for Android 6 is closed by its permissions, and no switch of old', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app({ target: 23 })] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    expect(await sent(phone)).toContain(`pm revoke --user 0 ${LENDER} android.permission.READ_CONTACTS`)
  })

  test('V14 a read after the change: it does not count as off', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], rereads: 1 })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stdout).not.toContain('Proved off')
    expect(stdout).toContain('recorded after the change')
  })

  test('a read that a clock which went ahead put into time to come is none after the change', async () => {
    const held = { READ_CONTACTS: on(), WRITE_CONTACTS: on() }
    const users = { 0: { permissions: held, readAgo: -5 * DAY } }
    const phone = await phoneWith({ sdk: 34, apps: [app({ users })] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(stdout).not.toContain('recorded after the change')
    expect(code).toBe(0)
  })

  test.for<[what: string, { readAgo?: number; rereads: number; moved?: number }]>([
    ['beside one that a clock which went ahead put into time to come', { readAgo: -5 * DAY, rereads: 1 }],
    ['and the clock is set back meanwhile', { rereads: 500 - HOUR, moved: -HOUR }],
    ['and the clock is set ahead meanwhile', { readAgo: DAY, rereads: 500 + HOUR, moved: HOUR }],
    ['of a phone whose clock is behind', { rereads: 1, moved: 0 }],
  ])('a read after the change, %s: it does not count as off', async ([, { readAgo, rereads, moved }]) => {
    const held = { READ_CONTACTS: on(), WRITE_CONTACTS: on() }
    const users = { 0: { permissions: held, ...(readAgo !== undefined && { readAgo }) } }
    const phone = await phoneWith({ sdk: 34, apps: [app({ users })], rereads })
    const tells = (ms: number) => ({ out: `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}+0000\n` })
    if (moved !== undefined) {
      const behind = Date.now() - 3 * HOUR
      await phone.record(CLOCK, tells(behind))
      await phone.record(`${CLOCK}.then`, tells(behind + moved))
    }
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(stdout).toContain('recorded after the change')
    expect(stdout).not.toContain('Proved off')
    expect(code).toBe(6)
  })

  test('V15 an undo puts back what was changed and nothing more; a record is written of both', async () => {
    const before = { READ_CONTACTS: on('USER_SET'), WRITE_CONTACTS: off(), GET_ACCOUNTS: on('USER_FIXED') }
    const phone = await phoneWith({ sdk: 34, apps: [app({ asks: GROUP, users: { 0: { permissions: before } } })] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    const log = join(folderOf(), 'revoke.json')
    expect(statSync(log).mode & 0o777).toBe(0o600)
    expect(logOf()).toMatchObject({ package: LENDER, users: [{ userId: 0, proved: true }] })
    expect(JSON.stringify(logOf())).not.toContain(phone.serial)
    // As Notepad of Windows saves what was looked at.
    writeFileSync(log, `\ufeff${readFileSync(log, 'utf8').replaceAll('\n', '\r\n')}`)
    const { code, stdout, stderr } = await run(phone, ['--undo', log, '--yes'])
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('Proved put back')
    const flags = (held: Record<string, Permission> = {}) =>
      Object.fromEntries(Object.entries(held).map(([name, one]) => [name, { ...one, flags: [...one.flags].sort() }]))
    expect(flags(heldOn(phone)?.permissions)).toEqual(flags(before))
    expect(await sent(phone)).not.toContain(`pm grant --user 0 ${LENDER} android.permission.WRITE_CONTACTS`)
    expect(logOf('undo.json').users).toMatchObject([{ proved: true }])
    // There is nothing left to do.
    const calls = (await sent(phone)).length
    expect((await run(phone, ['--undo', log, '--yes'])).stdout).toContain('nothing to put back')
    expect(await sent(phone)).toHaveLength(calls)
  })

  test('a record of another phone, or one that was altered, changes nothing', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const other = await phoneWith({ sdk: 34, apps: [app()] })
    await run(phone, [LENDER, '--by-adb', '--yes'])
    const log = join(folderOf(), 'revoke.json')
    const elsewhere = await run(other, ['--undo', log, '--yes'])
    expect([elsewhere.code, await sent(other)]).toEqual([2, []])
    expect(elsewhere.stderr).toContain('E407')
    const text = readFileSync(log, 'utf8')
    writeFileSync(log, text.replace('"revoke",', '"reset-permissions",'))
    const calls = (await sent(phone)).length
    expect((await run(phone, ['--undo', log, '--yes'])).code).toBe(2)
    expect(await sent(phone)).toHaveLength(calls)
  })

  test('the same phone over another way is known by the serial that is its own', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] }, { 'ro.serialno': '8XKJ29130A' })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    const log = join(folderOf(), 'revoke.json')
    expect(readFileSync(log, 'utf8')).not.toContain('8XKJ29130A')
    const stranger = await phoneWith(stateOn(phone), { 'ro.serialno': '7WHJ18020B' })
    expect((await run(stranger, ['--undo', log, '--yes'])).code).toBe(2)
    const again = await phoneWith(stateOn(phone), { 'ro.serialno': '8XKJ29130A' })
    const { code, stdout, stderr } = await run(again, ['--undo', log, '--yes'])
    expect(code, stdout + stderr).toBe(0)
    expect(heldOn(again)?.permissions['READ_CONTACTS']?.granted).toBe(true)
    // A serial that thousands of cheap phones share tells none of them.
    const cheap = await phoneWith({ sdk: 34, apps: [app()] }, { 'ro.serialno': '0123456789ABCDEF' })
    await run(cheap, [LENDER, '--by-adb', '--yes'])
    const twin = await phoneWith(stateOn(cheap), { 'ro.serialno': '0123456789ABCDEF' })
    expect((await run(twin, ['--undo', join(folderOf(), 'revoke-2.json'), '--yes'])).code).toBe(2)
  })

  test('without a yes nothing is sent, and evidence is there all the same', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb'])
    expect([code, await sent(phone)]).toEqual([6, []])
    expect(stderr).toContain('E405')
    expect(stdout).toContain(`adb shell pm revoke --user 0 ${LENDER}`)
    for (const file of ['capture.zip', 'report.html']) expect(existsSync(join(folderOf(), file))).toBe(true)
    expect(existsSync(join(folderOf(), 'revoke.json'))).toBe(false)
  })

  test('what is no yes in a terminal', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    for (const typed of ['', '\n', 'n\n', 'no way\n']) {
      const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb'], { stdin: terminal(typed) })
      expect([typed, code, await sent(phone), stderr]).toEqual([typed, 6, [], ''])
      expect(stdout).toContain(`You did not agree, so nothing was sent. If you change your mind, run: \`daicha revoke`)
    }
  })

  test('a record in a folder that no shell would read as it is: the command that is told names the record alone', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const home = join(cwd(), `my "phone" $HOME`)
    mkdirSync(home)
    await run(phone, [LENDER, '--by-adb', '--yes'], { cwd: home })
    const [folder = ''] = readdirSync(home)
    const { code, stdout } = await run(phone, ['--undo', join(home, folder, 'revoke.json')], { stdin: terminal('n\n') })
    expect(code).toBe(6)
    expect(stdout).toContain(`run: \`daicha revoke --undo revoke.json -s ${phone.serial}\``)
  })

  test('Ctrl-C in place of a yes: nothing is sent, and that is said', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const stdin = terminal('', () => process.emit('SIGINT'))
    const { code, stderr } = await run(phone, [LENDER, '--by-adb'], { stdin })
    expect([code, await sent(phone)], stderr).toEqual([130, []])
    expect(stderr).toContain('None of the commands above was sent')
  })

  test('a yes of somebody who cannot see what it is to is none', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stderr } = await run(phone, [LENDER, '--by-adb'], {
      stdin: terminal('y\n'),
      stdout: { write: () => {} },
    })
    expect([code, await sent(phone)]).toEqual([6, []])
    expect(stderr).toContain('E405')
  })

  test('in a terminal a typed yes is one', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--lang', 'zh'], { stdin: terminal('是\n') })
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('证实已关')
  })

  test('an app that is not known to lend is left alone, unless it is asked for', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app({ name: 'com.example.notes' })] })
    const refused = await run(phone, ['com.example.notes', '--by-adb', '--yes'])
    expect([refused.code, await sent(phone)]).toEqual([2, []])
    expect(refused.stderr).toContain('E406')
    const { code, stdout } = await run(phone, ['com.example.notes', '--by-adb', '--yes', '--any-app'])
    expect(code, stdout).toBe(0)
  })

  test('of several lenders each is named as a person knows it, and what is not there is told with what can be done', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app(), app({ name: 'com.example.xiaojin', appId: 10076 })] })
    const several = await run(phone, [])
    expect([several.code, await sent(phone)]).toEqual([2, []])
    const named = '示例快借(com.example.kuaijie),示例消金(com.example.xiaojin)'
    expect(several.stderr.replaceAll(' ', '')).toContain(named)
    const nowhere = await run(phone, ['com.example.nothing'])
    expect(nowhere.stderr).toMatch(/E401\] com\.example\.nothing was not seen/)
    expect(nowhere.stderr).toContain(`: daicha audit --device -s ${phone.serial}`)
    expect(nowhere.stderr).not.toContain('--user')
    expect((await run(phone, [LENDER, '--user', '10'])).stderr).toMatch(/Only user 10 was looked at.*without `--user`/)
  })

  test('a yes that is given beforehand is one to an app that was named', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stderr } = await run(phone, ['--by-adb', '--yes'])
    expect([code, await sent(phone)], stderr).toEqual([2, []])
    expect(stderr).toMatch(/E113\].*示例快借.*com\.example\.kuaijie/)
  })

  test('what is no package', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    for (const name of ['com.example.kuaijie;reboot', '-rf', 'kuaijie', 'com.example.$(id)', '../x']) {
      const { code } = await run(phone, ['--by-adb', '--yes', '--', name])
      expect([name, code, await sent(phone)]).toEqual([name, 2, []])
    }
  })

  const calls = [
    `pm revoke --user 0 ${LENDER} android.permission.READ_CONTACTS`,
    `pm revoke --user 0 ${LENDER} android.permission.WRITE_CONTACTS`,
    `pm set-permission-flags --user 0 ${LENDER} android.permission.WRITE_CONTACTS user-set user-fixed`,
    `am force-stop --user 0 ${LENDER}`,
  ]
  test.for([...calls, 'dumpsys -t 60 package', 'dumpsys -t 60 appops'])(
    'a cable that is pulled at `%s`: it is said that nobody knows, and what was meant is on record',
    async (command) => {
      const { phone, pullAt } = await phoneOnCable({ sdk: 34, apps: [app()] })
      const { code, stderr, stdout } = await run(phone, [LENDER, '--by-adb'], {
        stdin: terminal('y\n'),
        when: ['To put them back', () => pullAt(command)],
      })
      expect(code, stdout).toBe(6)
      expect(stderr).toMatch(/E20[68]/)
      expect(stdout).not.toContain('Proved')
      expect(stdout).toContain(`daicha revoke ${LENDER} --by-adb`)
      const log = logOf()
      expect(log).toMatchObject({ ended: 'disconnected', users: [{ after: null, proved: null }] })
      const open = log.changes.filter((change: { exitCode: number | null }) => change.exitCode === null)
      if (calls.includes(command))
        expect(open[0]).toMatchObject({ command: command.split(' '), sentAt: expect.any(String) })
      else expect(open).toEqual([])
    },
  )

  test.for([`pm grant --user 0 ${LENDER} android.permission.READ_CONTACTS`, 'dumpsys -t 60 package'])(
    'a cable that is pulled at `%s` of an undo',
    async (command) => {
      const { phone, pullAt } = await phoneOnCable({ sdk: 34, apps: [app()] })
      expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
      const log = join(folderOf(), 'revoke.json')
      const { code, stderr, stdout } = await run(phone, ['--undo', log], {
        stdin: terminal('y\n'),
        when: ['A record is kept', () => pullAt(command)],
      })
      expect(code, stdout).toBe(6)
      expect(stderr).toMatch(/E20[68]/)
      expect(stdout).not.toContain('Proved')
      expect(stdout).toContain('daicha revoke --undo')
      expect(logOf('undo.json')).toMatchObject({ ended: 'disconnected' })
    },
  )

  test('everything that ran on the phone is of one list or the other; an audit and a capture change nothing', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const io = { cwd: cwd(), env: { ...bench().env } }
    await daicha(['audit', '--device', '-s', phone.serial], io)
    await daicha(['capture', '-s', phone.serial, '--save', 'x'], io)
    await daicha(['devices'], io)
    await daicha(['doctor', '-s', phone.serial], io)
    expect(await sent(phone)).toEqual([])
    await run(phone, [LENDER, '--by-adb', '--yes'])
    await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    await run(phone, [LENDER], { when: ['Press Ctrl-C', () => process.emit('SIGINT')] })
    expect(new Set((await sent(phone)).map((call) => call.split(' ').slice(0, 2).join(' ')))).toEqual(
      new Set([
        'pm revoke',
        'pm grant',
        'pm set-permission-flags',
        'pm clear-permission-flags',
        'am force-stop',
        'am start',
      ]),
    )
    const properties = argvOf(askProperties, 0).at(-1) ?? ''
    for (const argv of await phone.argvs()) {
      if (argv[0] === 'getprop' && properties.includes(argv[1] ?? '-')) continue
      if (isChange(argv)) expect(() => guard(argv)).toThrow(/not a command/)
      else expect(guard(argv)).toBe(argv)
    }
  })
})

describe('the list of changes', () => {
  test.for([
    ['pm', 'reset-permissions'],
    ['appops', 'reset'],
    ['pm', 'revoke', LENDER, 'android.permission.READ_CONTACTS'],
    ['pm', 'revoke', '--user', 'all', LENDER, 'android.permission.READ_CONTACTS'],
    ['pm', 'revoke', '--user', '0', 'android', 'android.permission.READ_CONTACTS'],
    ['pm', 'revoke', '--user', '0', LENDER, 'android.permission.CAMERA'],
    ['pm', 'grant', '--user', '0', 'a;b', 'android.permission.READ_CONTACTS'],
    ['pm', 'uninstall', '--user', '0', LENDER],
    ['appops', 'set', '--user', '0', LENDER, 'READ_CONTACTS', 'default'],
    ['appops', 'set', '--user', '0', LENDER, 'CAMERA', 'ignore'],
    ['am', 'start', '--user', '0', '-a', 'android.intent.action.VIEW', '-d', `package:${LENDER}`],
    ['am', 'force-stop', '--user', '0', LENDER, 'com.example.other'],
    ['dumpsys', '-t', '60', 'package'],
    [],
  ])('has no %j', (argv) => {
    expect(() => guardChange(argv)).toThrow(/not a change/)
  })
})
