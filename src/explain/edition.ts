import type { Audit } from '../model/report/audit.ts'
import type { Edition, Editions } from '../model/report/edition.ts'
import type { Report } from '../model/report/report.ts'
import type { Rules } from '../model/rules/rule.ts'
import { languages } from '../model/vocabulary.ts'
import { letterOf } from './letter.ts'
import type { Speaker } from './speaker.ts'
import { toReport } from './to-report.ts'

/** A report with what a page needs besides: its words, and the letter to the operator of each app. */
export const editionOf = (report: Report, words: Speaker): Edition => ({
  report,
  words: words.say,
  draft: (app) => letterOf('operator', { report, apps: [app] }, words),
})

/** The languages that a person did not ask for. */
export const otherSpeakers = (words: Speaker): Speaker[] =>
  languages.filter((other) => other !== words.lang).map((other) => words.in(other))

/** A run in every language, its own report first, for formats that hold them all. */
export const editionsOf = (report: Report, audit: Audit, rules: Rules, words: Speaker): Editions => [
  editionOf(report, words),
  ...otherSpeakers(words).map((other) => editionOf(toReport(audit, rules, other), other)),
]
