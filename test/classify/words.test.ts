import { describe, expect, test } from 'vitest'
import { segmenter } from '../../src/classify/segment.ts'
import { wordReader } from '../../src/classify/word-reader.ts'
import { folded, wordsOfLabel, wordsOfName } from '../../src/classify/words-of.ts'
import { rules } from '../daicha.ts'

const { signals } = rules
const segment = segmenter(
  signals.lexicon,
  signals.words.flatMap(({ words }) => words.flatMap((word) => word.split(' ').filter(({ length }) => length > 2))),
)
const reader = wordReader(signals)
const ids = (matches: ReturnType<typeof reader.ofName>) => matches.map(({ signal }) => signal.id).sort()

describe('joined words are split where a person would', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string]>([
    ['quickloan',          'quick loan'],
    ['easycashloan',       'easy cash loan'],
    ['pinjamancepat',      'pinjaman cepat'],
    ['prestamosrapidos',   'prestamos rapidos'],
    ['vaytiennhanh',       'vaytien nhanh|vay tiennhanh'],
    ['mkopoharaka',        'mkopoharaka|mkopo haraka'],
    ['xinyongdai',         'xinyongdai|xin yong dai'],
    ['haoyidai',           'hao yi dai'],
    ['hamdardloan',        'hamdard loan'],
    ['sunnycredit',        'sunny credit'],
    ['calendar',           'calendar'],
    ['splendid',           'splendid'],
    ['incredible',         'incredible'],
    ['koudai',             'koudai'],
    ['mutang',             'mutang'],
    ['helloandroid',       'helloandroid|hello android'],
    ['blendphotos',        'blend photos'],
    ['orangutang',         'orangutang'],
    ['huodong',            'huodong'],
  ])('%s: %s', ([word, parts]) => {
    expect(parts.split('|')).toContain(segment(word).map(({ text }) => text).join(' '))
  })

  test('letters that nobody knows stay together, and nothing of a word is lost', () => {
    expect(segment('uxzkwlim').map(({ known }) => known)).toEqual([false])
    for (const word of ['quickloan', 'xqloanz', 'a', 'zzzz', 'cappielloantonio'])
      expect(
        segment(word)
          .map(({ text }) => text)
          .join(''),
      ).toBe(word)
  })
})

describe('the words of a name', () => {
  test.for<[string, string[]]>([
    ['com.example.quick_loan2go', ['com', 'example', 'quick', 'loan', 'go']],
    ['com.pp.TimelyLoan', ['com', 'pp', 'timely', 'loan']],
    ['com.LendingKart', ['com', 'lending', 'kart']],
    ['com.example.URLReader', ['com', 'example', 'url', 'reader']],
    ['online.example.app', ['example', 'app']],
    ['ph.example.app', ['example', 'app']],
  ])('%s', ([name, words]) => {
    expect(wordsOfName(name)).toEqual(words)
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, string[]]>([
    ['com.example.quickloan',              ['word.loan', 'word.speed']],
    ['org.helloandroid.notes',             []],
    ['it.cappielloantonio.tempo',          []],
    ['com.splendapps.notes',               []],
    ['com.colendi.notes',                  []],
    ['com.koudai.shop',                    []],
    ['cn.edaijia.client',                  []],
    ['vip.qufenqian.wifi',                 ['other.safety']],
    ['com.example.sunpesa',                ['word.pesa']],
    ['com.sopesax.app',                    []],
    ['com.aakash.school',                  []],
    ['com.example.loancalculator',         ['other.calculator', 'word.loan']],
  ])('%s', ([name, found]) => {
    expect(ids(reader.ofName(name))).toEqual(found)
  })
})

describe('the words of a label', () => {
  test('marks are taken away only for words that are written without', () => {
    expect(wordsOfLabel('Préstamo RÁPIDO')).toEqual(['préstamo', 'rápido'])
    expect(['Préstamo', 'Đồng', 'tiền', 'łódź'].map((word) => folded(word.toLowerCase()))).toEqual([
      'prestamo',
      'dong',
      'tien',
      'lodz',
    ])
  })

  // biome-ignore format: a table is read by its columns
  test.for<[string, string[]]>([
    ['Préstamo Luz',            ['word.prestamo']],
    ['Pre\u0301stamo Luz',      ['word.prestamo']],
    ['PRESTAMO LUZ',            ['word.prestamo']],
    ['Prêt Soleil',             ['word.pret']],
    ['Pret Soleil',             []],
    ['Vay Tiền Mặt',            ['word.tien', 'word.vay']],
    ['Buy Now, Pay Later',      ['word.pay-later', 'word.speed']],
    ['Read It Later',           []],
    ['KreditSun',               ['word.kredit']],
    ['示例易贷',                ['text.zh-dai']],
    ['示 例 易 贷',             ['text.zh-dai']],
    ['图书借阅',                ['other.library']],
    ['借口大全',                []],
    ['凭借',                    []],
    ['随心借阅借',              ['text.zh-jie']],
    ['花店',                    []],
    ['快意花',                  ['text.zh-hua-end']],
    ['เงินกู้ตัวอย่าง',              ['text.th', 'word.tien']],
    ['กู้ภัย',                    []],
    ['तुरंत लोन',                ['text.indic']],
    ['ऐप क्लोन',                []],
    ['Быстрый займ',            ['text.cyrillic']],
    ['ドローン',                []],
  ])('%s', ([label, found]) => {
    expect(ids(reader.ofLabel(label))).toEqual(found)
  })
})
