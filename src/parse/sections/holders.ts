import type { Evidence } from '../../model/evidence.ts'
import type { UnclearAccess } from '../../model/snapshot.ts'
import { endsLike } from '../mention.ts'

/** `com.example.cash/.Service` or a bare package name. */
const packageOf = (component: string) => /^([A-Za-z]\w*(?:\.\w+)+)(?:\/|$)/.exec(component)?.[1]

/** The packages of a list of components and names, each once, whatever stands between them. */
export const packagesIn = (list: string): string[] => [
  ...new Set(list.split(/[^\w.$/]+/).flatMap((component) => packageOf(component) ?? [])),
]

const wordsIn = (text: string) => text.match(/[\w.]+/g) ?? []

/** The names in a text that a reader could give to nobody. */
export const unclearIn = (text: string, userId: number, evidence: Evidence, given: string[] = []): UnclearAccess[] =>
  wordsIn(text)
    .filter((word) => word.includes('.') && !given.includes(word))
    .map((packageName) => ({ packageName, userId, evidence }))

/** Whether one of some words stands in a text, or what damage may have made of it. */
export function isNamed(words: string[], text: string): boolean {
  let before = ''
  return wordsIn(text).some((one) => {
    before = (before + one).slice(-LONGEST)
    return words.some((word) => endsLike(before, word))
  })
}
/** Of any of them, with room for damage. */
const LONGEST = 64
