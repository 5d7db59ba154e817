import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Finding, Report } from '../../src/internal.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { readCommands } from './readers/github.ts'
import type { CodeQualityIssue } from './readers/gitlab.ts'
import { readJunit } from './readers/junit.ts'
import { readNdjson } from './readers/ndjson.ts'
import type { SarifLog } from './readers/sarif.ts'

/** A phone with two findings that fail the run, and lesser ones. */
const cwd = newFolder()
cpSync(join(root, 'fixtures/sample/input'), join(cwd, 'phone'), { recursive: true })
await daicha(['audit', 'phone', '-q', '-o', 'before.json', '--write-baseline', 'all.json'], { cwd })
const read = (name: string) => JSON.parse(readFileSync(join(cwd, name), 'utf8'))
const before: Report = read('before.json')
const write = (name: string, value: unknown) => writeFileSync(join(cwd, name), JSON.stringify(value))
write('lesser.json', {
  ...read('all.json'),
  findings: before.findings
    .filter(({ severity }) => severity !== 'critical')
    .map(({ fingerprint }) => ({ input: null, fingerprint })),
})
const ignore = [...new Set(before.findings.map(({ ruleId }) => ruleId))].map((rule) => ({
  rule,
  package: 'com.example.*',
  reason: 'Looked at by hand',
  expires: '2027-01-01',
}))
write('ignore.json', { ignore })

const make = (format: string, argv: string[], folder = cwd) =>
  daicha(['audit', join(cwd, 'phone'), '-q', '-f', format, ...argv], { cwd: folder })
const keys = (findings: Pick<Finding, 'ruleId' | 'package'>[]) => findings.map((one) => one.ruleId).sort()

const all = before.findings.length
const worst = before.findings.filter(({ severity }) => severity === 'critical').length
// biome-ignore format: a table is read by its columns
const runs: [says: string, argv: string[], code: number, open: number, failing: number][] = [
  ['nothing is decided',                   [],                                                   1, all,   worst],
  ['all is known from the baseline',       ['--baseline', 'all.json'],                           0, 0,     0],
  ['all but the worst is known',           ['--baseline', 'lesser.json'],                        1, worst, worst],
  ['all is accepted by the ignore file',   ['--ignore-file', 'ignore.json'],                     0, 0,     0],
  ['all is known, and accepted besides',   ['--baseline', 'all.json', '--ignore-file', 'ignore.json'], 0, 0, 0],
  ['nothing is to fail the run',           ['--fail-on', 'never'],                               0, all,   0],
  ['every finding is to fail the run',     ['--fail-on', 'any'],                                 1, all,   all],
]

describe.for(runs)('where %s', ([, argv, code, open, failing]) => {
  test('every format for machines agrees with the exit code', async () => {
    const json = await make('json', argv)
    const { findings }: Report = JSON.parse(json.stdout)
    expect(json.code).toBe(code)
    expect(findings.filter(({ status }) => status === 'open')).toHaveLength(open)
    expect(findings.filter(({ fails }) => fails)).toHaveLength(failing)

    const suite = readJunit((await make('junit', argv)).stdout).result.suites[0]
    expect(suite?.failed).toBe(failing)

    const isOpen = ({ status }: Finding) => status === 'open'
    const openKeys = keys(findings.filter(isOpen))
    const commands = readCommands((await make('github', argv)).stdout).commands
    expect(commands.map(({ properties }) => properties['title']).sort()).toEqual(openKeys)
    const summary = join(cwd, 'summary.md')
    rmSync(summary, { force: true })
    await daicha(['audit', 'phone', '-q', '-f', 'github', ...argv], { cwd, env: { GITHUB_STEP_SUMMARY: summary } })
    const rows = [...readFileSync(summary, 'utf8').matchAll(/^\| .*\\\(([\w\\-]+)\\\) \|/gm)]
    expect(rows.map(([, id = '']) => id.replaceAll('\\', '')).sort()).toEqual(openKeys)
    const issues: CodeQualityIssue[] = JSON.parse((await make('gitlab', argv)).stdout)
    // What is not open is counted there, in one entry of no severity.
    const counted = open < all ? [...openKeys, 'left-out'].sort() : openKeys
    expect(issues.map(({ check_name }) => check_name.replace('daicha/', '')).sort()).toEqual(counted)
    const checkstyle = (await make('checkstyle', argv)).stdout
    expect([...checkstyle.matchAll(/source="daicha\.([^"]+)"/g)].map(([, id]) => id).sort()).toEqual(counted)

    const told = findings.map(({ status, fails }) => ({ status, fails }))
    const [run] = (JSON.parse((await make('sarif', argv)).stdout) as SarifLog).runs
    expect(run.results.map(({ properties }) => properties)).toMatchObject(told)
    const cells: { status: string; fails: string }[] = parse((await make('csv', argv)).stdout, { columns: true })
    expect(cells.map(({ status, fails }) => ({ status, fails: fails === 'true' }))).toEqual(told)
    const record = readNdjson((await make('ndjson', argv)).stdout)[1]
    expect(record).toMatchObject({ findings: told, exit: { code } })
  })
})

test('what a configuration that nobody named accepts is open in every format', async () => {
  const folder = join(cwd, 'found')
  mkdirSync(folder)
  cpSync(join(cwd, 'ignore.json'), join(folder, 'ignore.json'))
  writeFileSync(join(folder, 'daicha.config.json'), '{"ignoreFile": "ignore.json"}')
  const { code, stdout } = await make('json', [], folder)
  const { findings }: Report = JSON.parse(stdout)
  expect([code, new Set(findings.map(({ status }) => status))]).toEqual([1, new Set(['open'])])
  expect(findings.every(({ suppressed }) => suppressed !== null)).toBe(true)
  expect(readJunit((await make('junit', [], folder)).stdout).result.suites[0]?.failed).toBe(worst)
  expect(readCommands((await make('github', [], folder)).stdout).commands).toHaveLength(all)
})

test('what JUnit skips says why', async () => {
  const xml = (await make('junit', ['--baseline', 'all.json'])).stdout
  expect(xml).toContain('<skipped message="Known from the baseline, not new"/>')
})
