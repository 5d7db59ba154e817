import {
  type Audit,
  type Edition,
  guidanceOf,
  languages,
  type Report,
  type RuleSet,
  type Speaker,
  speaker,
  toReport,
} from '../../internal.ts'

/** The languages that a person did not ask for. */
export const otherSpeakers = ({ lang, guidance }: Speaker): Speaker[] =>
  languages.filter((other) => other !== lang).map((other) => speaker(guidance, other))

/** The same run in every other language, for formats that hold them all. */
export const otherEditions = (audit: Audit, rules: Omit<RuleSet, 'guidance'>, words: Speaker): Edition[] =>
  otherSpeakers(words).map((other) => ({ report: toReport(audit, rules, other), words: other.say }))

/** A saved report is said in its own country. */
export function speakerOf(report: Report, words: Speaker): Speaker {
  const { country } = report.guidance
  const isHere = country === undefined || country?.id === words.guidance.country?.id
  return isHere ? words : speaker(guidanceOf(report), words.lang)
}
