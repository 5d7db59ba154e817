import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { audited, daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const cwd = newFolder()
const input = (fixture: string) => join(root, 'fixtures', fixture, 'input')

/** Under `lender-reads-contacts`, and of the same apps. */
const check = (fields = '') => `
checks:
  - id: lender-may-phone
    title: { zh: '{label} 能打电话', en: '{label} can phone' }
    meaning: { zh: 它能拨出电话。, en: It can place calls. }
    severity: low
    lender: [confirmed, likely]
    when: [granted, requested]
    guidance: [art.5.4]
    actions: [reaudit]
    examples:
      match: [{ lender: confirmed, verdict: granted }]
      miss: [{ lender: none, verdict: granted }]
${fields}`

const ALARM = `
    order: 1
    verdict: act
    headline:
      one: { zh: 1 个 App 能打电话, en: 1 app can phone }
      other: { zh: '{n} 个 App 能打电话', en: '{n} apps can phone' }
`

const run = async (fixture: string, text: string, ...argv: string[]) => {
  writeFileSync(join(cwd, 'own.yaml'), text)
  return (await daicha(['audit', input(fixture), '--rules', 'own.yaml', ...argv], { cwd })).stdout
}
const reportOn = async (fixture: string, text: string) => {
  writeFileSync(join(cwd, 'own.yaml'), text)
  return (await audited([input(fixture), '--rules', 'own.yaml'], { cwd })).report
}
test('a check of a file of rules leads, alarms and has a headline where it says so', async () => {
  expect(await run('denied-once', check(ALARM), '--full')).toMatch(
    /^\[ACT NOW\] 1 app can phone\n[^=]*\n== \S+ =+ low lender-may-phone ==/,
  )
  expect(await run('denied-once', check(ALARM), '--lang', 'zh-CN')).toContain('1 个 App 能打电话')
  const page = await run('sample', check(ALARM), '-f', 'html')
  expect(page).toContain('<h1>2 apps can phone</h1>')
  expect(/#\w+-rules">[^<]*<\/a> <span class="id">([\w-]+)/.exec(page)?.[1]).toBe('lender-may-phone')
})

test('a headline that is not of who can read counts no suspects that can', async () => {
  const ofAll = check(ALARM).replace('likely]', 'likely, possible]')
  const { headline } = await reportOn('suspected-lender', ofAll)
  expect(headline).toBe('1 app can phone')
  expect((await reportOn('many-lenders', ofAll)).headline).toBe('6 apps can phone')
  expect((await audited([input('many-lenders')])).report.headline).toMatch(/^5 loan apps .* 1 more may lend$/)
})

test('a title that names no app is told behind its name, and whose it is', async () => {
  const bare = check().replaceAll("'{label} ", "'")
  const { findings } = await reportOn('work-profile-policy-grant', bare)
  const told = findings.filter(({ ruleId }) => ruleId === 'lender-may-phone').map(({ message }) => message.text)
  expect(told).toEqual(['示例快借: can phone', '示例快借 (work profile): can phone'])
})

test('where it says nothing of it, it comes last and its run is to be checked', async () => {
  expect(await run('denied-once', check())).toMatch(/^\[CHECK\] No loan app can read contacts now/)
  expect((await run('denied-once', check(), '--full')).match(/lender-[a-z-]+/g)?.slice(0, 2)).toEqual([
    'lender-requests-contacts',
    'lender-may-phone',
  ])
})

test('a check that replaces one keeps its place, verdict and headline', async () => {
  const worse = check()
    .replaceAll('lender-may-phone', 'lender-reads-contacts')
    .replace('severity: low', 'severity: critical')
  const { verdict, headline, findings } = await reportOn('sample', worse)
  expect([verdict, headline]).toEqual(['act', "2 loan apps can read this phone's contacts right now"])
  expect(findings.find(({ ruleId }) => ruleId === 'lender-reads-contacts')?.message.text).toMatch(/can phone$/)
})
