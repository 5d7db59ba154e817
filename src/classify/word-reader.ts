import { LONGEST_PACKAGE_NAME } from '../model/lengths.ts'
import type { Signals } from '../model/signal.ts'
import { containsAny } from './contains-any.ts'
import { lazy } from './lazy.ts'
import { add } from './multimap.ts'
import { remembered } from './remembered.ts'
import { segmenter, type Token } from './segment.ts'
import { folded, wordsOfLabel, wordsOfName } from './words-of.ts'

type Signal = Signals['words'][number]

/** A signal that was found in a name or a label, with the words that show it. */
export interface WordMatch {
  signal: Signal
  words: string[]
  /** Written as one word with something else: the head of it, `cashmart`, or the end, `hikash`. */
  joined?: 'head' | 'end' | undefined
}

export interface WordReader {
  ofName: (packageName: string) => WordMatch[]
  ofLabel: (label: string) => WordMatch[]
  /** The words of a class name, not judged. */
  tokensOf: (name: string) => string[]
}

/** Makes the reader of names and labels. What it finds in a word it remembers. */
export function wordReader({
  words: signals,
  classes,
  lexicon,
}: Pick<Signals, 'words' | 'classes' | 'lexicon'>): WordReader {
  const single = new Map<string, Signal[]>()
  /** Words that are looked for and no signal by themselves. */
  const parts = classes.flatMap(({ words }) => words)
  const several = new Map<string, { rest: string[]; signal: Signal }[]>()
  /** By their first letter. */
  const texts = new Map<string, { text: string; signal: Signal }[]>()
  for (const signal of signals) {
    for (const word of signal.words) {
      if (!isOne(word)) {
        const [first = '', ...rest] = word.split(' ')
        add(several, first, { rest, signal })
        for (const part of [first, ...rest]) if (part.length > 2) parts.push(part)
      } else add(single, word, signal)
    }
    if (signal.label !== undefined) for (const text of signal.texts) add(texts, text.charAt(0), { text, signal })
  }

  // Only words that hold a term are worth splitting, and what stands only as a whole word is found without that.
  const holdsTerm = lazy(() =>
    containsAny([
      ...signals.filter(({ edge }) => edge !== 'whole').flatMap(({ words }) => words.filter(isOne)),
      ...parts,
    ]),
  )
  const segment = lazy(() => segmenter(lexicon, [...single.keys(), ...parts]))
  const tokens = remembered((word): Token[] =>
    holdsTerm()(word) ? segment()(word) : [{ text: word, known: true, syllable: false }],
  )

  function read(words: string[], place: 'name' | 'label'): Map<Signal, WordMatch> {
    const found = new Map<Signal, WordMatch>()
    const take = (signal: Signal, word: string, joined?: WordMatch['joined']) => {
      if (signal[place] === undefined) return
      const known = found.get(signal)
      if (known === undefined) found.set(signal, { signal, words: [word], joined })
      else {
        if (!known.words.includes(word)) known.words.push(word)
        known.joined = endFirst(known.joined, joined)
      }
    }
    // After `com`: where the maker stands.
    const head = place === 'name' ? 1 : 0
    const line: string[] = []
    // The last of three or more parts is what the maker calls the app. A label of a few words is a name: `Sun Cash`.
    const isBrief = place === 'label' && words.length > 1 && words.length < 4
    const asName = isBrief ? 'end' : place === 'name' && words.length > 2 ? 'head' : undefined
    const firstAsName = isBrief || place === 'name' ? 'head' : undefined
    for (let index = 0; index < words.length; index++) {
      const written = words[index] ?? ''
      const word = folded(written)
      const alone = index === words.length - 1 ? asName : index === head ? firstAsName : undefined
      if (word !== written) for (const signal of single.get(written) ?? []) take(signal, written)
      const made = tokens(word)
      for (let at = 0; at < made.length; at++) {
        const text = made[at]?.text ?? ''
        line.push(text)
        for (const signal of single.get(text) ?? [])
          if (standsOnEdges(signal, made, at)) take(signal, text, joinedAt(made, at) ?? alone)
      }
    }
    for (let at = 0; at < line.length - 1; at++) {
      const first = line[at] ?? ''
      for (const { rest, signal } of several.get(first) ?? [])
        if (rest.every((word, next) => line[at + 1 + next] === word)) take(signal, [first, ...rest].join(' '))
    }
    return found
  }

  function readTexts(line: string, found: Map<Signal, WordMatch>) {
    const seen = new Set<{ text: string; signal: Signal }>()
    for (let at = 0; at < line.length; at++) {
      for (const one of texts.get(line.charAt(at)) ?? []) {
        const { text, signal } = one
        if (!line.startsWith(text, at) || seen.has(one)) continue
        seen.add(one)
        if (!holds(line, text, signal)) continue
        const known = found.get(signal)
        if (known === undefined) found.set(signal, { signal, words: [text] })
        else if (!known.words.includes(text)) known.words.push(text)
      }
    }
  }

  return {
    ofName: (packageName) =>
      packageName.length > LONGEST_PACKAGE_NAME ? [] : [...read(wordsOfName(packageName), 'name').values()],
    ofLabel: (label) => {
      const found = read(wordsOfLabel(label), 'label')
      const bare = label.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
      const glued = bare.replaceAll(' ', '')
      for (const line of bare === glued ? [bare] : [bare, glued]) readTexts(line, found)
      return [...found.values()]
    },
    tokensOf: (name) => wordsOfName(name).flatMap((word) => tokens(word).map(({ text }) => text)),
  }
}

/** A signal counts once, in however many languages it stands. */
export function merged(lists: WordMatch[][]): WordMatch[] {
  const [only = []] = lists
  if (lists.length < 2) return only
  const bySignal = new Map<Signal, WordMatch>()
  for (const match of lists.flat()) {
    const known = bySignal.get(match.signal)
    bySignal.set(
      match.signal,
      known === undefined
        ? match
        : {
            ...match,
            words: [...new Set([...known.words, ...match.words])],
            joined: endFirst(known.joined, match.joined),
          },
    )
  }
  return [...bySignal.values()]
}

const isOne = (word: string) => !word.includes(' ')

const joinedAt = (parts: Token[], at: number): WordMatch['joined'] =>
  parts.length < 2 ? undefined : at === parts.length - 1 ? 'end' : at === 0 ? 'head' : undefined

const endFirst = (a: WordMatch['joined'], b: WordMatch['joined']) => (a === 'end' || b === 'end' ? 'end' : (a ?? b))

/** A text counts where it is not part of one of the texts that mean something else. */
function holds(label: string, text: string, { not, edge }: Signal): boolean {
  const others = label.includes(' ') ? not : not.map((other) => other.replaceAll(' ', ''))
  const rest = others.reduce((left, other) => left.replaceAll(other, '\0'), label)
  return edge === 'end' ? rest.endsWith(text) : rest.includes(text)
}

/** Never bare letters inside of a word that nobody explained; short words only between explained ones. */
function standsOnEdges({ edge, sense }: Signal, parts: Token[], at: number): boolean {
  const part = parts[at]
  if (part === undefined) return false
  if (edge === 'whole') return parts.length === 1
  if (edge === 'start') return at === 0
  if (edge === 'pinyin')
    return at > 1 && at === parts.length - 1 && parts.slice(0, at).every(({ syllable }) => syllable)
  const explained = (side: Token | undefined) =>
    side === undefined || (side.known && side.text.length > (edge === 'known' ? 1 : 2))
  const [left, right] = [explained(parts[at - 1]), explained(parts[at + 1])]
  if (edge === 'known' || part.text.length < 4) return left && right
  // `zenithbank` is a bank and `calcium` no calculator.
  return sense === 'other' && part.text.length < 6 ? right : left || right
}
