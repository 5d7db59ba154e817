import { type Edition, type Language, type Report, type Speaker, speaker } from '../../index.ts'

/** The same run in the other language, for formats that hold both. */
export function otherEdition(reportIn: (lang: Language) => Report, { lang, guidance }: Speaker): Edition {
  const other = lang === 'zh' ? 'en' : 'zh'
  return { report: reportIn(other), words: speaker(guidance, other).say }
}
