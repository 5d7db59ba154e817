import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { lends } from '../../src/classify/lends.ts'
import { wordReader } from '../../src/classify/word-reader.ts'
import type { Known } from '../../src/internal.ts'
import type { Signals } from '../../src/model/rules/signal.ts'
import { classifier } from '../built.ts'
import { root, rules } from '../daicha.ts'
import { dictionaryOf, languagesWithDictionary, missingDictionaries } from './dictionaries.ts'
import { spellingsOf } from './hindi-in-latin.ts'

type Term = Signals['terms'][number]
interface Row {
  package: string
  label: string
}

interface Evaluation {
  isThere: boolean
  /** Those without a clear answer too. */
  everyApp: () => Row[]
  /** What may be known of an app, from its name to its manifest. */
  evidence: Record<string, (row: Row) => Known>
}
const script: string = '../../scripts/eval.js'
const { isThere, everyApp, evidence } = (await import(script)) as Evaluation
const isRequired = process.env['DAICHA_REQUIRE_SHARED'] === '1'
const isBench = process.env['DAICHA_REQUIRE_BENCH'] === '1'

const { terms } = rules.signals
const classify = classifier({ ...rules, lenders: [] })
const reader = wordReader(rules.signals)
const require = createRequire(import.meta.url)
const IS_PLAIN = /^[a-z]*$/
/** Letters that have no marks to lose. */
const IS_BARE = /^(?:[a-z]*|\p{Script=Han}*)$/u
const folded = (word: string) =>
  IS_PLAIN.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replaceAll('đ', 'd')
        .replaceAll('ł', 'l')
        .replaceAll('ı', 'i')
const listOf = (list: string | undefined) => list?.match(/\S+/g) ?? []
const trades = terms.filter((term) => !lends(term))
const entriesOf = ({ strong, words, whole, marked, texts, ends, phrases = [] }: Term) => [
  ...[strong, words, whole, marked, texts, ends].flatMap(listOf),
  ...phrases,
]

test('a word stands once, in lower case', () => {
  // Once at the end of a label, and once elsewhere: there it may say something else.
  const all = terms.flatMap((term) => [...new Set(entriesOf({ ...term, ends: term.ends?.replace(/\S+/g, '…$&') }))])
  expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([])
  expect(all.filter((word) => word !== word.toLowerCase())).toEqual([])
})

test('every word is found where it stands alone', () => {
  const isMarked = (word: string) => /[^a-z]/.test(word)
  const inLabel = ({ strong, texts, marked, phrases = [] }: Term) => [
    ...[texts, marked].flatMap(listOf),
    ...listOf(strong).filter(isMarked),
    ...phrases,
  ]
  const inName = ({ strong, words, whole }: Term) =>
    [strong, words, whole].flatMap(listOf).filter((word) => !isMarked(word))
  const lost = terms.flatMap((term) => [
    ...(term.place === 'name'
      ? []
      : inLabel(term).filter((word) => !reader.ofLabel(word.replace('*', 'velas')).some((one) => one.term === term))),
    ...inName(term).filter((word) => !reader.ofName(`com.example.${word}`).some((one) => one.term === term)),
  ])
  expect(lost).toEqual([])
})

/** Words of screens by the word of a dictionary: of pinyin the Chinese, of a form its root. */
const WORDS: Record<string, string> = {
  aqsat: 'أقساط',
  gongjijin: '公积金',
  hesaplar: 'hesap',
  huoti: '活体',
  idback: 'id back',
  idupload: 'id upload',
  kisti: 'কিস্তি',
  licai: '理财',
  lianxiren: '联系人',
  marejesho: 'rejesha',
  nationalid: 'national id',
  nguoilienhe: 'người liên hệ',
  nguoithamchieu: 'người tham chiếu',
  pasport: 'паспорт',
  pelunasan: 'lunas',
  pogashenie: 'погашение',
  pohashennya: 'погашення',
  poruchitel: 'поручитель',
  prodlenie: 'продление',
  shenfenzheng: '身份证',
  trano: 'trả nợ',
  tushu: '图书',
  xinyongfen: '信用 分',
  yinhangka: '银行卡',
  yunyingshang: '运营商',
  yuqi: '逾期',
  zaem: 'заем',
  zayavka: 'заявка',
  zaym: 'займ',
  zhengxinbaogao: '征信 报告',
  zhima: '芝麻',
  zhuanzhang: '转账',
  zufang: '租房',
  uploadid: 'upload id',
}
/** What is written as its first letters or as one word: documents and numbers that lenders ask for, by their names. */
const DOCUMENTS: Record<string, string> = {
  bvn: 'bank verification number',
  cccd: 'căn cước công dân',
  clabe: 'clave bancaria estandarizada',
  cmnd: 'chứng minh nhân dân',
  cnic: 'computerized national identity card',
  curp: 'clave única de registro de población',
  coapplicant: 'co-applicant',
  egn: 'единен граждански номер',
  ekyc: 'electronic know your customer',
  enach: 'electronic national automated clearing house',
  esign: 'electronic signature',
  idnumber: 'id number',
  idscan: 'id scan',
  idverification: 'id verification',
  iqa: 'image quality assessment, which documents are photographed with',
  iin: 'индивидуальный идентификационный номер',
  kyc: 'know your customer',
  mykad: 'Malaysian identity card',
  nextofkin: 'next of kin',
  onfido: 'Onfido, which checks documents',
  pesel: 'powszechny elektroniczny system ewidencji ludności',
  qris: 'quick response code Indonesian standard',
}

/** Of these, the words of a dictionary, or of a list of frequent words, as it is there and without marks. */
function wordsAmong(asked: Set<string>): Set<string> {
  const words = new Set<string>()
  const take = (word: string) => {
    const lower = word.toLowerCase()
    if (asked.has(lower)) words.add(lower)
    if (IS_BARE.test(lower)) return
    const plain = folded(word)
    if (asked.has(plain)) words.add(plain)
  }
  for (const name of ['english', 'french', 'spanish'])
    for (const word of require(`an-array-of-${name}-words`)) take(word)
  for (const language of ['en', 'de', 'es-es', 'fr', 'pt-br', 'id'])
    for (const word of require(`@zxcvbn-ts/language-${language}/src/commonWords.json`)) take(word)
  for (const line of readFileSync(`${root}node_modules/@node-rs/jieba/dict.txt`, 'utf8').split('\n'))
    take(line.split(' ')[0] ?? '')
  for (const language of languagesWithDictionary) for (const word of dictionaryOf(language)) take(word)
  for (const word of dictionaryOf('hi')) for (const spelling of spellingsOf(word)) take(spelling)
  return words
}

const isWithoutDictionaries = missingDictionaries.length > 0 && !isBench
const why = isWithoutDictionaries
  ? ` (skipped: ${missingDictionaries.join(', ')} is not there)`
  : isThere
    ? ''
    : ' (skipped: ../shared is not there)'

describe.skipIf(isWithoutDictionaries || (!isThere && !isRequired))(
  `no entry is idle, and no exclusion is the name of one app${why}`,
  () => {
    let rows: Row[]
    let words: Set<string>
    beforeAll(() => {
      rows = everyApp()
      words = wordsAmong(asked)
    }, 300_000)

    /** Of the catalogue, with every name that it knows. */
    const listed: Row[] = [
      ...rules.lenders.flatMap(({ packages, label = '', operator = '', brands = [], features = [] }) =>
        packages.flatMap((name) =>
          [label, operator, ...brands, ...features.flatMap(({ zh, en }) => [zh, en])].map((one) => ({
            package: name,
            label: one,
          })),
        ),
      ),
      ...rules.signals.brands.flatMap(({ names }) => names.map(({ name }) => ({ package: '', label: name }))),
    ]

    /** The two parts of a word, wherever it may be joined. Thai writes its words in one, a car in two letters. */
    const partsOf = (word: string) => {
      const least = isThai(word) ? 2 : 3
      const places = [...word].map((_, at) => at).filter((at) => at >= least && word.length - at >= least)
      return places.map((at): [string, string] => [word.slice(0, at), word.slice(at)])
    }
    const isThai = (word: string) => /^\p{Script=Thai}+$/u.test(word)
    /** It, or each of the two words that it is joined from, in Thai of any number. */
    const isListed = (word: string): boolean =>
      words.has(word) ||
      words.has(folded(word)) ||
      partsOf(word).some(([head, tail]) => words.has(head) && (words.has(tail) || (isThai(tail) && isListed(tail))))
    const isOfDictionary = (entry: string) => entry.split(' ').every(isListed)

    const ofScreens = rules.signals.beside.flatMap((rule) => [rule.words, rule.unless].flatMap(listOf))
    /** All that is asked of the dictionaries, and each letter. */
    const asked = new Set(
      [...terms.flatMap(entriesOf), ...ofScreens, ...Object.values(WORDS)]
        .flatMap((entry) => [...entry, ...entry.split(' ')])
        .flatMap((word) => [word, folded(word), ...partsOf(word).flat()])
        .flatMap((word) => (isThai(word) ? [word, ...partsOf(word).flat()] : [word])),
    )

    // Of other languages, and of scripts that these lists do not have, any speaker may judge.
    const LISTED = ['zh', ...languagesWithDictionary, 'en']
    const mayBeListed = (entry: string) =>
      /^[\p{Script=Latin}\p{Script=Han}\p{Script=Devanagari}\p{Script=Thai}\p{M} ]+$/u.test(entry) &&
      [...entry].every((letter) => !/\p{Script=Han}/u.test(letter) || words.has(letter))

    test('a word is found in an app that was looked up, or is one of a dictionary', () => {
      const apps = [...rows, ...listed]
      const used = new Set(
        apps.flatMap(({ package: name, label }) =>
          [...reader.ofName(name), ...label.split(' ~~ ').flatMap(reader.ofLabel)].map(
            ({ term, word }) => `${term.id} ${word}`,
          ),
        ),
      )
      const idle = terms
        .filter(({ lang }) => LISTED.includes(lang))
        .flatMap((term) => entriesOf(term).map((word) => ({ term, word })))
        .filter(({ term, word }) => mayBeListed(word) && !used.has(`${term.id} ${word}`) && !isOfDictionary(word))
      expect(idle.map(({ word }) => word)).toEqual([])
    })

    test('a word of a screen is found in an app that was looked up, or is one of a dictionary', () => {
      const seen = new Set(
        rows.flatMap((row) => {
          const { components = [], providers = [] } = evidence['with components']?.(row) ?? {}
          return [...components, ...providers].flatMap((name) => name.toLowerCase())
        }),
      )
      const isSeen = (word: string) => [...seen].some((name) => name.includes(word))
      const idle = ofScreens.filter((word) => {
        const said = WORDS[word] ?? word
        const isKnown = isOfDictionary(said) || terms.some((term) => entriesOf(term).includes(said))
        return !isKnown && !isSeen(word) && DOCUMENTS[word] === undefined
      })
      expect(idle).toEqual([])
    })

    test('an app stands on each rung that asks for words alone', () => {
      const stood = new Set(
        Object.values(evidence).flatMap((known) => [...rows, ...listed].map((row) => classify(known(row)).rung?.id)),
      )
      const byName = rules.signals.rungs.filter(({ beside }) => beside.length === 0)
      expect(byName.filter(({ id }) => !stood.has(id)).map(({ id }) => id)).toEqual([])
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
const missing = [...dictionaries.filter((file) => !existsSync(file)), ...missingDictionaries]

describe.skipIf(missing.length > 0 && !isBench)(
  `no word of a dictionary is an alarm as com.WORD.app but words of lending${missing.length > 0 ? ` (skipped: ${missing.join(', ')} is not there)` : ''}`,
  () => {
    const speaks = terms
      .filter(({ sense }) => ['loan', 'later', 'credit', 'debt'].includes(sense))
      .flatMap(({ strong, words, whole }) => [strong, words, whole].flatMap(listOf))
    const namesOf = (words: string[]) => [
      ...new Set(
        words
          .map((word) => (IS_PLAIN.test(word) ? word : folded(word).replace(/[^a-z]/g, '')))
          .filter((word) => word.length > 1),
      ),
    ]
    const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n')

    // In a label, whose script may write no spaces, a word of lending must be one: กู้ภัย is a rescue, क्लोन is a copy.
    test.for([
      ['Thai', 'th', 40_000, 19],
      ['Hindi', 'hi', 15_000, 7],
    ] as const)('%s, as a label', ([, language, atLeast, most]) => {
      const labels = [...new Set(dictionaryOf(language))]
      expect(labels.length).toBeGreaterThan(atLeast)
      const alarms = labels.filter(
        (label) => classify({ packageName: 'com.example.sun', labels: { default: label } }).class !== 'none',
      )
      expect(alarms.length).toBeLessThan(most)
    })

    // The last number is of the alarms: what is allowed does not grow into a licence.
    test.for([
      ['English, Spanish, German, French and Portuguese', () => dictionaries.flatMap(linesOf), 500_000, 110],
      ['Indonesian', () => dictionaryOf('id'), 40_000, 15],
      ['Vietnamese', () => dictionaryOf('vi'), 1_500, 3],
      ['Hindi in Latin letters', () => dictionaryOf('hi').flatMap(spellingsOf), 30_000, 15],
      ['Swahili', () => dictionaryOf('sw'), 60_000, 8],
    ] as const)('%s', { timeout: 300_000 }, ([, words, atLeast, most]) => {
      const names = namesOf(words())
      expect(names.length).toBeGreaterThan(atLeast)
      const alarms = names.filter((word) => classify({ packageName: `com.${word}.app` }).class !== 'none')
      expect(alarms.filter((word) => !speaks.some((one) => word.includes(one)))).toEqual([])
      expect(alarms.length).toBeLessThan(most)
    })
  },
)
