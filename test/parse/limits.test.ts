import { describe, expect, test } from 'vitest'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'
import { everyApp, snapshotFrom } from './dumps.ts'

const MIB = 1024 ** 2
/** About so many bytes of one text, again and again. */
const filled = (text: string, bytes = 2 * MIB) => text.repeat(Math.ceil(bytes / text.length))
const numbered = (line: (n: number) => string, bytes = 2 * MIB) =>
  Array.from({ length: Math.ceil(bytes / line(0).length) }, (_, n) => line(n)).join('')

const OPS =
  'Current AppOps Service state:\n  Uid u0a81:\n    Package com.example.cash:\n      READ_CONTACTS (allow): \n'
const USE = '          Access: [top-s] 2026-05-04 17:40:17.059 (-1s0ms)\n'

const texts: [string, string][] = [
  ['an app-op use of one word', `${OPS}        null=[\n          Access: ${filled('a')}\n`],
  ['an app-op use of many brackets', `${OPS}        null=[\n          Access: ${filled('[a-')}\n`],
  ['an age of many digits', `${OPS}${USE.replace('-1s', `-${filled('1')}`)}`],
  ['an app-op line of many times', `${OPS}      READ_CONTACTS: mode=0${filled('; time=+1s')}\n`],
  ['one app op, again and again', OPS + filled('      READ_CONTACTS (ignore): \n')],
  ['uses of one app op', OPS + filled(USE)],
  ['tags of one app op', OPS + filled(`        null=[\n${USE}        ]\n`)],
  ['one uid, again and again', OPS + filled('  Uid u0a81:\n      READ_CONTACTS: mode=ignore\n')],
  ['one package, again and again', OPS + filled('    Package com.example.cash:\n      READ_CONTACTS (deny): \n')],
  ['many uids', OPS + numbered((n) => `  Uid u${n % 1000}a${n >> 10}:\n      READ_CONTACTS: mode=1\n`)],
  ['many packages of one uid', OPS + numbered((n) => `    Package com.example.p${n}:\n      READ_CONTACTS (deny): \n`)],
  ['digits of a script', `${OPS}${filled('          Access: ٠٠٠٠\n')}`],
  ['digits of a script in one line', `${OPS}          Access: [top-s] ${filled('٠')}\n`],
  ['marks nobody sees in one line', `${OPS}${filled('\u200b')}x\n`],
  ['blanks of a page in one line', `${OPS}x${filled('\u00a0')}x${filled('\u00a0')}\n`],
  ['colours that never end', `${OPS}x${filled('\x1b[1')}\n`],
  ['answers of appops get', filled('READ_CONTACTS: ignore; time=+1s ago\n')],
  ['answers of appops get under names', filled('com.example.cash\nREAD_CONTACTS: ignore\n')],
  ['an answer of appops get in one line', `READ_CONTACTS: ignore${filled('; time=+1s')}\n`],
  ['one long word above an answer of appops get', `${filled('x')}\nREAD_CONTACTS: ignore\n`],
  ['one long word below an answer of appops get', `com.example.cash\nREAD_CONTACTS: ignore\n${filled('x')}\n`],
  ['a user of many colons', `Users:\n  ${filled('UserInfo{1:')}\n`],
  ['a user of many ends', `Users:\n  UserInfo{1:${filled(':13')}\n`],
  ['many users', `Users:\n${numbered((n) => `  UserInfo{${n}:x:10}\n`)}`],
  ['a property of many brackets', `[ro.build.fingerprint]: [${filled(']: [')}\n`],
  ['a fingerprint of many colons', `[ro.build.fingerprint]: [a/${filled(':1')}]\n`],
  ['a package of many blanks in a list', `package:${filled(' ')}x\npackage:${filled(' uid:')}\n`],
  ['a heading of one long word', `# ${filled('stat_', MIB / 4)}\n`],
  ['copies of an app without a name', `Packages:\n\nHidden system packages:\n${filled('    userId=10075\n', MIB / 8)}`],
  ['a name of many parts', `READ_CONTACTS: ${filled('a.', 5 * MIB)}\n`],
  ['an administrator of many dots', `Enabled Device Admins (User 0):\n  ${filled('a.')}\n`],
]

describe('a text that is made to take long takes no longer than any other', () => {
  test.for(texts)('%s', { timeout: 5000 }, ([, text]) => {
    expect(() => snapshotFrom(text)).not.toThrow()
  })

  test('apps of many users are told of as far as a report can hold them', { timeout: 5000 }, () => {
    const user = (id: number) => `    User ${id}: ceDataInode=1 installed=true hidden=false stopped=false enabled=0\n`
    const app = (n: number) => `  Package [com.cash.loan.app${n}] (1a):\n    appId=${10100 + n}\n${user(n)}`
    const text = `Packages:\n${Array.from({ length: 100 }, (_, n) => app(n)).join('')}\nShared users:\n`
    const { apps, gaps } = snapshotFrom(text)
    expect(apps.flatMap(({ users }) => users).length).toBeLessThanOrEqual(4800)
    expect(apps.length).toBeGreaterThan(40)
    expect(gaps.map(({ code }) => code)).toContain('E344')
  })

  test('a setting of many names', { timeout: 5000 }, async () => {
    const { snapshotReader } = await import('../../src/parse/index.ts')
    const command = ['settings', 'get', '--user', '0', 'secure', 'enabled_accessibility_services']
    const reader = snapshotReader(everyApp)
    const file = reader.open({ path: 'settings.txt', optional: true, command })
    file.write(Buffer.from(filled('com.example.cash/.Service:')))
    file.end()
    expect(reader.snapshots()[0]?.specialAccess).toHaveLength(1)
  })
})

describe('a name or a label that is made to take long', () => {
  const classify = classifier(rules)
  const words = ['loancash', 'LoanCash', 'cash.loan', 'a', 'x1', '贷款', '借钱 ', 'vay tiền ', 'é', ' ', 'cash-', 'i̇']
  test.for(words)('%s, again and again', { timeout: 5000 }, (word) => {
    const long = filled(word, MIB / 4)
    expect(classify.worthReading(`com.${long}`)).toBe(false)
    expect(classify({ packageName: `com.${long}` }).class).toBe('none')
    classify({ packageName: 'com.example.app', labels: { default: long, zh: long, en: long } })
    classify({ packageName: 'com.example.app', components: [long, `com.${long}`], providers: [long], queries: [long] })
  })

  test('a package name has at most 223 characters, and a label is read as far as Android shows it', () => {
    const name = (length: number) =>
      `com.${'a'.repeat(length)}`.slice(0, length - '.quickloan'.length).concat('.quickloan')
    expect(classify({ packageName: name(223) }).basis).not.toEqual([])
    expect(classify({ packageName: name(224) }).basis).toEqual([])
    const label = (before: number) => ({ default: `${'- '.repeat(before / 2)}快速贷款 现金贷` })
    expect(classify({ packageName: 'com.example.app', labels: label(980) }).basis).not.toEqual([])
    expect(classify({ packageName: 'com.example.app', labels: label(1000) }).basis).toEqual([])
  })
})
