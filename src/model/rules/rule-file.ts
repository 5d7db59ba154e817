import * as z from 'zod'
import {
  CatalogueEntry,
  CatalogueSource,
  CheckRule,
  CountryRules,
  GeneralGuidance,
  LenderRule,
  LenderSource,
  RegimeRule,
  RouteRule,
} from './rule.ts'
import { CommonWords, signalKinds, signalLists } from './signal.ts'

const lists = {
  lenders: z.array(LenderRule),
  sources: z.array(LenderSource),
  checks: z.array(CheckRule),
  ...signalLists,
}

/** What a person adds to the built-in rules: lists as in the built-in files. */
export const UserRules = z.strictObject(lists).partial()
export type UserRules = z.infer<typeof UserRules>

/** A file for `--rules`; a bare list holds lenders, as the files under `rules/lenders/` do. */
export const UserRuleFile = z.union([UserRules, lists.lenders])

interface FileKind {
  schema: z.ZodType
  /** Which list of the user's rules its entries belong to; none, if a user cannot add such a file. */
  list?: keyof UserRules
}

const isList = (name: string): name is keyof UserRules => Object.hasOwn(lists, name)

/** What the files under `rules/` hold, by their names without the ending. */
const kinds: [RegExp, FileKind][] = [
  [/^version$/, { schema: z.strictObject({ version: z.string() }) }],
  [/^lenders\/sources$/, { schema: z.array(CatalogueSource), list: 'sources' }],
  [/^lenders\//, { schema: z.array(CatalogueEntry), list: 'lenders' }],
  [/^checks\//, { schema: CheckRule, list: 'checks' }],
  [/^routes\/routes$/, { schema: z.array(RouteRule) }],
  [/^regimes\/regimes$/, { schema: z.array(RegimeRule) }],
  ...Object.entries(signalKinds).map(([kind, { schema }]): [RegExp, FileKind] => [
    new RegExp(`^signals/${kind}(\\.|$)`),
    { schema, ...(isList(kind) && { list: kind }) },
  ]),
  [/^signals\/common$/, { schema: CommonWords }],
  ...Object.entries(GeneralGuidance.shape).map(([name, schema]): [RegExp, FileKind] => [
    new RegExp(`^guidance/${name}$`),
    { schema },
  ]),
  ...Object.entries(CountryRules.shape).map(([name, schema]): [RegExp, FileKind] => [
    new RegExp(`^countries/[a-z]{2}/${name}$`),
    { schema },
  ]),
]

/** What a file of this project holds; nothing for any other file. */
export function kindOfFile(path: string): FileKind | undefined {
  const [, name] = /(?:^|\/)rules\/((?:\w+\/)+[\w.-]+|version)\.ya?ml$/.exec(path.replaceAll('\\', '/')) ?? []
  return name === undefined ? undefined : kinds.find(([pattern]) => pattern.test(name))?.[1]
}
