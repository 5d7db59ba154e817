import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

// The clock of `daicha` stands at 2026-11-24.
// One high finding, and low ones beside it.
const reads = join(root, 'fixtures/android-6-runtime-grant/input')
const sample = join(root, 'fixtures/sample/input')
const reason = 'Looked at by the privacy team'
const entry = { rule: 'lender-reads-contacts', package: 'com.example.kuaijie', reason, expires: '2027-03-31' }

let cwd: string
beforeEach(() => {
  cwd = newFolder()
})

const write = (name: string, value: unknown) =>
  writeFileSync(join(cwd, name), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
const audit = (argv: string[], input = reads) => daicha(['audit', input, ...argv], { cwd })
const report = async (argv: string[], input = reads) => {
  const { code, stdout, stderr } = await audit([...argv, '-f', 'json'], input)
  return { code, stderr, report: JSON.parse(stdout) as Report }
}
const ignoring = async (ignore: object[], ...argv: string[]) => {
  write('ignore.json', { ignore })
  return report(['--ignore-file', 'ignore.json', ...argv])
}
const found = ({ findings }: Report) =>
  findings.map(({ ruleId, package: name, suppressed }) => [ruleId, name, suppressed !== null])

/** Everything that the sample fails on, accepted. */
const everything = [
  entry,
  ...['lender-has-other-contact-route', 'lender-requests-contacts', 'lender-breaks-store-policy'].map((rule) => ({
    ...entry,
    rule,
    package: 'com.example.*',
  })),
]

describe('an ignored finding', () => {
  test('fails no run, stays in the data with its reason, and is never a clear phone', async () => {
    const before = await report([])
    expect(before.code).toBe(1)
    const { code, report: after, stderr } = await ignoring([{ ...entry, by: 'privacy-team' }])
    expect([code, after.exit.code, stderr]).toEqual([0, 0, ''])
    expect(after.findings).toHaveLength(before.report.findings.length)
    expect(after.findings[0]?.suppressed).toEqual({ reason, expires: '2027-03-31', by: 'privacy-team' })
    expect(after.findings.slice(1).every(({ suppressed }) => suppressed === null)).toBe(true)
    expect(after.stats).toMatchObject({ suppressed: 1, bySeverity: before.report.stats.bySeverity })
    expect(after.verdict).toBe('check')
    expect(after.headline).not.toMatch(/No loan app can read/)
  })

  test('with all others ignored too leaves nothing new, and says that this is no clean result', async () => {
    const { code, report: all } = await ignoring(everything)
    expect(found(all).filter(([, , isIgnored]) => !isIgnored)).toEqual([])
    expect([code, all.verdict]).toEqual([0, 'check'])
    expect(all.headline).toMatch(/not a clean result/)
  })

  test('is counted for a person, and shown with its reason when asked for', async () => {
    write('ignore.json', { ignore: [entry] })
    const hidden = (await audit(['--ignore-file', 'ignore.json'])).stdout.replace(/\s+/g, ' ')
    expect(hidden).toMatch(/1 ignored or known before are not listed \(--show-ignored\)/)
    expect(hidden).not.toMatch(/can read,/)
    const shown = (await audit(['--ignore-file', 'ignore.json', '--show-ignored'])).stdout.replace(/\s+/g, ' ')
    expect(shown).toContain(`ignored until 2027-03-31: ${reason}`)
    expect(shown).toMatch(/can read,/)
  })
})

describe('an entry', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[says: string, change: object, isIgnored: boolean]>([
    ['of the same rule and package',    {},                                                  true],
    ['of another rule',                 { rule: 'lender-requests-contacts' },                false],
    ['of another package',              { package: 'com.example.kuaijie2' },                 false],
    ['of the packages below a name',    { package: 'com.example.*' },                        true],
    ['of what lies below the package',  { package: 'com.example.kuaijie.*' },                false],
    ['of half a name',                  { package: 'com.example.kuai' },                     false],
    ['of the same permission',          { permission: 'android.permission.READ_CONTACTS' },  true],
    ['of another permission',           { permission: 'android.permission.READ_SMS' },       false],
    ['on its last day',                 { expires: '2026-11-24' },                           true],
    ['on the day after',                { expires: '2026-11-23' },                           false],
  ])('%s', async ([, change, isIgnored]) => {
    const { code, report: after } = await ignoring([{ ...entry, ...change }])
    expect(after.findings[0]).toMatchObject({ ruleId: 'lender-reads-contacts', severity: 'high' })
    expect([after.findings[0]?.suppressed !== null, code]).toEqual([isIgnored, isIgnored ? 0 : 1])
  })

  test('that has ended says so on the finding', async () => {
    const { report: after, stderr } = await ignoring([{ ...entry, expires: '2026-11-01' }])
    const { report: before } = await ignoring([])
    expect(after.findings[0]?.notes).toEqual([
      { id: 'expired', params: { date: '2026-11-01' }, text: 'ignored until 2026-11-01' },
      ...(before.findings[0]?.notes ?? []),
    ])
    expect(after.findings[0]?.notes.length).toBeGreaterThan(1)
    expect(stderr).toContain('[E105] ignore.json:3')
    expect(stderr).toContain('Over: since 2026-11-01 has passed, the finding counts again')
    expect(stderr).not.toContain('comes back')
  })

  test.for([
    ['2026-12-08', true],
    ['2026-12-09', false],
  ] as const)('that ends on %s warns: %s', async ([expires, warns]) => {
    const { stderr } = await ignoring([{ ...entry, expires }])
    expect(stderr.includes('[E105]')).toBe(warns)
    if (warns)
      expect(stderr).toMatch(/note \[E105\] ignore\.json:3[\s\S]*Not over yet: after 2026-12-08 the finding comes back/)
    expect(stderr).not.toContain('has passed')
  })

  test('that matches nothing warns, and is wrong usage where that was asked for', async () => {
    const stale = [entry, { ...entry, package: 'com.example.gone' }]
    const warned = await ignoring(stale)
    expect([warned.code, warned.report.exit.code]).toEqual([0, 0])
    expect(warned.stderr.replace(/\s+/g, ' ')).toMatch(/^note \[E106\] ignore\.json:9: [^.]*com\.example\.gone/)
    const strict = await ignoring(stale, '--strict-ignores')
    expect([strict.code, strict.report.exit.code]).toEqual([2, 2])
    expect(strict.stderr).toMatch(/^error \[E106\] ignore\.json:9/)
    expect((await ignoring([entry], '--strict-ignores')).code).toBe(0)
  })
})

test('20,000 entries are read in seconds, and each mistake has its line', async () => {
  const many = Array.from({ length: 20_000 }, (_, at) => ({ ...entry, package: `com.example.a${at}` }))
  write('many.json', { ignore: [...many, entry] })
  write('known.json', {
    type: 'baseline',
    findings: many.map(({ package: name }) => ({ input: null, fingerprint: name })),
  })
  const started = performance.now()
  const { stdout } = await audit(['--ignore-file', 'many.json', '--baseline', 'known.json', '-q', '-f', 'json'])
  expect(JSON.parse(stdout).stats.suppressed).toBe(1)
  expect(performance.now() - started).toBeLessThan(20_000)
  write('many.json', { ignore: [...many, { ...entry, expires: '2029-01-01' }] })
  expect((await audit(['--ignore-file', 'many.json'])).stderr).toContain('[E126] many.json:120007')
})

describe('an ignore file', () => {
  const { reason: _, ...unreasoned } = entry
  const { expires: __, ...endless } = entry

  // biome-ignore format: a table is read by its columns
  test.for<[says: string, file: unknown, told: string]>([
    ['without a reason',             { ignore: [unreasoned] },                              '[E104] an entry of ignore.json:3'],
    ['with a short reason',          { ignore: [{ ...entry, reason: 'ok' }] },              '[E104] an entry of ignore.json:6'],
    ['without an end',               { ignore: [endless] },                                 '[E104] an entry of ignore.json:3'],
    ['with an end too far ahead',    { ignore: [{ ...entry, expires: '2027-11-26' }] },     '[E126] ignore.json:7: the expiry date 2027-11-26'],
    ['with a day that is none',      { ignore: [{ ...entry, expires: '2027-02-30' }] },     '[E104] an entry of ignore.json:7'],
    ['with a wildcard over rules',   { ignore: [{ ...entry, rule: '*' }] },                 '[E103] ignore.json:4'],
    ['with an unknown rule',         { ignore: [{ ...entry, rule: 'lender-read-contacts' }] }, 'Did you mean lender-reads-contacts?'],
    ['with a wildcard over all',     { ignore: [{ ...entry, package: '*' }] },              '[E103] ignore.json:5'],
    ['with a wildcard over a top',   { ignore: [{ ...entry, package: 'com.*' }] },          '[E103] ignore.json:5'],
    ['with an unknown key',          { ignore: [{ ...entry, expire: '' }] },                'Did you mean expires?'],
    ['that is no JSON',              '{\n  "ignore": [,]\n}',                               '[E103] ignore.json:2'],
    ['that is nested without end',   '\n'.concat('['.repeat(100_000)),                      '[E103] ignore.json:2'],
    ['of objects without end',       '\n'.concat('{"ignore":'.repeat(100_000)),             '[E103] ignore.json:2'],
    ['with a mistake far down',       { ignore: [...Array(1500).fill(entry), {}] },          '[E103] ignore.json:9003'],
    ['that is too long',             ' '.repeat(9_000_000),                                 '[E507] ignore.json is too large'],
    ['of too many values',           `[${'0,'.repeat(600_000)}0]`,                          '[E507] ignore.json is too large'],
    ['that is a list',               [entry],                                               '[E103] ignore.json:1'],
  ])('%s is refused with its line', async ([, file, told]) => {
    write('ignore.json', file)
    const { code, stdout, stderr } = await audit(['--ignore-file', 'ignore.json'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.replace(/\s+/g, ' ')).toContain(told)
  })

  test('may hold comments, and the longest end', async () => {
    write('ignore.json', `{ // why\n"ignore": [${JSON.stringify({ ...entry, expires: '2027-11-25' })},] /* done */ }`)
    expect((await audit(['--ignore-file', 'ignore.json'])).code).toBe(0)
  })

  test('that is missing is refused', async () => {
    const { code, stderr } = await audit(['--ignore-file', 'gone.json'])
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'error [E125] cannot open gone.json: there is no such file or folder',
    ])
  })

  test('counts for a whole list of inputs', async () => {
    write('ignore.json', { ignore: [entry, { ...entry, package: 'com.example.gone' }] })
    write('list', `${join(root, 'fixtures/clear-phone/input')}\n${reads}\n`)
    const { code, stdout, stderr } = await daicha(
      ['audit', '--files-from', 'list', '-f', 'ndjson', '--ignore-file', 'ignore.json'],
      { cwd },
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '').stats).toMatchObject({ suppressed: 1 })
    expect(stderr.match(/\[E106\]/g)).toHaveLength(1)
    expect(stderr).toContain('com.example.gone')
  })
})

interface Named {
  input: string | null
  fingerprint: string
}

/** A folder of two phones with the same lender. */
function severalPhones(): string {
  const text = readFileSync(join(root, 'fixtures/delisted-lender-that-reads/input/package.txt'), 'utf8')
  const other = text.replace(/fingerprint=\S+/, 'fingerprint=other/x/x:14/OTHER.1/1:user/release-keys')
  for (const [name, dump] of Object.entries({ a: text, b: other.replaceAll('2025-', '2024-') })) {
    mkdirSync(join(cwd, 'both', name), { recursive: true })
    write(`both/${name}/package.txt`, dump)
  }
  return join(cwd, 'both')
}

test('an entry is used that matches any of several phones in one folder', async () => {
  const both = severalPhones()
  const seen = { ...entry, package: 'com.example.zhouzhuan', expires: '2026-12-01' }
  write('ignore.json', { ignore: [seen] })
  const soon = await audit(['--ignore-file', 'ignore.json', '--strict-ignores'], both)
  expect([soon.code, soon.stderr]).toEqual([0, expect.stringContaining('[E105]')])
  write('ignore.json', { ignore: [seen, { ...entry, package: 'com.example.gone' }] })
  const unmatched = await audit(['--ignore-file', 'ignore.json', '--strict-ignores'], both)
  expect([unmatched.code, unmatched.stderr]).toEqual([2, expect.stringContaining('error [E106]')])
  expect(unmatched.stderr).toContain('com.example.gone')
  expect((await audit(['--ignore-file', 'ignore.json'], both)).code).toBe(0)
})

describe('a baseline', () => {
  const other = join(root, 'fixtures/delisted-lender-that-reads/input')

  test('holds the findings of today, so that tomorrow fails on new ones alone', async () => {
    expect((await audit(['--write-baseline', 'base.json'])).code).toBe(1)
    const { code, report: after, stderr } = await report(['--baseline', 'base.json'])
    expect([code, stderr]).toEqual([0, ''])
    expect([...new Set(after.findings.map(({ baseline }) => baseline))]).toEqual(['unchanged'])
    expect(after.stats.unchanged).toBe(after.findings.length)
    expect(after.verdict).toBe('check')
    expect(after.headline).toMatch(/not a clean result/)
  })

  test('tells what is new, and what is gone', async () => {
    const known = 'lender-requests-contacts:com.example.jisu:0'
    const findings = [known, 'lender-reads-contacts:com.example.gone:0'].map((fingerprint) => ({
      input: null,
      fingerprint,
    }))
    write('base.json', { type: 'baseline', findings })
    const { code, report: after, stderr } = await report(['--baseline', 'base.json'])
    expect(code).toBe(1)
    expect(after.findings.map(({ fingerprint, baseline }) => [fingerprint === known, baseline])).toContainEqual([
      true,
      'unchanged',
    ])
    expect(after.findings.filter(({ baseline }) => baseline === 'new')).toHaveLength(after.findings.length - 1)
    expect(stderr).toMatch(
      /note \[E107\] findings of the baseline base\.json that did not appear this time as\nthey were: 1/,
    )
  })

  // biome-ignore format: a table is read by its columns
  test.for<[got: string, before: object, state: string]>([
    ['nothing',       {},                                                  'unchanged'],
    ['better',        { severity: 'critical', open: ['R4', 'R6', 'R99'] }, 'unchanged'],
    ['graver',        { severity: 'high' },                                'new'],
    ['one way more',  { open: ['R6'] },                                    'new'],
  ])('knows a finding that got %s since: %j is %s', async ([, before, state]) => {
    const { report: today } = await report(['--write-baseline', 'base.json'], sample)
    const base = JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8'))
    const of = ({ fingerprint }: { fingerprint: string }) => fingerprint.startsWith('lender-has-other-contact-route:')
    expect(today.findings.find(of)).toMatchObject({ severity: 'critical', routes: ['R4', 'R6'] })
    expect(base.findings.find(of)).toMatchObject({ severity: 'critical', open: ['R4', 'R6'] })
    write('base.json', { ...base, findings: base.findings.map((one: Named) => (of(one) ? { ...one, ...before } : one)) })
    const { code, report: after } = await report(['--baseline', 'base.json'], sample)
    expect([after.findings.find(of)?.baseline, code]).toEqual([state, state === 'new' ? 1 : 0])
  })

  test('without one, no finding says anything of it', async () => {
    expect((await report([])).report.findings.every(({ baseline }) => baseline === null)).toBe(true)
  })

  test('of a list knows which phone it was: the same finding on another phone is new', async () => {
    write('one', `${reads}\n`)
    write('two', `${reads}\n${other}\n`)
    expect((await daicha(['audit', '--files-from', 'one', '--write-baseline', 'base.json'], { cwd })).code).toBe(1)
    expect((await daicha(['audit', '--files-from', 'one', '--baseline', 'base.json'], { cwd })).code).toBe(0)
    const { code, stdout } = await daicha(['audit', '--files-from', 'two', '--baseline', 'base.json', '-f', 'ndjson'], {
      cwd,
    })
    expect(code).toBe(1)
    const [, , second] = stdout.split('\n').map((line) => line && JSON.parse(line))
    expect(second.findings[0].baseline).toBe('new')
    // What is known of a list says nothing about a phone that is audited alone.
    expect((await audit(['--baseline', 'base.json'])).code).toBe(1)
  })

  test('of several phones in one folder knows which one it was', async () => {
    const both = severalPhones()
    expect((await audit(['--write-baseline', 'one.json'], join(both, 'a'))).code).toBe(1)
    expect((await audit(['--baseline', 'one.json'], both)).code).toBe(1)
    expect((await audit(['--write-baseline', 'base.json'], both)).code).toBe(1)
    const { code, stderr } = await audit(['--baseline', 'base.json'], both)
    expect([code, stderr]).toEqual([0, ''])
    rmSync(join(both, 'a'), { recursive: true })
    expect((await audit(['--baseline', 'base.json'], both)).code).toBe(1)
  })

  test('of a list knows the phones of a folder in it apart', async () => {
    write('list', `${severalPhones()}\n`)
    await daicha(['audit', '--files-from', 'list', '--write-baseline', 'base.json'], { cwd })
    const names = JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8')).findings.map((one: Named) => one.input)
    expect(new Set(names)).toEqual(new Set(['both/a/package.txt', 'both/b/package.txt']))
    expect((await daicha(['audit', '--files-from', 'list', '--baseline', 'base.json'], { cwd })).code).toBe(0)
  })

  test('does not hold what is ignored, so that an ignore still ends', async () => {
    write('ignore.json', { ignore: [entry] })
    await audit(['--ignore-file', 'ignore.json', '--write-baseline', 'base.json'])
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).not.toContain('lender-reads-contacts')
    expect((await audit(['--baseline', 'base.json'])).code).toBe(1)
  })

  test('that is none is refused', async () => {
    write('base.json', { findings: [] })
    expect((await audit(['--baseline', 'base.json'])).stderr).toContain('[E103] base.json:1')
  })
})

test.for(['--ignore-file', '--baseline', '--write-baseline'])('%s never applies to a phone', async (flag) => {
  write('file.json', { ignore: [] })
  const { code, stderr } = await daicha(['audit', '--device', flag, 'file.json'], { cwd })
  expect(code).toBe(2)
  expect(stderr.split('\n')[0]).toContain(`[E116] ${flag} cannot be used with --device`)
})
