import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { Report } from '../src/model/report/report.ts'
import { daicha, root } from './daicha.ts'

const BLOCKED = 'com.example.fenqi'
const REFUSED = 'com.example.qianbao'

test.for([
  ['en', /a second switch.*without asking you/, /^See whether the permission itself is off/, /Nothing needs to change/],
  ['zh-CN', /另一道开关.*不用问你/, /权限本身关了没有/, /现在不用改动什么/],
] as const)(
  'of an app that an app op alone stops, %s says that it can read again unasked, and how it stays off',
  async ([lang, again, step, calm]) => {
    const { stdout } = await daicha(['audit', 'fixtures/sample/input', '-f', 'json', '--lang', lang])
    const { findings } = JSON.parse(stdout) as Report
    const about = (name: string) =>
      findings.find((one) => one.package === name && one.ruleId === 'lender-requests-contacts')
    const [blocked, refused] = [about(BLOCKED), about(REFUSED)]
    expect(blocked?.meaning.join()).toMatch(again)
    expect(blocked?.meaning.join()).not.toMatch(calm)
    expect(blocked?.remediation[0]?.text).toMatch(step)
    // What was refused is not held, and is refused again.
    expect(refused?.meaning.join()).toMatch(calm)
    expect(refused?.remediation.map(({ id }) => id)).not.toContain('revoke-too')
  },
)

/** The sample, with the grant of an app that nobody can turn off. */
async function fixedIn(name: string, flag: string, more = ''): Promise<Report> {
  const text = ['package', 'appops'].map((name) =>
    readFileSync(join(root, `fixtures/sample/input/${name}.txt`), 'utf8'),
  )
  const at = text.join('').indexOf(`Package [${name}]`)
  const grant = /android\.permission\.READ_CONTACTS: granted=true, flags=\[ /g
  grant.lastIndex = at
  grant.exec(text.join(''))
  const end = grant.lastIndex
  const fixed = `${text.join('').slice(0, end)}${flag}|${text.join('').slice(end).replace('\n', `\n${more}`)}`
  const { stdout } = await daicha(['audit', '-', '-f', 'json'], { stdin: Readable.from([Buffer.from(fixed)]) })
  return JSON.parse(stdout)
}

test.for(['POLICY_FIXED', 'SYSTEM_FIXED'])('a switch that is %s is not one to turn off', async (flag) => {
  const { findings } = await fixedIn(BLOCKED, flag)
  const [blocked] = findings.filter((one) => one.package === BLOCKED)
  expect(blocked?.ruleId).toBe('lender-requests-contacts')
  expect(blocked?.remediation.map(({ id }) => id)).not.toContain('revoke-too')
})

test('nor is what the same switch would turn off', async () => {
  const also = '        android.permission.WRITE_CONTACTS: granted=true, flags=[ POLICY_FIXED]\n'
  const { doNow, apps } = await fixedIn('com.example.kuaijie', 'POLICY_FIXED', also)
  const routes = apps.find((one) => one.package === 'com.example.kuaijie')?.routes.map(({ kind }) => kind)
  expect(routes).toContain('write_contacts')
  expect(doNow.map(({ id }) => id)).toContain('ask-admin')
  expect(doNow.find(({ id }) => id === 'check-other-routes')?.text).not.toContain('changing contacts')
})
