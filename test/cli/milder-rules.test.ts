import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { audited, daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const cwd = newFolder()
const input = (fixture: string) => join(root, 'fixtures', fixture, 'input')

const lender = (fields: string) => `
sources: [{ id: our-list, name: { zh: 名单, en: our list } }]
lenders:
  - { id: ours, packages: [com.example.kuaijie], region: CN, source: our-list, ${fields} }
`
const check = (severity: string) => `
checks:
  - id: lender-reads-contacts
    title: { zh: '{label} 能读取', en: '{label} can read' }
    meaning: { zh: 它能读取。, en: It can read. }
    severity: ${severity}
    lender: [confirmed]
    when: [granted]
    guidance: []
    actions: [reaudit]
    examples: { match: [{ lender: confirmed, verdict: granted }], miss: [{ lender: none }] }
`
const term = `
terms:
  - { id: our-loans, sense: firm, lang: en, meaning: { zh: 我们的, en: ours }, words: quick }
`
const auditWith = (rules: string, fixture: string) => {
  writeFileSync(join(cwd, 'own.yaml'), rules)
  return audited([input(fixture), '--rules', 'own.yaml'], { cwd })
}

// biome-ignore format: a table is read by its columns
describe.for([
  ['an entry that is a loan feature', lender('kind: credit-feature, confidence: high').replace('kuaijie', 'zhouzhuan'), 'delisted-lender-that-reads', 'check'],
  ['an entry of low confidence',      lender('kind: lender, confidence: low'),          'sample',                     'check'],
  ['a term of a trade',               term,                                             'lender-by-its-name-alone',   'check'],
  ['a check of less severity',        check('low'),                                     'android-6-runtime-grant',    'act'],
])('where rules of a user are milder, by %s', ([, rules = '', fixture = '', verdict]) => {
  test('the run is not clear, and says so', async () => {
    const { code, report } = await auditWith(rules, fixture)
    expect([code, report.verdict]).toEqual([0, verdict])
    expect(report.exit.reasons).toContain('rules-milder')
    expect(report.problems).toMatchObject([{ code: 'E352', severity: 'warning', params: { n: '1' } }])
    if (verdict === 'check') expect(report.headline).toContain('rules of your own are milder')
  })

  test('so it is in each phone of a list, and every format tells it', async () => {
    writeFileSync(join(cwd, 'own.yaml'), rules)
    const list = { stdin: `${input(fixture)}\n`, cwd }
    const { code, stdout } = await daicha(['audit', '--files-from', '-', '--rules', 'own.yaml', '-f', 'ndjson'], list)
    expect([code, stdout]).toEqual([0, expect.stringContaining('"rules-milder"')])
    for (const format of ['text', 'html', 'markdown', 'sarif', 'junit', 'gitlab', 'github', 'checkstyle']) {
      const { stdout } = await daicha(['audit', input(fixture), '--rules', 'own.yaml', '-f', format], { cwd })
      expect([format, stdout]).toEqual([format, expect.stringContaining('E352')])
    }
    expect((await daicha(['audit', input(fixture), '--rules', 'own.yaml', '-f', 'csv'], { cwd })).stdout).toMatch(
      /,note,rules-milder,/,
    )
  })
})

test('rules that add, or say the same, are not told of', async () => {
  for (const [rules, fixture] of [
    [lender('kind: lender, confidence: high'), 'sample'],
    [lender('kind: lender, confidence: high').replace('kuaijie', 'notes'), 'sample'],
    [check('critical'), 'sample'],
    [term, 'clear-phone'],
  ] as const) {
    const { report } = await auditWith(rules, fixture)
    expect([report.exit.reasons.includes('rules-milder'), report.problems]).toEqual([false, []])
  }
})

test('rules of a user hold for each phone of a list, in this thread and in others', async () => {
  writeFileSync(join(cwd, 'own.yaml'), lender('kind: lender, confidence: high').replace('kuaijie', 'notes'))
  for (const jobs of ['1', '2']) {
    const argv = ['audit', '--files-from', '-', '--rules', 'own.yaml', '-j', jobs, '-f', 'ndjson']
    const { stdout } = await daicha(argv, { stdin: `${input('sample')}\n`, cwd })
    expect(stdout.includes('"id":"catalogue:ours"')).toBe(true)
  }
})

test('a comparison by such rules says so too, of either side', async () => {
  writeFileSync(join(cwd, 'own.yaml'), lender('kind: lender, confidence: low'))
  const rules = ['--rules', 'own.yaml']
  await daicha(['audit', input('sample'), '-q', ...rules, '-f', 'json=mild.json'], { cwd })
  for (const argv of [
    [input('sample'), input('sample'), ...rules],
    ['mild.json', input('sample')],
  ]) {
    const diffAs = (format: string) => daicha(['diff', ...argv, '-f', format], { cwd })
    for (const format of ['text', 'markdown'])
      expect((await diffAs(format)).stdout).toContain('rules of your own are milder')
    expect(JSON.parse((await diffAs('json')).stdout).exit).toEqual({ code: 0, reasons: ['rules-milder'] })
    expect((await diffAs('sarif')).stdout).toContain('"exitCodeDescription": "rules-milder"')
  }
})
