import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from './daicha.ts'
import { newFolder } from './folder.ts'

const checkAt = (day: string) => {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse(day) / 1000) }
  try {
    return {
      code: 0,
      said: execFileSync(process.execPath, ['scripts/release-check.js'], { cwd: root, env, encoding: 'utf8' }),
    }
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string }
    return { code: status, said: stdout }
  }
}

test('a version does not go out with a law, a number or a menu that nobody looked at for a year', () => {
  expect(checkAt('2026-11-25')).toMatchObject({ code: 0, said: expect.stringMatching(/, 0 too old on 2026-11-25/) })
  const late = checkAt('2028-01-05')
  expect(late.code).toBe(1)
  for (const part of ['cn/law cn.pipl', 'cn/channels ch.110', 'paths path.aosp13', 'regimes in'])
    expect(late.said).toContain(`${part}: checked on 2026-11-24`)
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> }
  expect(scripts['prepublishOnly']).toContain('release:check')
})

test('a copy in a folder like C# says that it is to be moved, before it installs anything', () => {
  const folder = join(newFolder(), 'C#')
  for (const path of ['package.json', 'bin', 'scripts/start.js', 'scripts/ready.js', 'scripts/freshness.js'])
    cpSync(join(root, path), join(folder, path), { recursive: true })
  const env = { ...process.env, PATH: '', npm_execpath: '' }
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.js'], { cwd: folder, env, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toContain(`请把整个文件夹移到别处`)
  expect(stderr).toMatch(/holds # or \?.*C#.*Move the folder/)
  expect(stderr).not.toContain('npm')
})

test('what was built and is gone, or another than it was, is built again, and so is what changed since', async () => {
  const folder = newFolder()
  for (const path of ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/freshness.js'])
    cpSync(join(root, path), join(folder, path))
  for (const path of ['rules', 'dist', 'man', 'src/model']) mkdirSync(join(folder, path), { recursive: true })
  const { built, isFresh, stamp, stampFile } = await import(pathToFileURL(join(folder, 'scripts/freshness.js')).href)
  expect(isFresh()).toBe(false)
  for (const path of ['src/model/word-keys.ts', 'dist/run.cjs', 'man/daicha.1', 'CHANGELOG.md', 'src/index.ts']) {
    writeFileSync(join(folder, path), 'a')
    writeFileSync(stampFile, built(stamp()))
    expect([path, isFresh()]).toEqual([path, true])
    writeFileSync(join(folder, path), 'b')
    expect([path, isFresh()]).toEqual([path, false])
    rmSync(join(folder, path))
    expect([path, isFresh()]).toEqual([path, false])
  }
})
