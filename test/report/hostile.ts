import { type AuditOptions, auditOnce, fromFiles, type Language, type Report } from '../../src/index.ts'
import { guidance, root, rules } from '../daicha.ts'

const options: AuditOptions = {
  lang: 'en',
  failOn: 'high',
  minSeverity: 'note',
  allApps: false,
  regime: 'play',
  policy: 'borrower',
  exitZero: false,
  allowPartial: false,
  version: '0.0.0',
  now: () => '2026-11-24T06:20:03.000Z',
}

/** The reports of a fixture whose apps all carry this label. */
export async function reportsLabelled(label: string, fixture: string): Promise<(lang: Language) => Report> {
  const lenders = rules.lenders.map((rule) => ({ ...rule, label }))
  const dumps = fromFiles([`fixtures/${fixture}/input`], { cwd: root, stdin: process.stdin })
  return auditOnce(dumps, { ...rules, lenders, guidance }, options)
}
