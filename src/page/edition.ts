import { editionOf } from '../explain/index.ts'
import type { Editions } from '../model/report/edition.ts'
import { type Language, languages } from '../model/vocabulary.ts'
import type { PageSpeaker } from './words.ts'
import type { PhoneResult } from './worker.ts'

/** A report in every language, that of the person first. */
export function editionsOf({ reports }: PhoneResult, words: (lang: Language) => PageSpeaker, lang: Language): Editions {
  const of = (one: Language) => editionOf(reports[one], words(one))
  return [of(lang), ...languages.filter((other) => other !== lang).map(of)]
}
