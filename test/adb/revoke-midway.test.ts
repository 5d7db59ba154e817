import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { type Phone, until } from './bench.ts'
import { describeOnBench } from './on-bench.ts'
import { app, type Held, LENDER, legacy, off, revokeBench } from './revoke-bench.ts'

const CUT = { out: "Packages:\n\n\n*** SERVICE 'package' DUMP TIMEOUT (60000ms) EXPIRED ***\n\n" }
/** The line that is printed before the first call is sent. */
const BEGINS = 'To put them back'

describeOnBench('a change that does not go as it was meant', () => {
  const { bench, cwd, phoneWith, run, sent, stateOn, heldOn, folderOf, logOf, verdictOn } = revokeBench()
  const record = () => join(folderOf(), 'revoke.json')
  /** Presses Ctrl-C so many times, once a call has arrived. */
  const interrupt = async (phone: Phone, times: number, signal: NodeJS.Signals = 'SIGINT') => {
    const before = (await sent(phone)).length
    await until(async () => (await sent(phone)).length > before)
    for (let n = 0; n < times; n++) process.emit(signal)
  }
  const taken = { 0: { permissions: { READ_CONTACTS: off('USER_SET'), WRITE_CONTACTS: off('USER_SET') } } }

  test.for([
    ['Ctrl-C', 'SIGINT'],
    ['a terminal that is closed', 'SIGHUP'],
    ['an end by another program', 'SIGTERM'],
  ] as const)(
    '%s between the calls: the rest is sent, the phone is read again, and all of it is said',
    async ([, signal]) => {
      const phone = await phoneWith({ sdk: 34, apps: [app()] })
      const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'], {
        when: [BEGINS, () => interrupt(phone, 1, signal)],
      })
      expect(stderr).toContain('Press Ctrl-C again to stop at once')
      expect([code, stdout.includes('Proved off')]).toEqual([0, true])
      expect(await sent(phone)).toHaveLength(5)
      expect(logOf()).toMatchObject({ ended: 'checked', users: [{ proved: true }] })
      expect(process.listenerCount(signal)).toBe(0)
    },
  )

  test('Ctrl-C while those of one identity are read ends it before evidence is saved', async () => {
    const shared = { sharedUser: 'com.example.shared', asks: ['READ_CONTACTS'] }
    const phone = await phoneWith({ sdk: 34, apps: [app(shared), app({ ...shared, name: 'com.example.notes' })] })
    const ended = run(phone, [LENDER, '--by-adb', '--yes'])
    await until(async () => (await phone.argvs()).filter((argv) => argv.at(-1) === 'package').length > 1)
    process.emit('SIGINT')
    const { code, stdout, stderr } = await ended
    expect([code, stdout, await sent(phone)]).toEqual([130, '', []])
    expect(stderr).toContain('The phone was not changed')
  })

  test('Ctrl-C between the yes and the first call: none is sent', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'], {
      when: [BEGINS, () => process.emit('SIGINT')],
    })
    expect([code, await sent(phone)], stdout).toEqual([130, []])
    expect(stderr).toContain('None of the commands above was sent')
    expect(logOf()).toMatchObject({ ended: 'interrupted' })
  })

  test.for([['--by-adb', '--yes'], []])('Ctrl-C while evidence is saved ends it: %j', async (argv) => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [LENDER, ...argv], {
      when: ['evidence was saved', () => process.emit('SIGINT')],
    })
    expect([code, await sent(phone)], stdout).toEqual([130, []])
    expect(stderr).toContain('The phone was not changed')
    expect(stdout).not.toContain('To be turned off')
  })

  test.for([
    ['a revocation', [LENDER, '--by-adb', '--yes'], 'revoke.json', `daicha revoke ${LENDER} --by-adb`],
    ['an undo', ['--undo'], 'undo.json', 'daicha revoke --undo'],
  ] as const)(
    'Ctrl-C twice stops %s at once: how much was sent is said, and what tells the rest',
    async ([what, argv, file, command]) => {
      const phone = await phoneWith({ sdk: 34, apps: [app()] })
      if (what === 'an undo') await run(phone, [LENDER, '--by-adb', '--yes'])
      const args = what === 'an undo' ? ['--undo', record(), '--yes'] : [...argv]
      const calls = (await sent(phone)).length
      const begins = what === 'an undo' ? 'A record is kept' : BEGINS
      const { code, stdout } = await run(phone, args, {
        when: [begins, () => interrupt(phone, 2)],
      })
      expect([code, stdout.includes('Proved')]).toEqual([130, false])
      const { changes } = logOf(file) as { changes: { sentAt: string | null }[] }
      const begun = changes.filter(({ sentAt }) => sentAt !== null).length
      expect(stdout).toContain(`Commands that were sent: ${begun} of ${changes.length}`)
      expect(stdout).toContain(command)
      expect((await sent(phone)).length - calls).toBeLessThan(changes.length)
      expect(logOf(file)).toMatchObject({ ended: 'interrupted', users: [{ after: null, proved: null }] })
    },
  )

  test.for([2, 4])('killed when call %i has arrived: its record puts back what was done until then', async (calls) => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const command = [join(root, 'bin/daicha.js'), 'revoke', LENDER, '--by-adb', '--yes', '-s', phone.serial]
    const killed = spawn(process.execPath, command, { cwd: cwd(), env: bench().env, stdio: 'ignore' })
    const ended = once(killed, 'exit')
    await until(async () => (await sent(phone)).length >= calls)
    killed.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(logOf()).toMatchObject({ ended: null, users: [{ after: null, proved: null }] })

    const { code, stdout } = await run(phone, ['--undo', record(), '--yes'])
    expect([code, stdout.includes('Proved put back'), heldOn(phone)], stdout).toEqual([0, true, app().users['0']])
  })

  test('a phone that is slow once it was changed is given the time that was asked for, and no more', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    await phone.record('dumpsys -t 60 package.then', { out: CUT.out, delay: 40 })
    await phone.record('dumpsys -t 120 package packages', { out: CUT.out, delay: 40 })
    const began = Date.now()
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes', '--timeout', '2s'])
    expect(Date.now() - began).toBeLessThan(30_000)
    expect(code, stdout).toBe(6)
    expect(stderr).toContain('E209')
    expect(stdout).toContain('the state is not known')
  })

  test('a record that cannot be written any more: what may have been done is said all the same', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'], {
      when: [BEGINS, () => rmSync(folderOf(), { recursive: true })],
    })
    expect(code, stdout).toBe(6)
    expect(stderr.match(/\[E502\]/g)).toHaveLength(1)
    expect(stdout).toContain('the state is not known')
    expect(await sent(phone)).toEqual([])
  })

  test('evidence of which a part finds no room: nothing is sent, and no half of it is left', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    const command = [process.execPath, join(root, 'bin/daicha.js'), 'revoke', LENDER, '--by-adb', '--yes']
    // A file of 30 kB has room: the capture, and not the page.
    const ran = promisify(execFile)(
      'sh',
      ['-c', 'ulimit -f 60; exec "$@"', 'sh', ...command, '-s', phone.serial, '--lang', 'en'],
      { cwd: cwd(), env: bench().env },
    )
    const stderr = expect.stringMatching(/E502\] cannot write daicha-\d+: the file is too large/)
    await expect(ran).rejects.toMatchObject({ code: 2, stderr })
    expect([readdirSync(cwd()), await sent(phone)]).toEqual([[], []])
  })

  test('a maker that nobody has heard of, whose manager gives it back in a moment: it does not count as off', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] }, { 'ro.product.manufacturer': 'EXAMPLE MOBILITY' })
    const { write } = await import('./device/memory.js' as string)
    const wait = async () => write(phone.data, { ...stateOn(phone), apps: [app()] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'], { wait })
    expect([code, stdout.includes('Proved off')]).toEqual([6, false])
    expect(stdout).toContain('Not proved off')
  })

  test('what was not read again is not said to be on', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()], forgets: true })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect(code).toBe(6)
    expect(`${stdout}${stderr}`).not.toContain('still on')
    expect(stdout).toContain('it is not known what is on')
    // Nor that nothing of it is left to undo.
    const undone = await run(phone, ['--undo', record(), '--yes'])
    expect([undone.code, undone.stdout.includes('nothing to put back')]).toEqual([6, false])
    expect(undone.stdout).toContain('it is not known what is on')
  })

  test('an undo that app ops are part of needs them read, before and after', async () => {
    const phone = await phoneWith({ sdk: 28, apps: [legacy()] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    const uses = readFileSync(join(phone.data, 'dumpsys+-t+60+appops.out'), 'utf8')
    const denied = { out: "Permission Denial: can't dump AppOpsService from pid=1, uid=2000\n" }
    await phone.record('dumpsys -t 60 appops', denied)
    const before = await run(phone, ['--undo', record(), '--yes'])
    expect([before.code, before.stdout.includes('nothing to put back')]).toEqual([6, false])
    await phone.record('dumpsys -t 60 appops', { out: uses })
    const after = await run(phone, ['--undo', record(), '--yes'], {
      when: ['A record is kept', () => phone.record('dumpsys -t 60 appops.then', denied)],
    })
    expect([after.code, after.stdout.includes('Proved put back')]).toEqual([6, false])
  })

  test('an app that is uninstalled meanwhile is said to be gone, and an undo brings nothing back', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app(), app({ name: 'com.example.notes', users: taken })] })
    const { code, stdout } = await run(phone, [LENDER, '--by-adb', '--yes'], {
      when: [
        BEGINS,
        async () => {
          const { write } = await import('./device/memory.js' as string)
          write(phone.data, { ...stateOn(phone), apps: stateOn(phone).apps.slice(1) })
        },
      ],
    })
    expect([code, stdout.includes('Proved off')]).toEqual([0, false])
    expect(stdout).toContain('is no longer on it')
    const undone = await run(phone, ['--undo', record(), '--yes'])
    expect(undone.code).toBe(0)
    expect(undone.stdout).toContain(`${LENDER} (user 0) is no longer on the phone`)
  })

  test('an undo tells of a user who is gone, and puts back what it can', async () => {
    const users = { 0: app().users['0'] as Held, 10: app().users['0'] as Held }
    const phone = await phoneWith({ sdk: 34, apps: [app({ users })] })
    expect((await run(phone, [LENDER, '--by-adb', '--yes'])).code).toBe(0)
    const { write } = await import('./device/memory.js' as string)
    const [{ users: left } = app()] = stateOn(phone).apps
    write(phone.data, { ...stateOn(phone), apps: [app({ users: { 0: left['0'] as Held } })] })
    const { code, stdout } = await run(phone, ['--undo', record(), '--yes'])
    expect([code, stdout.includes('Proved put back')]).toEqual([0, true])
    expect(stdout).toContain(`${LENDER} (user 10) is no longer on the phone`)
  })

  test('an app that was not seen on a phone that was not read whole is not said to be missing', async () => {
    const phone = await phoneWith({ sdk: 34, apps: [app()] })
    for (const command of ['dumpsys -t 60 package', 'dumpsys -t 120 package packages']) await phone.record(command, CUT)
    await phone.record('pm list packages -U --user 0', { out: '', err: 'Killed\n', rc: 137 })
    const { code, stdout, stderr } = await run(phone, [LENDER, '--by-adb', '--yes'])
    expect([code, stderr.includes('E401')], stdout + stderr).toEqual([5, false])
    expect(stdout).toMatch(/not\s+all\s+of\s+the\s+phone\s+was\s+read/i)
    expect(await sent(phone)).toEqual([])
    expect(await verdictOn(phone)).toEqual([undefined, undefined])
  })
})
