import type { Report } from '../model/report/report.ts'
import type { Words } from './style.ts'

/** Apps with a loan feature inside that can read contacts. They are no lenders. */
export const readingFeatures = ({ apps }: Report) =>
  apps.filter(({ lender, contacts }) => lender.class === 'embedded' && contacts.effective === 'readable')

/** One line that tells of them. */
export function featureLines(report: Report, words: Words): string[] {
  const names = readingFeatures(report).map(({ label, package: name, lender: { features = [] } }) =>
    features.length === 0
      ? (label ?? name)
      : words('join.beside', { text: label ?? name, beside: features.join(words('join.semicolon')) }),
  )
  return names.length === 0 ? [] : [words('line.features', { list: [...new Set(names)].join(words('join.comma')) })]
}
