import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../src/model/report/report.ts'
import { daicha, root } from './daicha.ts'
import { newFolder } from './folder.ts'

const READER = 'com.example.kuaijie'
const BLOCKED = 'com.example.qianbao'

let phone: string
beforeAll(() => {
  phone = newFolder()
  cpSync(join(root, 'fixtures/android-5-appop-closes-an-installed-grant/input'), phone, { recursive: true })
  writeFileSync(join(phone, 'getprop.txt'), '[ro.build.version.release]: [5.1.1]\n[ro.build.version.sdk]: [22]\n')
})

const audit = async (lang: string, ...more: string[]) =>
  (await daicha(['audit', phone, '--lang', lang, ...more], { cwd: phone })).stdout.replace(/\s+/g, ' ')

/** Where an Android that has it keeps the switch. */
const SWITCH = /App info|应用信息|> Permissions|> 权限|Don't allow >|> Deny/

describe('stock Android before 6, on which no single permission can be turned off', () => {
  test.for([
    ['en', /permission manager \(or "App ops"\).*only uninstalling/, /permission manager \(App ops\).*uninstall/],
    ['zh-CN', /权限管理（有的叫「应用操作」、App ops）的.*只有卸载/, /权限管理（App ops）里关掉.*卸载/],
  ] as const)('%s: says where else, and what helps', async ([lang, whole, short]) => {
    const [full, brief] = [await audit(lang, '--full'), await audit(lang)]
    expect(full.replaceAll(' ', '')).toMatch(new RegExp(whole.source.replaceAll(' ', '')))
    expect(brief.replaceAll(' ', '')).toMatch(new RegExp(short.source.replaceAll(' ', '')))
    for (const text of [full, brief]) expect(text).not.toMatch(SWITCH)
    expect(full).toMatch(lang === 'en' ? /device admin apps for/ : /通知使用权、设备管理应用/)
    expect(full).not.toMatch(/files and photos, location|文件和照片、位置/)
  })

  test('so do the steps of its checks and the page', async () => {
    await daicha(['audit', phone, '--lang', 'en', '-f', 'json=r.json', '-f', 'html=r.html'], { cwd: phone })
    const { findings, checks } = JSON.parse(readFileSync(join(phone, 'r.json'), 'utf8')) as Report
    const stepsOf = (name: string) =>
      findings.filter((one) => one.package === name).flatMap(({ remediation }) => remediation)
    expect(stepsOf(READER).find(({ id }) => id === 'revoke')?.text).toContain('uninstalling')
    expect(stepsOf(BLOCKED).find(({ id }) => id === 'revoke-too')?.text).toContain('uninstalling')
    expect(checks.find(({ id }) => id === 'lender-reads-contacts')?.steps.join()).toContain('permission manager')
    expect(readFileSync(join(phone, 'r.html'), 'utf8')).toContain('If the maker of the phone added')
  })
})
