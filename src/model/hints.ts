import type { WordSignal } from './signal.ts'
import { speakingSenses } from './vocabulary.ts'

/** The words that may earn points in a package name, without those that hold another: a first look at a name. */
export function hintsOf(signals: Pick<WordSignal, 'sense' | 'name' | 'words'>[]): string {
  const words = signals
    .filter(({ sense, name }) => name !== undefined && speakingSenses.includes(sense))
    .flatMap((signal) => signal.words.map((word) => word.split(' ')[0] ?? ''))
    .filter((word) => /^[a-z]{3,}$/.test(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const hints: string[] = []
  for (const word of words) if (!hints.some((hint) => word.includes(hint))) hints.push(word)
  return hints.join(' ')
}
