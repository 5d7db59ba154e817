import { inCountry } from '../model/rules/country.ts'
import type { CompiledGuidance, Guidance, Maker } from '../model/rules/rule.ts'
import { languages } from '../model/vocabulary.ts'
import { type Texts, withTexts } from './compact/apart.ts'
import { type PackedRules, unpacked } from './compact/rules.ts'
import { untabled } from './compact/tabled.ts'

/** What the build puts into the page besides the script. */
export interface PageTexts {
  /** Of rules, and of words. */
  texts: string
  words: string
  rules: string
}

/**
 * As the elements of the page hold it, one for the texts of each language; a line end there parts two texts, a tab two
 * lists of texts, a form feed a key and its value.
 */
export function pageTexts(held: (id: string) => string): PageTexts {
  const textOf = (id: string) => held(id).replaceAll('\n', '","').replaceAll('\t', '"],["').replaceAll('\f', '":')
  return {
    texts: `{${languages.map((lang) => `"${lang}":${textOf(`texts-${lang}`)}`)}}`,
    words: textOf('words'),
    rules: textOf('rules'),
  }
}

const [RULES, WORDS] = [0, 1]
const dataOf = (rest: string, texts: string, nth: number) =>
  withTexts(JSON.parse(rest), JSON.parse(texts) as Texts, nth)

/** All words for people; those of this page stand among those of `page.yaml`. */
export interface PageWords extends CompiledGuidance {
  version: string
  rulesVersion: string
  makers: Maker[]
}

export const wordsOf = ({ words, texts }: Omit<PageTexts, 'rules'>) =>
  untabled(dataOf(words, texts, WORDS)) as PageWords

/** As `loadGuidance` has it: absent, each finding has the country of its lender, or of the phone. */
export const guidanceFor = (words: PageWords, country?: string | null): Guidance => ({
  ...inCountry(words, country ?? null),
  isChosen: country !== undefined,
})

export const rulesOf = ({ rules, texts }: Omit<PageTexts, 'words'>) =>
  unpacked(dataOf(rules, texts, RULES) as PackedRules)
