import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse as rowsOf } from 'csv-parse/sync'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Assessment } from '../src/audit/assessment.ts'
import { activeChecks, runChecks } from '../src/audit/checks.ts'
import { judgedAs, tryExamples } from '../src/audit/examples.ts'
import type { Verdict } from '../src/model/phone/verdict.ts'
import type { Guidance, LenderRule } from '../src/model/rules/rule.ts'
import type { LenderKind, Severity } from '../src/model/vocabulary.ts'
import { explainTopic, speaker } from './built.ts'
import { guidance, rules } from './daicha.ts'

/** What an example of a check says of an app, and a few things more that only severities depend on. */
type Sketch = Parameters<typeof judgedAs>[0] & Partial<Pick<Verdict, 'flags' | 'lastAccess'>> & { kind?: LenderKind }

function judged({ kind, flags, lastAccess, ...sketch }: Sketch): Assessment {
  const plain = judgedAs(sketch)
  const entry = rules.lenders.find(({ id }) => id === 'example-kuaijie')
  const verdict = { ...(flags && { flags }), ...(lastAccess && { lastAccess }) }
  return {
    ...plain,
    lender: { ...plain.lender, ...(kind && entry && { rule: { ...entry, kind } }) },
    verdict: { ...plain.verdict, ...verdict },
  }
}

type Policy = 'borrower' | 'release'

const objections = (sketch: Sketch, policy: Policy = 'borrower', checks = rules.checks) =>
  runChecks([judged(sketch)], activeChecks({ ...rules, checks }, { policy }), rules, play).map(
    ({ check, severity }) => [check.id, severity],
  )
const play = rules.regimes.find(({ id }) => id === 'play')

describe('the examples of the checks', () => {
  const trials = tryExamples(rules, { signals: [], checks: rules.checks })

  test('there are two at least of each that is active', () => {
    const active = rules.checks.filter(({ status }) => status === 'active')
    for (const isMatch of [true, false])
      expect(new Set(trials.filter((trial) => trial.isMatch === isMatch).map(({ id }) => id))).toEqual(
        new Set(active.map(({ id }) => id)),
      )
  })

  test.for(trials)('$id, met $isMatch by $sketch', ({ holds }) => {
    expect(holds).toBe(true)
  })
})

describe('severities', () => {
  const use = {
    ageMs: 60_000,
    indirect: false,
    evidence: judgedAs({ lender: 'none', verdict: 'granted' }).user.evidence,
  }

  // biome-ignore format: a table is read by its columns
  test.for<[string, Sketch, Policy, [string, Severity][]]>([
    ['a lender that reads',                      { lender: 'confirmed', verdict: 'granted' },                                    'borrower', [['lender-reads-contacts', 'high']]],
    ['a lender that was seen reading',           { lender: 'confirmed', verdict: 'granted', lastAccess: use },                   'borrower', [['lender-reads-contacts', 'critical']]],
    ['a read that another app tells of',         { lender: 'confirmed', verdict: 'granted', lastAccess: { ...use, indirect: true } }, 'borrower', [['lender-reads-contacts', 'high']]],
    ['a lender that reads by its role',          { lender: 'confirmed', verdict: 'granted', flags: ['GRANTED_BY_ROLE'] },        'borrower', [['lender-reads-contacts', 'critical']]],
    ['a lender that a report calls predatory',   { lender: 'confirmed', verdict: 'granted', kind: 'predatory-reported' },        'borrower', [['lender-reads-contacts', 'critical']]],
    ['a lender that a regulator took down',      { lender: 'confirmed', verdict: 'granted', kind: 'delisted-by-regulator' },     'borrower', [['lender-reads-contacts', 'high']]],
    ['a licensed lender that reads',             { lender: 'confirmed', verdict: 'granted', kind: 'licensed-lender' },           'borrower', [['lender-reads-contacts', 'high']]],
    ['a likely lender that reads',               { lender: 'likely', verdict: 'granted' },                                       'borrower', [['suspected-lender-reads-contacts', 'medium']]],
    ['a possible lender that reads',             { lender: 'possible', verdict: 'granted' },                                     'borrower', [['suspected-lender-reads-contacts', 'medium']]],
    ['a likely lender that was seen reading',    { lender: 'likely', verdict: 'granted', lastAccess: use },                      'borrower', [['suspected-lender-reads-contacts', 'medium']]],
    ['an app with a loan feature that reads',    { lender: 'embedded', verdict: 'granted' },                                     'borrower', [['embedded-lender-reads-contacts', 'note']]],
    ['a lender one tap away',                    { lender: 'confirmed', verdict: 'one-tap' },                                    'borrower', [['lender-one-tap-from-contacts', 'medium']]],
    ['a lender that asks',                       { lender: 'confirmed', verdict: 'requested' },                                  'borrower', [['lender-requests-contacts', 'low']]],
    ['a lender that is blocked',                 { lender: 'confirmed', verdict: 'blocked-by-appop' },                           'borrower', [['lender-requests-contacts', 'low']]],
    ['a lender that asks, before its release',   { lender: 'confirmed', verdict: 'requested' },                                  'release',  [['lender-declares-contacts', 'high']]],
    ['a lender that is blocked, before release', { lender: 'confirmed', verdict: 'blocked-by-appop' },                           'release',  [['lender-declares-contacts', 'high']]],
    ['a lender that holds what a store forbids', { lender: 'confirmed', verdict: 'not-held', holds: ['android.permission.READ_PHONE_NUMBERS'] }, 'borrower', [['lender-breaks-store-policy', 'low']]],
    ['a lender whose state is not known',        { lender: 'confirmed', verdict: 'unknown' },                                    'borrower', [['contacts-state-unknown', 'note']]],
    ['a lender that does not hold it',           { lender: 'confirmed', verdict: 'not-held' },                                   'borrower', []],
    ['a lender that never asks',                 { lender: 'confirmed', verdict: 'not-requested' },                              'borrower', []],
    ['a lender that read and asks no more',      { lender: 'confirmed', verdict: 'not-requested', lastAccess: use },             'borrower', [['lender-has-read-contacts', 'low']]],
    ['a lender that read and is refused now',    { lender: 'confirmed', verdict: 'requested', lastAccess: use },                 'borrower', [['lender-has-read-contacts', 'low'], ['lender-requests-contacts', 'low']]],
    ['another app says that it read',            { lender: 'confirmed', verdict: 'not-held', lastAccess: { ...use, indirect: true } }, 'borrower', []],
    ['an app that does not lend',                { lender: 'none', verdict: 'granted', routes: ['R4'] },                          'borrower', []],
    ['an app that is not installed',             { lender: 'confirmed', verdict: 'granted', routes: ['R4'], presence: 'absent' }, 'borrower', []],
    ['an app that is archived',                  { lender: 'confirmed', verdict: 'unknown', presence: 'archived' },              'borrower', []],
    ['a lender that cannot run while disabled',  { lender: 'confirmed', verdict: 'granted', presence: 'disabled', lastAccess: use }, 'borrower', [['disabled-lender-holds-contacts', 'critical']]],
    ['a lender that cannot run while hidden',    { lender: 'confirmed', verdict: 'granted', presence: 'hidden' },                'borrower', [['disabled-lender-holds-contacts', 'high']]],
    ['a likely lender that is disabled',         { lender: 'likely', verdict: 'granted', presence: 'disabled' },                 'borrower', [['disabled-suspect-holds-contacts', 'medium']]],
    ['a lender that is only suspended',          { lender: 'confirmed', verdict: 'granted', presence: 'suspended' },             'borrower', [['lender-reads-contacts', 'high']]],
    ['a lender that can read the call log',      { lender: 'confirmed', verdict: 'not-held', routes: ['R4'] },                    'borrower', [['lender-has-other-contact-route', 'critical']]],
    ['the worst of its routes counts',            { lender: 'confirmed', verdict: 'not-held', routes: ['R17', 'R2', 'R3'] },       'borrower', [['lender-has-other-contact-route', 'high']]],
    ['a small route',                             { lender: 'confirmed', verdict: 'not-held', routes: ['R17'] },                   'borrower', [['lender-has-other-contact-route', 'low']]],
    ['a suspicion fails no build',               { lender: 'likely', verdict: 'not-held', routes: ['R4'] },                       'borrower', [['lender-has-other-contact-route', 'medium']]],
  ])('%s', ([, sketch, policy, found]) => {
    expect(objections(sketch, policy)).toEqual(found)
  })

  test('several complaints of one app stand with the worst first', () => {
    const sketch: Sketch = {
      lender: 'confirmed',
      verdict: 'granted',
      routes: ['R4'],
      holds: ['android.permission.READ_CONTACTS'],
    }
    expect(objections(sketch)).toEqual([
      ['lender-has-other-contact-route', 'critical'],
      ['lender-reads-contacts', 'high'],
      ['lender-breaks-store-policy', 'low'],
    ])
  })

  // biome-ignore format: a table is read by its columns
  test.for<[Severity, string[]]>([
    ['critical', ['R4', 'R6', 'R22', 'R7', 'R8', 'R9', 'R11']],
    ['high',     ['R2', 'R28', 'R5', 'R13', 'R15', 'R18', 'R10', 'R12', 'R24']],
    ['medium',   ['R3', 'R14', 'R16', 'R20', 'R25']],
    ['low',      ['R17']],
  ])('the routes that weigh %s', ([severity, ids]) => {
    expect(rules.routes.filter((route) => route.severity === severity).map(({ id }) => id)).toEqual(ids)
  })
})

/** Every text of the rules for people, with the place where it stands. */
interface Text {
  at: string
  zh: string[]
  en: string[]
}

function* textsIn(value: unknown, at = ''): Generator<Text> {
  if (typeof value !== 'object' || value === null) return
  if ('zh' in value && 'en' in value) {
    const { zh, en } = value as Record<'zh' | 'en', string | string[]>
    yield { at, zh: [zh].flat(), en: [en].flat() }
  } else for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, `${at}/${key}`)
}

const { checks, routes, regimes, sources, topics } = rules
const texts = [...textsIn({ guidance, topics, checks, routes, regimes, sources })]
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

describe('the words for people', () => {
  const wrong = (isWrong: (text: string) => boolean) =>
    texts.flatMap(({ at, zh, en }) => [...zh, ...en].filter(isWrong).map((text) => `${at}: ${text}`))

  test('there are words to look at', () => {
    expect(texts.length).toBeGreaterThan(500)
  })

  test('every text is there in both languages, with the same places', () => {
    const sorted = (side: string[]) => side.flatMap(placesIn).sort()
    expect(wrong((text) => text.trim() === '')).toEqual([])
    expect(texts.filter(({ zh, en }) => sorted(zh).join() !== sorted(en).join()).map(({ at }) => at)).toEqual([])
  })

  test('the English is not Chinese, and the Chinese is', () => {
    const han = /\p{Script=Han}/u
    const together = (side: string[]) => side.join(' ')
    // The example of a word that can be asked about is Chinese in both.
    expect(texts.filter(({ en }) => han.test(together(en).replaceAll('爆通讯录', '')))).toEqual([])
    // Names and bare places are the same in both, but for punctuation.
    const bare = (side: string[]) => together(side).replaceAll(/[^\w{}]/g, '')
    expect(texts.filter(({ zh, en }) => !han.test(together(zh)) && bare(zh) !== bare(en))).toEqual([])
  })

  test('a text takes the same columns in every terminal', () => {
    expect(wrong((text) => stringWidth(text) !== stringWidth(text, { ambiguousIsNarrow: false }))).toEqual([])
  })

  test('there are no curly quotes, long dashes or ellipses', () => {
    expect(wrong((text) => /[“”„‘’‚–—…]|⋯/.test(text))).toEqual([])
  })

  test('no text accuses the app that it names', () => {
    const accuses = /违法|非法|泄露|恶意|illegal|unlawful|malicious|\bleak/i
    expect(wrong((text) => text.includes('{label}') && accuses.test(text))).toEqual([])
    // These are said about the app of a finding, whether they name it or not.
    const spoken = [
      ...checks.flatMap(({ title, meaning }) => [title, meaning]),
      ...routes.flatMap(({ name, line }) => [name, line]),
      ...Object.values(guidance.reasons),
      ...Object.values(guidance.qualifiers),
    ].flatMap(({ zh, en }) => [zh, en])
    expect(spoken.filter((text) => accuses.test(text))).toEqual([])
  })
})

describe('places', () => {
  test('a check names only its app', () => {
    const places = (part: unknown) =>
      new Set([...textsIn(part)].flatMap(({ zh, en }) => [...zh, ...en].flatMap(placesIn)))
    expect(places(checks.map(({ headline: _, ...rest }) => rest))).toEqual(new Set(['label']))
    expect(places(checks.map(({ headline }) => headline?.other ?? {}))).toEqual(new Set(['n']))
    expect(places(checks.map(({ headline }) => headline?.one ?? {}))).toEqual(new Set())
  })

  test('an action names only what a finding knows', () => {
    const { actions } = guidance
    const words = [...textsIn(actions)].flatMap(({ zh, en }) => [...zh, ...en])
    const places = [...words, ...actions.flatMap(({ argv = [] }) => argv.flat())].flatMap(placesIn)
    expect(
      places.filter((place) => !['label', 'package', 'user', 'path', 'routes', 'channels'].includes(place)),
    ).toEqual([])
    for (const { at } of actions.filter((action) => action.at))
      for (const text of Object.values(at?.line ?? {})) expect(placesIn(text)).toEqual(['channels'])
  })

  test('texts that are shown as they are have no places', () => {
    const { article, corrections, law, sentences, limits, channels, reasons: why } = guidance
    const plain = [article, corrections, law, sentences, limits, topics, channels, why, guidance.qualifiers]
    const withPlaces = [...textsIn([...plain, routes, regimes, sources])].filter(({ zh, en }) =>
      [...zh, ...en].some((text) => placesIn(text).length > 0),
    )
    expect(withPlaces).toEqual([])
  })

  test('every way into the settings names the app and nothing else', () => {
    for (const { id, menu } of guidance.paths)
      for (const path of Object.values(menu)) expect([id, path.flatMap(placesIn)]).toEqual([id, ['label']])
  })
})

describe('topics', () => {
  const words = speaker(guidance, 'en')
  const isTopic = (id: string) => explainTopic(id, rules, words).length > 0

  test('every `daicha explain` in a text can be asked', () => {
    const asked = texts.flatMap(({ zh, en }) =>
      [...zh, ...en].flatMap((text) => [...text.matchAll(/daicha explain ([\w.-]*\w)/g)]),
    )
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.map(([, id = '']) => id).filter((id) => id !== '--incident' && !isTopic(id))).toEqual([])
  })
})

describe('what the program says', () => {
  const src = new URL('../src/', import.meta.url)
  const read = (path: string) => readFileSync(new URL(path, src), 'utf8')
  /** Words of the page alone, which no file of the program holds. */
  const web = parse(read('../rules/guidance/web.yaml')) as Guidance['words']

  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && path !== 'model/word-keys.ts')
    .map(read)

  test('no problem has words that nobody can meet with', () => {
    const raised = new Set(sources.flatMap((text) => text.match(/(?<=')E\d{3}(?=')/g) ?? []))
    expect(Object.keys(guidance.problems).filter((code) => !raised.has(code))).toEqual([])
  })

  test('no words are left that nobody says', () => {
    const all = [...sources, read('../scripts/page.js')]
    const quoted = new Set(
      all.flatMap((text) => [...text.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)*)'/g)].map(([, key]) => key)),
    )
    const prefixes = all.flatMap((text) =>
      [...text.matchAll(/`([a-zA-Z]+(?:\.\w+)*\.)\$\{/g)].map(([, start = '']) => start),
    )
    expect(prefixes.length).toBeGreaterThan(10)
    const isSaid = (key: string) =>
      quoted.has(key) ||
      quoted.has(key.replace(/\.(one|other)$/, '')) ||
      prefixes.some((start) => key.startsWith(start))
    expect(Object.keys({ ...guidance.words, ...guidance.page, ...web }).filter((key) => !isSaid(key))).toEqual([])
  })
})

describe('the way into the settings', () => {
  const sdks = Array.from({ length: 37 - 23 + 1 }, (_, at) => 23 + at)
  const roms = [...new Set(guidance.paths.map(({ rom }) => rom))]

  test('stock Android and the big makers have one', () => {
    expect(roms).toEqual(
      expect.arrayContaining([
        'aosp',
        'miui',
        'hyperos',
        'emui',
        'harmony',
        'coloros',
        'originos',
        'oneui',
        'honor',
        'any',
      ]),
    )
  })

  test.for(roms)('%s has exactly one from Android 6 to 17', (rom) => {
    const paths = guidance.paths.filter((path) => path.rom === rom)
    const ways = sdks.map((sdk) => [
      sdk,
      paths.filter(({ minSdk = sdk, maxSdk = sdk }) => sdk >= minSdk && sdk <= maxSdk).length,
    ])
    expect(ways).toEqual(sdks.map((sdk) => [sdk, 1]))
  })
})

describe('the catalogue', () => {
  const shared = new URL('../../shared/catalogue/', import.meta.url)
  const isThere = existsSync(shared)
  const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'

  test('no package stands in it twice', () => {
    const names = rules.lenders.flatMap(({ packages }) => packages)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })

  const standingOf = new Map(sources.map(({ id, standing }) => [id, standing]))
  const standingsOf = ({ source, also = [] }: LenderRule) => [source, ...also].map((id) => standingOf.get(id))

  test('what only a table of names has is not sure, and not licensed, and nobody reports it', () => {
    const tabled = rules.lenders.filter((rule) => standingsOf(rule).every((standing) => standing === 'name-table'))
    expect(tabled.length).toBeGreaterThan(50)
    const kinds = ['licensed-lender', 'predatory-reported', 'delisted-by-regulator']
    expect(tabled.filter(({ kind, confidence }) => confidence === 'high' || kinds.includes(kind))).toEqual([])
  })

  test('who is called licensed is so by a regulator or operator, with the kind of the licence', () => {
    const licensed = rules.lenders.filter(({ kind }) => kind === 'licensed-lender')
    expect(licensed.map(({ packages: [name] }) => name)).toContain('com.msxf.ayh')
    for (const one of licensed) {
      expect(standingsOf(one)).toContainEqual(expect.stringMatching(/^(regulator|operator)$/))
      expect(one.licence).toMatch(/^(bank|consumer-finance|micro-loan|nbfc|p2p|money-lender)$/)
    }
    // On the register of 2025 there is no company of these names.
    for (const gone of ['com.csii.sncfc', 'com.hcc.app'])
      expect(rules.lenders.find(({ packages }) => packages.includes(gone))).toMatchObject({
        kind: 'lender',
        licence: 'unknown',
      })
  })

  test('every entry of it has a region and a licence, and every source a standing', () => {
    expect(
      rules.lenders.filter(({ region, licence }) => !/^[A-Z]{2,5}$/.test(region) || licence === undefined),
    ).toEqual([])
    expect(sources.filter(({ standing }) => standing === undefined)).toEqual([])
  })

  const ranks = ['low', 'medium', 'high']
  test.skipIf(!isThere && !isRequired)(
    `it holds the packages of the research, and says no more than that${isThere ? '' : ' (skipped: ../shared is not there)'}`,
    () => {
      const table = (name: string): Record<string, string>[] =>
        rowsOf(readFileSync(new URL(name, shared)), { columns: true })
      const lending = ['', '-2', '-3'].flatMap((part) => table(`lending-apps${part}.csv`))
      const features = ['embedded-credit.csv', 'embedded-2.csv'].flatMap(table)
      const proven = new Set(table('cn-sources.csv').map((row) => row['package']))
      expect(lending.length).toBeGreaterThan(1300)
      const held = new Map(
        rules.lenders
          .filter(({ id }) => !id.startsWith('example-'))
          .flatMap((rule) => rule.packages.map((name) => [name, rule] as const)),
      )
      const researched = new Set([...lending, ...features].map((row) => row['package'] ?? ''))
      expect([...researched].filter((name) => !held.has(name))).toEqual([])
      // What it has beside them is no lender, and each loan feature has a page that tells of it.
      const others = [...held].flatMap(([name, rule]) => (researched.has(name) ? [] : [rule]))
      const hasPage = ({ source }: { source?: string | undefined }) =>
        sources.find(({ id }) => id === source)?.url !== undefined
      expect(others.filter(({ features: some = [] }) => some.length === 0 || !some.every(hasPage))).toEqual([])
      const differing = lending.filter((row) => {
        const rule = held.get(row['package'] ?? '')
        // What has no proof is only a lender; a register can make one licensed.
        const isSaid = rule?.kind === row['kind'] || rule?.kind === 'lender' || rule?.licence === 'consumer-finance'
        const isSurer = ranks.indexOf(rule?.confidence ?? '') > ranks.indexOf(row['confidence'] ?? '')
        return !isSaid || (isSurer && !proven.has(row['package']))
      })
      expect(differing).toEqual([])
      const hidden = features.filter((row) => held.get(row['package'] ?? '')?.features === undefined)
      expect(hidden).toEqual([])
    },
  )
})
