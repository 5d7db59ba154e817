import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { classifier } from '../../src/classify/index.ts'
import { wordReader } from '../../src/classify/word-reader.ts'
import type { Signals } from '../../src/model/signal.ts'
import type { SignalSense } from '../../src/model/vocabulary.ts'
import { root, rules } from '../daicha.ts'

type Term = Signals['terms'][number]
interface Row {
  package: string
  label: string
}

const script: string = '../../scripts/eval.js'
const { isThere, labelledApps } = (await import(script)) as { isThere: boolean; labelledApps: () => Row[] }
const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'

const { terms } = rules.signals
const classify = classifier({ ...rules, lenders: [] })
const reader = wordReader(rules.signals)
const require = createRequire(import.meta.url)
const folded = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const listOf = (list: string | undefined) => list?.match(/\S+/g) ?? []
const TRADES: SignalSense[] = ['firm', 'soft', 'bank', 'invest']
const trades = terms.filter(({ sense }) => TRADES.includes(sense))
const entriesOf = ({ strong, words, whole, marked, texts, ends, phrases = [] }: Term) => [
  ...[strong, words, whole, marked, texts, ends].flatMap(listOf),
  ...phrases,
]

test('a word stands once, in lower case', () => {
  const all = terms.flatMap((term) => [...new Set(entriesOf(term))])
  expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([])
  expect(all.filter((word) => word !== word.toLowerCase())).toEqual([])
})

describe.skipIf(!isThere && !isRequired)(
  `no entry is idle, and no exclusion is the name of one app${isThere ? '' : ' (skipped: ../shared is not there)'}`,
  () => {
    let rows: Row[]
    beforeAll(() => {
      rows = labelledApps()
    })

    /** Languages whose words the lists have; of others any speaker may judge. */
    const listed = ['en', 'es', 'fr', 'pt', 'de', 'id', 'zh']
    test('a trade is found in a labelled app or is a word of a dictionary', { timeout: 60_000 }, () => {
      const used = new Set(
        rows.flatMap((row) => {
          const [first = '', zh, en] = row.label.split(' ~~ ')
          const found = [
            ...reader.ofName(row.package),
            ...[first, zh, en].flatMap((label) => reader.ofLabel(label ?? '')),
          ]
          return found.map(({ term, word }) => `${term.id} ${word}`)
        }),
      )
      const words = new Set<string>()
      for (const name of ['english', 'french', 'spanish'])
        for (const word of require(`an-array-of-${name}-words`) as string[]) words.add(folded(word))
      for (const language of ['en', 'de', 'es-es', 'fr', 'pt-br', 'id'])
        for (const word of require(`@zxcvbn-ts/language-${language}/src/commonWords.json`) as string[])
          words.add(folded(word))
      for (const line of readFileSync(`${root}node_modules/@node-rs/jieba/dict.txt`, 'utf8').split('\n'))
        words.add(line.split(' ')[0] ?? '')
      const idle = trades
        .filter(({ lang }) => listed.includes(lang))
        .flatMap((term) => entriesOf(term).map((word) => ({ term, word })))
        .filter(({ word }) => /^[\p{Script=Latin}\p{Script=Han} ]+$/u.test(word))
        .filter(
          ({ term, word }) =>
            !used.has(`${term.id} ${word}`) && !word.split(' ').every((one) => words.has(folded(one))),
        )
      expect(idle.map(({ word }) => word)).toEqual([])
    })

    test('a trade is not the whole label of one app and of no other', () => {
      const labels = new Map<string, number>()
      for (const { label } of rows)
        for (const one of label.toLowerCase().split(' ~~ ')) labels.set(one, (labels.get(one) ?? 0) + 1)
      const holds = (word: string) => rows.filter(({ label }) => label.toLowerCase().includes(word)).length
      const english = new Set(require('an-array-of-english-words') as string[])
      const names = trades
        .flatMap(entriesOf)
        .filter((word) => !english.has(word) && labels.has(word) && holds(word) === labels.get(word))
      expect(names).toEqual([])
    })
  },
)

/** Dictionaries of Debian: their words are not what the general word list is made of. */
const dictionaries = ['american-english', 'british-english', 'spanish', 'ngerman', 'french', 'portuguese'].map(
  (name) => `/usr/share/dict/${name}`,
)
const missing = dictionaries.filter((file) => !existsSync(file))
const isBench = process.env['DAICHA_REQUIRE_BENCH'] === '1'

test.skipIf(missing.length > 0 && !isBench)(
  `no word of a dictionary is an alarm as com.WORD.app but words of lending${missing.length > 0 ? ` (skipped: ${missing.join(', ')} is not there)` : ''}`,
  { timeout: 120_000 },
  () => {
    const speaks = terms
      .filter(({ sense }) => sense === 'loan' || sense === 'later' || sense === 'credit')
      .flatMap(({ strong, words, whole }) => [strong, words, whole].flatMap(listOf))
    const words = new Set(
      dictionaries
        .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
        .map((word) => folded(word).replace(/[^a-z]/g, ''))
        .filter((word) => word.length > 1),
    )
    expect(words.size).toBeGreaterThan(500_000)
    const alarms = [...words].filter((word) => classify({ packageName: `com.${word}.app` }).class !== 'none')
    expect(alarms.filter((word) => !speaks.some((one) => word.includes(one)))).toEqual([])
    // So that what is allowed does not grow into a licence.
    expect(alarms.length).toBeLessThan(110)
  },
)
