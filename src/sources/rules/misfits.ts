import { overstated } from '../../model/rules/lender.ts'
import { isProven } from '../../model/rules/proven.ts'
import type { Guidance, LenderSource, Rules } from '../../model/rules/rule.ts'
import type { UserRules } from '../../model/rules/rule-file.ts'
import { type Message, message, type ParamsOf, type WordKey } from '../../model/words.ts'

/** What a rule file is held against. */
export interface Around {
  builtIn: Rules
  guidance: () => Guidance
  /** By id: the built-in ones, and those of all files that are added. */
  sources: ReadonlyMap<string, LenderSource>
}

/** What does not fit, and where it stands: in a list an entry, and what is in that. */
export type Misfit = { keys: [] | [list: keyof UserRules, index: number, ...inside: PropertyKey[]] } & Message

const misfit = <Key extends WordKey>(keys: Misfit['keys'], key: Key, ...params: ParamsOf<Key>): Misfit => ({
  keys,
  ...message(key, ...params),
})

/** What no schema sees: ids and packages that stand twice, and names of what is not there. */
export function* misfits(rules: UserRules, around: Around): Generator<Misfit> {
  if (Object.values(rules).flat().length === 0) yield misfit([], 'lint.empty')
  yield* ofIds(rules)
  yield* ofLenders(rules, around)
  yield* ofRungs(rules, around)
  if (rules.checks !== undefined) yield* ofChecks(rules.checks, around)
}

function* ofIds(rules: UserRules): Generator<Misfit> {
  for (const list of Object.keys(rules) as (keyof UserRules)[]) {
    const seen = new Set<string>()
    for (const [index, { id }] of (rules[list] ?? []).entries()) {
      if (seen.has(id)) yield misfit([list, index, 'id'], 'lint.twice', { id })
      seen.add(id)
    }
  }
}

function* ofLenders({ lenders = [] }: UserRules, { sources }: Around): Generator<Misfit> {
  const owners = new Map<string, string>()
  for (const [index, entry] of lenders.entries()) {
    const { id, packages, source, also = [], features = [] } = entry
    const named: [PropertyKey[], string | undefined][] = [
      [['source'], source],
      ...also.map((one, nth): [PropertyKey[], string] => [['also', nth], one]),
      ...features.map((one, nth): [PropertyKey[], string | undefined] => [['features', nth, 'source'], one.source]),
    ]
    for (const [inside, one] of named)
      if (one !== undefined && !sources.has(one))
        yield misfit(['lenders', index, ...inside], 'lint.missing', { field: 'source', id: one })
    const standings = [source, ...also].map((one) => sources.get(one)?.standing)
    for (const { field, wrong } of overstated(entry, standings)) yield { keys: ['lenders', index, field], ...wrong }
    for (const [nth, name] of packages.entries()) {
      const owner = owners.get(name)
      if (owner !== undefined) yield misfit(['lenders', index, 'packages', nth], 'lint.owner', { package: name, owner })
      owners.set(name, id)
    }
  }
}

function* ofRungs({ rungs = [] }: UserRules, { builtIn }: Around): Generator<Misfit> {
  for (const [index, rung] of rungs.entries()) {
    const counts = builtIn.signals.rungs.find(({ id }) => id === rung.id)?.counts
    if (!isProven(rung, counts)) yield misfit(['rungs', index, 'class'], 'lint.unproven', { id: rung.id })
  }
}

function* ofChecks(checks: Check[], { builtIn, guidance }: Around): Generator<Misfit> {
  const { actions, all } = guidance()
  const countries = Object.values(all.countries)
  const known = {
    guidance: countries.flatMap(({ article }) => article?.statements ?? []),
    law: countries.flatMap(({ sentences }) => sentences ?? []),
    actions,
  }
  for (const [index, check] of checks.entries()) {
    const replaced = builtIn.checks.find(({ id }) => id === check.id)
    if (replaced !== undefined && isNarrower(check, replaced))
      yield misfit(['checks', index, 'id'], 'lint.narrower', { id: check.id })
    for (const field of ['guidance', 'law', 'actions'] as const) {
      const ids = new Set(known[field].map(({ id }) => id))
      for (const [nth, id] of check[field].entries())
        if (!ids.has(id)) yield misfit(['checks', index, field, nth], 'lint.missing', { field, id })
    }
  }
}

type Check = Rules['checks'][number]

/** A phone is called clear when no check objects: a rule file must not bring that about. */
const isNarrower = (check: Check, builtIn: Check) =>
  check.on !== builtIn.on ||
  (check.status === 'retired' && builtIn.status === 'active') ||
  (check.policy !== undefined && check.policy !== builtIn.policy) ||
  (check.severity === 'note' && builtIn.severity !== 'note') ||
  (check.verdict === 'check' && builtIn.verdict === 'act') ||
  builtIn.lender.some((one) => !check.lender.includes(one)) ||
  builtIn.when.some((one) => !check.when.includes(one))
