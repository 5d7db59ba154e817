import { drafter } from '../explain/index.ts'
import type { Report } from '../model/report.ts'
import { type Language, languages } from '../model/vocabulary.ts'
import type { Edition } from '../report/style.ts'
import type { PageSpeaker } from './words.ts'
import type { PhoneResult } from './worker.ts'

export const editionOf = (report: Report, words: PageSpeaker): Edition => ({
  report,
  words: words.say,
  draft: drafter(report, words),
})

/** A report in every language, that of the person first. */
export function editionsOf(
  { reports }: PhoneResult,
  words: (lang: Language) => PageSpeaker,
  lang: Language,
): [Edition, ...Edition[]] {
  const of = (one: Language) => editionOf(reports[one], words(one))
  return [of(lang), ...languages.filter((other) => other !== lang).map(of)]
}
