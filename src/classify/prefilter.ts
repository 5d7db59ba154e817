import type { Signals } from '../model/signal.ts'
import { lazy } from './lazy.ts'
import { grouped } from './multimap.ts'

/**
 * Makes the cheap test whether a package name may come to enough points. Most names cannot, and the ordinary words that
 * hold a word of lending are known.
 */
export function prefilter({
  prefilter: heard,
  lexicon,
  words: signals,
}: Pick<Signals, 'prefilter' | 'lexicon' | 'words'>): (packageName: string) => boolean {
  const alone = new Set(wordsIn(heard.alone))
  const all = [...alone, ...wordsIn(heard.beside)]
  const start = Math.min(START, ...all.map(({ length }) => length))
  const byStart = grouped(all, (word) => [word.slice(0, start)])
  // What a signal names is no ordinary word, though it stands among them to be kept in one piece.
  const ordinary = lazy(() => {
    const words = new Set((lexicon.ordinary['apart'] ?? '').split(' '))
    for (const signal of signals) for (const word of signal.words.flatMap((one) => one.split(' '))) words.delete(word)
    return words
  })
  const speaks = (text: string) => {
    let found = 0
    for (let at = 0; at <= text.length - start; at++) {
      for (const word of byStart.get(text.slice(at, at + start)) ?? [])
        if (text.startsWith(word, at) && (alone.has(word) || ++found > 1)) return true
    }
    return false
  }
  return (packageName) => {
    const name = packageName.toLowerCase()
    return (
      speaks(name) &&
      speaks(
        name
          .split('.')
          .filter((word) => !ordinary().has(word))
          .join('.'),
      )
    )
  }
}

const wordsIn = (list: string) => list.match(/\S+/g) ?? []

/** Letters that words are looked up by, where none is shorter. */
const START = 3
