import type { Lender } from '../classify/index.ts'
import type { AuditedBasis } from '../model/report/audit.ts'

/** Why an app is called a lender: the catalogue, then its rung and every sign, each with the line of its rule. */
export function basisOf({ basis, rule, assumed }: Lender): AuditedBasis[] {
  const said = { at: null, kind: null, match: null }
  if (assumed) return [{ id: 'assumed', ...said }]
  // The entry is of another app where only the certificate is the same.
  const isOther = basis.some(({ kind }) => kind === 'certificate')
  const entry = rule === undefined || isOther ? [] : [{ ...said, id: `catalogue:${rule.id}`, at: rule.at ?? null }]
  return [...entry, ...basis.map(({ id, at, kind, match }) => ({ id, at, kind, match }))]
}
