import { describe, expect, test } from 'vitest'
import type { App } from '../../src/model/phone/snapshot.ts'
import type { LenderRule } from '../../src/model/rules/rule.ts'
import type { LenderClass, LenderKind } from '../../src/model/vocabulary.ts'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'

const { signals } = rules

const rule = (change: Partial<LenderRule> = {}): LenderRule => ({
  id: 'example-kuaijie',
  packages: ['com.example.kuaijie'],
  region: 'CN',
  kind: 'lender',
  confidence: 'high',
  source: 'example',
  ...change,
})
const app = (packageName: string, alias?: string) => ({ packageName, ...(alias !== undefined && { alias }) }) as App

describe('a package name is compared whole', () => {
  const classify = classifier({
    signals,
    lenders: [
      rule({ packages: ['com.example.kuaijie', 'com.example.kuaijie.hd'] }),
      rule({ id: 'example-rili', packages: ['com.example.rili'], confidence: 'medium' }),
    ],
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, App, string | undefined]>([
    ['the name itself',                            app('com.example.kuaijie'),                       'example-kuaijie'],
    ['another name of the same entry',             app('com.example.kuaijie.hd'),                    'example-kuaijie'],
    ['the name of another entry',                  app('com.example.rili'),                         'example-rili'],
    ['a name that begins with it',                 app('com.example.kuaijie2'),                      undefined],
    ['a name under it',                            app('com.example.kuaijie.pro'),                   undefined],
    ['a name that it begins with',                 app('com.example'),                               undefined],
    ['a name that ends with it',                   app('my.com.example.kuaijie'),                    undefined],
    ['the name in other letters',                  app('com.example.Kuaijie'),                       undefined],
    ['a name that every object knows',             app('constructor'),                               undefined],
    ['renamed: the name of the manifest',          app('com.example.renamed', 'com.example.rili'),  'example-rili'],
    ['renamed: the name in use',                   app('com.example.rili', 'com.example.original'), 'example-rili'],
    ['renamed: the name in use counts first',      app('com.example.rili', 'com.example.kuaijie'),  'example-rili'],
    ['renamed, and neither name is known',         app('com.example.renamed', 'com.example.notes'),  undefined],
  ])('%s', ([, subject, id]) => {
    expect(classify(subject).rule?.id).toBe(id)
    expect(classify(subject).class === 'none').toBe(id === undefined)
  })

  test('an empty catalogue knows no lender', () => {
    expect(classifier({ signals, lenders: [] })(app('com.example.kuaijie'))).toMatchObject({ class: 'none' })
  })
})

describe('how sure the catalogue is', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[LenderKind, 'high' | 'medium', LenderClass]>([
    ['lender',                'high',   'confirmed'],
    ['lender',                'medium', 'likely'],
    ['licensed-lender',       'high',   'confirmed'],
    ['licensed-lender',       'medium', 'likely'],
    ['loan-marketplace',      'high',   'confirmed'],
    ['loan-marketplace',      'medium', 'likely'],
    ['bnpl',                  'high',   'confirmed'],
    ['bnpl',                  'medium', 'likely'],
    ['predatory-reported',    'high',   'confirmed'],
    ['predatory-reported',    'medium', 'likely'],
    ['delisted-by-regulator', 'high',   'confirmed'],
    ['delisted-by-regulator', 'medium', 'likely'],
    ['credit-feature',        'high',   'embedded'],
    ['credit-feature',        'medium', 'embedded'],
    ['bank-lender',           'high',   'embedded'],
    ['bank-lender',           'medium', 'embedded'],
    ['bank',                  'high',   'embedded'],
    ['bank',                  'medium', 'embedded'],
  ])('%s with %s confidence is %s', ([kind, confidence, expected]) => {
    expect(classifier({ signals, lenders: [rule({ kind, confidence })] })(app('com.example.kuaijie')).class).toBe(expected)
  })
})

describe('an entry of low confidence', () => {
  const low = rule({ confidence: 'low', packages: ['com.example.rili', 'com.example.moneybee'] })
  const classify = classifier({ signals, lenders: [low] })

  test('alone says nothing', () => {
    expect(classify(app('com.example.rili'))).toMatchObject({ class: 'none', basis: [{ kind: 'low' }] })
  })

  test('and a weak word are two signs', () => {
    const { class: called, rung, basis } = classify(app('com.example.moneybee'))
    expect([called, rung?.id]).toEqual(['likely', 'known.word'])
    expect(basis.map(({ id }) => id)).toEqual(['known.word', 'money.en', 'catalogue:example-kuaijie'])
    expect(classifier({ signals, lenders: [] })(app('com.example.moneybee')).class).toBe('none')
  })

  test('is not the maker by which others are known', () => {
    const sister = { packageName: 'com.sunnymaker.money' }
    const made = (confidence: 'low' | 'high') =>
      classifier({
        signals,
        lenders: [rule({ confidence, source: 'list', operator: 'Sunny Maker', packages: ['com.sunnymaker.app'] })],
      })(sister)
    expect(made('high').basis.map(({ id }) => id)).toEqual(['known.word', 'money.en', 'vendor.sister'])
    expect(made('low').basis.map(({ id }) => id)).toEqual(['weak.alone', 'money.en'])
  })
})

describe('an app of another maker with the label of a catalogued lender', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string | undefined, LenderClass]>([
    ['Kredivo',        undefined,      'possible'],
    ['Lightning Cash', undefined,      'none'],
    ['Lightning Cash', 'Bolt Finance', 'possible'],
    ['Tamara',         'Tamara Co',    'none'],
    ['Zip',            'Zip Co',       'none'],
  ])('%s, operated by %s, is %s', ([label, operator, expected]) => {
    const lenders = [rule({ label, source: 'list', packages: ['com.maker.app'], ...(operator && { operator }) })]
    const classify = classifier({ signals, lenders })
    expect(classify({ packageName: 'org.elsewhere.app', labels: { default: label } }).class).toBe(expected)
  })

  test.for(['Crédit Soleil', 'Tín Dụng Xanh'])('%s says credit once', (label) => {
    const lenders = [rule({ label, source: 'list', operator: 'Maker', packages: ['com.maker.app'] })]
    const { rung } = classifier({ signals, lenders })({ packageName: 'org.elsewhere.app', labels: { default: label } })
    expect(rung?.id).toBe('known.same-name')
  })

  test('a word of money in that label says nothing more, one in the package name does', () => {
    const lenders = [
      rule({ label: 'Lightning Cash', source: 'list', operator: 'Bolt Finance', packages: ['com.maker.app'] }),
    ]
    const rungOf = (packageName: string) =>
      classifier({ signals, lenders })({ packageName, labels: { default: 'Lightning Cash' } }).rung?.id
    expect(rungOf('org.elsewhere.app')).toBe('known.same-name')
    for (const packageName of ['org.elsewhere.salary', 'org.elsewhere.cash'])
      expect(rungOf(packageName), packageName).toBe('known.word')
  })
})

describe('a known signing certificate', () => {
  const [own, other] = ['a'.repeat(64), 'b'.repeat(64)]
  const classify = classifier({ signals, lenders: [rule({ signers: [own] })] })

  // biome-ignore format: a table is read by its columns
  test.for<[string, string[] | undefined, LenderClass, string | undefined]>([
    ['is the one seen',            [own],        'confirmed', undefined],
    ['is one of those seen',       [other, own], 'confirmed', undefined],
    ['was not seen',               undefined,    'confirmed', undefined],
    ['could not be seen',          [],           'confirmed', undefined],
    ['is another than the one seen', [other],    'possible',  'signer'],
  ])('%s', ([, signers, expected, sign]) => {
    const lender = classify({ ...app('com.example.kuaijie'), ...(signers && { signers }) })
    expect(lender.class).toBe(expected)
    expect(lender.basis.find(({ kind }) => kind === 'signer')?.kind).toBe(sign)
  })

  test('makes another app of the maker a lender too, but not one beside a lender that is none itself', () => {
    const signed = { packageName: 'org.elsewhere.app', signers: [own] }
    expect(classify(signed)).toMatchObject({
      class: 'confirmed',
      rule: { id: 'example-kuaijie' },
      basis: [{ kind: 'certificate' }],
    })
    const bank = classifier({ signals, lenders: [rule({ signers: [own], kind: 'bank' })] })
    expect(bank(signed).class).toBe('none')
    expect(classifier({ signals, lenders: [rule({ signers: [own] })] }, { catalog: false })(signed).class).toBe('none')
  })
})
