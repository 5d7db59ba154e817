import { expect, test } from 'vitest'
import { audited, daicha } from '../daicha.ts'

const input = (fixture: string) => `fixtures/${fixture}/input`
const rulesOf = ({ report }: Awaited<ReturnType<typeof audited>>) => [
  ...new Set(report.findings.map(({ ruleId }) => ruleId)),
]

test('--rule applies that rule alone, --skip-rule all others', async () => {
  const sample = input('sample')
  expect(rulesOf(await audited([sample]))).toContain('lender-reads-contacts')
  expect(rulesOf(await audited([sample, '--rule', 'lender-reads-contacts']))).toEqual(['lender-reads-contacts'])
  const skipped = rulesOf(await audited([sample, '--skip-rule', 'lender-reads-contacts']))
  expect(skipped).not.toContain('lender-reads-contacts')
  expect(skipped.length).toBeGreaterThan(0)
})

test('a run that leaves rules out is never clear, and never says that no lender can read contacts', async () => {
  for (const fixture of ['sample', 'clear-phone', 'denied-once'])
    for (const argv of [
      ['--skip-rule', 'lender-reads-contacts'],
      ['--rule', 'lender-one-tap-from-contacts'],
    ]) {
      const { code, report } = await audited([input(fixture), ...argv])
      expect(report.verdict).not.toBe('clear')
      expect(report.headline).not.toMatch(/No loan app/)
      expect(report.run.options.skippedRules).toContain('lender-reads-contacts')
      expect(report.exit.reasons).toContain('rules-skipped')
      expect([0, 1]).toContain(code)
    }
})

test('a run that leaves users out is never clear, and says whom it looked at', async () => {
  // The owner denied what user 11 granted; in the other phone a work profile alone has the lender.
  for (const fixture of ['android-10-two-users', 'work-profile-policy-grant']) {
    const { code, report } = await audited([input(fixture), '--user', '0'])
    expect(report.verdict).not.toBe('clear')
    expect(report.headline).toMatch(/only user 0 was checked/i)
    expect(report.exit.reasons).toContain('users-skipped')
    expect(code).toBe(0)
  }
  // A phone of one user is looked at as a whole.
  const { report } = await audited([input('clear-phone'), '--user', '0'])
  expect(report).toMatchObject({ verdict: 'clear', exit: { code: 0, reasons: [] } })
})

test('a rule of the other policy that is skipped takes nothing away', async () => {
  const { report } = await audited([input('clear-phone'), '--skip-rule', 'lender-declares-contacts'])
  expect(report.verdict).toBe('clear')
})

test.for(['--rule', '--skip-rule'])('%s of no rule is wrong usage, with a guess', async (flag) => {
  const { code, stderr } = await daicha(['audit', input('sample'), flag, 'lender-read-contacts'])
  expect(code).toBe(2)
  expect(stderr).toContain(`[E114] lender-read-contacts is not a value of ${flag}`)
  expect(stderr).toContain('Did you mean lender-reads-contacts?')
})

test('--assume-lender takes an app for a lender, and says on what ground', async () => {
  const chat = 'com.example.chat'
  const before = await audited([input('sample')])
  expect(before.report.apps.map((app) => app.package)).not.toContain(chat)
  const { report } = await audited([input('sample'), '--assume-lender', chat])
  const app = report.apps.find((one) => one.package === chat)
  expect(app?.lender).toMatchObject({
    class: 'confirmed',
    kind: null,
    basis: [{ id: 'assumed', text: 'assumed on the command line, not looked up' }],
  })
  expect(report.findings.filter((one) => one.package === chat).map(({ ruleId }) => ruleId)).toContain(
    'lender-reads-contacts',
  )
  // The others are looked up as ever.
  expect(report.findings.filter((one) => one.package !== chat)).toHaveLength(before.report.findings.length)
  expect(report.run.options.assumedLenders).toEqual([chat])
})

test('--assume-lender all takes every app, and warns of the list', async () => {
  const { stdout, stderr } = await daicha(['audit', input('no-lender-at-all'), '--assume-lender', 'all', '-f', 'json'])
  const report = JSON.parse(stdout)
  expect(report.stats.lenders).toBe(report.stats.packages)
  expect(stderr).toContain('every app is checked as if it lent')
  expect((await daicha(['audit', input('no-lender-at-all'), '--assume-lender', 'all', '-q'])).stderr).toBe('')
})

test.for(['com.example.*', 'Sunny', '阳光借款'])(
  '--assume-lender %s is no package: nothing passes for checked',
  async (typed) => {
    const { code, stderr } = await daicha(['audit', input('clear-phone'), '--assume-lender', typed])
    expect(code).toBe(2)
    expect(stderr).toContain(`[E114] ${typed} is not a value of --assume-lender`)
    expect(stderr).toContain('`adb shell pm list packages -3`')
  },
)

test('--assume-lender of an app that is not there says so', async () => {
  const { stderr } = await daicha(['audit', input('clear-phone'), '--assume-lender', 'com.exmaple.sunny'])
  expect(stderr).toBe('note: com.exmaple.sunny, to be taken for a lender, was not seen here; check the package name.\n')
  const there = await daicha(['audit', input('clear-phone'), '--assume-lender', 'com.example.kuaijie'])
  expect(there.stderr).toBe('')
  // Where nothing could be read, nobody could be seen.
  const empty = await daicha(['audit', input('empty-file'), '--assume-lender', 'com.example.kuaijie'])
  expect(empty.stderr).not.toContain('was not seen here')
})
