import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { AuditError } from '../built.ts'
import { newFolder } from '../folder.ts'
import { daichaWith } from './canned.ts'
import { remembering } from './remembering.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

const BY_ADB = ['revoke', 'com.example.kuaijie', '--by-adb', '--yes']

const isChange = (command: string) => /^(pm (revoke|grant|set|clear)|appops set|am )/.test(command)

/** What it says, without the breaks of its lines. */
async function ran(phone: ReturnType<typeof remembering>, argv: string[], onSaid = (_: string) => {}) {
  let stdout = ''
  const write = (text: string) => {
    stdout += text.replace(/\s+/g, ' ')
    onSaid(stdout)
  }
  const { code, stderr } = await daichaWith(phone.connect, argv, { cwd, stdout: { write } })
  return { code, stdout, stderr, changes: phone.sent.filter(isChange) }
}

test('each call that is sent is shown in one line, to be copied, however narrow the terminal', async () => {
  const phone = remembering({ maker: 'Google' })
  let said = ''
  const stdout = { isTTY: true, columns: 40, write: (text: string) => (said += text) }
  expect((await daichaWith(phone.connect, BY_ADB, { cwd, stdout })).code, said).toBe(0)
  const calls = phone.sent.filter(isChange)
  expect(calls.length).toBeGreaterThan(2)
  expect(said.split('\n')).toEqual(expect.arrayContaining(calls.map((call) => `  adb shell ${call}`)))
})

test('a call that the phone does not answer: none is sent after it, and the phone is read all the same', async () => {
  const late = (command: string) => {
    if (command.startsWith('pm revoke')) throw new AuditError('E209', { what: 'answer' })
    return undefined
  }
  const { code, stdout, changes } = await ran(remembering({ odd: late }), BY_ADB)
  expect(code, stdout).toBe(6)
  expect(changes).toEqual(['pm revoke --user 0 com.example.kuaijie android.permission.READ_CONTACTS'])
  expect(stdout).toContain('Look at its screen: it may be waiting for your consent.')
  expect(stdout).toContain('read again, it is "can read"')
  expect(stdout).not.toContain('the state is not known')
})

test('a phone that does not tell in time who it is: nothing is sent, and no record names another', async () => {
  const late = (command: string) => {
    if (command === 'getprop ro.serialno') throw new AuditError('E209', { what: 'answer' })
    return undefined
  }
  const { code, stderr, changes } = await ran(remembering({ odd: late }), BY_ADB)
  expect([code, changes, readdirSync(cwd)]).toEqual([4, [], []])
  expect(stderr).toContain('E209')
})

test('a page that the phone does not open in time is told as a way through Settings, and is waited for', async () => {
  const late = (command: string) => {
    if (command.startsWith('am start')) throw new AuditError('E209', { what: 'answer' })
    return undefined
  }
  let isStopped = false
  const { code, stdout } = await ran(remembering({ odd: late }), ['revoke', 'com.example.kuaijie'], (said) => {
    if (isStopped || !said.includes('to stop waiting')) return
    isStopped = true
    setImmediate(() => process.emit('SIGINT'))
  })
  expect(code, stdout).toBe(130)
  expect(stdout).toContain('please open it yourself')
  expect(stdout).toMatch(/Settings > [^.]*Contacts > Don't allow/)
})

test('an app op of which nothing can be read after it was set is not said to be on', async () => {
  let isSet = false
  const refused = { stdout: Buffer.from('Permission Denial: no\n'), stderr: '', exitCode: 0 }
  const odd = (command: string) => {
    isSet ||= command.startsWith('appops set')
    return isSet && command === 'dumpsys -t 60 appops' ? refused : undefined
  }
  const { code, stdout, stderr } = await ran(remembering({ sdk: 29, target: 22, odd }), BY_ADB)
  expect([code, stderr], stdout).toEqual([6, ''])
  expect(stdout).toContain('read again, it is "not known"')
  expect(stdout).toContain('it is not known what is on and what is off')
})

/** App ops of which the phone never tells anything. */
const refuses = (command: string) =>
  command === 'dumpsys -t 60 appops'
    ? { stdout: Buffer.from('Permission Denial: no\n'), stderr: '', exitCode: 0 }
    : undefined

test('of Android 5.0 what closes an app is its app ops', async () => {
  const { code, stdout, changes } = await ran(remembering({ sdk: 21, target: 21, maker: 'Google' }), BY_ADB)
  expect([code, changes], stdout).toEqual([
    0,
    [
      'appops set --user 0 com.example.kuaijie READ_CONTACTS ignore',
      'appops set --user 0 com.example.kuaijie WRITE_CONTACTS ignore',
      'am force-stop --user 0 com.example.kuaijie',
    ],
  ])
})

test('where the phone never shows app ops, what comes next is not the same command for ever', async () => {
  const { code, stdout, stderr } = await ran(remembering({ sdk: 29, target: 22, odd: refuses }), BY_ADB)
  expect(code, stdout).toBe(6)
  expect(stdout).toContain('read again, it is "not known"')
  expect(stdout).not.toContain('then run')
  expect(stderr).toMatch(/\[E210\][\s\S]*by hand: `daicha explain manual`/)
})

test('and by hand that is said before anybody waits', async () => {
  let isStopped = false
  const phone = remembering({ sdk: 29, target: 22, odd: refuses })
  const { code, stderr } = await ran(phone, ['revoke', 'com.example.kuaijie'], (said) => {
    if (isStopped || !said.includes('to stop waiting')) return
    isStopped = true
    setImmediate(() => process.emit('SIGINT'))
  })
  expect([code, stderr]).toEqual([130, expect.stringContaining('[E210]')])
})

test('messages that an administrator has fixed are told, and no command is offered against them', async () => {
  const { code, stdout } = await ran(remembering({ maker: 'Google', fixed: ['READ_SMS'] }), BY_ADB)
  expect(code, stdout).toBe(0)
  expect(stdout).toContain('It also holds permissions for text messages, fixed by')
  expect(stdout).not.toContain('--also')
})

test.for([true, false])('an undo leaves off what was allowed for once (%s), and says so', async (once) => {
  const phone = remembering({ maker: 'Google', once })
  const { stdout: said } = await daichaWith(phone.connect, BY_ADB, { cwd })
  const [, record = ''] = /--undo (\S+?revoke\.json)/.exec(said.replace(/\s+/g, ' ')) ?? []
  const { code, stdout, changes } = await ran(phone, ['revoke', '--undo', record, '--yes'])
  expect([code, changes.some((command) => command.startsWith('pm grant'))], stdout).toEqual([0, !once])
  expect(/that it had before\. What was allowed only once stays off\./.test(stdout)).toBe(once)
  expect(/before the changes\. What was allowed only once stays off\./.test(stdout)).toBe(once)
})

test.for([
  ['missing.json', 3, 'E301'],
  ['notes.json', 2, 'E407'],
] as const)('an undo with %s asks for no phone: what is missing is the record', async ([record, exit, error]) => {
  writeFileSync(join(cwd, 'notes.json'), '{}')
  const connect = () => Promise.reject(new AuditError('E203', {}))
  const { code, stderr } = await daichaWith(connect, ['revoke', '--undo', record], { cwd })
  expect([code, stderr]).toEqual([exit, expect.stringContaining(`[${error}]`)])
})

test.for<[what: string, then: (folder: string) => ReturnType<typeof remembering> | undefined, folders: number]>([
  ['of the last hour is not made twice', () => undefined, 1],
  ['of another phone is none of this one', () => remembering({ sdk: 33 }), 2],
  ['older than an hour is', (folder) => void utimesSync(join(folder, 'capture.zip'), 0, Date.now() / 1000 - 3660), 2],
  ['without its page is', (folder) => void rmSync(join(folder, 'report.html')), 2],
  ['without what the phone said is', (folder) => void rmSync(join(folder, 'capture.zip')), 2],
  ['that was changed since is', (folder) => void writeFileSync(join(folder, 'capture.zip'), ''), 2],
])('evidence %s', async ([, then, folders]) => {
  const phone = remembering()
  const now = () => new Date().toISOString()
  const look = ({ connect }: typeof phone) =>
    daichaWith(connect, ['revoke', 'com.example.kuaijie', '--by-adb'], { cwd, now })
  await look(phone)
  const [first = ''] = readdirSync(cwd)
  await look(then(join(cwd, first)) ?? phone)
  expect(readdirSync(cwd)).toHaveLength(folders)
})
