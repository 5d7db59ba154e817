import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Finding, Report } from '../../src/internal.ts'
import { daicha } from '../daicha.ts'
import { schemaErrors } from '../report-schema.ts'

/** The sample as version 1.0 of the schema saved it, with an ignore entry that had expired and one that holds. */
const saved = (name: string) => fileURLToPath(new URL(`saved/${name}`, import.meta.url))
const read = async (name: string, lang: string): Promise<Report> =>
  JSON.parse((await daicha(['report', saved(name), '-f', 'json', '--lang', lang])).stdout)

const findingIn = ({ findings }: Report, rule: string) => findings.find(({ ruleId }) => ruleId === rule) as Finding
const ids = (parts: { id: string }[]) => parts.map(({ id }) => id)
/** All that is true of a finding, whatever the language. */
const factsOf = ({ message: _m, meaning: _n, facts, remediation, notes, sources: _s, ...rest }: Finding) => ({
  ...rest,
  facts: ids(facts),
  remediation: remediation.map(({ id, commands }) => [id, commands]),
  notes: notes.map(({ id, params }) => [id, params]),
})

describe.each([
  ['en', 'zh-CN'],
  ['zh-CN', 'en'],
])('a report of version 1.0 in %s', (own, other) => {
  test.each(['json', 'ndjson'])('as %s is told in the other language, and nothing is lost', async (format) => {
    const [before, after] = [await read(`v1.${own}.${format}`, own), await read(`v1.${own}.${format}`, other)]
    expect(schemaErrors(after)).toEqual([])
    expect(after.run.lang).toBe(other)
    expect(after.findings.map(factsOf)).toEqual(before.findings.map(factsOf))
    for (const [at, { sources }] of before.findings.entries())
      expect(ids(after.findings[at]?.sources ?? [])).toEqual(expect.arrayContaining(ids(sources)))
    for (const part of ['verdict', 'exit', 'stats', 'sources', 'users'] as const)
      expect(after[part]).toEqual(before[part])

    const said = ({ headline, findings, checks, limits }: Report) =>
      [
        headline,
        ...findings.flatMap((one) => [one.message.text, ...one.meaning, ...one.remediation.map(({ text }) => text)]),
        ...findings
          .flatMap(({ facts, notes }) => [...facts.filter(({ id }) => id !== 'held'), ...notes])
          .map(({ text }) => text),
        ...checks.flatMap(({ title, meaning }) => [title, meaning]),
        ...limits.map(({ text }) => text),
      ] as string[]
    expect(said(after)).toHaveLength(said(before).length)
    expect(said(after).filter((text) => said(before).includes(text))).toEqual([])
  })
})

test('a sign of a report of version 1.0 stays as it was written, with its points', async () => {
  const report = JSON.parse(readFileSync(saved('v1.en.json'), 'utf8'))
  const sign = {
    id: 'vendor.sister',
    text: 'the maker, com.a: com.a.b',
    points: 3,
    at: 'a.yaml:3',
    kind: 'structure',
    match: 'x',
  }
  report.apps[0].lender = { class: 'possible', kind: null, score: 3, basis: [sign] }
  const { stdout } = await daicha(['report', '-', '-f', 'json', '--lang', 'zh-CN'], { stdin: JSON.stringify(report) })
  expect(schemaErrors(JSON.parse(stdout))).toEqual([])
  expect(JSON.parse(stdout).apps[0].lender).toEqual({
    class: 'possible',
    kind: null,
    rung: null,
    basis: [
      { id: 'vendor.sister', text: 'the maker, com.a: com.a.b (+3)', at: 'a.yaml:3', kind: 'earlier', match: 'x' },
    ],
  })
})

// biome-ignore format: a table is read by its columns
test.for([
  ['en', 'zh-CN', '这一条曾被忽略，到 2026-11-01 为止', 'Google Play 个人贷款政策'],
  ['zh-CN', 'en', 'ignored until 2026-11-01',          'Google Play policy on personal loans'],
])('what %s said of an expired entry and of the rules of a store is said in %s', async ([own = '', other = '', note, store = '']) => {
  const report = await read(`v1.${own}.json`, other)
  expect(findingIn(report, 'lender-reads-contacts').notes).toEqual([
    { id: 'expired', params: { date: '2026-11-01' }, text: note },
  ])
  const compared = findingIn(report, 'lender-breaks-store-policy')
  expect(compared.held).toEqual(['android.permission.READ_CONTACTS'])
  expect(compared.facts.find(({ id }) => id === 'held')?.text).toBe('READ_CONTACTS')
  expect(compared.facts.find(({ id }) => id === 'regime')?.text).toContain(store)
  expect(findingIn(report, 'lender-has-other-contact-route')).toMatchObject({ status: 'accepted', fails: false })
  expect(report.headline).toMatch(/^1 /)
})

test.each(['en', 'zh-CN'])(
  'the finding that led an app in %s leads it still, with its timeline and letter',
  async (own) => {
    const page = async (lang: string) =>
      (await daicha(['report', saved(`v1.${own}.json`), '-f', 'html', '--lang', lang])).stdout
    const html = await page('en')
    const [, card = ''] =
      /<article class="card bad">([\s\S]*?)<\/article>/.exec(html.slice(html.indexOf('<div class="doc in-en"'))) ?? []
    expect(card).toContain(
      '<a href="#en-rules">What the rules and the article say</a> <span class="id">lender-reads-contacts<',
    )
    expect(card.match(/2026-11-21 09:32 \(time of the phone\)/g)).toHaveLength(1)
    expect(html).toContain('I withdraw my consent to the reading and use of the contacts')
  },
)
