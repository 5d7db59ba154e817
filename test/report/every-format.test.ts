import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { axml } from '../apk/binary.ts'
import { reporters } from '../built.ts'
import { daicha, type Ran, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { schemaErrors } from '../report-schema.ts'
import { zipOf } from '../zip.ts'
import { expectedOf, headlineOf, languages, names } from './fixtures.ts'
import { readCommands } from './readers/github.ts'
import { type CodeQualityIssue, gitlabErrors } from './readers/gitlab.ts'
import { readJunit } from './readers/junit.ts'
import { ndjsonErrors, readNdjson } from './readers/ndjson.ts'
import { type SarifLog, sarifErrors } from './readers/sarif.ts'
import { xmlErrors } from './readers/xml.ts'

/** Every fixture, and inputs that fail, in every format and both languages, read by a reader that is not ours. */
const machine = ['json', 'ndjson', 'sarif', 'junit', 'gitlab', 'github', 'checkstyle'] as const
const fixtures = join(root, 'fixtures')
const ESC = '\u001b'

/** What a severity is called in SARIF, by GitLab and by GitHub. */
const LEVELS: Record<string, [sarif: string, gitlab: string, github: string]> = {
  critical: ['error', 'blocker', 'error'],
  high: ['error', 'critical', 'error'],
  medium: ['warning', 'major', 'warning'],
  low: ['note', 'minor', 'notice'],
  note: ['note', 'info', 'notice'],
}

const folder = newFolder()
writeFileSync(join(folder, 'garbage.bin'), Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919 + 13) % 256)))
writeFileSync(join(folder, 'empty.txt'), '')
writeFileSync(join(folder, 'odd name #1, 50%:[x]{0} 快借.txt'), '')
mkdirSync(join(folder, 'nothing'))

/** Whole dumps cut off where a cable is pulled. */
const whole = readFileSync(join(fixtures, 'sample/input/package.txt'))
writeFileSync(join(folder, 'cut.txt'), whole.subarray(0, Math.floor(whole.length * 0.6)))

/** An app under test that declares contacts, as it is before its release. */
writeFileSync(
  join(folder, 'app under test.apk'),
  zipOf(
    new Map([
      [
        'AndroidManifest.xml',
        axml({
          tag: 'manifest',
          with: { package: 'com.example.kuaijie', versionCode: 1, versionName: '1' },
          in: [
            { tag: 'uses-sdk', with: { minSdkVersion: 21, targetSdkVersion: 33 } },
            { tag: 'uses-permission', with: { name: 'android.permission.READ_CONTACTS' } },
            { tag: 'application', with: {} },
          ],
        }),
      ],
    ]),
  ),
)

interface Case {
  name: string
  paths: string[]
  cwd: string
  stdin?: string
}

const cases: Case[] = [
  ...names.map((name) => ({ name, paths: ['.'], cwd: join(fixtures, name, 'input') })),
  ...['garbage.bin', 'empty.txt', 'cut.txt', 'odd name #1, 50%:[x]{0} 快借.txt', 'nothing', 'missing.txt'].map(
    (path, at) => ({ name: `failing-${at}-${path.replace(/\W/g, '')}`, paths: [path], cwd: folder }),
  ),
  { name: 'apk', paths: ['app under test.apk'], cwd: folder },
  { name: 'failing-stdin', paths: ['-'], cwd: folder, stdin: 'no dump' },
  { name: 'failing-partly', paths: ['cut.txt', 'missing.txt'], cwd: folder },
]

const runs = new Map<string, Ran>()
const key = (name: string, lang: string, format: string) => `${name} ${lang} ${format}`
const ranOf = (name: string, lang: string, format: string) => runs.get(key(name, lang, format)) as Ran
const reportOf = (name: string, lang: string) => JSON.parse(ranOf(name, lang, 'json').stdout) as Report
const all = cases.flatMap(({ name }) => languages.map((lang) => ({ name, lang })))
const outputs = (format: string) =>
  Object.fromEntries(all.map(({ name, lang }) => [`${name}.${lang}`, ranOf(name, lang, format).stdout]))

/** A fixture gives all its formats in one run; what fails is asked for each on standard output. */
beforeAll(async () => {
  for (const { name, paths, ...io } of cases)
    for (const lang of languages) {
      const argv = ['audit', ...paths, '--lang', lang, '--color', 'always']
      if (name.startsWith('failing-')) {
        for (const format of machine) runs.set(key(name, lang, format), await daicha([...argv, '-f', format], io))
      } else {
        const fileOf = (format: string) => join(folder, `${name}.${lang}.${format}`)
        const ran = await daicha([...argv, ...machine.flatMap((format) => ['-f', `${format}=${fileOf(format)}`])], io)
        for (const format of machine)
          runs.set(key(name, lang, format), { ...ran, stdout: readFileSync(fileOf(format), 'utf8') })
      }
    }
}, 120_000)

test('the formats for machines are all but the one for people', () => {
  expect(Object.keys(reporters)).toEqual(expect.arrayContaining([...machine]))
})

describe.for(all)('$name in $lang', ({ name, lang }) => {
  test('a document of its kind in every format, without colour, and one exit code', () => {
    const { code } = ranOf(name, lang, 'json')
    for (const format of machine) {
      const ran = ranOf(name, lang, format)
      expect([format, ran.code]).toEqual([format, code])
      expect(ran.stdout.endsWith('\n')).toBe(true)
      expect(ran.stdout).not.toContain(ESC)
      expect(ran.stdout.charCodeAt(0)).not.toBe(0xfeff)
    }
  })

  test('json and ndjson keep to their schemas, and say the same', () => {
    const report = reportOf(name, lang)
    expect(schemaErrors(report)).toEqual([])
    const text = ranOf(name, lang, 'ndjson').stdout
    expect(ndjsonErrors(text)).toEqual([])
    const records = readNdjson(text)
    const nothing = report.exit.reasons.includes('nothing-audited')
    expect(records.map(({ type }) => type)).toEqual(['start', nothing ? 'error' : 'input', 'end'])
    const [, one, end] = records
    if (one?.type === 'input') {
      const { schemaVersion: _v, type: _t, tool: _tool, run: _r, ...rest } = report
      expect(one).toEqual({ type: 'input', input: one.input, policy: report.run.policy, ...rest })
    }
    if (one?.type === 'error') expect(one.problem.severity).toBe('error')
    expect(end).toMatchObject({ stats: { inputs: 1, inputsFailed: nothing ? 1 : 0 }, exit: report.exit })
  })

  test('sarif keeps to the schema, and each result is a finding at its line', () => {
    const log = JSON.parse(ranOf(name, lang, 'sarif').stdout) as SarifLog
    expect(sarifErrors(log)).toEqual([])
    const report = reportOf(name, lang)
    const [run] = log.runs
    const [invocation] = run.invocations
    expect(run.results.map(({ partialFingerprints: prints }) => prints['daichaFinding/v1'])).toEqual(
      report.findings.map(({ fingerprint }) => fingerprint),
    )
    for (const [at, result] of run.results.entries()) {
      const [first] = report.findings[at]?.evidence ?? []
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
      expect(result.locations).toHaveLength(1)
      const { artifactLocation, region } = result.locations[0]?.physicalLocation ?? {}
      const file = decodeURIComponent(artifactLocation?.uri ?? '')
      expect(run.artifacts[artifactLocation?.index ?? -1]?.location.uri).toBe(artifactLocation?.uri)
      if (first?.path.includes('!')) expect([file, region?.startLine]).toEqual([first.path.split('!')[0], 1])
      else
        expect([file, region?.startLine, region?.startColumn, region?.endLine, region?.endColumn]).toEqual([
          first?.path,
          first?.line,
          first?.column,
          first?.line,
          first?.endColumn,
        ])
    }
    expect(invocation.toolExecutionNotifications.map(({ descriptor, level }) => [descriptor?.id, level])).toEqual(
      report.problems.map(({ code, severity }) => [code, severity]),
    )
    expect(invocation.exitCode).toBe(report.exit.code)
    expect(invocation.executionSuccessful).toBe(report.stats.packages > 0)
  })

  test('junit counts what an independent reader counts, and a run that is not whole is not green', () => {
    const { result, errors } = readJunit(ranOf(name, lang, 'junit').stdout)
    expect(errors).toEqual([])
    const report = reportOf(name, lang)
    const failing = report.findings.filter(({ severity }) => severity === 'critical' || severity === 'high')
    const cases = result.suites.flatMap((suite) => suite.cases)
    // This reader leaves what was skipped out of its total, and counts errors among the failures.
    expect(cases.length).toBe(result.total + result.skipped)
    const failed = cases.filter(({ status }) => status === 'FAIL')
    expect(failed.filter(({ name: of }) => !of.startsWith('read '))).toHaveLength(failing.length)
    const isIncomplete = !report.complete
    expect(failed.some(({ name: of }) => of.startsWith('read '))).toBe(isIncomplete)
    expect(new Set(cases.map(({ name: of }) => of)).size).toBe(cases.length)
  })

  test('gitlab keeps to the documented form, and is empty only when all is well', () => {
    const { stdout } = ranOf(name, lang, 'gitlab')
    expect(gitlabErrors(stdout)).toEqual([])
    const issues = JSON.parse(stdout) as CodeQualityIssue[]
    const report = reportOf(name, lang)
    const problems = report.verdict === 'clear' ? [] : report.problems
    expect(issues.length).toBe(report.findings.length + problems.length)
    if (report.verdict !== 'clear') expect(issues).not.toEqual([])
  })

  test('github begins with the verdict, and every other line is a command for a line of a file', () => {
    const { commands, plain } = readCommands(ranOf(name, lang, 'github').stdout)
    const report = reportOf(name, lang)
    expect(plain[0]).toContain(report.headline)
    expect(plain.slice(1)).toEqual([''])
    expect(commands.length).toBe(report.findings.length + report.problems.length)
    for (const { name: kind, properties, message } of commands) {
      expect(['error', 'warning', 'notice']).toContain(kind)
      expect(message).not.toBe('')
      const paths = [...report.sources, ...report.problems].flatMap(({ path }) => path?.split('!')[0] ?? [])
      if (properties['file'] !== undefined) expect(paths).toContain(properties['file'])
    }
  })
})

describe.for(names.flatMap((name) => languages.map((lang) => ({ name, lang }))))(
  'every format of $name in $lang says what must come out',
  ({ name, lang }) => {
    const expected = expectedOf(name)
    const keys = expected.findings.map((one) => `${one.ruleId}:${one.package}:${one.user}`)

    test('the exit code, the first sentence and each finding, in their order', () => {
      const ran = (format: string) => ranOf(name, lang, format)
      expect(ran('json').code).toBe(expected.exit)
      expect(reportOf(name, lang).findings.map(({ fingerprint }) => fingerprint)).toEqual(keys)
      expect(readCommands(ran('github').stdout).plain[0]).toContain(headlineOf(expected, lang))
      const [run] = (JSON.parse(ran('sarif').stdout) as SarifLog).runs
      expect(run.results.map(({ partialFingerprints: prints }) => prints['daichaFinding/v1'])).toEqual(keys)
      expect(run.invocations[0]?.exitCode).toBe(expected.exit)
    })

    test('levels are those of the severity', () => {
      const [run] = (JSON.parse(ranOf(name, lang, 'sarif').stdout) as SarifLog).runs
      const levels = expected.findings.map(({ severity }) => LEVELS[severity] ?? [])
      expect(run.results.map(({ level }) => level)).toEqual(levels.map(([sarif]) => sarif))
      const issues = JSON.parse(ranOf(name, lang, 'gitlab').stdout) as CodeQualityIssue[]
      const found = issues.filter(({ check_name }) => !/E\d+$/.test(check_name))
      expect(found.map(({ severity }) => severity)).toEqual(levels.map(([, gitlab]) => gitlab))
      const { commands } = readCommands(ranOf(name, lang, 'github').stdout)
      const told = commands.filter(({ properties }) => !/E\d+$/.test(properties['title'] ?? ''))
      expect(told.map(({ name: kind }) => kind)).toEqual(levels.map(([, , github]) => github))
    })
  },
)

test('an APK is named as a file with its manifest beside it', () => {
  const [run] = (JSON.parse(ranOf('apk', 'en', 'sarif').stdout) as SarifLog).runs
  const declares = run.results.find(({ ruleId }) => ruleId === 'lender-declares-contacts')
  const [location] = declares?.locations ?? []
  expect(location?.physicalLocation.artifactLocation.uri).toBe('app%20under%20test.apk')
  expect(location?.logicalLocations?.map(({ name }) => name)).toEqual(['com.example.kuaijie', 'AndroidManifest.xml'])
})

test('junit is XML of the schema that Jenkins published, for every input', async () => {
  expect(await xmlErrors('junit', outputs('junit'))).toEqual([])
})

test('checkstyle is XML of its form, for every input', async () => {
  expect(await xmlErrors('checkstyle', outputs('checkstyle'))).toEqual([])
})

const multitool = process.env['DAICHA_SARIF_MULTITOOL'] ?? ''
const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'
const without = multitool === '' ? ' (skipped: DAICHA_SARIF_MULTITOOL does not name the program)' : ''

test.skipIf(multitool === '' && !isRequired)(
  `sarif passes the published validator with the rules of GitHub${without}`,
  () => {
    // The program looks every file's schema up on the web, and waits where there is none: 20 runs a file, as many as
    // services take.
    const logs = join(folder, 'sarif')
    mkdirSync(logs)
    const texts = Object.values(outputs('sarif'))
    const files = Math.ceil(texts.length / 20)
    for (let file = 0; file < files; file++) {
      const parts = texts.slice(file * 20, file * 20 + 20).map((text) => JSON.parse(text))
      const log = { ...parts[0], runs: parts.flatMap(({ runs: [run] }) => run) }
      writeFileSync(join(logs, `${file}.sarif`), JSON.stringify(log))
    }
    // A log that must not pass shows that the validator looks.
    const broken = JSON.parse(ranOf('sample', 'en', 'sarif').stdout)
    delete broken.runs[0].tool.driver.rules
    writeFileSync(join(logs, 'broken.sarif'), JSON.stringify(broken))
    chmodSync(multitool, 0o755)
    const { stdout, error } = spawnSync(
      multitool,
      ['validate', join(logs, '*.sarif'), '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning'],
      { encoding: 'utf8', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
    )
    expect(error).toBeUndefined()
    const said = [...stdout.matchAll(/([^/\n]+\.sarif)\(\d+,\d+\): (error|warning) (\w+): (.*)/g)]
    expect(stdout).toContain(`${files + 1} files scanned`)
    expect(said.filter(([, file]) => file === 'broken.sarif').map(([, , , rule]) => rule)).toContain('GH1018')
    // There is no page on the web that we could name.
    const ours = said.filter(([, file, , rule]) => file !== 'broken.sarif' && rule !== 'SARIF2005')
    expect(ours.map(([line]) => line)).toEqual([])
  },
  300_000,
)
