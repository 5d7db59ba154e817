import type { Evidence } from '../../model/evidence.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/snapshot.ts'
import type { SpecialAccessKind } from '../../model/special-access.ts'
import { bareWords } from '../bare-words.ts'
import { endsLike } from '../mention.ts'
import { MOST_UNCLEAR } from '../phone-limits.ts'

/** `com.example.cash/.Service` or a bare package name. */
const PACKAGE = /^([A-Za-z]\w*(?:\.\w+)+)(?:\/|$)/

const wordsIn = (text: string) => bareWords(text).match(/[\w.]+/g) ?? []

/**
 * Who holds an access by a list of components and names, each once, whatever stands between them. What else stands in it,
 * and all names of a text that tells of no `kind`, are unclear.
 */
export function accessIn(
  kind: SpecialAccessKind | undefined,
  list: string,
  userId: number,
  evidence: Evidence,
): (SpecialAccess | UnclearAccess)[] {
  const components = kind === undefined ? [] : list.split(/[^\w.$/]+/)
  const given = new Set(components.flatMap((component) => PACKAGE.exec(component)?.[1] ?? []))
  const others = wordsIn(list)
    .filter((word) => word.includes('.') && !given.has(word))
    .slice(0, MOST_UNCLEAR + 1)
  return [
    ...[...given].map((packageName) => ({ kind, packageName, userId, evidence })),
    ...others.map((packageName) => ({ packageName, userId, evidence })),
  ]
}

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
