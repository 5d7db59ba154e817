import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { classifier } from '../../src/classify/index.ts'
import { rules } from '../daicha.ts'

interface Figures {
  recall: number | null
  precision: number | null
  falseHard: number
  falseOrdinary: number
}
type Both = Record<'likely' | 'possible', Figures>
interface Measured {
  evidence: Record<string, Both>
  chineseWithLabel: Both
  heldOut: Both
}

interface Evaluation {
  labelled: string
  figuresFile: string
  recordsOf: (text: string) => Record<string, string>[]
  measure: (make: typeof classifier, from: typeof rules, rows: Record<string, string>[]) => Measured
}
const script: string = '../../scripts/eval.js'
const { labelled, figuresFile, recordsOf, measure } = (await import(script)) as Evaluation

const isThere = existsSync(labelled)
const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'

describe.skipIf(!isThere && !isRequired)(
  `on the labelled apps, without the catalogue${isThere ? '' : ' (skipped: ../shared is not there)'}`,
  () => {
    const flat = ({ evidence, chineseWithLabel, heldOut }: Measured) =>
      Object.entries({ ...evidence, chineseWithLabel, heldOut }).flatMap(([name, both]) =>
        Object.entries(both).map(([level, figures]) => [`${name}, ${level}`, figures] as const),
      )
    const committed = flat(JSON.parse(readFileSync(figuresFile, 'utf8')) as Measured)
    // The body of a group runs even where its tests are skipped, so what lies outside of the project is read here.
    let measured: typeof committed
    beforeAll(() => {
      measured = flat(measure(classifier, rules, recordsOf(readFileSync(labelled, 'utf8'))))
    })

    test('the same runs are measured as in the committed figures', () => {
      expect(measured.map(([name]) => name)).toEqual(committed.map(([name]) => name))
    })

    test.for(committed)('%s: no worse than the committed figures', ([name, before]) => {
      const now = measured.find(([found]) => found === name)?.[1]
      expect(now?.recall).toBeGreaterThanOrEqual(before.recall ?? 0)
      expect(now?.precision ?? 1).toBeGreaterThanOrEqual(before.precision ?? 1)
      expect(now?.falseHard).toBeLessThanOrEqual(before.falseHard)
      expect(now?.falseOrdinary).toBeLessThanOrEqual(before.falseOrdinary)
    })

    // What the recogniser is there for. The figures above may be raised; these may not be given up.
    test('the promises are kept', () => {
      const of = (name: string) => measured.find(([found]) => found === name)?.[1]
      const all = { likely: of('+ prefixes (all), likely'), possible: of('+ prefixes (all), possible') }
      expect(all.likely?.precision).toBeGreaterThanOrEqual(0.99)
      expect(all.likely?.recall).toBeGreaterThanOrEqual(0.72)
      expect(all.possible?.recall).toBeGreaterThanOrEqual(0.82)
      expect(all.possible?.falseHard).toBeLessThanOrEqual(3)
      expect(all.possible?.falseOrdinary).toBe(0)
      expect(of('name only, possible')?.recall).toBeGreaterThanOrEqual(0.55)
      expect(of('name only, possible')?.precision).toBeGreaterThanOrEqual(0.98)
      expect(of('chineseWithLabel, possible')?.recall).toBeGreaterThanOrEqual(0.92)
    })
  },
)
