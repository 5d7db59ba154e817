import { type Audit, type Edition, languages, type RuleSet, type Speaker, speaker, toReport } from '../../internal.ts'

/** The languages that a person did not ask for. */
export const otherSpeakers = ({ lang, guidance }: Speaker): Speaker[] =>
  languages.filter((other) => other !== lang).map((other) => speaker(guidance, other))

/** The same run in every other language, for formats that hold them all. */
export const otherEditions = (audit: Audit, rules: Omit<RuleSet, 'guidance'>, words: Speaker): Edition[] =>
  otherSpeakers(words).map((other) => ({ report: toReport(audit, rules, other), words: other.say }))
