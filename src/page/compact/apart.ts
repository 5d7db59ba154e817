import { eachPart } from '../../model/parts.ts'
import { inEachLanguage, type Language, languages } from '../../model/vocabulary.ts'

/** A value without its texts, and those of each language in their order in it: so they pack better. */
export interface Apart {
  rest: unknown
  texts: Record<Language, unknown[]>
}

/** The texts of several values beside one another, language by language: so they pack better still. */
export type Texts = Record<Language, unknown[][]>

type Text = Record<Language, unknown>

/** Stands for a text. One that is a part of the value itself is among the texts. */
const MARK = 0

export const isText = (part: unknown): part is Text =>
  typeof part === 'object' &&
  part !== null &&
  Object.keys(part).length === languages.length &&
  languages.every((lang) => typeof (part as Text)[lang] === 'string' || Array.isArray((part as Text)[lang]))

export function apart(value: unknown): Apart {
  const texts = inEachLanguage(() => [] as unknown[])
  const rest = eachPart(value, (part) => {
    if (part !== MARK && !isText(part)) return part
    for (const lang of languages) texts[lang].push(part === MARK ? MARK : part[lang])
    return MARK
  })
  return { rest, texts }
}

export const textsOf = (all: Apart[]): Texts => inEachLanguage((lang) => all.map(({ texts }) => texts[lang]))

/** A value with those of the texts that are its own. */
export const withTexts = (rest: unknown, texts: Texts, nth: number): unknown =>
  together({ rest, texts: inEachLanguage((lang) => texts[lang][nth] ?? []) })

export function together({ rest, texts }: Apart): unknown {
  let at = 0
  return eachPart(rest, (part) => {
    if (part !== MARK) return part
    const text = inEachLanguage((lang) => texts[lang][at])
    at++
    return isText(text) ? text : MARK
  })
}
