import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { daicha } from '../daicha.ts'
import { type SarifLog, sarifErrors } from '../report/readers/sarif.ts'
import { changed, cwd, file, kuaijie, now, run, state, told } from './diff.ts'
import type { Installed } from './phone.ts'

const denied: Installed = { ...kuaijie, contacts: 'denied' }
const granted: Installed = { ...kuaijie, contacts: 'granted' }

/** The report of a state, in a file. */
async function saved(dump: string, format: string, ...argv: string[]): Promise<string> {
  const path = `${dump}.${argv.length}.${format}`
  await daicha(['audit', dump, '-f', `${format}=${path}`, ...argv], { cwd })
  return path
}

const readJson = (path: string): Report => JSON.parse(readFileSync(join(cwd, path), 'utf8'))

describe.each(['json', 'ndjson', 'html'])('a report saved as %s', (format) => {
  test.each(['en', 'zh'])('is a state like the dump that it was made of (%s)', async (lang) => {
    const [old, after] = [state([denied]), state([granted], now)]
    const [oldReport, newReport] = [
      await saved(old, format, '--lang', lang),
      await saved(after, format, '--lang', lang),
    ]
    const expected = [['granted', 'worse', 'high']]
    for (const pair of [
      [oldReport, newReport],
      [oldReport, after],
      [old, newReport],
    ] as [string, string][]) {
      const { code, diff } = await changed(pair)
      expect(told(diff)).toEqual(expected)
      expect({ code, phone: diff.phone, complete: diff.complete }).toEqual({ code: 0, phone: 'same', complete: true })
    }
  })
})

test('a report of another language is told in the one that is wanted', async () => {
  const old = await saved(state([denied]), 'json', '--lang', 'zh')
  const { stdout } = await run([old, state([granted], now), '--lang', 'en'])
  expect(stdout).toContain('was allowed to read contacts')
})

test('a report is known to be of the same bytes as the dump that it was made of, whatever its rules', async () => {
  const sample = fileURLToPath(new URL('../../fixtures/sample/input', import.meta.url))
  await daicha(['audit', sample, '-q', '-f', 'json=sample.json'], { cwd })
  const report = readJson('sample.json')
  const old = file('others.json', JSON.stringify({ ...report, tool: { ...report.tool, rules: '2020.1.1' } }))
  const { diff } = await changed([old, sample])
  expect(diff.phone).toBe('same')
  expect(told(diff)).toEqual([])
  expect(diff.headline).toContain('Both are the same export, byte for byte')
})

test('ways of an app that other rules take for no lender are not called closed, nor opened where they do again', async () => {
  const sample = fileURLToPath(new URL('../../fixtures/sample/input', import.meta.url))
  const rules = file(
    'mild.yaml',
    `sources: [{ id: ours, name: { zh: 名单, en: list } }]
lenders: [{ id: x, packages: [com.example.kuaijie], region: CN, source: ours, kind: lender, confidence: low }]
`,
  )
  await daicha(['audit', sample, '-q', '-f', 'json=plain.json'], { cwd })
  await daicha(['audit', sample, '-q', '--all-apps', '--rules', rules, '-f', 'json=mild.json'], { cwd })
  const states: [string, string, string[]][] = [
    ['plain.json', sample, ['--rules', rules]],
    ['mild.json', 'plain.json', []],
  ]
  for (const [old, after, argv] of states) {
    const { diff } = await changed([old, after], argv)
    expect(diff.changes.map(({ direction }) => direction)).not.toContain('better')
    expect(diff.changes.filter(({ kind }) => /^route-/.test(kind)).map(({ direction }) => direction)).toEqual([
      'open',
      'open',
    ])
  }
})

describe('an app that a saved report does not name', () => {
  const withRules = (path: string, rules: string) => {
    const report = readJson(path)
    return file(`rules-${path}`, JSON.stringify({ ...report, tool: { ...report.tool, rules } }))
  }
  test('is removed where the same rules would have named it', async () => {
    const { diff } = await changed([await saved(state([granted]), 'json'), await saved(state([], now), 'json')])
    expect(told(diff)).toEqual([['removed', 'better', 'note']])
  })

  test('is not called removed where the rules are others', async () => {
    const old = await saved(state([granted]), 'json')
    const { code, diff } = await changed([old, withRules(await saved(state([], now), 'json'), '2027.1.1')])
    expect(told(diff)).toEqual([['missing', 'open', 'high']])
    expect(code).toBe(5)
  })

  test('is not new where it was installed before', async () => {
    const old = withRules(await saved(state([]), 'json'), '2020.1.1')
    const { diff } = await changed([old, state([granted], now)])
    expect(told(diff)).toEqual([['lender', 'open', 'high']])
  })

  test('is new where it was installed since', async () => {
    const old = withRules(await saved(state([]), 'json'), '2020.1.1')
    const { diff } = await changed([old, state([{ ...granted, installed: '2026-10-21 08:00:01' }], now)])
    expect(told(diff)).toEqual([['installed', 'worse', 'high']])
  })
})

test('apps that a saved report leaves out are no changes', async () => {
  const [old, after] = [state([denied]), state([granted], now)]
  const [oldReport, newReport] = [await saved(old, 'json'), await saved(after, 'json')]
  for (const pair of [
    [oldReport, after],
    [old, newReport],
  ] as const) {
    expect((await run([...pair])).stdout).not.toContain('do not lend')
    const { diff } = await changed([...pair], ['--all-apps'])
    expect(told(diff)).toEqual([['granted', 'worse', 'high']])
  }
})

test('a report on one app is compared on that app alone, and that is said', async () => {
  const qianbao = { ...granted, name: 'com.example.qianbao', id: 10076 }
  const old = await saved(state([denied, qianbao]), 'json', '--app', kuaijie.name)
  const { diff } = await changed([old, state([granted], now)])
  expect(told(diff)).toEqual([['granted', 'worse', 'high']])
  expect(diff.notCompared.map(({ id }) => id)).toEqual(['extract'])
})

test('what cannot be audited is said, with exit code 3', async () => {
  const nothing = file('nothing.txt', 'Hello\n')
  for (const pair of [
    [nothing, state([granted])],
    [state([granted]), nothing],
    [state([granted]), 'missing.txt'],
  ]) {
    const { code, stdout, stderr } = await run(pair)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/\[E30[13]\]/)
  }
})

test('one side may come from standard input', async () => {
  const text = readFileSync(join(cwd, state([granted], now)), 'utf8')
  const { stdout, code } = await daicha(['diff', state([denied]), '-'], { cwd, stdin: text })
  expect(stdout).toContain('was allowed to read contacts')
  expect(code).toBe(0)
  expect((await run(['-', '-'])).stderr).toMatch(/E114[\s\S]* - november.zip/)
})

describe('privacy', () => {
  const health: Installed = {
    name: 'org.example.marker.health',
    id: 10099,
    installed: '2026-10-21 08:00:01',
    contacts: 'granted',
  }
  const pair = () =>
    [state([denied], { serial: 'R5CTMARKER1' }), state([granted, health], { ...now, serial: 'R5CTMARKER1' })] as const

  test.each(['text', 'json', 'markdown', 'sarif'])(
    '%s counts other apps, and names neither them nor the phone',
    async (format) => {
      const { stdout } = await run([...pair(), '-f', format])
      expect(stdout).toContain(kuaijie.name)
      expect(stdout).not.toMatch(/marker/i)
    },
  )

  test('names them when asked, with a warning', async () => {
    const { stdout, stderr } = await run([...pair(), '--all-apps'])
    expect(stdout).toContain(health.name)
    expect(stderr).toContain('the list of all apps is itself private')
    expect((await run([...pair()])).stdout).toContain('Changes of apps that do not lend, not listed: 1')
  })

  test.each(['text', 'json', 'markdown', 'sarif'])('%s shows what would act in it', async (format) => {
    const old = await saved(state([denied]), 'json')
    const report = readJson(old)
    const [app] = report.apps
    const hostile = file(
      'hostile.json',
      JSON.stringify({ ...report, apps: [{ ...app, label: '\u001b[2J\u202e', versionName: '\u009b31m' }] }),
    )
    const { stdout } = await run([hostile, state([granted], now), '-f', format])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
})

test.each(['text', 'markdown'])('%s says whose an app was whose user is gone', async (format) => {
  const report = readJson(await saved(state([granted]), 'json'))
  const ofClone = {
    ...report,
    users: [...report.users, { id: 999, kind: 'clone' }],
    apps: report.apps.flatMap((app) => [app, { ...app, user: 999 }]),
  }
  const { stdout } = await run([file('clone.json', JSON.stringify(ofClone)), state([granted], now), '-f', format])
  expect(stdout).toContain('app clone')
  expect(stdout).not.toContain('999')
})

describe('SARIF', () => {
  const statesOf = async (pair: [string, string]) => {
    const { stdout } = await run([...pair, '-f', 'sarif'])
    const log = JSON.parse(stdout) as SarifLog
    expect(sarifErrors(log)).toEqual([])
    const { artifacts, results } = log.runs[0]
    for (const { locations } of results) {
      const { artifactLocation } = locations[0]?.physicalLocation ?? {}
      expect(artifacts[artifactLocation?.index ?? -1]?.location.uri).toBe(artifactLocation?.uri)
    }
    return results
      .filter(({ ruleId }) => ruleId !== 'lender-breaks-store-policy')
      .map((one) => [one.ruleId, (one as { baselineState?: string }).baselineState])
  }

  test('a finding of the new state alone is new, and one of the old alone absent', async () => {
    expect(await statesOf([state([denied]), state([granted], now)])).toEqual([
      ['lender-reads-contacts', 'new'],
      ['lender-requests-contacts', 'absent'],
    ])
  })

  test('one of both is unchanged, or updated where its app changed', async () => {
    expect(await statesOf([state([granted]), state([granted], now)])).toEqual([['lender-reads-contacts', 'unchanged']])
    const read = { time: '2026-10-31 10:05:00.000', age: '1d0h0m0s0ms' }
    expect(await statesOf([state([granted]), state([{ ...granted, read }], now)])).toEqual([
      ['lender-reads-contacts', 'updated'],
    ])
  })

  test('one that the new state does not show is never absent without proof', async () => {
    const other = { ...granted, name: 'com.example.qianbao', id: 10076 }
    const states = await statesOf([state([granted]), state([other], { ...now, isCut: true })])
    expect(states).toContainEqual(['lender-reads-contacts', 'unchanged'])
    expect(states.map(([, one]) => one)).not.toContain('absent')
  })
})

test('formats are written to files, and what is wrong with them is said', async () => {
  const pair = [state([denied]), state([granted], now)]
  const { stdout, stderr } = await run([...pair, '-f', 'text', '-f', 'json=out.json', '-o', 'out.md'])
  expect(stdout).toMatch(/^\[WORSE\]/)
  expect(stderr).toContain('out.json, out.md')
  expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).type).toBe('diff')
  expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toMatch(/^## \[WORSE\]/)
  expect((await run([...pair, '-f', 'csv'])).stderr).toMatch(/\[E114\][\s\S]*text, json, markdown, sarif/)
  expect((await run([...pair, '-f', `json=${pair[1]}`])).stderr).toContain('[E504]')
})
