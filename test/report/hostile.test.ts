import { describe, expect, test } from 'vitest'
import type { Format, Report, Style } from '../../src/internal.ts'
import { reporters, speaker, stepSummary } from '../built.ts'
import { audited, guidance } from '../daicha.ts'
import { readCommands } from './readers/github.ts'
import { type CodeQualityIssue, gitlabErrors } from './readers/gitlab.ts'
import { readJunit } from './readers/junit.ts'
import { readNdjson } from './readers/ndjson.ts'
import { type SarifLog, sarifErrors } from './readers/sarif.ts'
import { xmlErrors } from './readers/xml.ts'

/** Labels, names and paths are written by strangers. Nothing of them may act in any medium. */
const { report: sample } = await audited(['fixtures/sample/input'])
const [leading] = sample.findings
if (leading === undefined) throw new Error('the sample has a finding')

const LABEL =
  ']]><script>&\u0000\u0008\u001b[31m\u202e\u2028\ufffe\ud800 "\' %0A::error::x\n::stop-commands::t\r\n| [x](http://e.example) {0} \\ 快借 😀'
/** Controls but the line feed, what turns or hides text, and separators; what XML forbids besides. */
const ACTING = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u
const FORBIDDEN = /[\p{Cs}\ufffe]/u
const PATH = 'a b/50%,#?:[x] 快借\n::error::.txt'

const style: Style = { color: false, columns: 80, words: speaker(guidance, 'en').say }
const make = async (format: Format, report: Report, more: Partial<Style> = {}) =>
  reporters[format](report, { ...style, ...more })

const finding = (changes: Partial<Report['findings'][number]>): Report['findings'][number] => ({
  ...leading,
  ...changes,
})
const accepted = (reason: string, expires: string) => ({
  suppressed: { reason, expires, by: null },
  status: 'accepted' as const,
  fails: false,
})
const reportWith = (changes: Partial<Report>): Report => ({ ...sample, ...changes })

const hostile = reportWith({
  headline: LABEL,
  sources: sample.sources.map((source) => ({ ...source, path: PATH })),
  apps: sample.apps.map((app) => ({ ...app, label: LABEL })),
  findings: sample.findings.map((one) => ({
    ...one,
    label: LABEL,
    message: { ...one.message, text: `${LABEL} can read` },
    facts: [{ id: 'app', name: 'Version', text: LABEL }],
    evidence: one.evidence.map((at) => ({ ...at, path: PATH, text: LABEL })),
    ...(one.severity === 'low' && accepted(LABEL, '2027-01-01')),
  })),
  problems: [{ code: 'E305', severity: 'error', path: PATH, line: 3, message: LABEL, remedy: [LABEL], params: {} }],
})

describe('text of strangers', () => {
  test('stays text in XML', async () => {
    const documents = { junit: await make('junit', hostile), checkstyle: await make('checkstyle', hostile) }
    expect(await xmlErrors('junit', { hostile: documents.junit })).toEqual([])
    expect(await xmlErrors('checkstyle', { hostile: documents.checkstyle })).toEqual([])
    for (const text of Object.values(documents)) {
      expect(text).not.toMatch(ACTING)
      expect(text).not.toMatch(FORBIDDEN)
      expect(text).toContain('\\u202e')
      expect(text).toContain('😀')
    }
    const { result } = readJunit(documents.junit)
    expect(result.suites[0]?.cases.some(({ failure }) => failure.includes(']]><script>&'))).toBe(true)
  })

  test('begins no line, and so no command, of a workflow', async () => {
    const { commands, plain } = readCommands(await make('github', hostile))
    const shown = hostile.findings.filter(({ status }) => status === 'open')
    expect(commands.map(({ name }) => name)).toEqual([...shown.map(() => 'error'), 'error'])
    expect(plain).toHaveLength(3)
    for (const { message, properties } of commands) {
      expect(message).toContain('%0A::error::x\\u000a::stop-commands::t')
      expect(properties['file']).toBe('a b/50%,#?:[x] 快借\\u000a::error::.txt')
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(['file', 'line', 'title']))
    }
  })

  test('is no link and no place for an argument in SARIF, and a path is a reference', async () => {
    const log = JSON.parse(await make('sarif', hostile)) as SarifLog
    expect(sarifErrors(log)).toEqual([])
    const [{ results, artifacts, invocations }] = log.runs
    expect(results[0]?.message.text).toContain('\\[x\\](http://e.example) {{0}} \\\\')
    expect(results[0]?.message.text).toContain('\\\\u202e')
    expect(invocations[0].toolExecutionNotifications[0]?.message.text).not.toMatch(/(?<!\\)\[/)
    expect(artifacts.map(({ location }) => location.uri)).toEqual([
      'a%20b/50%25%2C%23%3F%3A%5Bx%5D%20%E5%BF%AB%E5%80%9F%0A%3A%3Aerror%3A%3A.txt',
    ])
  })

  test('is one line of NDJSON, and keeps its value', async () => {
    const text = await make('ndjson', hostile)
    expect(text).not.toMatch(ACTING)
    const [, input] = readNdjson(text)
    expect(input?.type === 'input' && input.findings[0]?.label).toBe(LABEL)
  })

  test('is shown as it is on the summary page', async () => {
    const text = await stepSummary(hostile, style)
    expect(text).not.toMatch(ACTING)
    expect(text).not.toMatch(/<script>|\]\(|http:|(?<!\\)&/)
    for (const row of text.split('\n').filter((line) => line.startsWith('| ')))
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(5)
  })

  test('acts in no format, nor begins a command, wherever a line breaks', async () => {
    const label = '::error::x \u001b[2J\u202e ::stop-commands::t ##[error]x ##vso[task]x'
    const many = Array.from({ length: 5 }, (_, at) => finding({ label, package: `com.example.a\u001b[2J\u202e.${at}` }))
    const report = reportWith({
      headline: label,
      findings: many.map((one) => ({ ...one, message: { ...one.message, text: `${label} can read` } })),
      apps: [],
    })
    for (const format of Object.keys(reporters) as Format[]) {
      for (const columns of [20, 40, 80]) {
        const text = await make(format, report, { columns })
        expect(text).not.toMatch(/[^\P{Cc}\r\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(text).not.toMatch(/##\w*\[/)
        expect(text).not.toMatch(format === 'github' ? /^\s*::(?!error file=)/m : /^\s*::/m)
      }
    }
  })

  test('may be as long, and as many, as it likes', async () => {
    const [at] = leading.evidence
    if (at === undefined) throw new Error('the finding has evidence')
    const ticks = { ...at, text: ' `x'.repeat(700_000) }
    const facts = Array.from({ length: 600_000 }, (_, n) => ({ id: 'app', name: `${n}`, text: 'x' }))
    const report = reportWith({ findings: [finding({ evidence: [ticks], facts })] })
    for (const format of ['text', 'markdown', 'html'] as const)
      expect((await make(format, report, { full: true })).length).toBeGreaterThan(1_000_000)
    expect((await make('text', report)).split('\n').length).toBeLessThanOrEqual(24)
  })

  test('keeps gitlab to its form', async () => {
    expect(gitlabErrors(await make('gitlab', hostile))).toEqual([])
  })
})

describe('what was ignored', () => {
  const ignored = reportWith({
    findings: [finding(accepted('reviewed by [team]', '2027-03-31'))],
  })

  test('stays in SARIF with its reason', async () => {
    const [run] = (JSON.parse(await make('sarif', ignored)) as SarifLog).runs
    expect(run.results[0]?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'reviewed by [team]' },
    ])
  })

  test('is skipped in JUnit, with its reason and day', async () => {
    const xml = await make('junit', ignored)
    expect(xml).toContain('<skipped message="ignored until 2027-03-31: reviewed by [team]"/>')
    expect(readJunit(xml).result.suites[0]?.skipped).toBe(1)
  })

  test('is left out where a service would show it as open, and counted', async () => {
    expect(JSON.parse(await make('gitlab', ignored))).toMatchObject([
      { check_name: 'daicha/left-out', severity: 'info' },
    ])
    expect(readCommands(await make('github', ignored)).commands).toEqual([])
    expect(await make('checkstyle', ignored)).not.toMatch(/<error(?!.*severity="info")/)
    expect(await stepSummary(ignored, style)).not.toContain('| --- |')
  })

  test('is counted at the end of NDJSON', async () => {
    expect(
      readNdjson(await make('ndjson', { ...ignored, stats: { ...ignored.stats, suppressed: 1 } })).at(-1),
    ).toMatchObject({ stats: { suppressed: 1 } })
  })
})

describe('many findings', () => {
  const many = (n: number, severity: Report['findings'][number]['severity']) =>
    Array.from({ length: n }, (_, user) =>
      finding({ severity, user, fingerprint: `lender-reads-contacts:com.example.kuaijie:${user}` }),
    )

  test('github shows ten of a kind, worst first, and says how many are left', async () => {
    const findings = [...many(7, 'critical'), ...many(7, 'high'), ...many(12, 'medium'), ...many(3, 'low')]
    const { commands, plain } = readCommands(await make('github', reportWith({ findings })))
    const count = (kind: string) => commands.filter(({ name }) => name === kind).length
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 3])
    expect(plain.slice(1)).toEqual(['daicha: 6 more are not listed here; see the full report.', ''])
  })

  test('sarif holds the worst 5,000 and says so', async () => {
    const findings = [...many(4990, 'high'), ...many(20, 'low')]
    const log = JSON.parse(await make('sarif', reportWith({ findings }))) as SarifLog
    const [{ results, invocations }] = log.runs
    expect(results).toHaveLength(5000)
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(4990)
    expect(invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      '5010 findings; only the worst 5000 are here, all of them in json or ndjson.',
    ])
  })

  test('the summary page stays below 1 MiB and says how many are left', async () => {
    const findings = many(9000, 'high').map((one) => ({ ...one, message: { ...one.message, text: '快'.repeat(300) } }))
    const problems = many(9000, 'high').map((_, line) => ({
      code: 'E305',
      severity: 'error' as const,
      path: 'a',
      line: line + 1,
      message: '快'.repeat(300),
      remedy: [],
      params: {},
    }))
    const text = await stepSummary(reportWith({ findings, problems }), style)
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20)
    expect(text.match(/more are not listed here/g)).toHaveLength(2)
    expect(text).toContain('This is not legal advice')
  })
})

describe('ids that services follow a finding by', () => {
  const moved = reportWith({
    findings: sample.findings.map((one) => ({
      ...one,
      evidence: one.evidence.map((at) => ({ ...at, path: `elsewhere/${at.path}`, line: at.line + 100 })),
    })),
  })
  const prints = async (report: Report) =>
    (JSON.parse(await make('sarif', report)) as SarifLog).runs[0].results.map((one) => one.partialFingerprints)

  test('in SARIF they hold no line and no path', async () => {
    expect(await prints(moved)).toEqual(await prints(sample))
    const lines = (await prints(sample)).map((one) => one['primaryLocationLineHash'])
    expect(new Set(lines).size).toBe(sample.findings.length)
    for (const line of lines) expect(line).toMatch(/^[0-9a-f]{16}:1$/)
  })

  test('the same finding twice in a run is told apart', async () => {
    const twice = reportWith({ findings: [leading, leading] })
    expect((await prints(twice)).map((one) => one['primaryLocationLineHash']?.slice(-2))).toEqual([':1', ':2'])
    expect(gitlabErrors(await make('gitlab', twice))).toEqual([])
  })

  test('in GitLab they hold the file, since one id may stand in a report once', async () => {
    const ids = async (report: Report) =>
      (JSON.parse(await make('gitlab', report)) as CodeQualityIssue[]).map(({ fingerprint }) => fingerprint)
    expect(
      await ids(
        reportWith({
          findings: sample.findings.map((one) => ({
            ...one,
            evidence: one.evidence.map((at) => ({ ...at, line: at.line + 9 })),
          })),
        }),
      ),
    ).toEqual(await ids(sample))
    expect(await ids(moved)).not.toEqual(await ids(sample))
  })
})

describe('an APK', () => {
  const apk = reportWith({
    sources: sample.sources.map((source) => ({ ...source, path: 'out/app 1.apk!AndroidManifest.xml' })),
    findings: [
      finding({
        evidence: leading.evidence
          .slice(0, 1)
          .map((at) => ({ ...at, path: 'out/app 1.apk!AndroidManifest.xml', line: 12 })),
      }),
    ],
  })

  test('is the file that a result points at, with the manifest as what it is about', async () => {
    const [{ results }] = (JSON.parse(await make('sarif', apk)) as SarifLog).runs
    const [location] = results[0]?.locations ?? []
    expect(location?.physicalLocation).toEqual({
      artifactLocation: { uri: 'out/app%201.apk', index: 0 },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    })
    expect(location?.logicalLocations?.at(-1)).toMatchObject({
      name: 'AndroidManifest.xml',
      fullyQualifiedName: 'out/app 1.apk!AndroidManifest.xml',
      properties: { line: 12 },
    })
  })

  test('is named, with the line inside of it, where there are only words', async () => {
    const [command] = readCommands(await make('github', apk)).commands
    expect([command?.properties['file'], command?.properties['line']]).toEqual(['out/app 1.apk', '1'])
    expect(command?.message).toContain('Found at: out/app 1.apk!AndroidManifest.xml:12')
  })
})

describe('a rule in SARIF', () => {
  test.for([
    ['lender-reads-contacts', 'error', '8.0', 'very-high'],
    ['lender-has-other-contact-route', 'error', '8.0', 'high'],
    ['suspected-lender-reads-contacts', 'warning', '5.5', 'medium'],
    ['lender-one-tap-from-contacts', 'warning', '5.5', 'high'],
    ['lender-requests-contacts', 'note', '3.0', 'high'],
    ['contacts-state-unknown', 'note', undefined, 'high'],
  ] as const)('%s is %s, %s, %s', async ([id, level, score, precision]) => {
    const report = reportWith({ findings: [finding({ ruleId: id })] })
    const [rule, ...others] = (JSON.parse(await make('sarif', report)) as SarifLog).runs[0].tool.driver.rules
    expect(others).toEqual([])
    expect(rule).toMatchObject({ id, defaultConfiguration: { level }, properties: { precision } })
    const properties = rule?.['properties'] as Record<string, unknown>
    expect(properties['security-severity']).toBe(score)
    expect(properties['tags']).toContain('security')
    for (const help of [rule?.help.text, rule?.help.markdown]) expect(help).toContain('This is not legal advice.')
  })

  test('the category of --sarif-category names the run', async () => {
    const idOf = async (more: Partial<Style>) =>
      (JSON.parse(await make('sarif', sample, more)) as SarifLog).runs[0].automationDetails.id
    expect(await idOf({})).toBe('daicha/')
    expect(await idOf({ sarifCategory: 'phones' })).toBe('daicha/phones/')
  })
})

describe('JUnit', () => {
  test('fails at or above --fail-on alone', async () => {
    const failures = async (failOn: string) => {
      const { report } = await audited(['fixtures/sample/input', '--fail-on', failOn])
      return readJunit(await make('junit', report)).result.suites[0]?.failed
    }
    const below = sample.findings.filter(({ severity }) => severity === 'critical').length
    expect(await Promise.all((['critical', 'high', 'low', 'any', 'never'] as const).map(failures))).toEqual([
      below,
      below,
      sample.findings.length,
      sample.findings.length,
      0,
    ])
  })

  const unread = reportWith({ complete: false, findings: [], problems: [], exit: { code: 5, reasons: ['incomplete'] } })

  test('a run that is not whole is an error, also without a problem to name', async () => {
    expect(await make('junit', unread)).toContain('<error type="incomplete"')
  })

  test('and is skipped, not passed, with --allow-partial', async () => {
    const xml = await make('junit', reportWith({ ...unread, exit: { code: 0, reasons: ['incomplete'] } }))
    expect(xml).not.toContain('<error')
    expect(readJunit(xml).result.suites[0]?.skipped).toBe(1)
  })
})
