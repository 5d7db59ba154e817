import { remembered } from './remembered.ts'

/** The candidates that are most like what was typed, best first; empty when none is. */
export function nearest(typed: string, candidates: readonly string[], count = 1): string[] {
  const asked = normalise(typed)
  return candidates
    .map((word) => ({ word, distance: likeness(asked, normalise(word)) }))
    .filter(({ distance }) => distance < 0.5)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ word }) => word)
}

export const withoutMarks = (word: string) => word.replace(/[\u0300-\u036f]/g, '')

/** With its accents, each behind its letter, and without the vowels of Arabic, which hardly anybody writes. */
export const spelt = remembered((word) =>
  word
    .trim()
    .normalize('NFKD')
    .replace(/['’\u0640\u064b-\u065f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replace(/[\s_-]+/g, '-')
    .replace(/(?<=\p{Script=Han})-|-(?=\p{Script=Han})/gu, ''),
)

/** As it is compared: without accents, apostrophes, and blanks beside Chinese, which some put there and some do not. */
export const normalise = remembered((word) => withoutMarks(spelt(word)))

/** Letters of a part that tell the whole, however long. */
const TELLING = 4

/** 0 for the same word, 1 for nothing in common: edit distance over length, and nearer where one holds the other. */
function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const share = short.length / long.length
  if (long.includes(short) && (short.length >= TELLING || share >= 0.5)) return 0.2 + 0.2 * (1 - share)
  // Of the others so many letters would be put in.
  return share > 0.5 ? distance(a, b) / long.length : 1
}

/** Letters put in, left out or changed; two that changed places count once. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? i) + 1 : changed
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
