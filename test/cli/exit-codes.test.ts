import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { audited, daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const input = (fixture: string) => `fixtures/${fixture}/input`

describe('--fail-on', () => {
  /** The worst thing on each phone, by the severities that the fixtures were worked out to. */
  const phones = {
    critical: input('recorded-read-is-critical'),
    high: input('delisted-lender-that-reads'),
    medium: input('suspected-lender'),
    low: input('denied-once'),
    nothing: input('clear-phone'),
  }

  test.for<[level: string, fails: (keyof typeof phones)[]]>([
    ['critical', ['critical']],
    ['high', ['critical', 'high']],
    ['medium', ['critical', 'high', 'medium']],
    ['low', ['critical', 'high', 'medium', 'low']],
    ['any', ['critical', 'high', 'medium', 'low']],
    ['never', []],
  ])('%s fails on %j and on nothing less', async ([level, fails]) => {
    for (const [worst, path] of Object.entries(phones)) {
      const { code } = await daicha(['audit', path, '--fail-on', level])
      expect([worst, code]).toEqual([worst, fails.includes(worst as keyof typeof phones) ? 1 : 0])
    }
  })

  test('is high when it is not given', async () => {
    expect((await daicha(['audit', phones.high])).code).toBe(1)
    expect((await daicha(['audit', phones.medium])).code).toBe(0)
  })

  test('any fails on a note too, where low does not', async () => {
    const unknown = input('shared-users-not-printed')
    expect((await daicha(['audit', unknown, '--fail-on', 'any'])).code).toBe(1)
    expect((await daicha(['audit', unknown, '--fail-on', 'low'])).code).toBe(5)
  })

  test('is told in the reasons of the report', async () => {
    const { report } = await audited([phones.low, '--fail-on', 'low'])
    expect(report.exit).toEqual({ code: 1, reasons: ['finding-at-or-above-low'] })
    expect(report.run.failOn).toBe('low')
  })
})

describe('the exit code', () => {
  const reads = input('delisted-lender-that-reads')
  const clear = input('clear-phone')
  const cut = input('cut-inside-a-record')
  const missing = 'no-such-file.txt'
  const empty = input('empty-file')

  test.for<[says: string, code: number, argv: string[]]>([
    ['0 when all was read and nothing found', 0, [clear]],
    ['1 for a failing finding', 1, [reads]],
    ['1 for a failing finding beside a file that is missing', 1, [reads, missing]],
    ['3 when nothing could be audited', 3, [missing]],
    ['3 when nothing could be audited, twice', 3, [missing, empty]],
    ['5 when a part was not read', 5, [cut]],
    ['5 when a file is missing beside a clear phone', 5, [clear, missing]],
    ['0 for a finding with --exit-zero', 0, [reads, '--exit-zero']],
    ['still 5 for a cut file with --exit-zero', 5, [cut, '--exit-zero']],
    ['still 3 for a missing file with --exit-zero', 3, [missing, '--exit-zero']],
    ['5 for a finding and a missing file with --exit-zero', 5, [reads, missing, '--exit-zero']],
    ['0 for a cut file with --allow-partial', 0, [cut, '--allow-partial']],
    ['0 for a clear phone and a missing file with --allow-partial', 0, [clear, missing, '--allow-partial']],
    ['still 1 for a finding with --allow-partial', 1, [reads, missing, '--allow-partial']],
    ['still 3 for a missing file with --allow-partial', 3, [missing, '--allow-partial']],
    ['0 for a finding and a missing file with both', 0, [reads, missing, '--exit-zero', '--allow-partial']],
    ['2 for a wrong option, whatever the file holds', 2, [reads, '--no-such-option']],
    ['2 for a regime that nobody knows', 2, [reads, '--regime', 'mars']],
    ['2 for a user that is no number', 2, [reads, '--user', 'zero']],
    ['2 for a negative user', 2, [reads, '--user', '-1']],
    ['2 for a level that nobody knows', 2, [reads, '--fail-on', 'severe']],
    ['2 for a level of display that nobody knows', 2, [reads, '--min-severity', 'any']],
    ['2 for a language that nobody speaks', 2, [reads, '--lang', 'xx']],
    ['2 for a colour choice that nobody knows', 2, [reads, '--color', 'sometimes']],
  ])('is %s', async ([, code, argv]) => {
    const text = await daicha(['audit', ...argv])
    expect(text.code).toBe(code)
    // A format never changes it, and the report says the same number.
    const json = await daicha(['audit', ...argv, '-f', 'json'])
    expect(json.code).toBe(code)
    if (code !== 2) expect(JSON.parse(json.stdout).exit.code).toBe(code)
    else expect([text.stdout, json.stdout]).toEqual(['', ''])
  })

  test('of an incomplete run is never a clean verdict, even when it is allowed', async () => {
    for (const argv of [[cut], [clear, missing]]) {
      const { report } = await audited([...argv, '--allow-partial'])
      expect(report).toMatchObject({ verdict: 'incomplete', complete: false, exit: { code: 0 } })
      expect(report.exit.reasons).toContain('incomplete')
    }
  })
})

describe('--user', () => {
  // The owner denied what user 11 granted.
  const phone = input('android-10-two-users')

  test.for<[users: string, code: number, seen: number[]]>([
    ['all', 1, [0, 11]],
    ['11', 1, [11]],
    ['0', 0, [0]],
  ])('%s exits %i with findings of users %j', async ([user, code, seen]) => {
    const { code: exit, report } = await audited([phone, '--user', user])
    expect(exit).toBe(code)
    expect([...new Set(report.findings.map((finding) => finding.user))].sort()).toEqual(seen)
    expect(report.run.options.user).toBe(user)
  })

  test('counts an app once, by the worst of its users, whichever comes first', async () => {
    const dump = readFileSync(join(root, phone, 'package.txt'), 'utf8')
    const turned = dump.replace(/(READ_CONTACTS: granted=)(\w+)(?=, flags=\[ USER_SET)/g, (_, line, granted) =>
      line.concat(granted === 'false'),
    )
    expect(turned).not.toBe(dump)
    for (const text of [dump, turned]) {
      const path = join(newFolder(), 'package.txt')
      writeFileSync(path, text)
      const { lendersThatRead, lendersThatCannot } = (await audited([path])).report.stats.access
      expect([lendersThatRead, lendersThatCannot]).toEqual([1, 0])
    }
  })

  test('of whom the dump knows nothing is not called clear', async () => {
    const { code, report } = await audited([phone, '--user', '7'])
    expect([report.verdict, report.complete, code]).toEqual(['incomplete', false, 5])
    expect(report.problems).toMatchObject([{ code: 'E318', params: { user: '7', list: '0, 11' } }])
  })
})

describe('--min-severity', () => {
  // One high finding, and low ones beside it.
  const phone = input('version-name-imitates-a-header')

  test('hides lesser findings from people, says how many, and changes neither data nor exit', async () => {
    const shown = await daicha(['audit', phone, '--full'])
    const hidden = await daicha(['audit', phone, '--full', '--min-severity', 'high'])
    const { report } = await audited([phone, '--min-severity', 'high'])
    const lesser = report.findings.filter(({ severity }) => severity !== 'high' && severity !== 'critical')
    expect(lesser.length).toBeGreaterThan(0)
    for (const { ruleId } of lesser) {
      expect(shown.stdout).toContain(ruleId)
      expect(hidden.stdout).not.toContain(ruleId)
    }
    expect(hidden.stdout).toContain('lender-reads-contacts')
    expect(hidden.stdout).toMatch(
      new RegExp(`^Less severe findings not listed \\(--min-severity\\): ${lesser.length}\\.$`, 'm'),
    )
    expect(hidden.code).toBe(shown.code)
  })

  test('is low when it is not given: notes are not listed, and are in the data', async () => {
    const unknown = input('shared-users-not-printed')
    expect((await daicha(['audit', unknown, '--full'])).stdout).not.toContain('contacts-state-unknown')
    expect((await daicha(['audit', unknown, '--full', '--min-severity', 'note'])).stdout).toContain(
      'contacts-state-unknown',
    )
    expect((await audited([unknown])).report.findings.map(({ ruleId }) => ruleId)).toContain('contacts-state-unknown')
  })
})
