import type { Lender } from '../classify/index.ts'
import type { AuditedBasis } from '../model/audit.ts'

/** Why an app is called a lender: what the catalogue says, then every sign with its points and the line of its rule. */
export function basisOf({ basis, rule, assumed }: Lender): AuditedBasis[] {
  const said = { points: null, at: null, kind: null, match: null }
  if (assumed) return [{ id: 'assumed', ...said }]
  const entry = rule === undefined ? [] : [{ ...said, id: `catalogue:${rule.id}`, at: rule.at ?? null }]
  return [...entry, ...basis.map(({ id, points, at, kind, match }) => ({ id, points, at, kind, match }))]
}
