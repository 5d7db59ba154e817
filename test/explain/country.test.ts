import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Finding, Report } from '../../src/internal.ts'
import { languages, languageTags, reporters } from '../built.ts'
import { atTerminal, phones } from '../cli/canned.ts'
import { audited, daicha, guidance, root, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const { countries } = guidance.all
const ids = Object.keys(countries)
const formats = [...Object.keys(reporters), 'full']
/** `full` is the text with all that stands behind `--full`. */
const shownAs = (format: string) => (format === 'full' ? ['text', '--full'] : [format])

const printed = new Map<string, Promise<Map<string, string>>>()
/** What an audit gives in a format; all that are no text are made in one run. */
async function printedAs(format: string, ...argv: string[]): Promise<string> {
  const key = argv.join(' ')
  const made = printed.get(key) ?? printedInAll(argv)
  printed.set(key, made)
  return (await made).get(format) ?? ''
}

async function printedInAll(argv: string[]) {
  const folder = newFolder()
  const files = formats.filter((format) => !['text', 'full'].includes(format))
  const audit = ['audit', ...argv, '--exit-zero']
  await daicha([...audit, '-q', ...files.flatMap((format) => ['-f', `${format}=${join(folder, format)}`])])
  const texts = ['text', 'full'].map(async (format) => {
    return [format, (await daicha([...audit, '-f', ...shownAs(format)])).stdout] as const
  })
  return new Map([
    ...(await Promise.all(texts)),
    ...files.map((format) => [format, readFileSync(join(folder, format), 'utf8')] as const),
  ])
}

/** Words that are said whatever the country. */
const generalFiles = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^(guidance|checks|routes)\/.*\.yaml$/.test(path))
const wordsIn = (path: string) => readFileSync(join(root, 'rules', path), 'utf8')
const everywhere = JSON.stringify(guidance.all.general)

/** Whatever belongs to one country: numbers to call, laws and who takes complaints, in both languages. */
const marks = Object.entries(countries).map(([id, country]) => {
  const { law = [], channels = [], sentences = [], corrections = [], article, actions = [] } = country
  const texts = [
    ...law.map(({ title }) => title),
    ...channels.flatMap(({ name, short }) => [name, ...(short ? [short] : [])]),
    ...sentences.map(({ text }) => text),
    ...corrections.map(({ line }) => line),
    ...actions.flatMap(({ line }) => line ?? []),
    ...(article ? [article.title, ...article.statements.map(({ text }) => text)] : []),
  ]
  return {
    id,
    texts: texts.flatMap((text) => Object.values(text) as string[]).filter((text) => !everywhere.includes(text)),
    numbers: channels.flatMap(({ number }) => (number ? new RegExp(`(?<![\\w.])${number}(?![\\w.])`) : [])),
  }
})

/** What is of the phone or the program, not of us: hashes, lines, versions, sizes, prefixes of ids. */
const said = (text: string) =>
  text.replace(
    /[0-9a-f]{64}|[\w.]+:\d+|\d[\d.,:-]*\d+(?=[^\d]*(bytes|B\b|字节))|"(byte\w+|column|endColumn|uid|lines|line|start\w*|end\w*)": ?\d+/gi,
    '',
  )

/** The marks of these countries that a text has. */
const foundOf = (ofThese: string[], text: string) => {
  const flat = said(text).replace(/\s+/g, ' ')
  return marks
    .filter(({ id }) => ofThese.includes(id))
    .flatMap(({ id, texts, numbers }) => [
      ...texts.filter((mark) => flat.includes(mark)).map((mark) => [id, mark]),
      ...numbers.filter((number) => number.test(flat)).map((number) => [id, number]),
    ])
}
/** Words that are of China whatever is added to its rules. */
const CHINA =
  /(?<![\w.])(110|12356|12321|12377|12378|12345|12315|12348)(?![\w.])|PIPL|个人信息保护法|网信|民法典|Civil Code|刑法/

const reader = readFileSync(join(root, 'fixtures/recorded-read-is-critical/input/package.txt'), 'utf8')

/** A phone whose apps of ours are replaced by real packages, and what `getprop` printed there. */
function phone(packages: Record<string, string>, properties: Record<string, string> = {}) {
  const folder = newFolder()
  const named = Object.entries(packages).reduce((text, [from, to]) => text.replaceAll(from, to), reader)
  writeFileSync(join(folder, 'package.txt'), named)
  const lines = Object.entries(properties).map(([key, value]) => `[${key}]: [${value}]\n`)
  if (lines.length > 0) writeFileSync(join(folder, 'getprop.txt'), lines.join(''))
  return folder
}

/** A confirmed lender of a region, or of none: an app that only calls itself one. */
const lenderOf = (region: string) =>
  region === ''
    ? 'com.example.quickloan.cash'
    : (rules.lenders.find((one) => one.region === region && one.confidence === 'high' && one.kind !== 'credit-feature')
        ?.packages[0] ?? '')
const phoneWith = (region: string, properties?: Record<string, string>) =>
  phone({ 'com.example.kuaijie': lenderOf(region) }, properties)
const phoneInChina = () => phoneWith('CN', { 'persist.sys.timezone': 'Asia/Shanghai' })

const reportOn = async (folder: string, ...args: string[]) => (await audited([folder, ...args])).report
const leading = ({ findings }: Report) => findings.find(({ ruleId }) => /reads-contacts$/.test(ruleId)) as Finding

/** With a lender of the country; where none is known of it alone, with its clock. */
function phoneOf(id: string) {
  const region = id.toUpperCase()
  if (id !== 'eu' && lenderOf(region) !== '') return phoneWith(region)
  return phoneWith('LATAM', { 'persist.sys.timezone': countries[id]?.country.zones[0] ?? '' })
}

describe.each(ids)('a report on a lender of %s', (id) => {
  const folder = phoneOf(id)

  test.for(languageTags.flatMap((lang) => formats.map((format) => [lang, format] as const)))(
    'in %s as %s holds nothing of another country',
    async ([lang, format]) => {
      const stdout = await printedAs(format, folder, '--lang', lang)
      expect(stdout).not.toBe('')
      const others = ids.filter((other) => other !== id)
      expect(foundOf(others, stdout)).toEqual([])
      if (id !== 'cn') expect(said(stdout)).not.toMatch(CHINA)
    },
  )

  test('names its law, with its date, and who takes complaints, in every format for people', async () => {
    const { channels = [], law = [], country } = countries[id] ?? {}
    expect(law.length * channels.length).toBeGreaterThan(0)
    for (const lang of languages)
      for (const format of ['full', 'markdown', 'html']) {
        const stdout = await printedAs(format, folder, '--lang', lang === 'zh' ? 'zh-CN' : lang)
        const flat = stdout.replace(/\s+/g, lang === 'zh' ? '' : ' ').replace(/\\/g, '')
        const shown = (text: string) => (lang === 'zh' ? text.replace(/\s+/g, '') : text)
        expect(flat).toContain(shown(country?.name[lang] ?? '-'))
        expect(flat).toContain(shown(channels.find((one) => one.for === 'lenders')?.name[lang] ?? '-').slice(0, 5))
        const [first] = law.map(({ checkedOn }) => checkedOn).sort()
        expect(flat).toMatch(new RegExp(lang === 'zh' ? `法规截至${first}核对` : `rules were checked on ${first}`))
      }
  })
})

describe('a report of no country', () => {
  const fixtures = ['sample', 'many-lenders', 'clear-phone', 'embedded-lender', 'emui', 'sms-route-without-contacts']

  test.for(languageTags.flatMap((lang) => formats.map((format) => [lang, format] as const)))(
    '%s %s has no number and no law, and whoever chose that is not asked for another',
    async ([lang, format]) => {
      for (const fixture of fixtures) {
        const input = `fixtures/${fixture}/input`
        const stdout = await printedAs(format, input, '--country', 'none', '--lang', lang)
        expect([fixture, foundOf(ids, stdout)]).toEqual([fixture, []])
        expect(said(stdout)).not.toMatch(CHINA)
        expect(stdout.replaceAll('\\', '')).not.toMatch(/(add|加) --country/)
      }
    },
  )

  test.for(languageTags)('says in %s in one line how to choose one, where nobody did', async (lang) => {
    const { emergency } = await reportOn(phoneWith(''), '--lang', lang)
    expect(emergency.hint).toMatch(lang === 'en' ? /Add --country .*: cn, .*, vn$/ : /加 --country .*：cn、.*、vn$/)
    expect(stringWidth(`  ${emergency.hint}`)).toBeLessThanOrEqual(80)
  })

  test('what is said in any country holds no rule of one', () => {
    const rule =
      /精神损害|require serious harm|消费者协会可以|cannot punish|not punish|不该因此被拒|not be\s+refused for\s+that|拒绝是你的权利|that is your right/
    expect(generalFiles.filter((path) => rule.test(wordsIn(path)))).toEqual([])
  })

  test('of every fixture in JSON', async () => {
    const names = readdirSync(join(root, 'fixtures'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    for (const { name } of names) {
      const { guidance: told, findings, emergency } = await reportOn(`fixtures/${name}/input`, '--country', 'none')
      expect([name, told.countries, told.law, told.statements]).toEqual([name, [], [], []])
      expect([name, emergency.country, emergency.calls.map(({ number }) => number)]).toSatisfy(
        ([, country, numbers]) => country === null && numbers.every((one: unknown) => one === null),
      )
      const steps = findings.map(({ remediation, sources, explain, country }) => [
        remediation.map(({ text, detail, sources: from }) => [text, detail, from]),
        sources,
        explain,
        country,
      ])
      expect(JSON.stringify(steps)).not.toMatch(/cn\.|art\.|law\./)
    }
  })
})

describe('the country of a finding, and of the numbers that stand first', () => {
  // biome-ignore format: a table is read by its columns
  const rows: [lender: string, properties: Record<string, string>, finding: string | null, first: string | null][] = [
    ['KE', {},                                                                   'ke', 'ke'],
    ['KE', { 'gsm.sim.operator.iso-country': 'cn,cn' },                          'ke', 'cn'],
    ['CN', { 'gsm.sim.operator.iso-country': 'us' },                             'cn', null],
    ['KE', { 'gsm.sim.operator.iso-country': 'ke,ug' },                          'ke', 'ke'],
    ['',   {},                                                                   null, null],
    ['',   { 'gsm.sim.operator.iso-country': 'in' },                             'in', 'in'],
    ['',   { 'gsm.sim.operator.iso-country': 'cn', 'gsm.operator.iso-country': 'us' }, null, null],
    ['',   { 'persist.sys.locale': 'zh-Hans-CN' },                               'cn', 'cn'],
    ['',   { 'persist.sys.locale': 'zh' },                                       null, null],
    ['',   { 'ro.product.locale': 'en-PH' },                                     'ph', 'ph'],
    ['',   { 'persist.sys.locale': 'en-US', 'ro.product.locale': 'zh-CN' },      null, null],
    ['',   { 'ro.boot.hwc': 'CN' },                                              'cn', 'cn'],
    ['',   { 'persist.sys.locale': 'zh-CN', 'persist.sys.timezone': 'America/New_York' }, null, null],
    ['',   { 'persist.sys.locale': 'zh-CN', 'persist.sys.timezone': 'GMT' },     'cn', 'cn'],
    ['',   { 'persist.sys.timezone': 'Africa/Nairobi' },                         'ke', 'ke'],
    ['IN', { 'persist.sys.timezone': 'Asia/Shanghai' },                          'in', null],
    ['LK', { 'persist.sys.locale': 'zh-CN' },                                    null, null],
    ['CN', { 'persist.sys.timezone': 'Africa/Nairobi' },                         'cn', null],
    ['CN', { 'persist.sys.timezone': 'America/New_York' },                       'cn', null],
    ['CN', { 'persist.sys.locale': 'zh-CN', 'persist.sys.timezone': 'America/New_York' }, 'cn', null],
    ['CN', { 'persist.sys.locale': 'zh-TW' },                                    'cn', null],
    ['CN', { 'persist.sys.timezone': 'Asia/Hong_Kong' },                         'cn', null],
    ['CN', { 'gsm.sim.operator.iso-country': 'mo' },                             'cn', null],
    ['CN', { 'persist.sys.timezone': 'GMT' },                                    'cn', 'cn'],
    ['CN', { 'persist.sys.locale': 'en-US', 'persist.sys.timezone': 'Asia/Shanghai' }, 'cn', 'cn'],
    ['KE', { 'persist.sys.locale': 'zh-CN', 'persist.sys.timezone': 'Asia/Shanghai' }, 'ke', 'cn'],
    ['MX', { 'persist.sys.locale': 'zh-CN', 'persist.sys.timezone': 'America/Mexico_City' }, 'mx', 'mx'],
    ['MX', { 'persist.sys.locale': 'zh-CN' },                                    'mx', null],
    ['US', { 'persist.sys.locale': 'zh-CN', 'persist.sys.timezone': 'America/Sao_Paulo' }, null, null],
    ['',   { 'gsm.sim.operator.iso-country': 'cn', 'persist.sys.timezone': 'Africa/Nairobi' }, null, null],
    ['CN', { 'gsm.sim.operator.iso-country': 'cn,ke', 'gsm.operator.iso-country': ',ke', 'persist.sys.timezone': 'Africa/Nairobi' }, 'cn', null],
    ['KE', { 'gsm.sim.operator.iso-country': 'cn,ke', 'gsm.operator.iso-country': ',ke', 'persist.sys.timezone': 'Africa/Nairobi' }, 'ke', 'ke'],
    ['LK', {},                                                                   null, null],
    ['VN', {},                                                                   'vn', 'vn'],
    ['',   { 'gsm.sim.operator.iso-country': 'de' },                             'eu', 'eu'],
    ['',   { 'gsm.sim.operator.iso-country': 'es', 'persist.sys.timezone': 'Atlantic/Canary' }, 'eu', 'eu'],
    ['',   { 'gsm.sim.operator.iso-country': 'gb' },                             null, null],
    ['',   { 'persist.sys.timezone': 'Europe/Zurich' },                          null, null],
    ['',   { 'gsm.sim.operator.iso-country': 'fr', 'persist.sys.timezone': 'Europe/London' }, null, null],
    ['CN', { 'persist.sys.locale': 'fr-FR', 'persist.sys.timezone': 'Europe/Paris' }, 'cn', 'eu'],
    ['',   { 'gsm.sim.operator.iso-country': 'tz' },                             'tz', 'tz'],
    ['LATAM', { 'persist.sys.locale': 'es-MX' },                                 'mx', 'mx'],
  ]

  test.each(rows)('a lender of "%s", and %j', async (lender, properties, finding, first) => {
    const report = await reportOn(phoneWith(lender, properties))
    expect([leading(report).country, report.emergency.country?.id ?? null]).toEqual([finding, first])
  })

  test('what was asked for wins over lender and phone', async () => {
    const folder = phoneWith('KE', { 'gsm.sim.operator.iso-country': 'cn' })
    for (const wished of [...ids, 'none']) {
      const report = await reportOn(folder, '--country', wished)
      const id = wished === 'none' ? null : wished
      expect([leading(report).country, report.emergency.country?.id ?? null]).toEqual([id, id])
    }
  })

  test.for(['de', 'Spain', '法国'])('%s has the law of the European Union', async (wished) => {
    expect(leading(await reportOn(phoneWith('KE'), '--country', wished)).country).toBe('eu')
    if (wished.length > 2) expect((await daicha(['explain', wished])).stdout).toContain('[eu]')
  })

  test('a country whose law says nothing of what was found is not named for it', async () => {
    const report = await reportOn('fixtures/sms-route-without-contacts/input', '--country', 'in')
    expect(report.findings.map(({ country }) => country)).toEqual(['in'])
    expect(report.guidance.countries).toEqual([])
  })

  test('of lenders of two countries each has its own advice, and no number stands first', async () => {
    const folder = phone({ 'com.example.kuaijie': lenderOf('KE'), 'com.example.notes': lenderOf('PH') })
    const report = await reportOn(folder)
    expect(report.emergency.country).toBeNull()
    expect(new Set(report.findings.map(({ package: name, country }) => `${name} ${country}`))).toContain(
      `${lenderOf('KE')} ke`,
    )
    const withSim = await reportOn(
      phone(
        { 'com.example.kuaijie': lenderOf('KE'), 'com.example.notes': lenderOf('PH') },
        { 'gsm.sim.operator.iso-country': 'cn' },
      ),
    )
    expect(withSim.emergency.country?.id).toBe('cn')
    expect(
      foundOf(
        ['cn'],
        JSON.stringify(
          withSim.findings.map((one) => ({
            ...one,
            remediation: one.remediation.filter(({ id }) => id !== 'police' && id !== 'support'),
          })),
        ),
      ),
    ).toEqual([])
    const complaints = withSim.findings.flatMap(({ remediation }) =>
      remediation.filter(({ id }) => id === 'complain-finance').map(({ text }) => text),
    )
    expect(complaints.map((text) => text.split(':')[0])).toEqual(['Kenya'])
  })

  test.for<[string, string[], string | null]>([
    ['zh-Hans-CN', ['KE', 'PH'], null],
    ['zh-Hans-CN', ['CN', 'KE'], null],
    ['zh-Hans-CN', ['CN', 'CN'], 'cn'],
  ])('a language of %s alone, beside lenders of %o, speaks for %s', async ([locale, [one = '', other = ''], id]) => {
    const folder = phone(
      { 'com.example.kuaijie': lenderOf(one), 'com.example.notes': lenderOf(other) },
      { 'persist.sys.locale': locale },
    )
    expect((await reportOn(folder)).emergency.country?.id ?? null).toBe(id)
  })

  describe('of a lender of China whose borrower is in Kenya', () => {
    const abroad = () => phoneWith('CN', { 'gsm.sim.operator.iso-country': 'ke' })

    test.for(languageTags)('whom to call in %s is of no country but theirs', async (lang) => {
      for (const folder of [abroad(), phoneWith('CN')]) {
        const steps = leading(await reportOn(folder, '--lang', lang)).remediation
        for (const id of ['keep-evidence', 'police', 'support'])
          expect(JSON.stringify(steps.find((step) => step.id === id))).not.toMatch(/(?<!\d)(110|12356|12348)(?!\d)/)
      }
      for (const kind of ['police', 'family']) {
        const { stdout } = await daicha(['letter', kind, abroad(), '--lang', lang])
        expect(stdout).not.toBe('')
        expect(stdout).not.toMatch(CHINA)
      }
    })

    test.for([
      ['en', 'Complain (China): ', 'China: ', '(China)'],
      ['zh-CN', '在中国投诉：', '中国：', '（中国）'],
    ] as const)(
      'whom to complain to and what the law says in %s stands with its place',
      async ([lang, row, step, place]) => {
        for (const folder of [abroad(), phoneWith('CN')]) {
          const report = await reportOn(folder, '--lang', lang)
          expect(report.doNow.find(({ id }) => id === 'complain')?.text.startsWith(row)).toBe(true)
          for (const { id, kind, text } of leading(report).remediation)
            expect([id, text.startsWith(step)]).toEqual([id, kind === 'complaint' && id !== 'police'])
        }
        for (const format of ['full', 'markdown', 'html']) {
          const { stdout } = await daicha(['audit', abroad(), '--exit-zero', '--lang', lang, '-f', ...shownAs(format)])
          const lines = stdout.replaceAll('\\', '').split('\n')
          const article = lines.filter((line) => /What the article says|文章的建议|(The article: |文章：)/.test(line))
          const headings = article.map((line) => line.replace(/<a href[\s\S]*/, '')).filter(Boolean)
          expect([format, headings.some((line) => line.includes(place))]).toEqual([format, true])
        }
      },
    )

    test.for([
      ['en', 'in China, police 110', 'The rules, bodies and numbers in it are for this country: China.'],
      ['zh-CN', '在中国打 110', '信里的规定、机构和电话，是中国的。'],
    ] as const)(
      'a number in %s that only the lender speaks for is named with its place, and so is what a letter cites',
      async ([lang, call, note]) => {
        const calls = async (properties?: Record<string, string>) =>
          (await reportOn(phoneWith('CN', properties), '--lang', lang)).emergency.calls
            .map(({ text }) => text)
            .join('\n')
        expect(await calls()).toContain(call)
        // Properties that say nothing of a place.
        expect(await calls({ 'ro.product.manufacturer': 'Example', 'persist.sys.timezone': 'GMT' })).toContain(call)
        expect(await calls({ 'persist.sys.timezone': 'Asia/Shanghai' })).not.toMatch(/China|中国/)
        const { stdout } = await daicha(['letter', 'regulator', abroad(), '--lang', lang])
        expect(stdout).toContain(note)
      },
    )

    test('at home none is named', async () => {
      const report = await reportOn(phoneWith('CN', { 'gsm.sim.operator.iso-country': 'cn' }))
      expect(report.doNow.find(({ id }) => id === 'complain')?.text).toMatch(/^Complain: /)
      expect(
        leading(report)
          .remediation.map(({ text }) => text)
          .join('\n'),
      ).not.toContain('China: ')
    })
  })

  test.for(['gh', 'Ghana', '加纳'])('%s, of which nothing is known, is advised all the same', async (typed) => {
    for (const argv of [
      ['audit', 'fixtures/sample/input'],
      ['explain', '--incident'],
    ]) {
      const { code, stdout } = await daicha([...argv, '--lang', 'en', '--country', typed])
      expect(code).toBe(argv[0] === 'audit' ? 1 : 0)
      expect(stdout).toContain('No local law or numbers here')
      expect(stdout).not.toMatch(/\b(110|12356|12378)\b/)
    }
  })

  test('there is none without rules', async () => {
    const { code, stderr } = await daicha(['audit', 'fixtures/sample/input', '--country', 'zz'])
    expect(code).toBe(2)
    expect(stderr.replace(/\s+/g, ' ')).toContain(`${ids.join(', ')}, none`)
  })

  test.for(['KE', 'kenya', '肯尼亚', '肯亞', 'Kényà'])('%s names one', async (typed) => {
    const { report } = await audited(['fixtures/sample/input', '--country', typed])
    expect(report.emergency.country?.id).toBe('ke')
  })

  test('each phone of a list has its own', async () => {
    const [kenya, china] = [phoneWith('KE'), phoneWith('CN')]
    const { stdout } = await daicha(['audit', '--files-from', '-', '-f', 'ndjson'], { stdin: `${kenya}\n${china}\n` })
    const records = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    const inputs = records.filter(({ type }) => type === 'input')
    expect(inputs.map(({ emergency }) => emergency.country.id)).toEqual(['ke', 'cn'])
    expect(foundOf(['cn'], JSON.stringify(inputs[0]))).toEqual([])
  })

  test('loan apps are compared with the rules of China there, and with those of Play elsewhere', async () => {
    const regimeOf = async (...given: Parameters<typeof phoneWith>) => (await reportOn(phoneWith(...given))).run.regime
    expect([await regimeOf('CN'), await regimeOf('KE'), await regimeOf('')]).toEqual(['cn', 'play', 'play'])
    expect((await reportOn(phoneWith('CN'), '--regime', 'play')).run.regime).toBe('play')
  })
})

describe('danger first', () => {
  const china = phoneWith('CN')

  test.for(languageTags)('the first rows of the text in %s', async (lang) => {
    for (const input of ['sample', 'many-lenders', 'clear-phone', 'cut-inside-a-record']) {
      const { stdout } = await daicha([
        'audit',
        `fixtures/${input}/input`,
        '--country',
        'cn',
        '--lang',
        lang,
        '--exit-zero',
      ])
      expect(stdout.split('\n').slice(0, 6).join('\n')).toMatch(/110[\s\S]*12356/)
    }
  })

  test.for(languageTags)('Markdown in %s, before anything else that it says', async (lang) => {
    const { stdout } = await daicha(['audit', china, '-f', 'markdown', '--lang', lang, '--exit-zero'])
    expect(stdout.split('\n').slice(0, 4).join('\n')).toMatch(/110[\s\S]*12356/)
  })

  test('the page, to be tapped, before the counts', async () => {
    const { stdout } = await daicha(['audit', china, '-f', 'html', '--exit-zero'])
    const [head = ''] = stdout.split('<dl class="facts">')
    expect(head).toContain('href="tel:110"')
    expect(head).toContain('href="tel:12356"')
    const { stdout: nowhere } = await daicha(['audit', china, '-f', 'html', '--exit-zero', '--country', 'none'])
    expect(nowhere).not.toContain('tel:')
  })

  test('the guide says it when it knows the phone', async () => {
    const { stdout } = await atTerminal(phones({}).connect, ['y', 'q'], { cwd: newFolder() })
    expect(stdout).toMatch(/\[ACT NOW\][\s\S]*110[\s\S]*12356[\s\S]*What next/)
  })

  test('the guide says it without a number where it finds no phone', async () => {
    let said = ''
    const write = (text: string) => {
      said += text
      if (said.includes('support line')) process.emit('SIGINT')
    }
    await atTerminal(phones().connect, [], {
      cwd: newFolder(),
      stderr: { isTTY: true, write },
    })
    expect(said).toMatch(/call the police[\s\S]*support line/)
    expect(said).not.toMatch(/\b(110|12356)\b/)
  })

  test('an app before its release needs nobody to call', async () => {
    const { emergency } = await reportOn(china, '--policy', 'release')
    expect(emergency).toEqual({ country: null, calls: [], hint: null })
  })

  test('a saved report brings no numbers of its own', async () => {
    const report = await reportOn(china)
    const forged = {
      ...report,
      emergency: { ...report.emergency, calls: [{ id: 'police', text: 'Call 0900', number: '0900' }] },
    }
    const saved = join(newFolder(), 'saved.json')
    writeFileSync(saved, JSON.stringify(forged))
    for (const lang of languageTags)
      for (const format of ['text', 'full', 'html', 'json']) {
        const { stdout } = await daicha(['report', saved, '--lang', lang, '-f', ...shownAs(format)])
        expect(stdout).not.toContain('0900')
        expect(stdout).toContain('12356')
      }
  })
})

describe('what to do now', () => {
  test.for(languageTags)(
    'evidence first in %s, then settings, the people around, letter and complaint',
    async (lang) => {
      const { doNow } = await reportOn(phoneInChina(), '--lang', lang)
      expect(doNow.map(({ kind }) => kind)).toEqual([
        'evidence',
        'settings',
        'help',
        'document',
        'complaint',
        'prevention',
      ])
      for (const { id, text } of doNow.filter(({ kind }) => kind !== 'settings'))
        expect([id, stringWidth(text) <= 76]).toEqual([id, true])
    },
  )

  test('the complaint follows the licence of the lender', async () => {
    const withLicence = (licence: string) =>
      rules.lenders.find((one) => one.region === 'CN' && one.licence === licence && one.confidence === 'high')
        ?.packages[0]
    const withLender = (licence: string) =>
      phone({ 'com.example.kuaijie': withLicence(licence) ?? '' }, { 'persist.sys.timezone': 'Asia/Shanghai' })
    const rowOf = async (licence: string) => {
      const { doNow, findings } = await reportOn(withLender(licence))
      const step = findings.flatMap(({ remediation }) => remediation).find(({ id }) => id === 'complain-finance')
      return [doNow.find(({ id }) => id === 'complain')?.text, step?.text].join('\n')
    }
    expect(await rowOf('consumer-finance')).toMatch(/12378/)
    expect(await rowOf('consumer-finance')).not.toMatch(/12345/)
    expect(await rowOf('micro-loan')).toMatch(/12345/)
    expect(await rowOf('micro-loan')).not.toMatch(/12378/)
    expect(await rowOf('unknown')).toMatch(/12378[\s\S]*12345/)
    // Of which app, as another number stands beside it where lenders differ.
    const { findings } = await reportOn(withLender('micro-loan'))
    const [finding] = findings
    expect(finding?.remediation.find(({ id }) => id === 'complain-finance')?.text).toMatch(
      new RegExp(`^${finding?.label}: `),
    )
  })

  test('the other ways that are open are named, and no others', async () => {
    const rowOf = async (name: string) =>
      (await reportOn(`fixtures/${name}/input`)).doNow.find(({ id }) => id === 'check-other-routes')?.text
    expect(await rowOf('sample')).toBe('Turn off for 示例快借: call log, text messages')
    // Android has no switch for the list of apps.
    expect(await rowOf('android-12-userId-overrides-an-install-permission')).toBeUndefined()
  })

  test('a clear phone needs nothing now', async () => {
    expect((await reportOn('fixtures/clear-phone/input')).doNow).toEqual([])
  })
})

describe('the article in a report to act on, in China', () => {
  const points = guidance.article.statements.filter(({ printedNumber }) => printedNumber !== null)

  test.for(languageTags)('all 13 points with their corrections in %s', async (lang) => {
    expect(points).toHaveLength(13)
    const short = lang === 'zh-CN' ? 'zh' : 'en'
    const { guidance: told } = await reportOn(phoneWith('CN'), '--lang', lang)
    const numbers = told.statements.flatMap(({ number }) => number ?? [])
    expect(numbers).toEqual(points.map(({ printedNumber }) => printedNumber))
    for (const format of ['full', 'markdown', 'html']) {
      const { stdout } = await daicha([
        'audit',
        phoneWith('CN'),
        '--exit-zero',
        '--lang',
        lang,
        '-f',
        ...shownAs(format),
      ])
      const flat = stdout.replace(/\s+/g, '').replace(/\\/g, '')
      for (const { text, corrections } of points) {
        expect(flat).toContain(text[short].replace(/\s+/g, ''))
        for (const { id, line } of guidance.corrections.filter((one) => corrections.includes(one.id)))
          expect([id, flat.includes(line[short].replace(/\s+/g, ''))]).toEqual([id, true])
      }
    }
  })

  test('every way to act is a step, and only what the article says is ascribed to it', async () => {
    const steps = leading(await reportOn(phoneInChina())).remediation
    const of = (id: string) => steps.find((step) => step.id === id)
    const all = steps.map(({ text }) => text).join('\n')
    for (const number of ['12378', '12345', '12321', '12377', '12315', '12348', '110', '12356'])
      expect(all).toContain(number)
    expect(of('warn-contacts')?.text).toMatch(/owe nothing[\s\S]*keep/)
    for (const id of ['civil-suit', 'police', 'repay-plan', 'check-policy', 'review-scope'])
      expect(of(id)).toBeDefined()
    expect(of('repay-plan')?.detail).toMatch(/credit record/)
    const ascribed = steps.flatMap(({ id, sources }) =>
      sources.filter((one) => one.startsWith('art.')).map((one) => `${id} ${one}`),
    )
    expect(ascribed).toEqual([
      'revoke art.5.2',
      'revoke art.5.4',
      'police art.3.3',
      'complain-finance art.3.1',
      'complain-consumer art.3.1',
      'civil-suit art.3.2',
      'repay-plan art.5.3',
      'check-policy art.5.1',
      'review-scope art.5.2',
      'reaudit art.5.4',
    ])
  })
})

test('nothing under rules but a country has a number to call', () => {
  const numbers = marks.flatMap((country) => country.numbers)
  expect(generalFiles.length).toBeGreaterThan(15)
  expect(generalFiles.filter((path) => numbers.some((number) => number.test(wordsIn(path))))).toEqual([])
})
