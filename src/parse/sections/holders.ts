import type { Evidence } from '../../model/evidence.ts'
import { APP_PACKAGE } from '../../model/phone/package-name.ts'
import { userAskedFor } from '../../model/phone/phone-command.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/phone/snapshot.ts'
import type { SpecialAccessKind } from '../../model/phone/special-access.ts'
import { evidenceOf } from '../lines/line.ts'
import { endsLike } from '../lines/mention.ts'
import { MOST_UNCLEAR } from '../phone-limits.ts'
import type { SectionParser } from '../section.ts'
import { bareWords } from '../signs/bare-words.ts'
import type { SectionText } from './kind.ts'

/** `com.example.cash/.Service` or a bare package name. */
const PACKAGE = new RegExp(`^(${APP_PACKAGE})(/|$)`)

const wordsIn = (text: string) => bareWords(text).match(/[\w.]+/g) ?? []

export type AccessFound = (access: SpecialAccess | UnclearAccess) => void

interface Told {
  kind?: SpecialAccessKind | undefined
  userId: number
  evidence: Evidence
}

/**
 * Tells who holds an access by a list of components and names, each once, whatever stands between them. What else
 * stands in it, and all names of a text that tells of no `kind`, are unclear.
 */
export function tellAccess(found: AccessFound, { kind, ...told }: Told, list = told.evidence.text) {
  const components = kind === undefined ? [] : list.split(/[^\w.$/]+/)
  const given = new Set(components.flatMap((component) => PACKAGE.exec(component)?.[1] ?? []))
  const others = wordsIn(list)
    .filter((word) => word.includes('.') && !given.has(word))
    .slice(0, MOST_UNCLEAR + 1)
  for (const packageName of given) found({ ...told, kind, packageName } as SpecialAccess)
  for (const packageName of others) found({ ...told, packageName })
}

/** Reads the answer to a question about one access: all names in it are of holders. */
export const answerParser = (
  { path, command }: SectionText,
  kind: SpecialAccessKind,
  found: AccessFound,
): SectionParser => ({
  line(line) {
    tellAccess(found, { kind, userId: userAskedFor(command) ?? 0, evidence: evidenceOf(line, path) })
  },
})

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
