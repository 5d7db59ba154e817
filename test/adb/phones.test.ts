import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../../src/model/report/report.ts'
import { guard } from '../../src/sources/adb/asking/guard.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { describeOnBench, ownBench } from './on-bench.ts'

interface About {
  sdk: number
  features: 'shell_v2' | 'none'
  verdict: string
  exit: number
  users: number[]
  apps: { package: string; user: number; verdict: string; reason: string }[]
  findings: { ruleId: string; package: string; user: number; severity: string }[]
  routeKinds: Record<string, string[]>
}

const phones = join(root, 'test/phones')
const names = readdirSync(phones, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
const aboutOf = (name: string) => JSON.parse(readFileSync(join(phones, name, 'about.json'), 'utf8')) as About

/** Run by the one script of the catalogue, which the guard lets pass as a whole. */
const isProperties = (argv: string[]) => argv.join(' ') === 'getprop'

/** Everything in a report but when and how the run was. */
const findingsIn = ({ run, exit, ...report }: Report) => ({ ...report, exit: exit.code, lang: run.lang })

describeOnBench('recorded phones, through a real adb server and adbd', () => {
  const bench = ownBench()
  const folder = newFolder()

  test.for(names)(
    '%s is found, read and judged; saved and audited again it gives the same',
    async (name, { expect }) => {
      const about = aboutOf(name)
      const phone = await bench().device({
        sdk: about.sdk,
        data: join(phones, name, 'data'),
        ...(about.features === 'none' && { gate: { kind: 'old' as const, without: ['shell,v2'] } }),
      })
      const io = { cwd: folder, env: { ...bench().env } }
      const { code, stdout, stderr } = await daicha(
        ['audit', '--device', '-s', phone.serial, '-f', 'json', '--quiet'],
        io,
      )
      const report = JSON.parse(stdout || '{}') as Report
      expect(report.verdict, stderr).toBe(about.verdict)
      expect(code).toBe(about.exit)
      expect(report.users.map(({ id }) => id)).toEqual(about.users)
      expect(report.apps.map((app) => [app.package, app.user, app.contacts.verdict, app.contacts.reason])).toEqual(
        about.apps.map((app) => [app.package, app.user, app.verdict, app.reason]),
      )
      expect(report.findings.map(({ ruleId, package: of, user, severity }) => [ruleId, of, user, severity])).toEqual(
        about.findings.map(({ ruleId, package: of, user, severity }) => [ruleId, of, user, severity]),
      )
      const routes = report.apps.filter(({ routes }) => routes.length > 0)
      expect(
        Object.fromEntries(
          routes.map((app) => [`${app.package}/${app.user}`, app.routes.map(({ kind }) => kind).sort()]),
        ),
      ).toEqual(Object.fromEntries(Object.entries(about.routeKinds).map(([key, kinds]) => [key, [...kinds].sort()])))

      const saved = await daicha(['capture', '--save', name, '-s', phone.serial, '--quiet'], io)
      expect(saved.code, saved.stderr).toBe(0)
      const again = await daicha(['audit', name, '-f', 'json'], io)
      expect(findingsIn(JSON.parse(again.stdout) as Report)).toEqual({ ...findingsIn(report), exit: again.code })

      const argvs = await phone.argvs()
      expect(argvs.length).toBeGreaterThan(20)
      // Once for the audit, once for the capture.
      expect(argvs.filter(isProperties)).toHaveLength(2)
      for (const argv of argvs) if (!isProperties(argv)) expect(() => guard(argv), argv.join(' ')).not.toThrow()
      await phone.kill()
    },
  )

  test('a phone that does not list its properties is asked for each of them', async () => {
    const phone = await bench().device({ sdk: 34, data: join(phones, 'android-14/data') })
    await phone.record('getprop', { rc: 1 })
    const { stdout } = await daicha(['audit', '--device', '-s', phone.serial, '-f', 'json', '--quiet'], {
      cwd: folder,
      env: { ...bench().env },
    })
    expect((JSON.parse(stdout) as Report).device).toMatchObject({ androidVersion: '14', sdk: 34 })
    expect(await phone.commands()).toContain('getprop+ro.build.version.sdk')
    await phone.kill()
  })

  test('a saved capture that was changed since is no evidence', async () => {
    const phone = await bench().device({ sdk: 34, data: join(phones, 'android-14/data') })
    const io = { cwd: folder, env: { ...bench().env } }
    await daicha(['capture', '--save', 'changed', '-s', phone.serial, '--quiet'], io)
    const file = join(folder, 'changed/package.txt')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('granted=true', 'granted=false'))
    const { code, stdout } = await daicha(['audit', 'changed', '-f', 'json'], io)
    const report = JSON.parse(stdout) as Report
    expect(report.problems.map((problem) => problem.code)).toContain('E503')
    expect(report.verdict).not.toBe('clear')
    expect(code).not.toBe(0)
    await phone.kill()
  })
})
