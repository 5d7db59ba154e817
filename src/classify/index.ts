import { lenderClassOf } from '../model/lender.ts'
import type { LenderRule } from '../model/rule.ts'
import type { App } from '../model/snapshot.ts'
import type { LenderClass } from '../model/vocabulary.ts'

/** What is known of an app as a lender, with the catalogue entry that says so. */
export interface Lender {
  class: LenderClass
  rule?: LenderRule
  /** Taken for a lender on request; nobody looked it up. */
  assumed?: true
}

/**
 * Makes the function that tells whether an app lends. Package names are compared whole. `assumed` are taken for lenders
 * without a look at the catalogue.
 */
export function classifier(lenders: LenderRule[], assumed: string[] | 'all' = []): (app: App) => Lender {
  const byPackage = new Map(lenders.flatMap((rule) => rule.packages.map((name) => [name, rule] as const)))
  return ({ packageName, alias = packageName }) => {
    if (assumed === 'all' || assumed.includes(packageName)) return { class: 'confirmed', assumed: true }
    const rule = byPackage.get(packageName) ?? byPackage.get(alias)
    return rule === undefined ? { class: 'none' } : { class: lenderClassOf(rule), rule }
  }
}
