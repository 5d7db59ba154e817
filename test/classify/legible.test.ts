import { expect, test } from 'vitest'
import { legible } from '../../src/classify/words-of.ts'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'

const classify = classifier(rules, { catalog: false })
const classOf = (label: string) => classify({ packageName: 'com.example.sun', labels: { default: label } }).class

// A label is read as an eye reads it, however its letters are stored.
// biome-ignore format: a table is read by its columns
test.for([
  ['letters that nobody sees',          'Lo\u200ban', 'L\u00ado\u00adan', 'Ca\u2060sh Lo\u200can', '\ufeffLoan', 'قـــرض', 'قَرْض', 'ادفع لاحقاً', 'Lo\ufe0fan', 'Lo\u034fan', 'Lo\u3164an', 'L\u0336o\u0336a\u0336n\u0336', '借\u0332款\u0332'],
  ['letters of another width or shape', 'Ｌｏａｎ', 'ＱｕｉｃｋＬｏａｎ', '𝐋𝐨𝐚𝐧', 'ⓛⓞⓐⓝ', 'ﻗﺮﺽ'],
  ['letters of another script',         'lоan', 'Lоаn Easy', 'LОАN', 'зaйм', 'ЗAЙM', 'LΟΑΝ', 'lοan', 'Ρrestamo', 'Préstаmо', 'Empréstimо', 'Сầm đồ'],
  ['signs and digits for letters',      'Ca$h Advance', 'L0an', 'P@yday Ca$h', 'Payday Ca5h', 'Pr3stamo', 'L0AN', 'P1njam', 'QUICK CA$H L0AN', 'PR3STAM0S'],
  ['blanks and signs between letters',  'L O A N', 'l.o.a.n', 'QUICK L-O-A-N', 'З А Й М', 'L_o_a_n', 'L·O·A·N', 'V a y  t i ề n', '借.款.王', '대 출 왕'],
  ['letters typed one for another',     'قرضه', 'القرض', 'بالقروض', 'تمويلي', 'قرضك', 'سلفه', 'δανεια'],
  ['capitals inside a word',            'LOANapp', 'EASYloan', 'LOANs', 'XiaoDai', 'SMSlån', 'MiniCréditos', 'ЗАЙМы'],
  ['signs around it',                   '💰Loan💰', '【借款】', 'Займ❤️', 'Préstamo📱Rápido', 'loan-app'],
])('%s hide no word of lending', ([, ...labels]) => {
  expect(labels.filter((label) => classOf(label) !== 'likely')).toEqual([])
})

test('what capitals part is read as one where its parts do not say what it is', () => {
  expect(
    ['KreditCandice', 'BendiceLend', 'VaLender', 'CashEwan', 'CalEndar', 'HalloAnruf', 'LoanaIdeal'].map(classOf),
  ).toEqual(['likely', 'likely', 'likely', 'none', 'none', 'none', 'none'])
})

test('what means something as it is stays: a word of one script, digits and signs beside no letters, a parting sign', () => {
  const plain = [
    'сор',
    'cop',
    'Café 0 $',
    'B2B',
    'a@',
    'MP3',
    'Win 365 Days',
    'I am',
    'J. R. Smith',
    'Δάνειο',
    'وام\u200cدار',
  ]
  expect(plain.map(legible)).toEqual(plain)
})

test('a trade is heard however its letters are typed', () => {
  expect(['Займы: учет', 'Займы: учёт', 'حاسبة القروض', 'حاسبه القروض', 'Loan Acc0unting'].map(classOf)).toEqual(
    Array(5).fill('none'),
  )
})

test('a name may be as long as it likes', () => {
  const long = `é${'a'.repeat(200_000)}`
  const from = performance.now()
  expect(legible(long)).toBe(long)
  expect(performance.now() - from).toBeLessThan(1000)
})
