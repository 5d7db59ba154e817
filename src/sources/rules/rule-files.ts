import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import * as z from 'zod'
import { AuditError } from '../../errors.ts'
import { overstated } from '../../model/rules/lender.ts'
import { isProven } from '../../model/rules/proven.ts'
import type { Guidance, LenderSource, RuleSet } from '../../model/rules/rule.ts'
import { kindOfFile, UserRules } from '../../model/rules/rule-file.ts'
import type { Language } from '../../model/vocabulary.ts'
import { type Message, message, type ParamsOf, type WordKey } from '../../model/words.ts'
import { sizeOf } from '../limits.ts'
import { ordinaryFile } from '../ordinary-file.ts'
import { lostIn, written } from '../written.ts'
import type { AddedRules, PlacedRules } from './merge-rules.ts'
import { type Complaint, placedEntry, readYaml, type YamlFile } from './yaml-file.ts'

type Rules = Omit<RuleSet, 'guidance'>

/** What is wrong in a rule file: in words of the reader of YAML or of the schema, or by a key of `words.yaml`. */
export type RuleComplaint = Complaint | ({ at: string } & Message)

export interface RuleFile extends AddedRules {
  /** What it adds; empty when something is wrong, or when it is a file that cannot be added to the built-in ones. */
  rules: UserRules
  complaints: RuleComplaint[]
}

export interface RuleContext {
  cwd: string
  lang: Language
  builtIn: Rules
  guidance: () => Guidance
}

/**
 * Reads files for `--rules`, and files of the project's own, and says all that is wrong with them.
 *
 * @param isAdded the files must hold what can be added to the built-in rules
 */
export function readRuleFiles(paths: string[], context: RuleContext, isAdded = false): RuleFile[] {
  const opened = paths.map((path) => open(path, context, isAdded))
  const sources: Sources = new Map(
    [...context.builtIn.sources, ...opened.flatMap(({ rules }) => rules.sources ?? [])].map((one) => [one.id, one]),
  )
  return opened.map(({ file, keysOf, ...rest }) =>
    file === undefined || keysOf === undefined
      ? rest
      : { ...rest, complaints: [...misfits(rest.rules, file, keysOf, sources, context)] },
  )
}

type Sources = ReadonlyMap<string, LenderSource>
type KeysOf = (name: string, index: number) => PropertyKey[]
type Opened = RuleFile & { file?: YamlFile; keysOf?: KeysOf }

/** How zod says what is wrong. */
const COMPLAINTS: Record<Language, typeof z.locales.en> = { zh: z.locales.zhCN, en: z.locales.en }

function open(path: string, { cwd, lang }: RuleContext, isAdded: boolean): Opened {
  const seal = { path, sha256: '' }
  const empty = (complaints: RuleComplaint[]) => ({ seal, rules: {}, placed: {}, complaints })
  let bytes: Buffer
  try {
    bytes = ordinaryFile(resolve(cwd, path), path, LARGEST)
  } catch (cause) {
    if (isAdded && cause instanceof AuditError && cause.code === 'E125') throw cause
    return empty([{ at: path, ...whyNot(cause) }])
  }
  seal.sha256 = createHash('sha256').update(bytes).digest('hex')
  const ours = kindOfFile(path)
  const locale = { error: COMPLAINTS[lang]().localeError }
  const kindFor = (data: unknown) => (hasHeads(data) ? undefined : ours)
  const schemaFor = (data: unknown) =>
    kindFor(data)?.schema ?? (Array.isArray(data) ? UserRules.shape.lenders.unwrap() : UserRules)
  const text = written(bytes)
  const lost = lostIn(bytes)
  if (lost !== -1 && BEGINS.test(text)) return empty([{ at: placeIn(text, lost, path), ...message('cause.encoding') }])
  const file = readYaml(path, text, schemaFor, locale)
  const { data, complaints, at } = file
  if (complaints.some(({ code }) => code !== undefined) && !BEGINS.test(text))
    return empty([{ at: path, ...message('lint.noRules') }])
  if (data === undefined || complaints.length > 0) return empty(complaints)

  const kind = kindFor(data)
  if (kind !== undefined && kind.list === undefined)
    return empty(isAdded ? [{ at: at([]), ...message('lint.notAdded') }] : [])
  const list = kind?.list ?? (Array.isArray(data) ? 'lenders' : undefined)
  const rules = (list === undefined ? data : { [list]: [data].flat() }) as UserRules
  // A list may stand alone, and a check is a file of its own.
  const keysOf: KeysOf = (name, index) => (list === undefined ? [name, index] : Array.isArray(data) ? [index] : [])
  return { seal, rules, placed: placedRules(rules, file, keysOf), complaints, file, keysOf }
}

/** Bytes: five times the longest list of ours. A file of mistakes takes a thousand times its size in memory. */
const LARGEST = 512 * 1024

function whyNot(cause: unknown): Message {
  if (!(cause instanceof AuditError)) throw cause
  const { code, params } = cause
  if (code === 'E125') return message('lint.cannotOpen', { detail: params['detail'] ?? '' })
  return code === 'E507' ? message('lint.tooLarge', { limit: sizeOf(LARGEST) }) : message('lint.notOrdinary')
}

function placeIn(text: string, offset: number, path: string): string {
  const before = text.slice(0, offset)
  return `${path}:${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`
}

/** A head of a user's file, or the first entry of a list. */
const BEGINS = new RegExp(`^(- |(${Object.keys(UserRules.shape).join('|')}):)`, 'm')

/** Has the heads of a user's file, `lenders:` and so on. */
function hasHeads(data: unknown) {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false
  const keys = Object.keys(data)
  return keys.length > 0 && keys.every((key) => Object.hasOwn(UserRules.shape, key))
}

/** Each entry with its place, as the built-in ones have theirs. */
function placedRules(rules: UserRules, file: YamlFile, keysOf: KeysOf): PlacedRules {
  const entries = Object.entries(rules).map(([name, list = []]) => [
    name,
    list.map((entry, index) => placedEntry(entry, file, keysOf(name, index))),
  ])
  return Object.fromEntries(entries) as PlacedRules
}

/** What no schema sees: ids and packages that stand twice, and names of what is not there. */
function* misfits(
  rules: UserRules,
  { at }: YamlFile,
  keysOf: KeysOf,
  sources: Sources,
  { builtIn, guidance }: RuleContext,
): Generator<RuleComplaint> {
  const complaint = <Key extends WordKey>(keys: PropertyKey[], key: Key, ...params: ParamsOf<Key>) => ({
    at: at(keys),
    ...message(key, ...params),
  })
  if (Object.values(rules).flat().length === 0) yield complaint([], 'lint.empty')
  for (const [name, list = []] of Object.entries(rules)) {
    const seen = new Set<string>()
    for (const [index, { id }] of list.entries()) {
      if (seen.has(id)) yield complaint([...keysOf(name, index), 'id'], 'lint.twice', { id })
      seen.add(id)
    }
  }

  const owners = new Map<string, string>()
  for (const [index, entry] of (rules.lenders ?? []).entries()) {
    const { id, packages, source, also = [], features = [] } = entry
    const keys = keysOf('lenders', index)
    const named: [PropertyKey[], string][] = [
      [['source'], source],
      ...also.map((one, nth): [PropertyKey[], string] => [['also', nth], one]),
      ...features.flatMap((one, nth): [PropertyKey[], string][] =>
        one.source === undefined ? [] : [[['features', nth, 'source'], one.source]],
      ),
    ]
    for (const [path, one] of named)
      if (!sources.has(one)) yield complaint([...keys, ...path], 'lint.missing', { field: 'source', id: one })
    const standings = [source, ...also].map((one) => sources.get(one)?.standing)
    for (const { field, wrong } of overstated(entry, standings)) yield { at: at([...keys, field]), ...wrong }
    for (const [nth, name] of packages.entries()) {
      const owner = owners.get(name)
      if (owner !== undefined) yield complaint([...keys, 'packages', nth], 'lint.owner', { package: name, owner })
      owners.set(name, id)
    }
  }

  for (const [index, rung] of (rules.rungs ?? []).entries()) {
    const counts = builtIn.signals.rungs.find(({ id }) => id === rung.id)?.counts
    if (!isProven(rung, counts)) yield complaint([...keysOf('rungs', index), 'class'], 'lint.unproven', { id: rung.id })
  }

  if (rules.checks === undefined) return
  const { actions, all } = guidance()
  const countries = Object.values(all.countries)
  const known = {
    guidance: countries.flatMap(({ article }) => article?.statements ?? []),
    law: countries.flatMap(({ sentences }) => sentences ?? []),
    actions,
  }
  for (const [index, check] of rules.checks.entries()) {
    const replaced = builtIn.checks.find(({ id }) => id === check.id)
    if (replaced !== undefined && isNarrower(check, replaced))
      yield complaint([...keysOf('checks', index), 'id'], 'lint.narrower', { id: check.id })
    for (const field of ['guidance', 'law', 'actions'] as const) {
      const ids = new Set(known[field].map(({ id }) => id))
      for (const [nth, id] of check[field].entries())
        if (!ids.has(id)) yield complaint([...keysOf('checks', index), field, nth], 'lint.missing', { field, id })
    }
  }
}

type Check = RuleSet['checks'][number]

/** A phone is called clear when no check objects: a rule file must not bring that about. */
const isNarrower = (check: Check, builtIn: Check) =>
  check.on !== builtIn.on ||
  (check.status === 'retired' && builtIn.status === 'active') ||
  (check.policy !== undefined && check.policy !== builtIn.policy) ||
  (check.severity === 'note' && builtIn.severity !== 'note') ||
  (check.verdict === 'check' && builtIn.verdict === 'act') ||
  builtIn.lender.some((one) => !check.lender.includes(one)) ||
  builtIn.when.some((one) => !check.when.includes(one))

/**
 * Files for `--rules`: what has the id of a built-in rule replaces it, as does a lender entry for a package; everything
 * else is added.
 *
 * @throws AuditError E108 with the place of the first mistake, E125 for a file that cannot be opened
 */
export function addedRules(
  paths: string[],
  context: RuleContext,
  inWords: (complaint: RuleComplaint) => string,
): RuleFile[] {
  const files = readRuleFiles(paths, context, true)
  for (const { complaints, seal } of files) {
    const [first] = complaints
    if (first === undefined) continue
    const more = complaints.length > 1 && { file: seal.path, n: String(complaints.length) }
    throw new AuditError('E108', { place: first.at, detail: inWords(first), ...more })
  }
  return files
}
