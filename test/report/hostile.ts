import type { Language, Report } from '../../src/internal.ts'
import type { ReportOptions } from '../built.ts'
import { auditPhone, fromFiles, speaker, toReport } from '../built.ts'
import { guidance, root, rules, options as usual } from '../daicha.ts'

const options: ReportOptions = { ...usual, minSeverity: 'note' }

/** The reports of a fixture whose apps all carry this label. */
export async function reportsLabelled(label: string, fixture: string): Promise<(lang: Language) => Report> {
  const lenders = rules.lenders.map((rule) => ({ ...rule, label }))
  const dumps = fromFiles([`fixtures/${fixture}/input`], { cwd: root, stdin: process.stdin })
  const labelled = { ...rules, lenders, guidance }
  const audit = await auditPhone(dumps, labelled, options)
  return (lang) => toReport(audit, labelled, speaker(guidance, lang))
}
