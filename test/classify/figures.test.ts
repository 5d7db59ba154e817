import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { isProven } from '../../src/model/rules/proven.ts'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'

interface Figures {
  recall: number
  precision: number
  others: number
  wrong: number
}
type Measured = Record<string, Record<'likely' | 'possible', Figures>>

interface Evaluation {
  isThere: boolean
  figuresFile: string
  countsFile: string
  labelledApps: () => object[]
  measure: (
    library: { classifier: typeof classifier; isProven: typeof isProven },
    from: typeof rules,
    rows: object[],
  ) => { figures: Measured; counts: Record<string, object> }
}
const script: string = '../../scripts/eval.js'
const { isThere, figuresFile, countsFile, labelledApps, measure } = (await import(script)) as Evaluation

const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'

describe.skipIf(!isThere && !isRequired)(
  `on the labelled apps, with the catalogue off${isThere ? '' : ' (skipped: ../shared is not there)'}`,
  () => {
    const flat = (measured: Measured) =>
      Object.entries(measured).flatMap(([name, both]) =>
        Object.entries(both).map(([level, figures]) => [`${name}, ${level}`, figures] as const),
      )
    const committed = flat(JSON.parse(readFileSync(figuresFile, 'utf8')) as Measured)
    // The body of a group runs even where its tests are skipped, so what lies outside of the project is read here.
    let measured: typeof committed
    let counts: Record<string, object>
    beforeAll(() => {
      const all = measure({ classifier, isProven }, rules, labelledApps())
      measured = flat(all.figures)
      counts = all.counts
    })

    test('the same runs are measured as in the committed figures', () => {
      expect(measured.map(([name]) => name)).toEqual(committed.map(([name]) => name))
    })

    test.for(committed)('%s: no worse than the committed figures', ([name, before]) => {
      const now = measured.find(([found]) => found === name)?.[1]
      expect(now?.recall).toBeGreaterThanOrEqual(before.recall)
      expect(now?.precision).toBeGreaterThanOrEqual(before.precision)
      expect(now?.wrong).toBeLessThanOrEqual(before.wrong)
    })

    test('the counts beside the rungs are those of today', () => {
      expect(counts).toEqual(JSON.parse(readFileSync(countsFile, 'utf8')))
    })

    // What the recogniser is there for. The figures above may be raised; these may not be given up.
    test('the promises are kept', () => {
      const of = (name: string) => measured.find(([found]) => found === name)?.[1] as Figures
      const named = { likely: of('name and label, likely'), possible: of('name and label, possible') }
      expect(named.likely.precision).toBeGreaterThanOrEqual(0.985)
      expect(named.likely.recall).toBeGreaterThanOrEqual(0.62)
      expect(named.possible.wrong / named.possible.others).toBeLessThan(1 / 600)
      expect(of('name only, likely').precision).toBeGreaterThanOrEqual(0.97)
      expect(of('name only, likely').recall).toBeGreaterThanOrEqual(0.4)
      expect(of('rows with a manifest, with permissions, likely').precision).toBeGreaterThanOrEqual(0.985)
      expect(of('all evidence, likely').precision).toBeGreaterThanOrEqual(0.985)
    })
  },
)
