import { type Audit, type Edition, type RuleSet, type Speaker, speaker, toReport } from '../../internal.ts'

/** The same run in the other language, for formats that hold both. */
export function otherEdition(audit: Audit, rules: Omit<RuleSet, 'guidance'>, { lang, guidance }: Speaker): Edition {
  const other = speaker(guidance, lang === 'zh' ? 'en' : 'zh')
  return { report: toReport(audit, rules, other), words: other.say }
}
