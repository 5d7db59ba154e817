import { describe, expect, test } from 'vitest'
import { classifier, type Known } from '../../src/classify/index.ts'
import { forEachLanguage } from '../../src/model/language.ts'
import type { LenderRule } from '../../src/model/rule.ts'
import type { LenderClass } from '../../src/model/vocabulary.ts'
import { mergeRules } from '../../src/sources/merge-rules.ts'
import { rules } from '../daicha.ts'

const { signals } = rules
const classify = classifier(rules, { catalog: false })
const named = (packageName: string, label?: string): Known => ({
  packageName,
  ...(label !== undefined && { labels: { default: label } }),
})

describe('apps that nobody listed', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string | undefined, LenderClass]>([
    ['com.sunny.personalloans',            undefined,                    'likely'],
    ['com.fast.easy.cash.rupee.credit',    undefined,                    'likely'],
    ['id.cerah.pinjamankilat',             undefined,                    'likely'],
    ['com.cerah.app',                      'Cerah Dana Cair',            'likely'],
    ['mx.soleado.app',                     'Préstamos Soleados',         'likely'],
    ['br.com.ensolarado',                  'Empréstimo na hora',         'likely'],
    ['ng.sunny.app',                       'Naira Cash',                 'likely'],
    ['cn.qingtian.app',                    '晴天易贷',                   'likely'],
    ['cn.qingtian.app',                    '晴天分期',                   'likely'],
    ['cn.qingtian.app',                    '晴天现金',                   'possible'],
    ['com.sunnycash.app',                  undefined,                    'possible'],
    ['com.sunny.app',                      'Sunny Notes',                'none'],
    ['com.sunny.calendar',                 'Splendid Calendar',          'none'],
    ['com.sunny.loancalculator',           'Loan EMI Calculator',        'none'],
    ['com.sunny.fangdai',                  '房贷计算器',                 'none'],
    ['com.sunny.library',                  'Loans of the Town Library',  'none'],
    ['com.sunny.bank',                     'Sunny Bank',                 'none'],
    ['com.sunny.money',                    'Earn Cash Rewards',          'none'],
    ['com.sunny.khata',                    'Udhar Khata Book',           'none'],
    ['cn.qingtian.tushu',                  '图书借阅',                   'none'],
    ['cn.qingtian.licai',                  '晴天财富',                   'none'],
    ['cn.qingtian.zhuan',                  '走路赚钱领现金',             'none'],
    ['com.sunny.slots',                    'Fast Cash Slots',            'none'],
    ['com.sunny.peso',                     'Peso Ideal Calculadora',     'none'],
  ])('%s, %s: %s', ([packageName, label, expected]) => {
    expect(classify(named(packageName, label)).class).toBe(expected)
  })
})

describe('the levels', () => {
  test('are the points from which on an app is called so', () => {
    const at = (likely: number, possible: number) =>
      classifier({ ...rules, signals: { ...signals, levels: { ...signals.levels, likely, possible } } })(
        named('com.sunny.loans'),
      )
    const { score } = at(9, 9)
    expect(at(score, 1).class).toBe('likely')
    expect(at(score + 0.01, score).class).toBe('possible')
    expect(at(9, score + 0.01).class).toBe('none')
  })

  test('the score is the sum of what its signs say', () => {
    const { score, basis } = classify(named('com.sunny.quickcredit', 'Sunny Credit'))
    expect(score).toBeCloseTo(basis.reduce((sum, { points }) => sum + points, 0))
  })

  test('a name stuffed with words of one kind does not outweigh what speaks against a lender', () => {
    const stuffed = classify(named('com.loan.loans.lend.lending.lender.borrow.loancalculator'))
    expect(stuffed.class).not.toBe('likely')
  })
})

describe('what the label says', () => {
  test('in any language counts once', () => {
    const one = classify({ packageName: 'com.sunny.app', labels: { default: 'Sunny Loans' } })
    const three = classify({
      packageName: 'com.sunny.app',
      labels: { default: 'Sunny Loans', en: 'Sunny Loan', zh: 'Sunny Loans' },
    })
    expect(three.score).toBe(one.score)
  })

  test('a Chinese and an English name both count', () => {
    const { basis } = classify({ packageName: 'com.sunny.app', labels: { zh: '晴天贷', en: 'Sunny Loan' } })
    expect(basis.map(({ id }) => id)).toEqual(expect.arrayContaining(['text.zh-dai', 'word.loan']))
  })

  test('weighs more than another word of the name', () => {
    expect(classify(named('com.sunnybank.app', 'Sunny Loans')).class).toBe('likely')
  })
})

describe('signs that only support others', () => {
  const LIVENESS = ['com.megvii.livenesslib.LivenessActivity']
  test('say nothing alone, and add points beside another', () => {
    expect(classify({ ...named('com.sunny.app'), components: LIVENESS })).toMatchObject({ class: 'none', basis: [] })
    const [without, beside] = [named('com.sunnycash.app'), { ...named('com.sunnycash.app'), components: LIVENESS }]
    expect(classify(beside).score).toBeGreaterThan(classify(without).score)
  })

  test('an app of neutral name is found by what it is built of', () => {
    expect(
      classify({ ...named('com.sunny.app'), providers: ['in.finbox.mobileriskmanager.init.AutoInitProvider'] }).class,
    ).toBe('likely')
  })
})

describe('an app in disguise', () => {
  const calculator = named('com.sunny.app', 'Sunny Calculator')
  // biome-ignore format: a table is read by its columns
  test.for<[string, string[], LenderClass]>([
    ['a calculator',                                 [],                                  'none'],
    ['one with a face check',                        ['com.megvii.livenesslib.Activity'], 'none'],
    ['one with a lender built in, as many have',     ['com.ppdai.loan.PPDLoanAgent'],     'none'],
    ['one that collects data for loans',             ['com.moxie.client.MainActivity'],   'possible'],
  ])('%s', ([, components, expected]) => {
    expect(classify({ ...calculator, components }).class).toBe(expected)
  })
})

describe('the factory image', () => {
  const app = named('com.sunny.quickloans')
  test.for<[string, Partial<Known>, LenderClass]>([
    ['an app that came later', { system: false }, 'likely'],
    ['an app of the image', { system: true, hasFactoryCopy: false }, 'none'],
    ['an app of the image that was updated', { system: true, hasFactoryCopy: true }, 'likely'],
  ])('%s', ([, change, expected]) => {
    expect(classify({ ...app, ...change }).class).toBe(expected)
  })

  test('keeps what the catalogue says of it', () => {
    const lender = rules.lenders.find(({ id }) => id === 'example-kuaijie')
    expect(classifier(rules)({ packageName: lender?.packages[0] ?? '', system: true }).class).toBe('confirmed')
  })
})

describe('well-known look-alikes', () => {
  test('are no lenders for their names, with the list that says so', () => {
    const wallet = classify(named('com.globe.gcash.android', 'GCash Loan'))
    expect(wallet).toMatchObject({ class: 'none', basis: [{ kind: 'lookalike', id: 'lookalike.wallet' }] })
  })

  test('a name under theirs is not theirs', () => {
    expect(classify(named('com.globe.gcash.android.loan', 'GCash Loan')).class).toBe('likely')
  })
})

describe('sisters and namesakes of catalogued lenders', () => {
  const entry = (name: string, label?: string, change: Partial<LenderRule> = {}): LenderRule => ({
    id: name,
    packages: [name],
    ...(label !== undefined && { label }),
    region: 'CN',
    kind: 'lender',
    confidence: 'high',
    source: 'list',
    ...change,
  })
  const signsOf = (lenders: LenderRule[], app: Known) =>
    classifier({ lenders, signals }, { catalog: false })(app).basis.map(({ id }) => id)

  const one = entry('com.sunnymaker.one', 'Sunnymark')
  const two = entry('com.sunnymaker.two')

  // biome-ignore format: a table is read by its columns
  test.for<[string, LenderRule[], Known, string[]]>([
    ['another app of the maker',           [one],      named('com.sunnymaker.notes'),              ['vendor.sister']],
    ['its own entry is no sister',         [one],      named('com.sunnymaker.one'),                []],
    ['its own entry and a sister',         [one, two], named('com.sunnymaker.one'),                ['vendor.sister']],
    ['a maker that begins the same',       [one],      named('com.sunnymakers.notes'),             []],
    ['the name of no maker',               [entry('com.cash.one')], named('com.cash.notes'),       ['word.cash', 'structure.joined-cash']],
    ['a bank that lends is no witness',    [entry('com.sunnymaker.one', undefined, { kind: 'bank-lender' })], named('com.sunnymaker.notes'), []],
    ['the same name on another package',   [one],      named('org.elsewhere.app', 'SunnyMark'),    ['vendor.same-name']],
    ['its own name is no namesake',        [one],      named('com.sunnymaker.one', 'Sunnymark'),   []],
    ['a part of the name',                 [one],      named('org.elsewhere.app', 'Sunnymark Garden'), []],
  ])('%s', ([, lenders, app, expected]) => {
    expect(signsOf(lenders, app)).toEqual(expected)
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, boolean]>([
    ['捷信',       true],
    ['捷信金融',   true],
    ['捷信快递',   false],
    ['读秒',       true],
    ['阅读秒懂',   false],
    ['FINNIX',     true],
    ['Finnix: app', true],
    ['Finnixia',   false],
  ])('the brand in %s: %s', ([label, isBrand]) => {
    const { basis } = classify(named('org.elsewhere.app', label))
    expect(basis.some(({ kind }) => kind === 'brand')).toBe(isBrand)
  })
})

describe('what is worth reading in full', () => {
  const { worthReading } = classifier(rules)
  // biome-ignore format: a table is read by its columns
  test.for<[string, boolean]>([
    ['com.example.kuaijie',      true],
    ['com.sunny.quickloans',     true],
    ['com.vcredit.sunny',        true],
    ['com.sunny.notes',          false],
    ['com.android.calendar',     false],
    ['com.sunny.loancalculator', false],
  ])('%s: %s', ([name, expected]) => {
    expect(worthReading(name)).toBe(expected)
    expect(worthReading(name)).toBe(expected)
  })

  test('is whatever the name alone would be called', () => {
    for (const { packages } of rules.lenders)
      for (const packageName of packages)
        if (classify({ packageName }).class !== 'none') expect(worthReading(packageName)).toBe(true)
  })

  // An app that is not read cannot be told of.
  test('is every name that two words of signals make a lender of', () => {
    const words = signals.words
      .flatMap((signal) => signal.words.map((word) => word.replaceAll(' ', '')))
      .filter((word) => /^[a-z]+$/.test(word))
    const names = words.flatMap((word, at) => {
      // Neighbours are far apart, so that every word meets words of other senses.
      const other = words[(at * 37 + 11) % words.length]
      return [`com.${word}.app`, `com.sunny.${word}`, `com.sunny.${word}.${other}`, `com.${other}${word}.app`]
    })
    const lost = names.filter((packageName) => classify({ packageName }).class !== 'none' && !worthReading(packageName))
    expect(lost).toEqual([])
  })
})

describe('a rule of the user', () => {
  const meaning = forEachLanguage('an example of loans')
  const withWord = (word: string) =>
    mergeRules(rules, {
      words: [
        {
          id: 'word.mine',
          at: 'mine.yaml:2',
          sense: 'loan',
          meaning,
          words: [word],
          edge: 'start',
          name: 4,
          label: 4,
          texts: [],
          not: [],
          firm: false,
        },
      ],
    })
  const others = Array.from({ length: 1600 }, (_, at) => at.toString(2).replaceAll('0', 'q').replaceAll('1', 'x'))

  test.for<[string, Known]>([
    ['ez', named('com.ezgarden.app')],
    ['деньги', named('org.elsewhere.app', 'Деньгисейчас')],
    ['kashmir', named('com.sunny.kashmir')],
  ])('of the word %s says the same of an app that is looked at first and of one behind many others', ([word, app]) => {
    const first = classifier(withWord(word), { catalog: false })
    const late = classifier(withWord(word), { catalog: false })
    for (const name of others) late(named(`com.${name}.app`, name))
    expect(late(app)).toEqual(first(app))
    expect(first(app).class).toBe('likely')
  })

  test.for<[string, string]>([
    ['ez', 'com.ezgarden.app'],
    ['kashmir', 'com.sunny.kashmir'],
  ])('of the word %s makes %s worth reading', ([word, name]) => {
    expect(classifier(withWord(word)).worthReading(name)).toBe(true)
  })
})
