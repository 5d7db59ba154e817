import {
  type Audit,
  drafter,
  type Edition,
  languages,
  type Report,
  type RuleSet,
  type Speaker,
  toReport,
} from '../../internal.ts'

/** The languages that a person did not ask for. */
export const otherSpeakers = (words: Speaker): Speaker[] =>
  languages.filter((other) => other !== words.lang).map((other) => words.in(other))

/** A report with what a page needs besides. */
export const editionOf = (report: Report, words: Speaker): Edition => ({
  report,
  words: words.say,
  draft: drafter(report, words),
})

/** The same run in every other language, for formats that hold them all. */
export const otherEditions = (audit: Audit, rules: Omit<RuleSet, 'guidance'>, words: Speaker): Edition[] =>
  otherSpeakers(words).map((other) => editionOf(toReport(audit, rules, other), other))
