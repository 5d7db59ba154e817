/**
 * What reading names needs of general word lists: the ordinary words that hold a word of lending and are none, the
 * common words that names are joined from, and the Chinese words that hold a text of one or two letters. What is read
 * the same without standing in a list stands in none.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pairsIn } from './traditional.js'

const require = createRequire(import.meta.url)

/** All words, and how many of the most frequent names are joined from. */
const languages = {
  en: { all: 'an-array-of-english-words', frequent: 'en', most: 3400, names: ['firstnames', 'lastnames'] },
  es: { all: 'an-array-of-spanish-words', frequent: 'es-es', most: 600, names: ['firstnames', 'lastnames'] },
  pt: { frequent: 'pt-br', most: 600, names: ['firstnames', 'lastnames'] },
  fr: { all: 'an-array-of-french-words', frequent: 'fr', most: 80, names: ['firstnames', 'lastnames'] },
  de: { frequent: 'de', most: 100, names: ['firstnames', 'lastnames'] },
  id: { frequent: 'id', most: 800, names: ['names'] },
}
const ROMAN = /(?:[aei]mos|ste|ron|[aei]ndo|[ae]ria[mns]?|aba[ns]?|ava[ms]?|sse)$/
/** Words bent as no name is joined from them: `wanted`, `waiting`, `queremos`, `namanya`. */
const bent = { en: /..(?:[^e]ed|ing)$/, es: ROMAN, pt: ROMAN, id: /..(?:nya|[kl]ah|kan|mu)$/ }
const CHINESE = '@node-rs/jieba'
const frequentOf = ({ frequent }) => `@zxcvbn-ts/language-${frequent}`

/** Of three letters only the very common: they explain little. */
const SHORT = 1500
/** Names are seldom joined from longer ones. */
const LONGEST = 8
/** A Chinese word that the dictionary met so often, or less, is one that nobody writes. */
const NEVER_MET = 10
/** A Chinese word of so many letters is a sentence. */
const TOO_LONG = 6

/** Files of the packages whose words are in the list. */
export const wordFiles = () =>
  [CHINESE, ...Object.values(languages).flatMap((one) => [frequentOf(one), ...(one.all ? [one.all] : [])])].map(
    (name) => join(folder(name), 'package.json'),
  )

const folder = (name) => dirname(require.resolve(`${name}/package.json`))
const json = (name, file) => JSON.parse(readFileSync(join(folder(name), file), 'utf8'))
const folded = (word) => (/^[a-z]*$/.test(word) ? word : word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''))
const sorted = (words) => [...new Set(words)].sort().join(' ')
const isPlain = (word) => /^[a-z]{3,}$/.test(word)
const listOf = (list) => list?.match(/\S+/g) ?? []

/**
 * The lists for terms; `own` are common words of `rules/signals/common.yaml`, by language; `names` are those of
 * catalogued lenders: where one is a word, that must be known. `model` reads names.
 */
export function generalWords(terms, own, names, { lends, termsByWord, wordReader, textReader }) {
  const { whole, part } = termsByWord(terms)
  const lending = (words) => [...words.keys()].filter((word) => isLatin(word) && lends(words.get(word)))
  const holdsTerm = holder(lending(part))
  const isTerms = composed(new Set([...lending(whole), 'micro', 'mini']))
  const isOrdinary = (word) => holdsTerm(word) && isPlain(word) && !whole.has(word) && !isTerms(word)
  const common = {}
  const ordinary = new Set()
  /** Without names: what may also stand inside of a longer word. */
  const inside = new Set()
  const seldom = new Set()
  for (const [language, { all, most, names: people, ...rest }] of Object.entries(languages)) {
    const list = frequentOf(rest)
    const frequent = json(list, 'src/commonWords.json').map(folded)
    const entries = all === undefined ? [] : json(all, 'index.json').map(folded)
    // Names are frequent too; a dictionary does not have them.
    const known = new Set(all === undefined ? frequent : entries)
    common[language] = sorted(
      frequent
        .slice(0, most)
        .filter(
          (word, rank) =>
            isPlain(word) &&
            !bent[language]?.test(word) &&
            word.length <= LONGEST &&
            (word.length > 3 || rank < SHORT) &&
            known.has(word),
        ),
    )
    for (const word of frequent) if (isOrdinary(word)) inside.add(word)
    if (language === 'en') for (const word of entries) if (isOrdinary(word)) seldom.add(word)
    const rare = [...entries, ...people.flatMap((file) => json(list, `src/${file}.json`).map(folded))]
    for (const word of rare) if (isOrdinary(word)) ordinary.add(word)
    for (const word of [...frequent, ...rare]) if (names.has(word) && !holdsTerm(word)) inside.add(word)
  }
  const others = {
    common: { ...common, any: sorted(Object.values(own).flatMap(listOf)) },
    ...hanLists(terms, lends, textReader),
  }
  const insideReader = (list) => {
    const { ofName, ofLabel } = wordReader({
      terms,
      general: () => ({ ...others, inside: list.join(' '), ordinary: '' }),
    })
    return (word) =>
      [word, `my${word}`, `${word}app`]
        .flatMap((name) => [...ofName(name), ...ofLabel(name)])
        .map(({ word, part }) => `${word} ${part}`)
        .join()
  }
  const lists = { ...others, inside: sorted(misread([...seldom], insideReader, [...inside])) }
  const { ofName, ofLabel } = wordReader({ terms, general: () => ({ ...lists, ordinary: '' }) })
  const isMisread = (word) => ofName(word).length + ofLabel(word).length > 0
  return { ...lists, ordinary: sorted([...ordinary].filter(isMisread)) }
}

/**
 * Those in the list anyway, and words without which they themselves would be read otherwise. The shorter first: with
 * them many of the longer are read as they should be.
 */
function misread(words, readerOf, anyway = []) {
  const withAll = readerOf([...anyway, ...words])
  const needed = [...anyway]
  for (const length of [...new Set(words.map((word) => word.length))].sort((a, b) => a - b)) {
    const withFew = readerOf(needed)
    needed.push(...words.filter((word) => word.length === length && withFew(word) !== withAll(word)))
  }
  return needed
}

function hanLists(terms, lends, textReader) {
  const hanReader = (list) => {
    const read = textReader(terms, { han: list.join(' '), traditional: '', simplified: '' })
    return (label) =>
      read(label)
        .map(({ text }) => text)
        .join()
  }
  const han = sorted(misread(hanWords(terms.filter(lends)), hanReader))
  const letters = new Set([...han, ...terms.flatMap(({ texts = '' }) => [...texts])].filter(isHan))
  return { han, ...pairsIn([...letters].join(' ')) }
}

const isLatin = (text) => /^[a-z]+$/.test(text)
const isHan = (text) => /^\p{Script=Han}+$/u.test(text)

/**
 * Words that hold a text and mean something else; even one that nobody writes, where it could be no lender's
 * name or its text says a loan. A word with a longer text of lending in it means lending: 借款单.
 */
function hanWords(terms) {
  const texts = terms.flatMap(({ texts: some, ends, sense }) =>
    [...listOf(some), ...listOf(ends)].map((text) => ({ text, sense })),
  )
  const short = texts.filter(({ text }) => text.length < 3 && isHan(text))
  const long = texts.filter(
    ({ text, sense }) => sense === 'loan' && (text.length > 1 || text === '贷' || text === '貸'),
  )
  const known = new Set(texts.map(({ text }) => text))
  return readFileSync(join(folder(CHINESE), 'dict.txt'), 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([word]) => word.length > 1 && word.length < TOO_LONG && !known.has(word))
    .filter(([word, times]) =>
      short.some(
        ({ text, sense }) =>
          word.includes(text) && (SAYS_LOAN.includes(sense) || times > NEVER_MET || !isLikeLender(word, text)),
      ),
    )
    .map(([word]) => word)
    .filter((word) => !long.some(({ text }) => word.includes(text)))
}

const SAYS_LOAN = ['loan', 'later']

/** Lenders are called 凑钱 and 钱千里, and not 捐钱箱 or 现金流. */
const isLikeLender = (word, text) => word.length === 2 || (text.length === 1 && word.startsWith(text))

/** Whether a word holds any of many, looked up by where it starts. */
function holder(words) {
  const byStart = new Map()
  for (const word of words) byStart.set(word.slice(0, 4), [...(byStart.get(word.slice(0, 4)) ?? []), word])
  return (word) => {
    for (let at = 0; at <= word.length - 4; at++)
      if (byStart.get(word.slice(at, at + 4))?.some((one) => word.startsWith(one, at))) return true
    return false
  }
}

/** Whether a word is made of some words and nothing else. */
function composed(words) {
  const made = (word, from = 0) => {
    if (from === word.length) return true
    for (let to = from + 4; to <= word.length; to++) if (words.has(word.slice(from, to)) && made(word, to)) return true
    return false
  }
  return (word) => made(word)
}
