import { type Speaker, speaker } from '../explain/index.ts'
import type { Guidance } from '../model/rules/rule.ts'
import type { Language } from '../model/vocabulary.ts'
import type { PagePlaces, WebPlaces, WordPlaces } from '../model/word-keys.ts'

type Texts = WordPlaces & PagePlaces & WebPlaces

/** Says an entry of `web.yaml` too. */
type PageSay = <Key extends keyof Texts>(
  key: Key,
  ...params: [Texts[Key]] extends [never] ? [] : [params: Record<Texts[Key], string | number>]
) => string

export interface PageSpeaker extends Omit<Speaker, 'say'> {
  say: PageSay
}

/** What was checked more than a year ago says so. */
export const pageSpeaker = (guidance: Guidance, lang: Language) =>
  speaker(guidance, lang, new Date().toISOString()) as PageSpeaker
