import * as z from 'zod'
import type { Placed } from '../vocabulary.ts'
import type { LenderRule, LenderSource } from './catalogue.ts'
import type { CheckRule, RegimeRule, RouteRule } from './check-rule.ts'
import type { Guidance } from './guidance.ts'
import type { Signals } from './signal.ts'

export * from './article-and-law.ts'
export * from './catalogue.ts'
export * from './check-rule.ts'
export * from './guidance.ts'
export * from './letter-rule.ts'
export * from './signal.ts'
export * from './text.ts'

/** The place of an entry is in the compiled file; what is made up for a test has none. */
type Entry<T> = T & Partial<Placed<unknown>>
export type LenderEntry = Entry<LenderRule>

/** The rules without the words for people, which are a file of their own. */
export interface Rules {
  version: string
  lenders: LenderEntry[]
  sources: Entry<LenderSource>[]
  checks: Entry<CheckRule>[]
  routes: Entry<RouteRule>[]
  regimes: Entry<RegimeRule>[]
  signals: Signals
  /** Files of the user that were added, in their order. */
  files?: RuleFileSeal[]
  /** The rules without them. */
  builtIn?: Rules
}

export interface RuleSet extends Rules {
  guidance: Guidance
}

export const RuleFileSeal = z.strictObject({ path: z.string(), sha256: z.string() })
export type RuleFileSeal = z.infer<typeof RuleFileSeal>
