import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fc, test as property } from '@fast-check/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Guidance, Report } from '../../src/internal.ts'
import { inCountry } from '../../src/model/rules/country.ts'
import type { CompiledGuidance } from '../../src/model/rules/rule.ts'
import { apart, textsOf, together, withTexts } from '../../src/page/compact/apart.ts'
import { packed, unpacked } from '../../src/page/compact/rules.ts'
import { tabled, untabled } from '../../src/page/compact/tabled.ts'
import { guidanceFor, pageTexts, rulesOf, wordsOf } from '../../src/page/data.ts'
import { pageSpeaker } from '../../src/page/words.ts'
import {
  basisOf,
  classifier,
  editionsOf,
  explainProblem,
  languages,
  loadGuidance,
  reporters,
  speaker,
  toReport,
} from '../built.ts'
import { daicha, root, rules } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { input, names } from '../report/fixtures.ts'

/** What `dist/daicha.html` holds besides its script. */
const dist = (name: string) => readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8')
const held = (id: string) => new RegExp(`id="${id}">(.*?)</script>`, 's').exec(dist('daicha.html'))?.[1] ?? ''
const page = pageTexts(held)

describe('what the page holds', () => {
  test('rules come out of it as they went in', () => {
    const whole = JSON.parse(dist('rules.json'))
    const { madeFrom: _, ...general } = JSON.parse(dist('general-words.json'))
    const { signals, ...rest } = unpacked(JSON.parse(JSON.stringify(packed(whole, general))))
    const { general: words, ...others } = signals
    const byPackage = (lenders: typeof rest.lenders) =>
      new Map(lenders.map((lender) => [lender.packages.join(), lender] as const))
    expect({ ...rest, signals: others, lenders: byPackage(rest.lenders) }).toEqual({
      ...whole,
      lenders: byPackage(whole.lenders),
    })
    expect(words()).toEqual(general)
  })

  const text = fc.record({ zh: fc.string({ unit: 'grapheme' }), en: fc.string() })
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(text, fc.constantFrom(0, null, true, 'zh', {}, { zh: 0, en: 0 }), fc.jsonValue(), tie('object')),
    object: fc.oneof(fc.array(tie('value')), fc.dictionary(fc.constantFrom('zh', 'en', 'texts', 'a'), tie('value'))),
  }))
  property.prop([value])('its languages come together again', (all) => {
    const whole = JSON.parse(JSON.stringify(all))
    expect(together(JSON.parse(JSON.stringify(apart(whole))))).toEqual(whole)
  })

  // Few names and values, and many of each: what there is to be said shorter.
  const entries = fc.array(
    fc.record(
      {
        id: fc.oneof(fc.string(), fc.constantFrom('', '^', 'a^b')),
        label: fc.stringMatching(/^[a-z]+$/),
        kind: fc.constantFrom('a', null, { zh: '一', en: 'one' }),
        of: fc.array(fc.nat()),
      },
      { requiredKeys: ['id'] },
    ),
    { maxLength: 120, size: 'max' },
  )
  const texts = fc.array(fc.constant({ zh: '一', en: 'one' }), { minLength: 5 })
  const named = (...parts: string[]) =>
    fc.dictionary(
      fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 }).map((all) => all.join('.')),
      fc.oneof(text, texts, entries),
      { minKeys: 35, maxKeys: 50, size: 'max' },
    )
  const fields = fc.oneof(named('page', 'look', 'a'), named('page', 'look', 'a', '', '.', ' '))
  property.prop([fc.oneof(value, entries, fields, fc.array(texts))])(
    'what is said shorter comes out of it as it went in',
    (all) => {
      const whole = JSON.parse(JSON.stringify(all))
      expect(untabled(together(JSON.parse(JSON.stringify(apart(tabled(whole))))))).toEqual(whole)
    },
  )

  test('each name of a field is said once, each part of a name, and each value of few', () => {
    const lender = (n: number) => ({ id: `lender-${n}`, kind: 'lender', ...(n % 2 && { label: `${n}` }) })
    const lenders = (n: number) => Array.from({ length: n }, (_, at) => lender(at))
    const columns = (n: number) => ({
      '#columns': {
        id: {
          '#texts': lenders(n)
            .map(({ id }) => id)
            .join('^'),
        },
        kind: { '#each': ['lender'], of: 'A'.repeat(n) },
        label: {
          '#texts': lenders(n)
            .map(({ label = '' }) => label)
            .join('^'),
        },
      },
    })
    expect(tabled(lenders(20))).toEqual(columns(20))
    expect(tabled([...lenders(20), { ...lender(20), id: '^' }])).toMatchObject({
      '#columns': { id: [...lenders(20).map(({ id }) => id), '^'] },
    })
    const keys = [
      'page.title',
      'page.look.open',
      'page.look.off',
      'page.look',
      'stale',
      ...Array.from({ length: 40 }, (_, n) => `n${n}`),
    ]
    const { '#names': names } = tabled(Object.fromEntries(keys.map((key) => [key, key]))) as { '#names': string }
    expect(names).toMatch(/^page\.title \.look\.open \.\.off \.look stale n0 n1 /)
  })

  test('a text stands among those of its language', () => {
    const all = {
      a: [{ zh: '一', en: 'one' }, 0],
      b: { zh: '二', en: 'two' },
      c: { zh: ['三'], en: ['three'] },
      d: { zh: '四' },
    }
    const parts = apart(all)
    expect(parts).toEqual({
      rest: { a: [0, 0], b: 0, c: 0, d: { zh: '四' } },
      texts: { zh: ['一', 0, '二', ['三']], en: ['one', 0, 'two', ['three']] },
    })
    const texts = textsOf([apart(all.b), parts])
    expect(texts.en).toEqual([['two'], parts.texts.en])
    expect(withTexts(parts.rest, texts, 1)).toEqual(all)
  })

  test.each(languages)('no problem sends a person to a command line, and each says what to do: %s', (lang) => {
    const guidance = guidanceFor(wordsOf(page))
    const words = pageSpeaker(guidance, lang)
    // Nobody types a wrong option into the page.
    const codes = Object.keys(guidance.problems).filter((code) => !code.startsWith('E1'))
    expect(codes.length).toBeGreaterThan(50)
    for (const code of codes) {
      const { remedy } = explainProblem(code, words, { params: { n: '2' } })
      expect(remedy, code).not.toEqual([])
      expect(remedy.join('\n'), code).not.toMatch(/(`|\| )daicha |`--/)
    }
  })

  test('it has words for each problem that its script knows, but where no file is given', () => {
    const [, script = ''] = /.*<script>(.*?)<\/script>/s.exec(dist('daicha.html')) ?? []
    const { problems } = guidanceFor(wordsOf(page))
    const codes = [...new Set(script.match(/(?<=[`'"])E\d{3}(?=[`'"])/g))]
    expect(codes.length).toBeGreaterThan(50)
    expect(codes.filter((code) => problems[code] === undefined)).toEqual(['E102'])
  })

  test('no regular expression of its script keeps a place in a text: each may be made anew where it is used', () => {
    const [, script = ''] = /.*<script>(.*?)<\/script>/s.exec(dist('daicha.html')) ?? []
    expect(script.length).toBeGreaterThan(100_000)
    expect(script).not.toMatch(/\.lastIndex\b|\/[a-z]*[gy][a-z]*\.(exec|test)\(/)
  })

  test('a step keeps what it says beside its command', () => {
    const words = pageSpeaker(guidanceFor(wordsOf(page)), 'en')
    const of = (code: string) => explainProblem(code, words, { params: { what: 'it' } }).remedy
    expect(of('E351')[0]).toBe(
      'If it is an export of the phone: download it whole, unpack or decrypt it, then check the folder',
    )
    expect(of('E210')[0]).toBe('This part can be checked by hand')
    expect(of('E209').join()).not.toContain('give it more time')
    // What only a command does leaves nothing: here it would read another report.
    expect(of('E335').join()).not.toContain('another format')
  })

  test('its rules tell of lenders, of other apps of their makers and of brands what those of the command line tell', () => {
    const { lenders, signals } = rules
    const apps = [
      ...lenders.flatMap(({ packages, label }) =>
        packages.flatMap((packageName) => [
          { packageName },
          { packageName: packageName.replace(/[^.]+$/, 'other'), labels: { default: label ?? packageName } },
        ]),
      ),
      ...signals.brands.flatMap(({ names: all }) =>
        all.map(({ name }) => ({ packageName: 'com.example.notes', labels: { default: name } })),
      ),
    ]
    const [ofPage, ofProgram] = [rulesOf(page), rules].map((all) => classifier(all, { signalsOfListed: true }))
    const wrong = apps.filter((app) => {
      const [one, other] = [ofPage?.(app), ofProgram?.(app)].map(
        (lender) => lender && JSON.stringify([lender.class, basisOf(lender)]),
      )
      return one !== other
    })
    expect(apps.length).toBeGreaterThan(3000)
    expect(wrong).toEqual([])
  })

  describe('its words say what those of the command line say', () => {
    const now = '2026-11-24T06:20:03.000Z'
    const [ours, program]: CompiledGuidance[] = [wordsOf(page), loadGuidance().all]
    if (!ours || !program) throw new Error('no words')
    // Nobody types an option into a page: there the country is chosen from a list.
    for (const [words, key] of [
      ['page', 'letter.noCountry'],
      ['words', 'emergency.hint'],
    ] as const) {
      expect(ours.general[words][key]?.en).toContain('Choose on the page where you are')
      ours.general[words][key] = program.general[words][key] ?? { zh: '', en: '' }
    }
    // Nor a command: what is left of such a step is told above, and a problem that it does not know as it was written.
    const problems = Object.fromEntries(
      Object.entries(program.general.problems).filter(([code]) => code in ours.general.problems),
    )
    for (const [code, { remedy }] of Object.entries(problems))
      Object.assign(ours.general.problems[code] ?? {}, { remedy })
    const [ofPage, ofProgram] = [ours, { ...program, general: { ...program.general, problems } }].map((all) =>
      inCountry(all),
    ) as [Guidance, Guidance]
    const pageRules = rulesOf(page)
    const told = async (guidance: Guidance, known: typeof rules | typeof pageRules, saved: Report) => {
      const words = speaker(guidance, 'en', now)
      const report = toReport(saved, known, words)
      return reporters.html(report, { words: words.say, editions: editionsOf(report, saved, known, words) })
    }
    const isSameOf = async (argv: string[], io: Parameters<typeof daicha>[1] = {}) => {
      const saved = JSON.parse((await daicha(['audit', ...argv, '-f', 'json', '--lang', 'en'], io)).stdout) as Report
      const html = await told(ofProgram, rules, saved)
      expect(await told(ofPage, pageRules, saved), argv.join(' ')).toEqual(html)
      return html
    }

    test('of every fixture', async () => {
      for (const name of names) await isSameOf([input(name)])
    }, 120_000)

    const cwd = newFolder()
    const decided = { package: 'com.example.*', reason: 'Looked at by hand', expires: '2027-01-01' }
    const ignore = ['lender-reads-contacts', 'lender-breaks-store-policy'].map((rule) => ({ rule, ...decided }))
    const lender = { id: 'ours', packages: ['com.example.kuaijie'], region: 'CN', kind: 'lender', confidence: 'low' }
    beforeAll(async () => {
      const sources = [{ id: 'our-list', name: { zh: '名单', en: 'our list' } }]
      writeFileSync(join(cwd, 'own.yaml'), JSON.stringify({ sources, lenders: [{ ...lender, source: 'our-list' }] }))
      writeFileSync(join(cwd, 'accepted.json'), JSON.stringify({ ignore }))
      await daicha(['audit', join(root, input('sample')), '--write-baseline', 'known.json'], { cwd })
    })
    // biome-ignore format: a table is read by its columns
    test.for<[string, string[], RegExp]>([
      ['android-10-two-users', ['--user', '11'],                          /lead">Only user 11 was checked/],
      ['android-10-two-users', ['--user', '0'],                           /; only user 0 was checked/],
      ['clear-phone',          ['--app', 'com.android.providers.contacts', '--all-apps'], />Nothing was found/],
      ['sample',               ['--app', 'com.example.kuaijie'],          /[(]from a check of the whole phone/],
      ['sample',               ['--rule', 'contacts-state-unknown'],      /<h1>Only the chosen rules were/],
      ['sample',               ['--skip-rule', 'lender-reads-contacts'],  /; only the chosen rules were/],
      ['sample',               ['--rules', 'own.yaml'],                   /; rules of your own are milder/],
      ['sample',               ['--baseline', 'known.json'],              /<h1>Nothing new, but [0-9]+ findings/],
      ['sample',               ['--ignore-file', 'accepted.json'],        /; [0-9]+ more findings are ignored/],
      ['many-lenders',         ['--min-severity', 'critical'],            /Less severe findings not listed/],
    ])('of a report that was saved of %s with %s', async ([name, options, text]) => {
      expect(await isSameOf([join(root, input(name)), ...options], { cwd })).toMatch(text)
    })

    test('of a report that was saved of what came through a pipe', async () => {
      expect(await isSameOf(['-'], { stdin: 'Packages:\n' })).toContain('standard input')
    })
  })
})
