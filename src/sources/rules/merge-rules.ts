import { definedOnly } from '../../model/defined-only.ts'
import type { CheckRule, RuleFileSeal, Rules } from '../../model/rules/rule.ts'
import type { UserRules } from '../../model/rules/rule-file.ts'
import type { SignalList, Signals } from '../../model/rules/signal.ts'
import type { Placed } from '../../model/vocabulary.ts'

/** The lists of a user's file, each entry with its place. */
export type PlacedRules = {
  [List in Exclude<keyof UserRules, SignalList>]?: Placed<NonNullable<UserRules[List]>[number]>[]
} & { [List in SignalList]?: Signals[List] }

/** A file of rules that the user adds: data, which may cross to another thread. */
export interface AddedRules {
  seal: RuleFileSeal
  placed: PlacedRules
}

/** The built-in rules with the files of the user; a later file replaces what an earlier one says. */
export const withAdded = (builtIn: Rules, added: AddedRules[]): Rules =>
  added.length === 0
    ? builtIn
    : {
        ...added.reduce((merged, { placed }) => mergeRules(merged, placed), builtIn),
        files: added.map(({ seal }) => seal),
        builtIn,
      }

/** The rules with what the user adds. A rule of the same id is replaced where it stands; nothing else is touched. */
export function mergeRules(rules: Rules, added: PlacedRules): Rules {
  const signals = { ...rules.signals }
  for (const list of Object.keys(added)) if (list in signals) mergeList(signals, list as SignalList, added)
  return {
    ...rules,
    lenders: mergeLenders(rules.lenders, added.lenders ?? []),
    sources: merged(rules.sources, added.sources ?? []),
    checks: merged(rules.checks, (added.checks ?? []).map(inheritingFrom(rules.checks))),
    signals,
  }
}

/** A check that replaces another has its place, verdict and headline, unless it says so itself. */
const inheritingFrom =
  (old: Rules['checks']) =>
  (check: Placed<CheckRule>): Placed<CheckRule> => {
    const { order, verdict, headline } = old.find(({ id }) => id === check.id) ?? {}
    return { ...definedOnly({ order, verdict, headline }), ...check }
  }

function mergeList<List extends SignalList>(signals: Signals, list: List, added: PlacedRules) {
  const more = added[list]
  if (more !== undefined) signals[list] = merged<{ id: string }>(signals[list], more) as Signals[List]
}

function merged<T extends { id: string }>(old: T[], added: T[]): T[] {
  const byId = new Map(added.map((entry) => [entry.id, entry]))
  const known = new Set(old.map(({ id }) => id))
  return [...old.map((entry) => byId.get(entry.id) ?? entry), ...added.filter(({ id }) => !known.has(id))]
}

/** An entry speaks for its packages: what another entry said of them is gone. */
function mergeLenders(old: Rules['lenders'], added: Rules['lenders']): Rules['lenders'] {
  const ids = new Set(added.map(({ id }) => id))
  const spokenFor = new Set(added.flatMap(({ packages }) => packages))
  const left = old.flatMap((entry) => {
    const packages = entry.packages.filter((name) => !spokenFor.has(name))
    return ids.has(entry.id) || packages.length === 0 ? [] : [{ ...entry, packages }]
  })
  return [...left, ...added]
}
