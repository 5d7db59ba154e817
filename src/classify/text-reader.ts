import { late } from '../model/late.ts'
import type { Signals } from '../model/signal.ts'
import { add } from './multimap.ts'
import { listOf } from './words-of.ts'

type Term = Signals['terms'][number]

const SIGN = late(String.raw`[^\p{L}\p{M}\p{N}]`, 'u')

/**
 * Makes the reader of scripts that write no spaces: from left to right the longest text, each letter once.
 *
 * @param han words that hold a text and mean something else
 */
export function textReader(terms: Term[], han: string): (label: string) => { text: string; term: Term }[] {
  const byText = new Map<string, Term | undefined>(listOf(han).map((word) => [word, undefined]))
  const ends: { text: string; term: Term }[] = []
  for (const term of terms) {
    for (const text of listOf(term.texts)) byText.set(text, term)
    if (term.ends !== undefined) ends.push({ text: term.ends, term })
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

  return (label) => {
    const line = label.replace(/(?<=[\u2e80-\uffff])\s+(?=[\u2e80-\uffff])/g, '')
    const found: { text: string; term: Term }[] = []
    let last = 0
    for (let at = 0; at < line.length; at++) {
      const text = longest(line, at)
      if (text === undefined) continue
      const term = byText.get(text)
      // 筹借 is an ordinary word, and 筹借钱 asks for money.
      if (term === undefined && runsOn(line, at, text)) continue
      if (term !== undefined) found.push({ text, term })
      at += text.length - 1
      last = at + 1
    }
    const [head = ''] = line.split(SIGN())
    const end = ends.find(({ text }) => head.endsWith(text) && head.length > 1 && head.length < 5)
    if (end !== undefined && last < head.length) found.push(end)
    return found
  }
}
