import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Known } from '../../src/internal.ts'
import { inEachLanguage } from '../../src/model/language.ts'
import { signalSenses } from '../../src/model/vocabulary.ts'
import { mergeRules } from '../../src/sources/rules/merge-rules.ts'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'

/** Short words, words that ordinary ones hold, other alphabets: rules and names of apps draw from the same few. */
const word = fc.constantFrom('ez', 'ka', 'zek', 'kashmir', 'loan', 'деньги', 'vaytien')
const words = fc.uniqueArray(word, { maxLength: 3 }).map((list) => list.join(' '))

const rule = fc.record({
  strong: words,
  words,
  whole: words,
  texts: fc.uniqueArray(fc.constantFrom('借', '贷款', 'กู้', 'ez'), { maxLength: 2 }).map((list) => list.join(' ')),
  sense: fc.constantFrom(...signalSenses),
  lang: fc.constantFrom('en', 'xx'),
})

const part = fc
  .array(fc.oneof(word, fc.constantFrom('garden', 'sunny', 'calendar', 'q')), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(''))
const app: fc.Arbitrary<Known> = fc.record(
  {
    packageName: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => ['com', ...parts].join('.')),
    labels: fc.record({ default: part }),
  },
  { requiredKeys: ['packageName'] },
)

type Rule = typeof rule extends fc.Arbitrary<infer One> ? One : never

const withRules = (added: Rule[]) =>
  mergeRules(rules, {
    terms: added.map((term, at) => ({
      ...term,
      id: `word.mine-${at}`,
      at: `mine.yaml:${at + 1}`,
      meaning: inEachLanguage(() => 'an example'),
    })),
  })

/** More than are remembered. */
const crowd = Array.from(
  { length: 60_000 },
  (_, at) => `com.${at.toString(4).replace(/./g, (digit) => 'ezak'[+digit] ?? '')}.app`,
)

describe('with whatever rules of a user', () => {
  test.prop([fc.array(rule, { minLength: 1, maxLength: 3 }), fc.array(app, { minLength: 1, maxLength: 8 }), fc.nat()], {
    numRuns: 12,
  })('an app that is asked about alone is answered as one behind thousands, in any order', (added, others, from) => {
    const mine = withRules(added)
    const held = added.flatMap(({ strong }) =>
      strong.split(' ').map((one) => ({ packageName: `com.${one}garden.app` })),
    )
    const apps = [...held, ...others]
    const alone = apps.map((one) => answers(classifier(mine, { catalog: false }), one))
    const late = classifier(mine, { catalog: false })
    for (let at = 0; at < 1500; at++) late({ packageName: crowd[(from + at * 7) % crowd.length] ?? '' })
    expect(apps.map((one) => answers(late, one))).toEqual(alone)
    expect([...apps].reverse().map((one) => answers(late, one))).toEqual([...alone].reverse())
  })

  test('an app is answered the same when more was seen than is remembered', () => {
    const mine = withRules([{ strong: 'ez', words: '', whole: '', texts: '', sense: 'loan', lang: 'en' }])
    const late = classifier(mine, { catalog: false })
    const names = ['com.ezgarden.app', 'com.sunny.calendar', 'com.quickloan.app']
    const alone = names.map((packageName) => answers(classifier(mine, { catalog: false }), { packageName }))
    for (const packageName of crowd) answers(late, { packageName })
    expect(names.map((packageName) => answers(late, { packageName }))).toEqual(alone)
    expect(alone.map(({ lender }) => lender.class)).toEqual(['likely', 'none', 'likely'])
  })
})

const answers = (classify: ReturnType<typeof classifier>, app: Known) => ({
  lender: classify(app),
  worth: classify.worthReading(app.packageName),
})
