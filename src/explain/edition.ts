import type { Audit } from '../model/report/audit.ts'
import type { Edition } from '../model/report/edition.ts'
import type { Report } from '../model/report/report.ts'
import { languages } from '../model/vocabulary.ts'
import { letterOf } from './letter.ts'
import type { Speaker } from './speaker.ts'
import { type Rules, toReport } from './to-report.ts'

/** A report with what a page needs besides: its words, and the letter to the operator of each app. */
export const editionOf = (report: Report, words: Speaker): Edition => ({
  report,
  words: words.say,
  draft: (app) => letterOf('operator', { report, apps: [app] }, words),
})

/** The languages that a person did not ask for. */
export const otherSpeakers = (words: Speaker): Speaker[] =>
  languages.filter((other) => other !== words.lang).map((other) => words.in(other))

/** The same run in every other language, for formats that hold them all. */
export const otherEditions = (audit: Audit, rules: Rules, words: Speaker): Edition[] =>
  otherSpeakers(words).map((other) => editionOf(toReport(audit, rules, other), other))
