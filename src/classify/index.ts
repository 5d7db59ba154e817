import { lenderClassOf } from '../model/lender.ts'
import type { LenderRule } from '../model/rule.ts'
import type { App } from '../model/snapshot.ts'
import type { LenderClass } from '../model/vocabulary.ts'

/** What is known of an app as a lender, with the catalogue entry that says so. */
export interface Lender {
  class: LenderClass
  rule?: LenderRule
}

/** Makes the function that tells whether an app lends. Package names are compared whole. */
export function classifier(lenders: LenderRule[]): (app: App) => Lender {
  const byPackage = new Map(lenders.flatMap((rule) => rule.packages.map((name) => [name, rule] as const)))
  return ({ packageName, alias = packageName }) => {
    const rule = byPackage.get(packageName) ?? byPackage.get(alias)
    return rule === undefined ? { class: 'none' } : { class: lenderClassOf(rule), rule }
  }
}
