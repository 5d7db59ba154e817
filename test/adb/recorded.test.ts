import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Report } from '../../src/model/report/report.ts'
import { daichaWith, phones } from '../cli/canned.ts'
import { root } from '../daicha.ts'

interface About {
  verdict: string
  exit: number
  apps: { package: string; user: number; verdict: string; reason: string }[]
}

const folder = join(root, 'test/phones')
const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/** Without adb: what the bench does in full, where it can run. */
test.for(names)('%s, as it was recorded', async (name) => {
  const about = JSON.parse(readFileSync(join(folder, name, 'about.json'), 'utf8')) as About
  const { connect } = phones({ recorded: name })
  const { code, stdout, stderr } = await daichaWith(connect, ['audit', '--device', '-f', 'json', '--quiet'])
  const report = JSON.parse(stdout || '{}') as Report
  expect([report.verdict, code], stderr).toEqual([about.verdict, about.exit])
  expect(report.apps.map((app) => [app.package, app.user, app.contacts.verdict, app.contacts.reason])).toEqual(
    about.apps.map((app) => [app.package, app.user, app.verdict, app.reason]),
  )
})
