import { late } from '../model/late.ts'
import { add } from '../model/multimap.ts'
import type { GeneralWords } from '../model/rules/signal.ts'
import { lends } from './lends.ts'
import type { Term } from './terms-by-word.ts'
import { listOf } from './words-of.ts'

const KANA = late(String.raw`[\p{Script=Hiragana}\p{Script=Katakana}]`, 'u')
/** Scripts that write each word in one run, where a short one is too often a part of another: ドローン is a drone. */
const RUN = late(String.raw`[\p{Script=Katakana}\u30fc]|\p{Script=Hangul}`, 'u')
const KATAKANA = late(String.raw`[\p{Script=Katakana}\u30fc]`, 'u')
const SHORT = 3

/** Blanks between letters of scripts that write none; Hangul does. */
const SPREAD = /(?<=[\u2e80-\uabff\uf900-\uffff])\s+(?=[\u2e80-\uabff\uf900-\uffff])/g

const SIGN = late(String.raw`[^\p{L}\p{M}\p{N}]`, 'u')

/**
 * Makes the reader of scripts that write no spaces: from left to right the longest text, each letter once. Chinese is
 * read in simplified characters.
 */
export function textReader(
  terms: Term[],
  { han, ...letters }: Pick<GeneralWords, 'han' | 'traditional' | 'simplified'>,
): (label: string) => { text: string; term: Term }[] {
  const simplified = simplifier(letters)
  const byText = new Map<string, Term | undefined>(listOf(han).map((word) => [word, undefined]))
  const ends = new Map<string, Term>()
  for (const term of terms) {
    // As the label is read: Thai sara am is two letters there.
    for (const text of listOf(term.texts?.normalize('NFKC'))) byText.set(simplified(text), term)
    for (const text of listOf(term.ends)) ends.set(text, term)
  }
  const byFirst = new Map<string, string[]>()
  for (const text of byText.keys()) add(byFirst, text.charAt(0), text)
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length)

  const longest = (line: string, at: number) => byFirst.get(line.charAt(at))?.find((one) => line.startsWith(one, at))
  const runsOn = (line: string, at: number, { length }: string) => {
    for (let inside = at + 1; inside < at + length; inside++) {
      const text = longest(line, inside)
      if (text !== undefined && byText.get(text) !== undefined && inside + text.length > at + length) return true
    }
    return false
  }

  /** Whether it stands inside of a longer word. Hangul appends grammar to a word, and says its kind before it. */
  const isInside = (line: string, at: number, text: string) => {
    if (text.length > SHORT || !RUN().test(text.charAt(0))) return false
    const [before, after] = [RUN().test(line.charAt(at - 1)), RUN().test(line.charAt(at + text.length))]
    return KATAKANA().test(text) ? before || after : before && after
  }
  // 貸 and 借 are of Chinese lenders; in Japanese they let homes and halls.
  const isForeign = ({ lang }: Term, line: string) => lang === 'zh' && KANA().test(line)

  return (label) => {
    const written = label.replace(SPREAD, '')
    const line = simplified(written)
    const found: { text: string; term: Term }[] = []
    let last = 0
    for (let at = 0; at < line.length; at++) {
      const text = longest(line, at)
      if (text === undefined) continue
      // 随心借 lends, and its 极速版; what else stands after 借 may be anything that is borrowed.
      const isLast = at > 0 && /^(..版)?(?![\u3400-\u9fff])/.test(line.slice(at + text.length))
      const term = (isLast ? ends.get(text) : undefined) ?? byText.get(text)
      // 筹借 is an ordinary word, and 筹借钱 asks for money.
      if (term === undefined && runsOn(line, at, text)) continue
      if (term !== undefined && lends(term) && (isInside(line, at, text) || isForeign(term, line))) continue
      if (term !== undefined) found.push({ text: written.slice(at, at + text.length), term })
      at += text.length - 1
      last = at + 1
    }
    const [head = ''] = line.split(SIGN())
    if (head.length < 2 || head.length > 4 || last >= head.length) return found
    for (const [text, term] of ends) if (head.endsWith(text) && !isForeign(term, line)) found.push({ text, term })
    return found
  }
}

function simplifier({ traditional, simplified }: Pick<GeneralWords, 'traditional' | 'simplified'>) {
  const simple = new Map([...traditional].map((letter, at) => [letter, simplified.charAt(at)]))
  return (text: string) => text.replace(HAN(), (letter) => simple.get(letter) ?? letter)
}

const HAN = late(String.raw`\p{Script=Han}`, 'gu')
