import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { audited, daicha, root } from '../daicha.ts'
import { dump14, package14 } from '../parse/dumps.ts'
import { expectedOf, input, languages, names } from './fixtures.ts'

const ROWS = 24
const COLUMNS = 80

const granted = (name: string) => `android.permission.${name}: granted=true, flags=[ USER_SET]`
const denied = (name: string) => `android.permission.${name}: granted=false, flags=[ USER_SET]`

/** A phone with so many apps that can read contacts, as many that were refused, and one of which nothing is known. */
const phoneWith = (readers: number) =>
  dump14([
    ...Array.from({ length: readers }, (_, n) =>
      package14(`com.example.cash${n}`, {
        runtime: [granted('READ_CONTACTS'), ...(n % 3 ? [granted('READ_SMS'), granted('READ_CALL_LOG')] : [])],
      }),
    ),
    ...Array.from({ length: readers }, (_, n) =>
      package14(`com.example.later${n}`, { runtime: [denied('READ_CONTACTS')] }),
    ),
    package14('com.example.sms', { runtime: [denied('READ_CONTACTS'), granted('READ_SMS')] }),
  ])

async function shown(argv: string[], stdin = '') {
  const { stdout } = await daicha(['audit', ...argv], { stdin })
  return stdout.trimEnd().split('\n')
}

const onPhone = (readers: number, ...more: string[]) =>
  shown(['-', '--assume-lender', 'all', '-q', ...more], phoneWith(readers))

describe.for(languages)('%s', (lang) => {
  test.for([1, 4, 40])('%i apps that can read: the answer stands on one screen', async (readers) => {
    const lines = await onPhone(readers, '--country', 'cn', '--lang', lang)
    expect(lines.length).toBeLessThan(ROWS)
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(COLUMNS)
    const text = lines.join('\n')
    expect(lines[0]).toMatch(
      lang === 'en' ? new RegExp(`^\\[ACT NOW\\] ${readers} `) : new RegExp(`^\\[需处理\\] ${readers} 个`),
    )
    expect(text).toContain('110')
    expect(text).toContain('12356')
    expect(text).toMatch(lang === 'en' ? /^Do now$/m : /^现在就做$/m)
    expect(text).toContain(' > ')
    expect(text).toMatch(/com\.example\.cash\d+ +(can read|能读取)/)
  })

  test.for(names)('%s stands on one screen, and what to do now begins with something to do', async (name) => {
    const lines = await shown([input(name), '--lang', lang])
    expect(lines.length).toBeLessThan(ROWS)
    const wide = lines.filter((line) => stringWidth(line) > COLUMNS && !/^\s*\S+$/.test(line))
    expect(wide).toEqual([])
    const first = lines[lines.findIndex((line) => /^(Do now|现在就做)$/.test(line)) + 1]
    expect(first).not.toMatch(/clean result|counts|不能据此|照样算数/)
    // No blank stands behind a bracket that is as wide as one.
    expect(lines.filter((line) => /） ?(?<= )\p{Script=Han}/u.test(line))).toEqual([])
  })

  test('a clone is called one, and what to tap is in the clone', async () => {
    const text = (await shown([input('miui-hyperos'), '--lang', lang])).join('\n')
    const clone = lang === 'en' ? '示例快借 (app clone)' : '示例快借（应用分身）'
    expect(text).toContain(clone)
    expect(text).not.toContain('999')
    const alone = await audited([input('miui-hyperos'), '--lang', lang, '--user', '999'])
    expect(alone.report.doNow.find(({ id }) => id === 'revoke')?.text).toContain(` > ${clone} > `)
  })

  test.for(['checkstyle', 'gitlab', 'text'])('%s tells whose copy it is, by no number', async (format) => {
    const { stdout } = await daicha(['audit', input('miui-hyperos'), '--full', '--lang', lang, '-f', format])
    expect(stdout).toContain(lang === 'en' ? 'app clone' : '应用分身')
    expect(stdout).not.toMatch(/(user|用户) (0|999)/)
  })

  test('a long name leaves room for whose it is, and what another user has is not called gone', async () => {
    const ofTwo = package14('com.example.quickcash.loans.online', {
      users: [{ state: 'installed=false' }, { id: 10, runtime: [granted('READ_CONTACTS')] }],
    })
    const text = (await shown(['-', '--assume-lender', 'all', '--lang', lang], dump14([ofTwo]))).join('\n')
    expect(text).toContain(lang === 'en' ? 'com.example.quickcash... (user 10)' : 'com.example.quickcash...（用户 10）')
    expect(text).not.toMatch(/not installed|没有安装/)
    const narrow = await daicha(['audit', '-', '--assume-lender', 'all', '--lang', lang], {
      stdin: dump14([ofTwo]),
      env: { COLUMNS: '40' },
    })
    for (const line of narrow.stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40)
    const { report } = await audited(['-', '--assume-lender', 'all', '--lang', lang], { stdin: dump14([ofTwo]) })
    expect(report.findings[0]?.message.text).toMatch(lang === 'en' ? / \(user 10\) can/ : /（用户 10）能/)
  })

  test('a row on other ways names the one app that has them', async () => {
    const { report } = await audited(['-', '--assume-lender', 'all', '--lang', lang], { stdin: phoneWith(2) })
    const row = report.doNow.find(({ id }) => id === 'check-other-routes')
    expect(row?.text).toMatch(
      lang === 'en' ? /^Turn off for each of these apps that has them: / : /^这里有这些权限的 App：/,
    )
    const one = dump14([
      package14('com.example.cash0', { runtime: [granted('READ_CONTACTS'), granted('READ_SMS')] }),
      package14('com.example.cash1', { runtime: [granted('READ_CONTACTS'), granted('WRITE_CONTACTS')] }),
    ])
    const { report: ofOne } = await audited(['-', '--assume-lender', 'all', '--lang', lang], { stdin: one })
    expect(ofOne.doNow.find(({ id }) => id === 'check-other-routes')?.text).toMatch(/com\.example\.cash0/)
    const clone = package14('com.example.cash0', { users: [{}, { id: 10, runtime: [granted('READ_SMS')] }] })
    const { report: ofClone } = await audited(['-', '--assume-lender', 'all', '--lang', lang], {
      stdin: dump14([clone]),
    })
    expect(ofClone.doNow.find(({ id }) => id === 'check-other-routes')?.text).toMatch(
      lang === 'en' ? /for com\.example\.cash0 \(user 10\): / : /^com\.example\.cash0（用户 10）：/,
    )
  })

  test('a way is closed by what a person finds in Settings, and a default app is changed before the permission', async () => {
    const steps = async (name: string) =>
      (await audited([input(name), '--lang', lang])).report.doNow.map(({ text }) => text)
    expect(await steps('one-tap-is-stopped-by-user-fixed')).toContain(
      lang === 'en' ? 'Turn off for 示例快借: contacts' : '示例快借：关掉通讯录',
    )
    const [, first, then] = await steps('grant-by-role-is-critical')
    expect(first).toMatch(lang === 'en' ? /default app/ : /默认应用/)
    expect(then).toMatch(lang === 'en' ? /^Turn off: / : /^关掉：/)
  })

  test('whoever is harassed is led on where nothing shows on the phone, and family is told where it does', async () => {
    const led = async (...argv: string[]) => (await shown([input('clear-phone'), '--lang', lang, ...argv])).join('\n')
    expect(await led('--country', 'cn')).toContain('`daicha explain --incident --country cn`')
    // That a lender is of China does not say that the person is there.
    expect(await led()).toContain('`daicha explain --incident`')
    const act = (await shown([input('sample'), '--lang', lang])).join('\n')
    expect(act).not.toContain('--incident')
    expect(act).toMatch(lang === 'en' ? /4 If they call your people/ : /4 亲友、同事接到催收/)
  })

  test('the time of the phone is told where somebody knows it, and in all of the text each lender is named', async () => {
    const folder = 'fixtures/bugreport-text/input/bugreport.txt'
    const dated = (await shown([folder, '--lang', lang])).join('\n')
    expect(dated).toContain('2026-03-02 09:30')
    // A dump that tells no time: it may be of today.
    const text = readFileSync(join(root, folder), 'utf8')
    const [, undated = ''] = /^DUMP OF SERVICE package:\n([\s\S]*?)^-{9}/m.exec(text) ?? []
    const several = (
      await shown(
        [folder, '-', '--lang', lang],
        undated.replace('READ_CONTACTS: granted=true', 'READ_CONTACTS: granted=false'),
      )
    ).join('\n')
    expect(several).toContain(lang === 'en' ? '3 apps' : '3 个')
    expect(several).not.toContain('2026-03-02')
    const full = await shown([input('sample'), '--full', '--lang', lang])
    expect(full.filter((line) => line.includes('com.example.xiaojin'))).toHaveLength(1)
  })

  test('an app that cannot read never stands before one that can', async () => {
    const lines = await onPhone(4, '--lang', lang)
    const last = lines.findLastIndex((line) => /^ {2}com\.example\.cash\d/.test(line))
    for (const name of ['com.example.later0', 'com.example.sms'])
      expect(lines.findIndex((line) => line.includes(name))).toBeGreaterThan(last)
  })

  test('how many more can read is said where they have no room', async () => {
    const lines = await onPhone(40, '--lang', lang)
    const named = lines.filter((line) => /^ {2}com\.example\.cash\d/.test(line)).length
    expect(lines.join('\n')).toContain(lang === 'en' ? `${40 - named} more can read` : `还有 ${40 - named} 个也能读取`)
  })

  test('what was not read is said, with the way to read it, and nothing comforts', async () => {
    const cut = names.filter((name) => expectedOf(name).verdict === 'incomplete' && expectedOf(name).exit !== 3)
    expect(cut.length).toBeGreaterThanOrEqual(6)
    for (const name of cut) {
      const { report } = await audited([input(name), '--lang', lang])
      const text = (await shown([input(name), '--lang', lang])).join('\n')
      const [first] = report.problems
      if (first === undefined) throw new Error(`${name} has no problem`)
      expect([name, text]).toEqual([name, expect.stringContaining(`[${first.code}]`)])
      const flat = text.replace(/\s+/g, '')
      expect([name, text]).toEqual([name, expect.stringContaining('`daicha explain manual`')])
      for (const remedy of first.remedy)
        expect([name, flat]).toEqual([name, expect.stringContaining(remedy.replace(/\s+/g, ''))])
      expect(text).not.toMatch(/\[OK\]|\[正常\]|nothing to look at|没有要看的|all read|已读全/)
    }
  })
})

test('a way that closes with the switch for contacts is no switch of its own', async () => {
  const lender = ['READ_CONTACTS', 'WRITE_CONTACTS', 'GET_ACCOUNTS', 'READ_CALL_LOG', 'WRITE_CALL_LOG'].map(granted)
  const text = dump14([package14('com.example.kuaijie', { runtime: lender })])
  const lines = await shown(['-', '-q', '--lang', 'en'], text)
  expect(lines.find((line) => /^ {2}3 /.test(line))).toBe('  3 Turn off for 示例快借: call log')
})

test('says where the rest is: the files that were written, else how to get them', async () => {
  expect((await shown([input('sample'), '--lang', 'en'])).at(-1)).toContain('--full')
})

describe('of a lender that cannot read', () => {
  const LENDER = 'com.example.kuaijie'
  const phone = (...more: string[]) =>
    `${dump14([package14(LENDER, { runtime: [denied('CAMERA')] }), package14('com.example.pad', { appId: 10082, runtime: [granted('READ_CONTACTS')] })])}\n${more.join('\n')}`
  const said = async (text: string) => (await shown(['-', '-q', '--lang', 'en'], text)).join('\n')

  test('the grave ways that are open are named', async () => {
    const services = `enabled_accessibility_services=${LENDER}/.Helper\nenabled_notification_listeners=${LENDER}/.Listener\n`
    const text = await said(phone(services))
    expect(text).toContain('Other ways to the people you know: 示例快借 (accessibility service)\n')
    expect(text).toContain('Turn off for 示例快借: accessibility service, notification access')
    expect(await said(phone())).not.toContain('Other ways')
    // As the app for messages it gets them, which is more than another way.
    expect(await said(phone(`sms_default_application=${LENDER}\n`))).toContain(
      'Cannot read contacts, but have a way to see whom you talk to: 示例快借\n',
    )
  })

  test('a read that the system recorded is told, and not one that another app names', async () => {
    const ops = (access: string) =>
      `Current AppOps Service state:\n  Uid u0a81:\n    Package ${LENDER}:\n      READ_CONTACTS (allow): \n        null=[\n          Access: [${access}] 2026-02-27 09:30:12.480 (-3d0h0m0s0ms)\n        ]\n`
    const text = await said(phone(ops('bg-s')))
    expect(text).toMatch(/^\[CHECK\]/)
    expect(text).toContain('Ask them to delete your contacts')
    expect(text).toContain('Reads that Android recorded: 示例快借, read in the background 2026-02-27\n')
    expect(await said(phone(ops('bg-upd')))).toMatch(/^\[OK\](?!.*recorded)/s)
    const argv = ['audit', '-', '--full', '--lang', 'en']
    const full = await daicha(argv, { stdin: phone(ops('bg-s')) })
    expect(full.stdout.replace(/\s+/g, ' ')).toMatch(/Last read 2026-02-27 09:30 .*?, in the background/)
  })
})
