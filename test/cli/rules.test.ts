import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { audited, daicha, root, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const mine = `
sources:
  - id: our-list
    name: { zh: 本单位的名单, en: our own list }
lenders:
  - id: our-notes
    packages: [com.example.notes]
    region: CN
    kind: lender
    confidence: high
    source: our-list
terms:
  - id: our.zorp
    sense: loan
    meaning: { zh: 佐普, en: zorp }
    lang: en
    words: zorp
    examples:
      match: [{ package: org.zorp.app }]
      falseFriends: [{ package: org.zo.rp }]
`
const entry = (change = '') => `
- id: our-sun
  packages: [com.example.sun]
  region: CN
  kind: lender
  confidence: high
  source: example
${change}`
/** An entry with a source of its own. */
const ours = (kind: string, standing: string, more = 'brands: [Sun]') => `
sources:
  - { id: our-list, name: { zh: 本单位的名单, en: our own list }${standing && `, standing: ${standing}`} }
lenders:
  - id: our-sun
    packages: [com.example.sun]
    region: CN
    kind: ${kind}
    confidence: high
    source: our-list
    ${more}
`
const check = (change: Record<string, string> = {}) =>
  Object.entries({
    id: 'our-check',
    title: "{ zh: '{label} 坏', en: '{label} is bad' }",
    meaning: '{ zh: 坏, en: bad }',
    severity: 'low',
    lender: '[confirmed]',
    when: '[granted]',
    guidance: '[art.5.4]',
    actions: '[revoke]',
    examples: '{ match: [{ lender: confirmed, verdict: granted }], miss: [{ lender: none, verdict: granted }] }',
    ...change,
  }).reduce((text, [key, value], at) => `${text}  ${at === 0 ? '- ' : '  '}${key}: ${value}\n`, 'checks:\n')

let cwd: string
beforeAll(() => {
  cwd = newFolder()
  writeFileSync(join(cwd, 'mine.yaml'), mine)
})

async function lint(text: string, ...more: string[]) {
  writeFileSync(join(cwd, 'r.yaml'), text)
  const { code, stdout } = await daicha(['rules', 'lint', 'r.yaml', ...more], { cwd })
  return { code, lines: stdout.split('\n').slice(0, -2), sum: stdout.split('\n').at(-2) }
}
const classOf = async (name: string, ...files: string[]) => {
  const argv = files.flatMap((file) => ['--rules', file])
  const { stdout } = await daicha(['classify', name, '-f', 'ndjson', ...argv], { cwd })
  return JSON.parse(stdout) as { class: string; kind: string | null; basis: { id: string; at: string }[] }
}

describe('rules list', () => {
  test('says what the set holds', async () => {
    const { code, stdout } = await daicha(['rules', 'list', '-f', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      version: rules.version,
      files: [],
      lenders: { total: rules.lenders.length },
      signals: { terms: rules.signals.terms.length, rungs: rules.signals.rungs.length },
    })
    expect(JSON.parse(stdout).checks).toHaveLength(rules.checks.length)
    const byRegion = Object.values(JSON.parse(stdout).lenders.byRegion as Record<string, number>)
    expect(byRegion.reduce((sum, n) => sum + n, 0)).toBe(rules.lenders.length)
  })

  test.for(['en', 'zh-CN'])('in words (%s)', async (lang) => {
    const { stdout } = await daicha(['rules', 'list', '--lang', lang, '--rules', 'mine.yaml'], { cwd })
    for (const { id } of rules.checks) expect(stdout).toContain(`  ${id}  `)
    expect(stdout).toMatch(
      lang === 'en' ? /With mine\.yaml.*Lender entries: \d+/s : /另加 mine\.yaml.*名录条目 \d+ 个/s,
    )
  })
})

describe('rules show', () => {
  test.for<[string, string, RegExp]>([
    ['lender-reads-contacts', 'rules/checks/lender-reads-contacts.yaml', /severity: high/],
    ['loan.label', 'rules/signals/rungs.yaml', /falseFriends:/],
    ['loan.en', 'rules/signals/terms.lending.yaml', /strong: loan/],
    ['example-kuaijie', 'rules/lenders/example.yaml', /packages: com\.example\.kuaijie/],
    ['com.example.kuaijie', 'rules/lenders/example.yaml', /^example-kuaijie/],
    ['eset-spyloan', 'rules/lenders/sources.yaml', /date: 2023-12-05/],
    ['R4', 'rules/routes/routes.yaml', /READ_CALL_LOG/],
    ['play', 'rules/regimes/regimes.yaml', /READ_CONTACTS/],
    ['vendor.sister', 'rules/signals/vendors.yaml', /sameName:/],
  ])('%s', async ([id, path, says]) => {
    for (const lang of ['en', 'zh-CN']) {
      const { code, stdout } = await daicha(['rules', 'show', id, '--lang', lang])
      expect([code, stdout]).toEqual([0, expect.stringMatching(says)])
      const [, line = ''] = new RegExp(`${path}:(\\d+)`).exec(stdout) ?? []
      const shown = readFileSync(join(root, path), 'utf8').split('\n')[Number(line) - 1]
      expect(shown).toContain(id.startsWith('com.') ? 'example-kuaijie' : id)
    }
  })

  test('an id that is not there is wrong usage', async () => {
    expect((await daicha(['rules', 'show', 'loan.e'])).stderr).toMatch(/E114.*Did you mean loan\.en/s)
  })

  test('several are shown, each', async () => {
    const { code, stdout } = await daicha(['rules', 'show', 'R4', 'play', '-f', 'json'])
    expect([code, JSON.parse(stdout).map(({ rule }: { rule: { id: string } }) => rule.id)]).toEqual([0, ['R4', 'play']])
    expect((await daicha(['rules', 'show', 'R4', 'loan.e'])).stderr).toMatch(/E114.*Did you mean loan\.en/s)
  })

  test.for([
    'rules',
    'rules shw',
    'rules show',
    'rules lint',
    'rules list R4',
    'rules test -f json',
    'rules lint rules/version.yaml -f json',
  ])('`%s` is wrong usage', async (typed) => {
    expect(await daicha(typed.split(' '))).toMatchObject({ code: 2, stdout: '' })
  })

  test('explain knows the signals too', async () => {
    const { code, stdout } = await daicha(['explain', 'loan.en'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('rules/signals/terms.lending.yaml')])
  })
})

describe('rules lint', () => {
  test('every file of this project is good', async () => {
    const all = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
    const paths = all.filter((path) => path.endsWith('.yaml')).map((path) => `rules/${path}`)
    expect(paths.length).toBeGreaterThan(40)
    expect(await daicha(['rules', 'lint', ...paths])).toMatchObject({ code: 0 })
  })

  test.for<[string, string]>([
    ['a file of its own', mine],
    ['a bare list of lenders', entry()],
    ['a licensed lender, by its regulator', ours('licensed-lender', 'regulator', 'licence: bank')],
    ['a check', check()],
    ['a check that replaces one and says it better', check({ id: 'lender-reads-contacts', severity: 'critical' })],
  ])('%s is good', async ([, text]) => {
    expect(await lint(text)).toEqual({ code: 0, lines: [], sum: 'r.yaml: nothing wrong' })
  })

  test('an entry of the catalogue says its licence, and a source its standing; those of a user may leave them out', async () => {
    mkdirSync(join(cwd, 'rules/lenders'), { recursive: true })
    writeFileSync(join(cwd, 'rules/lenders/zz.yaml'), entry())
    writeFileSync(join(cwd, 'rules/lenders/sources.yaml'), '- { id: our-list, name: { zh: 名单, en: list } }')
    const { code, stdout } = await daicha(['rules', 'lint', 'rules/lenders/zz.yaml', 'rules/lenders/sources.yaml'], {
      cwd,
    })
    expect(code).toBe(2)
    expect(stdout).toMatch(/zz\.yaml:2:3 .*licence.*sources\.yaml:1:3 .*standing/s)
    expect((await lint(entry())).code).toBe(0)
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, string, string, RegExp]>([
    ['a key that is not known',        entry('  sauce: x'),                                  '8:3',  /sauce/],
    ['a value that is not known',      entry().replace('kind: lender', 'kind: shark'),       '5:9',  /kind/],
    ['what is missing',                entry().replace('  region: CN\n', ''),                '2:3',  /region/],
    ['a text in one language',         mine.replace(', en: our own list', ''),               '4:11', /name\.en/],
    ['a region that is none',          entry().replace('region: CN', 'region: China'),       '4:11', /region/],
    ['a package that no app can have', entry().replace(/\[com\S+\]/, "['com.example.*']"), '3:14', /packages/],
    ['no region',                      entry().replace('region: CN', "region: ''"),          '4:11', /region/],
    ['another source that is not there', entry('  also: [rumour]'),                          '8:10', /there is no rumour/],
    ['features of a lender',           entry('  features: [{ zh: 月付, en: Yuefu }]'),       '8:13', /features/],
    ['licensed, by whom is not said',  ours('licensed-lender', '', 'licence: bank'),         '8:11', /needs a source with standing: regulator, operator/],
    ['licensed, for what is not said', ours('licensed-lender', 'regulator'),                 '8:11', /needs the kind of its licence/],
    ['reported by a list',             ours('predatory-reported', 'list'),                   '8:11', /needs a source with standing: regulator, report, press/],
    ['sure, by a table of names',      ours('lender', 'name-table'),                         '9:17', /medium at most/],
    ['a source that is not there',     entry().replace('source: example', 'source: rumour'), '7:11', /there is no rumour/],
    ['an id that stands twice',        `${entry()}${entry()}`,                               '9:7',  /our-sun stands here twice/],
    ['a package of two entries',       `${entry()}${entry().replace('our-sun', 'other')}`,   '10:14', /belongs to our-sun/],
    ['a head that is not known',       'lender:\n  - id: x\n',                               '1:1',  /lender/],
    ['YAML that is not closed',        'lenders:\n  - id: [a\n',                             '3:1',  /bracket is not closed/],
    ['a key that stands twice',        entry('  region: IN'),                                '8:3',  /key stands here twice/],
    ['a key that is no text',          'sources:\n  - {id: a}: b\n',                         '2:5',  /a key must be text/],
    ['nothing at all',                 '',                                                   '1:1',  /object/],
    ['a rung that is not proven',      "rungs: [{ id: r, class: likely, apps: { zh: 示例, en: that are odd }, all: [{ sense: [money] }], examples: { match: [], falseFriends: [{}] } }]", '1:25', /two kinds/],
    ['no rule',                        'lenders: []\n',                                      '1:1',  /holds no rule/],
    ['an action that is not there',    check({ actions: '[revoke, pray]' }),                 '9:23', /there is no pray/],
    ['a check that is switched off',   check({ id: 'lender-reads-contacts', status: 'retired' }), '2:9', /overlook/],
    ['a check that sees less',         check({ id: 'lender-requests-contacts' }),            '2:9',  /overlook/],
    ['a check that calms',             check({ id: 'lender-reads-contacts', severity: 'high', verdict: 'check' }), '2:9', /overlook/],
    ['an alarm without a headline',    check({ verdict: 'act' }),                            '2:5',  /headline/],
  ])('%s is said with line and column', async ([, text, place, says]) => {
    const { code, lines } = await lint(text)
    expect(code).toBe(2)
    expect(lines.map((line) => line.split('  ')[0])).toContain(`r.yaml:${place}`)
    expect(lines.find((line) => line.startsWith(`r.yaml:${place}  `))).toMatch(says)
  })

  test('says all at once, in both languages', async () => {
    const text = entry('  sauce: x').replace('kind: lender', 'kind: shark')
    expect((await lint(text)).sum).toBe('r.yaml: 2 wrong')
    const zh = await lint(text, '--lang', 'zh-CN')
    expect(zh.sum).toBe('r.yaml：2 处有误')
    expect(zh.lines.every((line) => /\p{Script=Han}/u.test(line))).toBe(true)
  })

  test('a bomb of aliases does not go off', async () => {
    const levels = Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]`)
    const { code, lines } = await lint(`a0: &a0 [x]\n${levels.join('\n')}\n`)
    expect([code, lines.length]).toEqual([2, 1])
  })

  test.for(['a: ', ': ', '- ', '? ', '[', '{ a: '])('%j ten thousand times is too deep', async (part) => {
    const { code, lines } = await lint(`lenders:\n  ${part.repeat(10_000)}`)
    expect([code, lines]).toEqual([2, ['r.yaml:1:1  nested too deeply, or aliases unfold without end']])
  })

  test('of very many mistakes a hundred are shown, and all are counted', async () => {
    const text = `lenders:\n${'@\n'.repeat(100_000)}`
    const { code, lines, sum } = await lint(text)
    const [, count] = /(\d+) wrong$/.exec(sum ?? '') ?? []
    expect(Number(count)).toBeGreaterThan(200_000)
    expect([code, lines.length, lines.at(-1)]).toEqual([2, 101, `… +${Number(count) - 100}`])
  })

  test.for([
    ['a key twice in one map', 'lenders:\n- {id: a, id: b}', ['r.yaml:2:11  a key stands here twice']],
    ['twice in a map of the list', 'lenders: []\nterms: []\nlenders: []', ['r.yaml:3:1  a key stands here twice']],
    ['the same key in two maps is no mistake', 'lenders: []\nterms: []', ['r.yaml:1:1  holds no rule']],
  ] as const)('%s', async ([, text, says]) => {
    expect((await lint(text)).lines).toEqual(says)
  })

  test.for([
    ['/dev/zero', 'is not an ordinary file'],
    ['.', 'is not an ordinary file'],
    ['large.yaml', 'holds at most 512 KiB'],
  ] as const)('%s is not read', async ([path, says]) => {
    writeFileSync(join(cwd, 'large.yaml'), `${mine}\n${'#'.repeat(512 * 1024)}`)
    expect(await daicha(['rules', 'lint', path], { cwd })).toMatchObject({
      code: 2,
      stdout: expect.stringContaining(says),
    })
    expect(await daicha(['audit', 'x.txt', '--rules', path], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(new RegExp(says.replaceAll(' ', '\\s+'))),
    })
  })
})

describe('rules test', () => {
  test('tries the files of --rules as those that are named, and not the built-in rules in their place', async () => {
    for (const argv of [['--rules', 'mine.yaml'], ['mine.yaml']])
      expect(await daicha(['rules', 'test', ...argv], { cwd })).toMatchObject({
        code: 0,
        stdout: '2 examples tried, 0 wrong\n',
      })
    expect((await daicha(['rules', 'test', '--rules', 'none.yaml'], { cwd })).code).toBe(2)
    expect((await daicha(['rules', 'lint', '--rules', 'none.yaml'], { cwd })).code).toBe(2)
  })

  test('a rule that keeps what its examples promise', async () => {
    expect(await daicha(['rules', 'test', 'mine.yaml'], { cwd })).toMatchObject({
      code: 0,
      stdout: '2 examples tried, 0 wrong\n',
    })
  })

  test('one that does not is named with its place and the example', async () => {
    writeFileSync(join(cwd, 'r.yaml'), mine.replace('org.zo.rp', 'org.zorp.b').replace('org.zorp.app', 'org.zo.app'))
    const { code, stdout } = await daicha(['rules', 'test', 'r.yaml'], { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^r\.yaml:13 {2}our\.zorp: does not find its own example\n.*org\.zo\.app.*\nr\.yaml:13 {2}our\.zorp: does not leave its false friend alone\n.*org\.zorp\.b/,
    )
    expect(stdout).toContain('2 examples tried, 2 wrong')
  })

  test.for<[string, Record<string, string>, number]>([
    ['holds', {}, 0],
    ['objects to its near miss', { lender: '[confirmed, none]' }, 1],
    ['overlooks its match', { when: '[requested]' }, 1],
  ])('a check that %s', async ([, change, exit]) => {
    writeFileSync(join(cwd, 'r.yaml'), check(change))
    expect((await daicha(['rules', 'test', 'r.yaml'], { cwd })).code).toBe(exit)
  })

  test('the built-in rules hold', async () => {
    const { code, stdout } = await daicha(['rules', 'test'])
    expect(stdout).toMatch(/^\d{3,} examples tried, 0 wrong\n$/)
    expect(code).toBe(0)
  })

  test('a file that is not valid is wrong usage', async () => {
    writeFileSync(join(cwd, 'r.yaml'), 'lenders: 5\n')
    expect(await daicha(['rules', 'test', 'r.yaml'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('E108'),
    })
  })
})

describe('--rules', () => {
  test('adds: an app that nobody knew is a lender, and the place names the file', async () => {
    expect(await classOf('com.example.notes')).toMatchObject({ class: 'none' })
    expect(await classOf('com.example.notes', 'mine.yaml')).toMatchObject({
      class: 'confirmed',
      basis: [{ id: 'catalogue:our-notes', at: 'mine.yaml:6' }, { id: 'trade.ledger' }],
    })
    expect(await classOf('org.zorp.app', 'mine.yaml')).toMatchObject({
      class: 'likely',
      basis: [{ id: 'loan.name' }, { id: 'our.zorp', at: 'mine.yaml:13' }],
    })
  })

  test('replaces: by the id of an entry, or by its package', async () => {
    const instead = (id: string, name: string) =>
      `- { id: ${id}, packages: [${name}], region: CN, kind: bank, confidence: high, source: example }\n`
    writeFileSync(join(cwd, 'by-package.yaml'), instead('other', 'com.example.kuaijie'))
    expect(await classOf('com.example.kuaijie', 'by-package.yaml')).toMatchObject({ class: 'embedded', kind: 'bank' })
    writeFileSync(join(cwd, 'by-id.yaml'), instead('example-kuaijie', 'com.example.elsewhere'))
    expect(await classOf('com.example.kuaijie', 'by-id.yaml')).toMatchObject({ class: 'none' })
    expect(await classOf('com.example.elsewhere', 'by-id.yaml')).toMatchObject({ class: 'embedded' })
    // The rest of the catalogue is as it was.
    expect(await classOf('com.example.jisu', 'by-id.yaml')).toMatchObject({ class: 'confirmed' })
  })

  test('replaces a signal by its id; a later file has the last word', async () => {
    const weak = mine
      .replace('sense: loan', 'sense: credit')
      .replace('sources:\n  - id: our-list\n    name: { zh: 本单位的名单, en: our own list }\n', '')
    writeFileSync(join(cwd, 'weak.yaml'), weak)
    expect(await classOf('org.zorp.app', 'mine.yaml', 'weak.yaml')).toMatchObject({ class: 'possible' })
    expect(await classOf('org.zorp.app', 'weak.yaml', 'mine.yaml')).toMatchObject({ class: 'likely' })
  })

  test('an audit stands on it, and says so', async () => {
    const phone = join(root, 'fixtures/clear-phone/input')
    const { report } = await audited([phone, '--rules', 'mine.yaml'], { cwd })
    const { report: without } = await audited([phone], { cwd })
    expect(report.stats.lenders).toBe(without.stats.lenders + 1)
    expect(report.apps.find((app) => app.package === 'com.example.notes')?.lender).toMatchObject({
      class: 'confirmed',
      basis: [{ at: 'mine.yaml:6', text: expect.stringContaining('our own list') }],
    })
    expect(report.tool.ruleFiles).toEqual([{ path: 'mine.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(without.tool).not.toHaveProperty('ruleFiles')
    const { stdout } = await daicha(['audit', phone, '--rules', 'mine.yaml', '--full', '--lang', 'zh-CN'], { cwd })
    expect(stdout).toContain('另加的规则 mine.yaml')
  })

  test('a check of the user is a finding with its own id', async () => {
    writeFileSync(join(cwd, 'check.yaml'), check())
    const { report } = await audited([join(root, 'fixtures/sample/input'), '--rules', 'check.yaml'], { cwd })
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('our-check')
  })

  test.for([
    [
      'en',
      /a rule file is not valid, r\.yaml:7:11: source: there is no rumour.*There are 2 in all: .*rules lint r\.yaml/,
    ],
    ['zh-CN', /规则文件有误，r\.yaml:7:11：source：没有 rumour.*一共 2 处.*rules lint r\.yaml/],
  ] as const)('a wrong file stops the run before anything is read (%s)', async ([lang, says]) => {
    const rumour = entry().replace('source: example', 'source: rumour')
    writeFileSync(join(cwd, 'r.yaml'), `${rumour}${rumour.replace('our-sun', 'our-moon').replace('.sun', '.moon')}`)
    const { code, stdout, stderr } = await daicha(['audit', 'missing.txt', '--rules', 'r.yaml', '--lang', lang], {
      cwd,
    })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.replace(/\s+/g, ' ')).toMatch(says)
  })

  test('a file that is not there is wrong usage, not a missing input', async () => {
    const { code, stderr } = await daicha(['classify', 'com.example.a', '--rules', 'none.yaml'], { cwd })
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringMatching(/E125.*none\.yaml: there is no such file/),
    ])
  })

  test('`schema rules` prints what an editor needs', async () => {
    const { stdout } = await daicha(['schema', 'rules'])
    expect(stdout).toBe(readFileSync(join(root, 'rules/schema/user.json'), 'utf8'))
  })
})
