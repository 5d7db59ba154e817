import { describe, expect, test } from 'vitest'
import { classifier } from '../src/classify/index.ts'
import type { LenderRule } from '../src/model/rule.ts'
import type { App } from '../src/model/snapshot.ts'
import type { LenderClass, LenderKind } from '../src/model/vocabulary.ts'

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
  const classify = classifier([
    rule({ packages: ['com.example.kuaijie', 'com.example.kuaijie.hd'] }),
    rule({ id: 'example-fenqi', packages: ['com.example.fenqi'], confidence: 'medium' }),
  ])

  // biome-ignore format: a table is read by its columns
  test.for<[string, App, string | undefined]>([
    ['the name itself',                            app('com.example.kuaijie'),                       'example-kuaijie'],
    ['another name of the same entry',             app('com.example.kuaijie.hd'),                    'example-kuaijie'],
    ['the name of another entry',                  app('com.example.fenqi'),                         'example-fenqi'],
    ['a name that begins with it',                 app('com.example.kuaijie2'),                      undefined],
    ['a name under it',                            app('com.example.kuaijie.pro'),                   undefined],
    ['a name that it begins with',                 app('com.example'),                               undefined],
    ['a name that ends with it',                   app('my.com.example.kuaijie'),                    undefined],
    ['the name in other letters',                  app('com.example.Kuaijie'),                       undefined],
    ['a name that every object knows',             app('constructor'),                               undefined],
    ['renamed: the name of the manifest',          app('com.example.renamed', 'com.example.fenqi'),  'example-fenqi'],
    ['renamed: the name in use',                   app('com.example.fenqi', 'com.example.original'), 'example-fenqi'],
    ['renamed: the name in use counts first',      app('com.example.fenqi', 'com.example.kuaijie'),  'example-fenqi'],
    ['renamed, and neither name is known',         app('com.example.renamed', 'com.example.notes'),  undefined],
  ])('%s', ([, subject, id]) => {
    expect(classify(subject).rule?.id).toBe(id)
    expect(classify(subject).class === 'none').toBe(id === undefined)
  })

  test('an empty catalogue knows no lender', () => {
    expect(classifier([])(app('com.example.kuaijie'))).toEqual({ class: 'none' })
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
    expect(classifier([rule({ kind, confidence })])(app('com.example.kuaijie')).class).toBe(expected)
  })
})
