import type { Signals } from '../model/signal.ts'
import { folded, type Piece, splitter, wordsOfLabel, wordsOfName } from './split.ts'

type Signal = Signals['words'][number]

/** A signal that was found in a name or a label, with the words that show it. */
export interface Hit {
  signal: Signal
  words: string[]
  /** Written as one word with something else: the head of it, `cashmart`, or the end, `hikash`. */
  joined?: 'head' | 'end' | undefined
}

export interface WordReader {
  ofName: (packageName: string) => Hit[]
  ofLabel: (label: string) => Hit[]
  /** The words of a class name, not judged. */
  piecesOf: (name: string) => string[]
}

/** Makes the reader of names and labels. What it finds in a word it remembers. */
export function wordReader({ words: signals, lexicon }: Pick<Signals, 'words' | 'lexicon'>): WordReader {
  const single = new Map<string, Signal[]>()
  const several = new Map<string, { rest: string[]; signal: Signal }[]>()
  const texts: { text: string; signal: Signal }[] = []
  const add = <T>(map: Map<string, T[]>, key: string, value: T) => map.set(key, [...(map.get(key) ?? []), value])
  for (const signal of signals) {
    for (const word of signal.words) {
      const [first = '', ...rest] = word.split(' ')
      if (rest.length > 0) add(several, first, { rest, signal })
      if (rest.length === 0 || /^[a-z ]+$/.test(word)) add(single, word.replaceAll(' ', ''), signal)
    }
    for (const text of signal.texts) texts.push({ text, signal })
  }

  // Only words that hold a term somewhere are worth splitting.
  const plain = [...single.keys()].filter((word) => word.length > 2 && /^[a-z]+$/.test(word))
  const anyTerm = new RegExp(plain.join('|'))
  const anyText = new RegExp(texts.map(({ text }) => escaped(text)).join('|') || '[]')
  let split: ReturnType<typeof splitter> | undefined
  const remembered = new Map<string, Piece[]>()

  function pieces(word: string): Piece[] {
    const found = remembered.get(word)
    if (found !== undefined) return found
    split ??= splitter(lexicon, [...single.keys(), ...several.keys()])
    const made = anyTerm.test(word) ? split(word) : [{ text: word, known: true, syllable: false }]
    remembered.set(word, made)
    return made
  }

  function read(words: string[], place: 'name' | 'label'): Map<Signal, Hit> {
    const hits = new Map<Signal, Hit>()
    const hit = (signal: Signal, word: string, joined?: Hit['joined']) => {
      if (signal[place] === undefined) return
      const known = hits.get(signal)
      if (known === undefined) hits.set(signal, { signal, words: [word], joined })
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
    for (const [index, written] of words.entries()) {
      const word = folded(written)
      const [first, last] = [index === head, index === words.length - 1]
      if (word !== written) for (const signal of single.get(written) ?? []) hit(signal, written)
      const parts = pieces(word)
      for (const [at, part] of parts.entries()) {
        line.push(part.text)
        for (const signal of single.get(part.text) ?? [])
          if (standsOnEdges(signal, parts, at)) hit(signal, part.text, joinedAt(parts, at) ?? (last ? asName : first ? firstAsName : undefined))
      }
    }
    for (const [at, first] of line.entries()) {
      for (const { rest, signal } of several.get(first) ?? [])
        if (rest.every((word, next) => line[at + 1 + next] === word)) hit(signal, [first, ...rest].join(' '))
    }
    return hits
  }

  return {
    ofName: (packageName) => [...read(wordsOfName(packageName), 'name').values()],
    ofLabel: (label) => {
      const hits = read(wordsOfLabel(label), 'label')
      const bare = label.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
      const glued = bare.replaceAll(' ', '')
      if (!anyText.test(bare) && !anyText.test(glued)) return [...hits.values()]
      for (const { text, signal } of texts) {
        if (!bare.includes(text) && !glued.includes(text)) continue
        if (!holds(bare, text, signal) && !holds(glued, text, signal)) continue
        const known = hits.get(signal)
        if (known === undefined) hits.set(signal, { signal, words: [text] })
        else known.words.push(text)
      }
      return [...hits.values()].filter(({ signal }) => signal.label !== undefined)
    },
    piecesOf: (name) => wordsOfName(name).flatMap((word) => pieces(word).map(({ text }) => text)),
  }
}

const joinedAt = (parts: Piece[], at: number): Hit['joined'] =>
  parts.length < 2 ? undefined : at === parts.length - 1 ? 'end' : at === 0 ? 'head' : undefined

export const endFirst = (a: Hit['joined'], b: Hit['joined']) => (a === 'end' || b === 'end' ? 'end' : (a ?? b))

/** A text counts where it is not part of one of the texts that mean something else. */
function holds(label: string, text: string, { not, edge }: Signal): boolean {
  const rest = not.reduce((left, other) => left.replaceAll(other, '\0'), label)
  return edge === 'end' ? rest.endsWith(text) : rest.includes(text)
}

/** Never bare letters inside of a word that nobody explained; short words only between explained ones. */
function standsOnEdges({ edge }: Signal, parts: Piece[], at: number): boolean {
  const part = parts[at]
  if (part === undefined) return false
  if (edge === 'whole') return parts.length === 1
  if (edge === 'start') return at === 0
  if (edge === 'pinyin') return at > 1 && at === parts.length - 1 && parts.slice(0, at).every(({ syllable }) => syllable)
  const explained = (side: Piece | undefined) =>
    side === undefined || (side.known && side.text.length > (edge === 'known' ? 1 : 2))
  const [left, right] = [explained(parts[at - 1]), explained(parts[at + 1])]
  return part.text.length > 3 && edge !== 'known' ? left || right : left && right
}

const escaped = (text: string) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
