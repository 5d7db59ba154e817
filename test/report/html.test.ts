import { createHash } from 'node:crypto'
import { HtmlValidate } from 'html-validate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { htmlBatch, reporters, speaker } from '../built.ts'
import { audited, daicha, guidance } from '../daicha.ts'
import { expectedOf, headlineOf, input, languages, names, sentencesOf } from './fixtures.ts'
import { reportsLabelled } from './hostile.ts'

/** Besides what the standard forbids: nothing that runs or loads. Fields of the letter are the one thing to type in. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    'no-inline-style': 'error',
    // The living standard has plaintext-only; the validator's table does not.
    'attribute-allowed-values': 'off',
    'no-dup-id': 'error',
  },
})

const pageOf = async (name: string, lang: string, ...more: string[]) =>
  (await daicha(['audit', input(name), '-q', '-f', 'html', '--lang', lang, ...more])).stdout

const EMBEDDED = /<script type="application\/json" class="daicha-report" lang="([\w-]+)">([^<]*)<\/script>/g
const embeddedReports = (html: string) =>
  [...html.matchAll(EMBEDDED)].map(([, lang = '', json = '']) => ({ lang, json }))

const unescaped = (html: string) =>
  html
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** The part of a page that is in one language, as text. */
const sideOf = (html: string, lang: string) => {
  const [, side = ''] = html.split(`<div class="doc in-${lang.slice(0, 2)}" lang="${lang}">`)
  const [own = ''] = side.split(/<div class="doc |<\/main>/)
  return unescaped(own.replace(/<[^>]*>/g, ''))
}

/** Both languages come first in turn: a page holds the same two parts in either order. */
const turns = names.map((name, at) => ({ name, lang: languages[at % 2] ?? 'en' }))

describe.for(turns)('the page of $name, $lang first', ({ name, lang }) => {
  let html: string
  const reports = new Map<string, Report>()
  beforeAll(async () => {
    html = await pageOf(name, lang)
    for (const side of languages) reports.set(side, (await audited([input(name), '--lang', side])).report)
  })

  test('is valid and whole', async () => {
    const { results } = await validator.validateString(html)
    expect(
      results.flatMap(({ messages }) => messages.map(({ message, line, ruleId }) => `${line} ${ruleId}: ${message}`)),
    ).toEqual([])
    expect(html).toContain(`<html lang="${lang}">`)
    expect([...html.matchAll(/<script\b[^>]*>/g)].every(([tag]) => tag.includes('type="application/json"'))).toBe(true)
    expect(html.match(/\b(?:src|action|onerror|onclick|onload)=/g)).toBeNull()
    // Who does not see what stands above a table hears its name.
    const tables = html.match(/<table\b[^>]*>/g) ?? []
    expect(tables.filter((table) => !/aria-label="[^"]+"/.test(table))).toEqual([])
  })

  test('says in each language what it must', () => {
    const expected = expectedOf(name)
    for (const side of languages) {
      const text = sideOf(html, side).replaceAll('`', '')
      // A timeline has no entry for what never happened, and flags stand in the lines of evidence alone.
      const told = sentencesOf(expected, side)
        .filter((one) => !/^(no record|no use record|没有记录|导出里没有)/.test(one))
        .map((one) => one.replace(/(?: \(|（)[A-Z_ ]+[)）]$/, ''))
      const wanted = [headlineOf(expected, side), ...told]
      expect(wanted.filter((one) => !text.includes(visibly(one)))).toEqual([])
    }
  })

  test.for(languages)('leaves out nothing that the report has, %s', (side) => {
    const { findings, problems, guidance, limits, sources } = reports.get(side) as Report
    const text = sideOf(html, side)
    const wanted = [
      ...findings
        .filter(({ severity }) => severity !== 'note')
        .flatMap(({ package: packageName, evidence }) => [packageName, ...evidence.map((one) => one.text)]),
      ...problems.map(({ message }) => message),
      ...guidance.statements.flatMap((one) => [one.text, ...one.corrections.map((correction) => correction.text)]),
      ...guidance.law.map((one) => one.text),
      ...limits.map((limit) => limit.text),
      ...sources.map(({ sha256 }) => sha256),
    ]
    expect(wanted.filter((one) => !text.includes(visibly(one)))).toEqual([])
  })

  test('holds the report as data, in both languages', () => {
    const embedded = embeddedReports(html)
    expect(embedded.map((one) => one.lang)).toEqual(lang === 'en' ? ['en', 'zh-CN'] : ['zh-CN', 'en'])
    for (const { lang: side, json } of embedded) expect(JSON.parse(json)).toEqual(reports.get(side))
  })
})

const visibly = (text: string) =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

test('the policy allows the one style sheet that is there', async () => {
  const html = await pageOf('sample', 'en')
  const [, css = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? []
  const hash = createHash('sha256').update(css).digest('base64')
  expect(html.match(/<style/g)).toHaveLength(1)
  expect(unescaped(html)).toContain(
    `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
  )
})

describe('a grant', () => {
  const spans = (html: string) => html.match(/<li class="span">/g)?.length ?? 0

  test('is a span from the install to the first proof, and never a point', async () => {
    const html = await pageOf('sample', 'en')
    const [, span = ''] =
      /<li class="span">([\s\S]*?)<\/li>/.exec(html.slice(html.indexOf('<div class="doc in-en"'))) ?? []
    expect(span).toContain('2026-10-02 to 2026-11-21')
    expect(span).not.toContain('<time')
  })

  test('that is not held is not drawn', async () => {
    expect(spans(await pageOf('denied-once', 'en'))).toBe(0)
  })
})

describe('the first page', () => {
  test.for([
    ['sample', '<div class="stamp bad">Act now</div>'],
    ['suspected-lender', '<div class="stamp warn">Please check</div>'],
    ['clear-phone', '<div class="stamp good">None found</div>'],
  ] as const)('of %s is stamped', async ([name, stamp]) => {
    expect(await pageOf(name, 'en')).toContain(stamp)
  })

  test('of what was not read to its end has no stamp and says what is missing', async () => {
    const html = await pageOf('cut-inside-a-record', 'en')
    expect(html).not.toContain('class="stamp')
    expect(html).toContain('<div class="verdict gap">')
    expect(sideOf(html, 'en')).toContain('What was not seen')
  })

  test('counts what the report counts', async () => {
    const { report } = await audited([input('many-lenders')])
    expect(report.stats.access).toEqual({ lendersThatRead: 5, suspectsThatRead: 1, lendersThatCannot: 0, unknown: 0 })
    expect(sideOf(await pageOf('many-lenders', 'en'), 'en')).toContain('Lenders that can read5Maybe lenders, can read1')
  })

  test('leaves lesser findings out and says so', async () => {
    const html = await pageOf('sample', 'en', '--min-severity', 'high')
    expect(sideOf(html, 'en')).toContain('Less severe findings not listed (--min-severity): 3.')
    expect(sideOf(html, 'en')).not.toContain('asks for contacts and cannot read them now')
  })
})

/** What one language of a page holds, in the order in which it stands there. */
const headingsOf = (html: string, lang: string) => {
  const [, side = ''] = html.split(`<div class="doc in-${lang}"`)
  const [own = ''] = side.split('<div class="doc ')
  return [...own.matchAll(/<section[^>]* id="\w+-(\w+)"/g)].map(([, id]) => id)
}

describe('the order of a page', () => {
  test('is what to do, the letter, the apps, the law, the limits, the record', async () => {
    expect(headingsOf(await pageOf('sample', 'zh-CN'), 'zh')).toEqual([
      ...['do', 'letter', 'apps', 'routes', 'lenders', 'rules', 'limits', 'appendix'],
    ])
  })

  test('opens the gravest app and folds the others', async () => {
    const html = await pageOf('many-lenders', 'en')
    const [, english = ''] = html.split('<div class="doc in-en"')
    const [own = ''] = english.split('<div class="doc ')
    const cards = [...own.matchAll(/<article class="card \w+"><details( open)?>/g)].map(
      ([, open]) => open !== undefined,
    )
    expect(cards.length).toBeGreaterThan(3)
    expect(cards).toEqual(cards.map((_, at) => at === 0))
  })

  test('sends nobody to a command line', async () => {
    for (const name of ['sample', 'many-lenders', 'clear-phone'])
      expect(sideOf(await pageOf(name, 'en'), 'en')).not.toContain('daicha explain')
  })
})

describe('a number to call', () => {
  const numbersOf = async (name: string) => [
    ...new Set([...(await pageOf(name, 'zh-CN')).matchAll(/href="tel:(\d+)"/g)].map(([, number]) => number)),
  ]

  test('can be tapped: of danger first, then of those who take complaints', async () => {
    expect((await numbersOf('sample')).slice(0, 2)).toEqual(['110', '12356'])
    expect(await numbersOf('sample')).toEqual(expect.arrayContaining(['12378', '12345', '12321', '12315']))
  })

  test('is no part of an address', async () => {
    expect(await pageOf('sample', 'zh-CN')).not.toMatch(/<a href="tel:12377">12377<\/a>\.cn/)
  })
})

describe('a page on which nothing was found', () => {
  test('says how to look on the phone, what was looked for, and when to look again', async () => {
    const text = sideOf(await pageOf('clear-phone', 'en'), 'en')
    expect(text).toContain('Look on the phone yourself')
    expect(text).toContain('Looked for, and not found')
    expect(text).toContain('Next check: around 2026-12-24')
    const { report } = await audited([input('clear-phone'), '--lang', 'en'])
    for (const { title } of report.checks) expect(text).toContain(visibly(title))
  })

  test('sets no date where not everything was read', async () => {
    const text = sideOf(await pageOf('cut-inside-a-record', 'en'), 'en')
    expect(text).not.toContain('Next check')
  })
})

describe('a loan feature', () => {
  test('has a number of its own and makes no suspect of its app', async () => {
    const text = sideOf(await pageOf('embedded-lender', 'en'), 'en')
    expect(text).toMatch(/Maybe lenders, can read0/)
    expect(text).toMatch(/Loan feature, can read[1-9]/)
  })
})

describe('the letter', () => {
  const letterOf = async (name: string, lang: string) => {
    const html = await pageOf(name, lang)
    const [, letter = ''] = /<div class="letter">([\s\S]*?)<\/div>/.exec(html) ?? []
    return unescaped(letter.replace(/<[^>]*>/g, ''))
  }

  test('holds facts of the report, and blanks for all else', async () => {
    const letter = await letterOf('sample', 'en')
    expect(letter).toContain('your app 示例快借 (com.example.kuaijie, version 3.2.7)')
    expect(letter).toContain(
      "The system's record shows that it last read contacts on 21 November 2026, 09:32, while it was in the background.",
    )
    expect(letter).toContain('the contacts, call log and text messages on my phone')
    expect(letter).toContain('I am (name) and use')
    expect(letter).not.toContain('[[')
  })

  test('leaves the sentence on a read out where none was recorded', async () => {
    const letter = await letterOf('delisted-lender-that-reads', 'zh-CN')
    expect(letter).toContain('当时能够读取本人的通讯录')
    expect(letter).not.toContain('最近一次读取')
  })

  test('is there for each app that it can be sent about, and for no other', async () => {
    const lettersIn = async (name: string) => (await pageOf(name, 'en')).match(/<div class="letter">/g)?.length ?? 0
    expect(await lettersIn('many-lenders')).toBe(2 * 6)
    expect(await lettersIn('denied-once')).toBe(0)
    expect(await lettersIn('clear-phone')).toBe(0)
  })
})

describe('text of a stranger', () => {
  const hostile = `</script><img src=x onerror=alert(1)>"'&\u202e\u2028\u001b[31m{{x}}[[name]]`

  test('is text on the page and in its data', async () => {
    const reportIn = await reportsLabelled(hostile, 'many-lenders')
    const words = speaker(guidance, 'en').say
    const other = { report: reportIn('zh'), words: speaker(guidance, 'zh').say }
    const html = await reporters.html(reportIn('en'), { words, editions: [{ report: reportIn('en'), words }, other] })
    expect(html).not.toMatch(/<img|<\/script><img/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
    expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/)
    expect(html).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\\u202e\\u2028\\u001b[31m')
    const [first] = embeddedReports(html)
    expect(JSON.parse(first?.json ?? '').findings[0].label).toBe(hostile)
    const { results } = await validator.validateString(html)
    expect(results).toEqual([])
  })

  test('that runs from right to left stands apart from the sentence around it', async () => {
    const reportIn = await reportsLabelled('قرض', 'delisted-lender-that-reads')
    const html = await reporters.html(reportIn('en'), { words: speaker(guidance, 'en').say })
    expect(html).toContain('<bdi>قرض</bdi> can read this phone&#39;s contacts')
  })
})

describe('a page in one language', () => {
  test('has no switch, and the report once', async () => {
    const { report } = await audited([input('sample')])
    const html = await reporters.html(report, { words: speaker(guidance, 'en').say })
    expect(html).not.toContain('type="radio"')
    expect(embeddedReports(html).map(({ lang }) => lang)).toEqual(['en'])
  })
})

describe('several inputs', () => {
  const inputs = ['sample', 'clear-phone', 'cut-inside-a-record', 'suspected-lender']
  const batch = async () => {
    const side = async (lang: 'zh' | 'en') => {
      const phones: { input: string; report: Report }[] = []
      for (const name of inputs) {
        const { report } = await audited([input(name), '--lang', lang === 'zh' ? 'zh-CN' : 'en'])
        phones.push({ input: input(name), report })
      }
      return { phones, words: speaker(guidance, lang).say }
    }
    return htmlBatch([await side('en'), await side('zh')], [])
  }

  test('make one valid page: no letter, whom to call and the limits once', async () => {
    const html = await batch()
    expect((await validator.validateString(html)).results).toEqual([])
    const text = sideOf(html, 'en')
    expect(html).not.toContain('class="letter"')
    expect(text.split('Threatened or harassed')).toHaveLength(2)
    for (const limit of guidance.limits) expect(text.split(limit.text.en)).toHaveLength(2)
  })

  test('are counted by verdict and opened line by line, the worst first; the contents name no input', async () => {
    const html = await batch()
    const [, english = ''] = html.split('<div class="doc in-en"')
    const [, contents = ''] = /<nav[^>]*>(.*?)<\/nav>/s.exec(english) ?? []
    expect(contents.replace(/<[^>]*>/g, '').match(/\d+ {2}[^\n]*?: \d/g)).toEqual([
      '1  Act now: 1',
      '2  Please check: 1',
      '3  Incomplete: 1',
      '4  OK: 1',
    ])
    expect(contents).not.toContain('fixtures/')
    const rows = [...english.matchAll(/<details class="one"><summary><span class="mark \w+"><bdi>(.*?)<\/bdi>/g)]
    expect(rows.slice(0, 4).map(([, input]) => input)).toEqual(
      ['sample', 'suspected-lender', 'cut-inside-a-record', 'clear-phone'].map(input),
    )
  })
})

describe('the timeline of the first app', () => {
  const eventsOf = async (name: string) => {
    const [, list = ''] = /<ol class="tl">(.*?)<\/ol>/s.exec(await pageOf(name, 'en')) ?? []
    return [...list.matchAll(/class="when">(.*?)<\/span>.*?<b>(.*?)<\/b>/gs)].map(
      ([, when = '', title]) => `${when.replace(/<[^>]*>/g, '')}: ${title}`,
    )
  }

  test('tells what happened in its order', async () => {
    expect(await eventsOf('sample')).toEqual([
      '2026-10-02 21:14: Installed',
      '2026-10-02 to 2026-11-21: Contacts were allowed at some moment in this span',
      '2026-11-15 02:37: Updated; the version is now 3.2.7',
      '2026-11-21 09:32: Last read of contacts that Android recorded',
      '2026-11-24 06:20 UTC: Checked with daicha; when the data was exported is not recorded',
    ])
  })

  test('of an app that was never updated tells of no update', async () => {
    expect(await eventsOf('sms-route-without-contacts')).toEqual([
      '2025-11-02 20:14: Installed',
      '2026-11-24 06:20 UTC: Checked with daicha; when the data was exported is not recorded',
    ])
  })
})
