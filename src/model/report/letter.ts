import type { Language, LetterKind } from '../vocabulary.ts'

/** A part of a sentence: our words, a name of a stranger, or a blank with what belongs there. */
export type Piece = string | { name: string } | { blank: string; preset?: string }
export type Line = Piece[]

export type LetterPart = { text: Line } | { heading: string } | { list: Line[] }

/** A letter that holds what a report knows and blanks for all else. */
export interface Letter {
  kind: LetterKind
  lang: Language
  title: Line
  parts: LetterPart[]
  /** For who writes it; no part of the letter. */
  notes: string[]
}
