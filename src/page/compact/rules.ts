/** How the build puts rules into the page, and how the page gets them back: what can be said shorter is. */
import { eachValue } from '../../model/parts.ts'
import type { GeneralWords, LenderEntry, Rules } from '../../model/rules/rule.ts'
import { compareTexts } from '../../model/text/order.ts'
import { dotted, tabled, undotted, untabled } from './tabled.ts'

/** Where there are several packages, with commas between them. */
interface ShortLender extends Omit<LenderEntry, 'id' | 'packages'> {
  packages: string
  id?: string
}

export interface PackedRules extends Omit<Rules, 'lenders' | 'signals'> {
  lenders: ShortLender[]
  signals: Omit<Rules['signals'], 'general'>
  general: GeneralWords
}

export function packed(
  whole: Omit<Rules, 'signals'> & Pick<PackedRules, 'signals'>,
  general: GeneralWords,
): PackedRules {
  const { signals: first, lenders: all, ...others } = whole
  const sorted = inFiles(all, firstPackage)
  const last = withPlaces(inFiles(sorted, inColumns), sorted)
  const { signals, lenders, ...rules } = eachPlace({ signals: first, ...others, lenders: last }, shortPlace())
  const { beside, ...kinds } = signals
  const names = dotted(lenders.flatMap(({ packages }) => packages))
  return tabled({
    general: eachList(general, shortList),
    signals: { beside, ...kinds },
    // What is told of all in words of their own goes first: beside the texts it packs better.
    lenders: lenders.map(({ id: _, features, label, packages, ...lender }, at) => ({
      features,
      label,
      packages: byLabel(names.splice(0, packages.length).join(','), label),
      id: shortId(last[at] as LenderEntry),
      ...lender,
    })),
    ...rules,
  }) as PackedRules
}

/** As `loadRules` has them, the lenders of each file in the order of their packages. */
export function unpacked(packed: PackedRules): Rules {
  const { lenders, general, ...rules } = untabled(packed) as PackedRules
  const names = undotted(lenders.flatMap(({ packages, label }) => inFull(packages, label).split(',')))
  const rows = lenders.map((lender) => ({ ...lender, packages: names.splice(0, lender.packages.split(',').length) }))
  const whole = eachPlace({ ...rules, lenders: rows }, longPlace())
  return {
    ...whole,
    lenders: withPlaces(inFiles(whole.lenders, firstPackage), whole.lenders).map((lender) => ({
      ...lender,
      id: longId(lender),
    })),
    signals: { ...whole.signals, general: () => eachList(general, longList) },
  }
}

type Packaged = Pick<LenderEntry, 'at' | 'packages'>

/** The lenders of each file by something else. */
function inFiles<T extends Packaged>(lenders: T[], by: (lender: T) => string): T[] {
  const key = (lender: T) => `${fileOf(lender.at)} ${by(lender)}`
  return [...lenders].sort((one, other) => compareTexts(key(one), key(other)))
}

const firstPackage = ({ packages: [name = ''] }: Packaged) => name

/** What stands in columns of few values, beside one another where it is alike. */
const inColumns = ({ source, kind, confidence, licence, operator }: LenderEntry) =>
  [source, kind, confidence, licence, operator].join()

/** Each at the place of the one that stood there before: so places stay one below another. */
const withPlaces = <T extends Packaged>(moved: T[], lenders: T[]) =>
  moved.map((lender, at) => ({ ...lender, at: lenders[at]?.at as string }))

/** The long lists last: beside the terms they pack better. */
const eachList = ({ common, han, simplified, ...lists }: GeneralWords, of: (list: string) => string) =>
  ({ ...eachValue(lists, of), common: eachValue(common, of), ...eachValue({ han, simplified }, of) }) as GeneralWords

/** Stands for no letter, and those behind it for more. */
const NONE = 'A'.charCodeAt(0)

/** Sorted words between blanks: a capital before each says how many letters it shares with the word before it. */
function shortList(list: string): string {
  let before = ''
  return list.replace(/(^| )(\S*)/g, (_, __, word: string) => {
    let shared = 0
    while (shared < before.length && word[shared] === before[shared]) shared++
    before = word
    return String.fromCharCode(NONE + shared) + word.slice(shared)
  })
}

function longList(list: string): string {
  let before = ''
  return list
    .replace(/([A-Z])([^A-Z]*)/g, (_, shared: string, rest: string) => {
      before = before.slice(0, shared.charCodeAt(0) - NONE) + rest
      return ` ${before}`
    })
    .slice(1)
}

const wordsIn = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []

/** Stands in a package for the first word of the label, and those behind it, up to the comma, for the next. */
const FIRST_WORD = '#'.charCodeAt(0)
const MARKS = /[#-+]/g
const MOST_MARKS = 9

/** Packages with what they share with the label, of which they often are. */
const byLabel = (packages: string, label = '') =>
  wordsIn(label)
    .slice(0, MOST_MARKS)
    .reduce((text, word, n) => text.replaceAll(word, String.fromCharCode(FIRST_WORD + n)), packages)

const inFull = (packages: string, label = '') =>
  packages.replace(MARKS, (mark) => wordsIn(label)[mark.charCodeAt(0) - FIRST_WORD] ?? '')

/** An id begins with the name of its file. */
const fileOf = (at = '') => /([^/]*)\.yaml/.exec(at)?.[1] ?? ''

/** In most the rest is a part of the label between signs, or words that follow each other in label or package. */
function* usualIds({ label = '', packages: [name = ''] }: Pick<LenderEntry, 'label' | 'packages'>) {
  for (const part of label.split(/[-–—:|(,]/)) yield wordsIn(part).join('-')
  for (const text of [label, name]) {
    const words = wordsIn(text)
    for (let from = 0; from < words.length; from++)
      for (let to = words.length; to > from; to--) yield words.slice(from, to).join('-')
  }
}

/** Absent where it is the first of them. */
function shortId(lender: LenderEntry): string | undefined {
  const id = lender.id.slice(fileOf(lender.at).length + 1)
  const at = [...usualIds(lender)].indexOf(id)
  return at === 0 ? undefined : at === -1 ? id : String(at)
}

function longId({ id = '0', ...lender }: Omit<LenderEntry, 'id'> & Pick<ShortLender, 'id'>): string {
  return `${fileOf(lender.at)}-${/^\d+$/.test(id) ? ([...usualIds(lender)][Number(id)] ?? '') : id}`
}

/** How far a line is below that of the entry before it, and in a new file its path. */
type Place = number | [path: string, line: number]

/** The same with each place of an entry put another way, in the order in which they stand; lenders are the last. */
function eachPlace<T>(value: T, put: (at: unknown) => unknown): T {
  if (Array.isArray(value)) return value.map((one) => eachPlace(one, put)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'at' ? put(part) : eachPlace(part, put)]),
  ) as T
}

function shortPlace() {
  let file = ''
  let line = 0
  return (at: unknown): Place => {
    const [, path = '', n = ''] = /^(.*):(\d+)$/.exec(String(at)) ?? []
    const down = Number(n) - line
    const isSame = path === file
    file = path
    line = Number(n)
    return isSame ? down : [path, line]
  }
}

function longPlace() {
  let file = ''
  let line = 0
  return (at: unknown): string => {
    if (typeof at === 'number') line += at
    else [file, line] = at as [string, number]
    return `${file}:${line}`
  }
}
