import { classifier } from '../classify/index.ts'
import type { AuditOptions, AuditRules } from './options.ts'

/** What tells lenders in an audit; a run over many inputs makes it once. */
export const classifierOf = (rules: AuditRules, { assumeLender = [] }: Pick<AuditOptions, 'assumeLender'>) =>
  classifier(rules, { assumed: assumeLender, signalsOfListed: false })
