import { join } from 'node:path'
import { expect, test } from 'vitest'
import { daicha } from '../daicha.ts'
import { describeOnBench } from './on-bench.ts'
import { app, GROUP, LENDER, off, on, PERMISSIONS_PAGE, type Permission, revokeBench } from './revoke-bench.ts'

const SMS = ['READ_SMS', 'RECEIVE_SMS', 'SEND_SMS']
const all = (names: string[], one: () => Permission = on) => Object.fromEntries(names.map((name) => [name, one()]))
const appWith = (names: string[], more: Parameters<typeof app>[0] = {}) =>
  app({ asks: names, users: { 0: { permissions: all(names) } }, ...more })

describeOnBench('messages and the call log are taken away with contacts', () => {
  const { phoneWith, run, sent, heldOn, logOf, folderOf } = revokeBench()
  const revoked = async (phone: Parameters<typeof sent>[0]) =>
    (await sent(phone)).flatMap((call) => /^pm revoke .*permission\.(\w+)$/.exec(call)?.[1] ?? [])

  test('the group of messages as a whole, so that sending does not give reading back', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [appWith(['READ_CONTACTS', ...SMS])] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--also', 'sms', '--by-adb', '--yes'])
    expect(code, stdout + stderr).toBe(0)
    expect(await revoked(phone)).toEqual(['READ_CONTACTS', ...SMS])
    expect(stdout).toContain('cannot read contacts now')
    expect(stdout).toContain('cannot read text messages now')
    for (const name of SMS) expect(heldOn(phone)?.permissions[name]).toMatchObject({ granted: false })
    expect(heldOn(phone)?.permissions['READ_SMS']?.flags).toContain('USER_FIXED')
    expect(logOf()).toMatchObject({ groups: ['contacts', 'sms'], users: [{ proved: true }] })
    const undone = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect(undone.code, undone.stdout).toBe(0)
    for (const name of ['READ_CONTACTS', ...SMS]) expect(heldOn(phone)?.permissions[name]?.granted).toBe(true)
  })

  test('without being asked for they stay, and that is said', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [appWith(['READ_CONTACTS', ...SMS, 'READ_CALL_LOG'])] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(0)
    expect(await revoked(phone)).toEqual(['READ_CONTACTS'])
    expect(stdout).toContain(`daicha revoke ${LENDER} --also sms,call-log --by-adb`)
  })

  test('messages that stay readable are not proved off, though contacts are', async () => {
    const phone = await phoneWith({
      sdk: 34,
      apps: [appWith(['READ_CONTACTS', 'READ_SMS'])],
      silent: [`pm revoke --user 0 ${LENDER} android.permission.READ_SMS`],
    })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--also', 'sms', '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stdout).toContain('cannot read contacts now')
    expect(stdout).toContain('Not proved off: text messages')
    expect(stdout).not.toContain('cannot read text messages now')
    expect(stderr).toContain('E404')
  })

  test('a read of messages after the change', async () => {
    const phone = await phoneWith({
      sdk: 34,
      apps: [appWith(['READ_CONTACTS', 'READ_SMS'])],
      rereads: 1,
      readOp: 'READ_SMS',
    })
    const { code, stdout } = await run(phone, [LENDER, '--also', 'sms', '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(stdout).toContain('A read of text messages is recorded after the change')
  })

  test('contacts that are off already are left alone', async () => {
    const users = { 0: { permissions: { READ_CONTACTS: off('USER_SET', 'USER_FIXED'), READ_SMS: on() } } }
    const phone = await phoneWith({ sdk: 34, apps: [app({ asks: ['READ_CONTACTS', 'READ_SMS'], users })] })
    const { code } = await run(phone, [LENDER, '--also', 'sms', '--by-adb', '--yes'])
    expect(code).toBe(0)
    expect((await sent(phone)).filter((call) => call.includes('CONTACTS'))).toEqual([])
    expect(await revoked(phone)).toEqual(['READ_SMS'])
  })

  const PHONE = ['READ_CALL_LOG', 'READ_PHONE_STATE', 'CALL_PHONE']
  test.for([
    [27, PHONE, true],
    [28, ['READ_CALL_LOG'], false],
  ] as const)('API %i: %s go with the call log, and that is said: %s', async ([sdk, expected, isSaid]) => {
    const phone = await phoneWith({ sdk, apps: [appWith(['READ_CONTACTS', ...PHONE])] })
    const { code, stdout } = await run(phone, [LENDER, '--also', 'call-log', '--by-adb', '--yes'])
    expect(code, stdout).toBe(0)
    expect(await revoked(phone)).toEqual(['READ_CONTACTS', ...expected])
    expect(stdout.includes('one switch, Phone')).toBe(isSaid)
  })

  test('calls alone are no call log', async () => {
    const phone = await phoneWith({ sdk: 27, apps: [appWith(['READ_CONTACTS', 'READ_PHONE_STATE'])] })
    const { code } = await run(phone, [LENDER, '--also', 'call-log', '--by-adb', '--yes'])
    expect(code).toBe(0)
    expect(await revoked(phone)).toEqual(['READ_CONTACTS'])
  })

  test('an app of old: each of its messages is closed by an app op of its own', async () => {
    const phone = await phoneWith({
      sdk: 29,
      apps: [appWith(['READ_CONTACTS', 'READ_SMS', 'SEND_SMS'], { target: 22 })],
    })
    const { code, stdout } = await run(phone, [LENDER, '--also', 'sms', '--by-adb', '--yes'])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toEqual([
      ...['READ_CONTACTS', 'READ_SMS', 'SEND_SMS'].map((op) => `appops set --user 0 --uid ${LENDER} ${op} ignore`),
      `am force-stop --user 0 ${LENDER}`,
    ])
    // It still holds what it asked for, and asks for none of it again.
    expect(stdout).not.toContain('It may ask again later')
    const undone = await run(phone, ['--undo', join(folderOf(), 'revoke.json'), '--yes'])
    expect(undone.code, undone.stdout).toBe(0)
  })

  test('by hand: what to tap for each, and both are waited for', async () => {
    const names = ['READ_CONTACTS', 'READ_SMS', 'READ_CALL_LOG']
    const phone = await phoneWith({ sdk: 34, apps: [appWith(names)], owner: names })
    const { code, stdout } = await run(phone, ['--also', 'call-log sms'])
    expect(code, stdout).toBe(0)
    expect(await sent(phone)).toEqual([PERMISSIONS_PAGE])
    for (const taps of ['Contacts', 'SMS / Messages', 'Call logs'])
      expect(stdout).toContain(`tap: ${taps} > Don't allow`)
    for (const what of ['contacts', 'text messages', 'the call log'])
      expect(stdout).toContain(`cannot read ${what} now`)
  })

  test('by hand: the one that was not turned off is named in the end', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [appWith(['READ_CONTACTS', 'READ_SMS'])], owner: GROUP })
    let moved = 0
    const { code, stdout } = await run(phone, ['--also', 'sms'], {
      now: () => new Date(Date.now() + moved).toISOString(),
      when: ['Press Ctrl-C', () => (moved = 10 * 60_000)],
    })
    expect(code).toBe(6)
    expect(stdout).toContain('cannot read contacts now')
    expect(stdout).not.toContain('cannot read text messages now')
    expect(stdout).toMatch(/still seems to be on for .*: text messages/)
    expect(stdout).toContain(`daicha revoke ${LENDER} --also sms`)
  })

  test.for([
    [['--also', 'camera'], 'sms, call-log'],
    [['--also', 'contacts'], 'sms, call-log'],
    [['--also', 'sms', '--undo', 'x.json'], '--also'],
  ] as const)('%j is no use', async ([argv, said]) => {
    const { code, stderr } = await daicha(
      ['revoke', LENDER, ...argv].filter((arg) => arg !== LENDER || !argv.includes('--undo' as never)),
    )
    expect(code).toBe(2)
    expect(stderr).toContain(said)
  })
})
