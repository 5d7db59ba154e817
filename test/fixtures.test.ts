import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Evidence, Report } from '../src/internal.ts'
import { daicha, root } from './daicha.ts'
import { evidenceOf, lies } from './evidence.ts'
import { digestOf, leadsOf } from './report/digest.ts'
import { type Expected, expectedOf, input as inputOf, isExpected, type Language, names } from './report/fixtures.ts'
import { schemaErrors } from './report-schema.ts'
import { entryOf } from './zip.ts'

const NOTHING_AUDITED = 3
/** The widest text there is, and one in which no table fits. */
const WIDE = 100
const NARROW = 59

/** The report of a run, in the shape of `expected.json`. */
function seenIn(report: Report, { findings: expected = [] }: Partial<Expected>) {
  return {
    exit: report.exit.code,
    ...(report.exit.code !== NOTHING_AUDITED && { verdict: report.verdict }),
    complete: report.complete,
    packages: report.stats.packages,
    apps: report.apps.map(({ package: name, user, presence, lender, contacts }) => ({
      package: name,
      user,
      presence,
      lender: lender.class,
      contacts: {
        verdict: contacts.verdict,
        reason: contacts.reason,
        qualifiers: [...contacts.qualifiers].sort(),
        canAsk: contacts.canAsk,
        lastAccess: contacts.lastAccess && {
          ageMs: contacts.lastAccess.ageMs,
          ...(contacts.lastAccess.state !== null && { state: contacts.lastAccess.state }),
        },
      },
    })),
    findings: report.findings.map(({ ruleId, package: name, user, severity, evidence: [first] }, at) => ({
      ruleId,
      package: name,
      user,
      severity,
      // Where no one line decides, the expectation names none.
      ...((expected[at] === undefined || expected[at].line !== undefined) && { line: first?.line, path: first?.path }),
    })),
    problems: report.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  }
}

/** The bytes that the path of some evidence names, as they lie in the fixture. */
function bytesAt({ path }: Evidence, input: string): Buffer {
  const [file = '', entry] = path.split('!')
  const bytes = readFileSync(join(input, file))
  return entry === undefined ? bytes : entryOf(bytes, entry)
}

test('there are fixtures', () => {
  expect(names.length).toBeGreaterThanOrEqual(60)
})

describe.for(names)('%s', (name) => {
  const input = join(root, inputOf(name))
  let made: ReturnType<typeof daicha> | undefined
  const audit = () => {
    made ??= daicha(['audit', '.', ...expectedOf(name).args, '-f', 'json'], { cwd: input })
    return made
  }
  const text = async (lang: Language, columns: number) => {
    const argv = ['audit', '.', ...expectedOf(name).args, '--full', '--lang', lang]
    const { stdout, stderr } = await daicha(argv, { cwd: input, env: { COLUMNS: `${columns}` } })
    return stdout || stderr
  }

  test('says what must come out', () => {
    expect(isExpected(name), 'CONTRIBUTING.md tells how to write expected.json').toBe(true)
  })

  test('comes out as expected, in the form that the schema promises', async () => {
    const expected = expectedOf(name)
    const { about, android, args } = expected
    const { code, stdout } = await audit()
    const report = JSON.parse(stdout) as Report
    expect(schemaErrors(report)).toEqual([])
    expect(code).toBe(report.exit.code)
    if (code === NOTHING_AUDITED) expect(report.verdict).not.toBe('clear')

    const en = digestOf(await text('en', WIDE), 'en')
    const zh = digestOf(await text('zh-CN', WIDE), 'zh-CN')
    const seen = {
      about,
      android,
      args,
      ...seenIn(report, expected),
      headline: { en: en.headline, 'zh-CN': zh.headline },
      leads: leadsOf(await text('en', NARROW)),
      text: { en: en.text, 'zh-CN': zh.text },
    }
    await expect(`${JSON.stringify(seen, null, 2)}\n`).toMatchFileSnapshot(
      join(root, 'fixtures', name, 'expected.json'),
    )
  })

  test('points only at lines that say what it claims', async () => {
    const report = JSON.parse((await audit()).stdout) as Report
    const evidence = evidenceOf(report)
    expect(evidence.flatMap((one) => lies(one, bytesAt(one, input)))).toEqual([])
    expect(report.findings.filter((finding) => finding.evidence.length === 0)).toEqual([])
  })
})
