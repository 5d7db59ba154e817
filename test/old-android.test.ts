import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../src/model/report/report.ts'
import { daicha, root } from './daicha.ts'
import { newFolder } from './folder.ts'

const READER = 'com.example.kuaijie'
const BLOCKED = 'com.example.qianbao'

/** Its only sign of a version is what the dump says of itself: `SDK Version: internal=22 external=22`. */
const phone = join(root, 'fixtures/android-5-appop-closes-an-installed-grant/input')

const audit = async (lang: string, ...more: string[]) =>
  (await daicha(['audit', phone, '--lang', lang, ...more])).stdout.replace(/\s+/g, ' ')

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
    const cwd = newFolder()
    await daicha(['audit', phone, '--lang', 'en', '-f', 'json=r.json', '-f', 'html=r.html'], { cwd })
    const { findings, checks } = JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')) as Report
    const stepsOf = (name: string) =>
      findings.filter((one) => one.package === name).flatMap(({ remediation }) => remediation)
    expect(stepsOf(READER).find(({ id }) => id === 'revoke')?.text).toContain('uninstalling')
    expect(stepsOf(BLOCKED).find(({ id }) => id === 'revoke-too')?.text).toContain('uninstalling')
    expect(checks.find(({ id }) => id === 'lender-reads-contacts')?.steps.join()).toContain('permission manager')
    expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toContain('If the maker of the phone added')
  })
})
