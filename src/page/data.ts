import { inCountry } from '../model/country.ts'
import type { CompiledGuidance, Guidance, Maker } from '../model/rule.ts'
import { together } from './apart.ts'
import { type PackedRules, unpacked } from './packed.ts'
import { untabled } from './tabled.ts'

/** What the build puts into the page besides the script, each as the text of an element. */
export interface PageTexts {
  words: string
  rules: string
}

/** All words for people; those of this page stand among those of `page.yaml`. */
export interface PageWords extends CompiledGuidance {
  version: string
  rulesVersion: string
  makers: Maker[]
}

export const wordsOf = ({ words }: Pick<PageTexts, 'words'>) => untabled(together(JSON.parse(words))) as PageWords

/** As `loadGuidance` has it: absent, each finding has the country of its lender, or of the phone. */
export const guidanceFor = (words: PageWords, country?: string | null): Guidance => ({
  ...inCountry(words, country ?? null),
  isChosen: country !== undefined,
})

export const rulesOf = ({ rules }: Pick<PageTexts, 'rules'>) => unpacked(together(JSON.parse(rules)) as PackedRules)
